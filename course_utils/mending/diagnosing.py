"""The search as a diagnosis: it points at the place in the learner's own code."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from course_utils.judging.diagnosing import Diagnosis, described
from course_utils.judging.examining import Examination
from course_utils.mending.search import Mending, find_mending
from course_utils.mending.words import look_at, underlined


class SmallestEdit:
    """Points at the smallest edit that makes a function right.

    Parameters
    ----------
    function : callable
        The learner's.
    """

    def __init__(self, function: Callable[..., Any]):
        self._function = function
        self.found: Mending | None = None
        """What was found when it was last asked."""

    def __call__(self, examination: Examination) -> Diagnosis | None:
        """Search, and add what was found to the description of what is wrong."""
        if not examination.faults or examination.first.cause == "timeout":
            return None
        self.found = find_mending(
            self._function,
            examination.exercise,
            examination.questions,
            raised_at=examination.raised_at(),
        )
        if self.found is None:
            return None
        diagnosis = described(examination)
        shown = tuple(("Look at", underlined(place)) for place in self.found.places)
        return replace(
            diagnosis,
            message=f"{diagnosis.message} {look_at(self.found)}",
            evidence=(*shown, *diagnosis.evidence),
        )
