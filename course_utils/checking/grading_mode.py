"""How a check behaves under nbgrader, which runs the same notebooks as the learner does."""

import os
from typing import Any, Literal

from course_utils.checking.verdict import Verdict

QUESTIONS = "COURSE_QUESTIONS"
"""The environment variable that names the file with the questions, where judging is elsewhere."""

ANSWERS_MIME = "application/vnd.course-utils.answers+json"
"""What a check then publishes in place of a card."""


def grading_mode() -> Literal["autograde", "validate"] | None:
    """Tell which of nbgrader's commands runs this notebook, if any does."""
    mode = os.environ.get("NBGRADER_EXECUTION")
    return mode if mode in ("autograde", "validate") else None


class CheckFailedError(AssertionError):
    """A check that is not passed, raised for nbgrader's Validate, which shows errors only."""

    def _render_traceback_(self) -> list[str]:
        """Show the card in place of the way through our own code."""
        return [str(self)]


class GradedVerdict(Verdict):
    """A verdict whose plain text is the points earned, which is how nbgrader takes a score.

    nbgrader gives a cell full points unless its result reads as a number, so this holds for a
    plain ``nbgrader autograde`` too, without the course's own configuration.
    """

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the card, with the points as its plain text."""
        bundle = super()._repr_mimebundle_(include, exclude)
        return {**bundle, "text/plain": repr(float(self.score * self.points))}
