"""Remember what a learner has tried and solved, in one small file."""

import json
import os
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.notebook.grading_mode import grading_mode
from course_utils.places import LEARNERS_FOLDER, PROGRESS_FILE


@dataclass
class Record:
    """What is known of one exercise."""

    attempts: int = 0
    """Checks of something written, until the first right answer."""

    passed: bool = False
    hints: int = 0
    """How many hints were shown."""

    offered: bool = False
    """The solution was asked for before anything was tried."""

    mistakes: dict[str, int] = field(default_factory=dict)
    """How often each named mistake was made."""


class Progress:
    """The records of all exercises, kept in a file where there is one to keep them in.

    Nothing here raises for a file that is damaged or cannot be written: the records are then
    kept in memory, and `trouble` says so. A damaged file is set aside, not overwritten.

    Parameters
    ----------
    path : Path or None
        The file; None keeps the records in memory only.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self.trouble = ""
        self._records: dict[str, Record] = {}
        self._told: set[str] = set()

    def tell_once(self, remark: str) -> bool:
        """Tell whether a remark is new since the kernel started, and remember it."""
        new = remark not in self._told
        self._told.add(remark)
        return new

    def record(self, exercise: str) -> Record:
        """Read what is known of an exercise now."""
        self._read()
        return self._records.setdefault(exercise, Record())

    def records(self) -> dict[str, Record]:
        """Read what is known of all exercises now."""
        self._read()
        return dict(self._records)

    def attempt(self, exercise: str, passed: bool, mistake: str | None) -> None:
        """Count one check; once an exercise is solved it stays solved, and is not counted."""
        record = self.record(exercise)
        if record.passed:
            return
        record.attempts += 1
        record.passed = passed
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

    def _read(self) -> None:
        if self.path is None:
            return
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            self._records = {name: _record(fields) for name, fields in stored.items()}
        except FileNotFoundError:
            return
        except OSError as error:
            self.trouble = f"Your progress in {self.path} cannot be read: {error.strerror}."
        except (ValueError, TypeError, AttributeError):
            self._set_aside(self.path)

    def _set_aside(self, path: Path) -> None:
        aside = path.with_name(path.name + ".damaged")
        self.trouble = (
            f"The file that keeps your progress was damaged; it is now {aside.name}, and a new "
            "one was begun. Your notebooks are not affected: run their checks again."
        )
        try:
            path.replace(aside)
        except OSError as error:
            self.trouble = f"The file {path} is damaged and stays: {error.strerror}."
            self.path = None
        self._write()

    def _write(self) -> None:
        """Write a new file beside the old one and put it in its place in one step."""
        if self.path is None:
            return
        data = {name: vars(record) for name, record in self._records.items()}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                dir=self.path.parent, prefix=PROGRESS_FILE, suffix=".new"
            )
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(data, file, indent=1, sort_keys=True)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.trouble = (
                f"Your progress cannot be saved in {self.path} ({error.strerror}); it is kept "
                "until this notebook's kernel stops."
            )
            self.path = None


def _record(fields: dict[str, Any]) -> Record:
    """Read one record; fields of another version of the course are left out."""
    record = Record(**{k: v for k, v in fields.items() if k in Record.__dataclass_fields__})
    for name, value in vars(Record()).items():
        if type(getattr(record, name)) is not type(value):
            raise ValueError(f"{name} is not a {type(value).__name__}")
    if not all(type(count) is int for count in record.mistakes.values()):
        raise ValueError("a count of mistakes is not a number")
    return record


def find_progress_file(start: Path) -> Path | None:
    """Find the progress file of the learner's copy of the course that `start` lies in."""
    for folder in (start, *start.parents):
        if (folder / LEARNERS_FOLDER).is_dir():
            return folder / LEARNERS_FOLDER / PROGRESS_FILE
    return None


@cache
def kept_progress() -> Progress:
    """Give the progress of the learner whose notebook this is; none is kept while grading."""
    return Progress(find_progress_file(Path.cwd()) if grading_mode() is None else None)
