"""What the class misunderstood: by exercise, how many are right, and which mistakes were made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from course_utils.grading.asking import checked_exercise
from course_utils.places import VERDICT_MIME

NO_NAME = "no named mistake"
STATES = ("right", "partly right", "wrong", "not attempted")


@dataclass
class ClassResult:
    """How a class did in one exercise."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    """How many are in each of `STATES`."""

    mistakes: dict[str, list[str]] = field(default_factory=dict)
    """By the mistake's name, the students who made it."""

    @property
    def total(self) -> int:
        """How many handed in a notebook with this exercise."""
        return sum(self.counts.values())

    def share(self, state: str) -> float:
        """Give the share of those in a state, from 0 to 1."""
        return self.counts[state] / self.total if self.total else 0.0

    @property
    def commonest(self) -> list[tuple[str, list[str]]]:
        """The mistakes, the commonest first."""
        return sorted(self.mistakes.items(), key=lambda item: (-len(item[1]), item[0]))


def summarise(graded: Iterable[tuple[str, NotebookNode]]) -> list[ClassResult]:
    """Count verdicts by exercise.

    Parameters
    ----------
    graded : iterable of (student, notebook)
        As they are after grading.

    Returns
    -------
    list of ClassResult
        In the order of the notebook.
    """
    exercises: dict[str, ClassResult] = {}
    handed_in = 0
    for student, notebook in graded:
        handed_in += 1
        for cell in notebook.cells:
            name = checked_exercise(cell)
            if name is None:
                continue
            verdict = _verdict(cell)
            if verdict is None:
                continue
            exercise = exercises.setdefault(name, ClassResult(name))
            state = _state(verdict)
            exercise.counts[state] += 1
            if state in ("partly right", "wrong"):
                mistake = verdict["mistake"] or f"{NO_NAME} ({verdict['cause']})"
                exercise.mistakes.setdefault(mistake, []).append(student)
    for exercise in exercises.values():  # whose check is missing, or whose file is damaged
        exercise.counts["not attempted"] += handed_in - exercise.total
    return list(exercises.values())


def _verdict(cell: NotebookNode) -> dict[str, Any] | None:
    for output in cell.outputs:
        if VERDICT_MIME in output.get("data", {}):
            verdict: dict[str, Any] = output.data[VERDICT_MIME]
            return verdict
    return None


def _state(verdict: dict[str, Any]) -> str:
    if verdict["passed"]:
        return "right"
    if verdict["cause"] in ("stub", "missing"):
        return "not attempted"
    return "partly right" if verdict["score"] else "wrong"
