"""How a check behaves under nbgrader, which runs the same notebooks as the learner does."""

import os
from typing import Literal

from course_utils.places import NBGRADER_MODE


def grading_mode() -> Literal["autograde", "validate"] | None:
    """Tell which of nbgrader's commands runs this notebook, if any does."""
    match os.environ.get(NBGRADER_MODE):
        case "autograde":
            return "autograde"
        case "validate":
            return "validate"
    return None


class CheckFailedError(AssertionError):
    """A check that is not passed, raised for nbgrader's Validate, which shows errors only."""

    def _render_traceback_(self) -> list[str]:
        """Show the card in place of the way through our own code."""
        return [str(self)]
