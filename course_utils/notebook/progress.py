"""Remember what a learner has tried and solved, in one small file."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.notebook.keeping import KeptRecords, kept_path, record_of
from course_utils.places import PROGRESS_FILE


@dataclass
class Record:
    """What is known of one exercise."""

    attempts: int = 0
    """Checks of something written, until the first right answer."""

    passed: bool = False
    solved: str = ""
    """The day of the first right answer, as in 2026-11-25; "" where it was not kept."""

    hints: int = 0
    """How many hints were shown."""

    offered: bool = False
    """The solution was asked for before anything was tried."""

    mistakes: dict[str, int] = field(default_factory=dict)
    """How often each named mistake was made."""


class Progress(KeptRecords[Record]):
    """The records of all exercises.

    Nothing here raises for a file that is damaged or cannot be written (see `KeptFile`).

    Parameters
    ----------
    path : Path or None
        The file; None keeps the records in memory only.
    """

    def __init__(self, path: Path | None):
        super().__init__(path, "your progress", "run their checks again", _record)
        self._told: set[str] = set()

    def tell_once(self, remark: str) -> bool:
        """Tell whether a remark is new since the kernel started, and remember it."""
        new = remark not in self._told
        self._told.add(remark)
        return new

    def record(self, exercise: str) -> Record:
        """Read what is known of an exercise now."""
        self.all()
        return self._records.setdefault(exercise, Record())

    def attempt(self, exercise: str, passed: bool, mistake: str | None) -> None:
        """Count one check; once an exercise is solved it stays solved, and is not counted."""
        record = self.record(exercise)
        if record.passed:
            return
        record.attempts += 1
        record.passed = passed
        record.solved = date.today().isoformat() if passed else ""
        if mistake:
            record.mistakes[mistake] = record.mistakes.get(mistake, 0) + 1
        self._write()

    def hint_shown(self, exercise: str) -> None:
        """Count one hint."""
        self.record(exercise).hints += 1
        self._write()

    def solution_offered(self, exercise: str) -> None:
        """Remember that the solution was asked for."""
        self.record(exercise).offered = True
        self._write()


def _record(fields: dict[str, Any]) -> Record:
    """Read one record."""
    record = record_of(Record, fields)
    if not all(type(count) is int for count in record.mistakes.values()):
        raise ValueError("a count of mistakes is not a number")
    if record.solved:
        date.fromisoformat(record.solved)
    return record


@cache
def kept_progress() -> Progress:
    """Give the progress of the learner whose notebook this is; none is kept while grading."""
    return Progress(kept_path(PROGRESS_FILE))
