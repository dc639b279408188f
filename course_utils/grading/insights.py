"""What the class misunderstood: by exercise, how many are right, and which mistakes were made."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from rich.console import Console
from rich.table import Table

from course_utils.checking.report import VERDICT_MIME
from course_utils.grading.asking import checked_exercise
from course_utils.trouble import TroubleError

NO_NAME = "no named mistake"
STATES = ("right", "partly right", "wrong", "not attempted")


@dataclass
class Exercise:
    """How a class did in one exercise."""

    name: str
    counts: Counter = field(default_factory=Counter)
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


def summarise(graded: Iterable[tuple[str, NotebookNode]]) -> list[Exercise]:
    """Count verdicts by exercise.

    Parameters
    ----------
    graded : iterable of (student, notebook)
        As they are after grading.

    Returns
    -------
    list of Exercise
        In the order of the notebook.
    """
    exercises: dict[str, Exercise] = {}
    handed_in = 0
    for student, notebook in graded:
        handed_in += 1
        for cell in notebook.cells:
            name = checked_exercise(cell)
            verdict = _verdict(cell) if name else None
            if verdict is None:
                continue
            exercise = exercises.setdefault(name, Exercise(name))
            state = _state(verdict)
            exercise.counts[state] += 1
            if state in ("partly right", "wrong"):
                mistake = verdict["mistake"] or f"{NO_NAME} ({verdict['cause']})"
                exercise.mistakes.setdefault(mistake, []).append(student)
    for exercise in exercises.values():  # whose check is missing, or whose file is damaged
        exercise.counts["not attempted"] += handed_in - exercise.total
    return list(exercises.values())


def _verdict(cell: NotebookNode) -> dict | None:
    for output in cell.outputs:
        if VERDICT_MIME in output.get("data", {}):
            return output.data[VERDICT_MIME]
    return None


def _state(verdict: dict) -> str:
    if verdict["passed"]:
        return "right"
    if verdict["cause"] in ("stub", "missing"):
        return "not attempted"
    return "partly right" if verdict["score"] else "wrong"


def show(assignment: str, names: bool, csv_file: Path | None, page: Path | None) -> None:
    """Print the table for an assignment, and write it to files where they are named.

    Parameters
    ----------
    assignment : str
    names : bool
        Whether students are named.
    csv_file, page : Path or None

    Raises
    ------
    TroubleError
        If nothing of it is graded.
    """
    from course_utils.grading.gradebook import Assignment

    exercises = summarise(Assignment(assignment).graded())
    if not exercises:
        raise TroubleError(
            f"Nothing of {assignment} is graded yet. Grade it with `course grade {assignment}`."
        )
    Console().print(table(exercises, names))
    if csv_file is not None:
        write_csv(exercises, names, csv_file)
    if page is not None:
        from course_utils.grading.insights_page import write_page

        write_page(assignment, exercises, names, page)


def table(exercises: Sequence[Exercise], names: bool) -> Table:
    """Lay the counts out for a terminal."""
    laid_out = Table(show_lines=True)
    laid_out.add_column("exercise", no_wrap=True)
    for state in STATES:
        laid_out.add_column(state, justify="right")
    laid_out.add_column("mistakes")
    for exercise in exercises:
        shares = (f"{exercise.share(state):.0%}" for state in STATES)
        lines = [
            f"{len(who)} × {mistake}" + (f": {', '.join(who)}" if names else "")
            for mistake, who in exercise.commonest
        ]
        laid_out.add_row(exercise.name, *shares, "\n".join(lines))
    return laid_out


def write_csv(exercises: Sequence[Exercise], names: bool, path: Path) -> None:
    """Write a row for each exercise and state, and one for each mistake."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["exercise", "kind", "what", "count", "share"] + ["students"] * names)
        for exercise in exercises:
            for state in STATES:
                share = f"{exercise.share(state):.4f}"
                row = [exercise.name, "state", state, exercise.counts[state], share]
                rows.writerow(row + [""] * names)
            for mistake, who in exercise.commonest:
                share = f"{len(who) / exercise.total:.4f}"
                row = [exercise.name, "mistake", mistake, len(who), share]
                rows.writerow(row + [_harmless(" ".join(who))] * names)


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
