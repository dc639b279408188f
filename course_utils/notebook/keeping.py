"""The small files that keep what is remembered of a learner, in their copy of the course."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from course_utils.notebook.grading_mode import grading_mode
from course_utils.places import LEARNERS_FOLDER

Kept = TypeVar("Kept")


class KeptFile:
    """A file of JSON that is read and written as a whole.

    Nothing here raises for a file that is damaged or cannot be written: its owner goes on with
    what is in memory, and `trouble` says so. A damaged file is set aside, not overwritten.

    Parameters
    ----------
    path : Path or None
        The file; with None nothing is read or written.
    what : str
        What it keeps: "your progress".
    remedy : str
        How to come by it again, said where the file was damaged.
    """

    def __init__(self, path: Path | None, what: str, remedy: str):
        self.path, self._what, self._remedy = path, what, remedy
        self.trouble = ""

    def read(self, understand: Callable[[Any], Kept], known: Any) -> Kept | None:
        """Give what is kept now, None where there is nothing or it can't be read.

        Parameters
        ----------
        understand : callable
            Makes of the file's JSON what its owner wants; it fails where the file is damaged.
        known : JSON
            What its owner has in memory, with which a new file is begun in a damaged one's place.
        """
        if self.path is None:
            return None
        try:
            return understand(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            pass
        except OSError as error:
            self.trouble = f"{self._what.capitalize()} in {self.path} cannot be read: "
            self.trouble += f"{error.strerror}."
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self._set_aside(self.path, known)
        return None

    def write(self, data: Any, durable: bool = True) -> None:
        """Write a new file beside the old one and put it in its place in one step.

        Parameters
        ----------
        data : JSON
        durable : bool
            Whether to wait until the disk has it, so that it outlives a loss of power: too long for
            what is written at every step, and is no loss.
        """
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                dir=self.path.parent, prefix=self.path.name, suffix=".new"
            )
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(data, file, indent=1, sort_keys=True)
                    if durable:
                        file.flush()
                        os.fsync(file.fileno())
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.trouble = (
                f"{self._what.capitalize()} cannot be saved in {self.path} ({error.strerror}); "
                "what is new is kept until this notebook's kernel stops."
            )
            self.path = None

    def _set_aside(self, path: Path, known: Any) -> None:
        aside = path.with_name(path.name + ".damaged")
        self.trouble = (
            f"The file that keeps {self._what} was damaged; it is now {aside.name}, and a new "
            f"one was begun. Your notebooks are not affected: {self._remedy}."
        )
        try:
            path.replace(aside)
        except OSError as error:
            self.trouble = f"The file {path} is damaged and stays: {error.strerror}."
            self.path = None
        self.write(known)


class KeptRecords(Generic[Kept]):
    """Records by name, kept in a file where there is one to keep them in.

    Parameters
    ----------
    path : Path or None
        The file; None keeps the records in memory only.
    what, remedy : str
        As a `KeptFile` says them.
    understand : callable
        Makes one record of its fields; it fails where these are damaged.
    """

    def __init__(
        self, path: Path | None, what: str, remedy: str, understand: Callable[[Any], Kept]
    ):
        self._file = KeptFile(path, what, remedy)
        self._understand = understand
        self._records: dict[str, Kept] = {}

    @property
    def trouble(self) -> str:
        """What was wrong with the file, if anything."""
        return self._file.trouble

    def all(self) -> dict[str, Kept]:
        """Read all records as they are now."""
        kept = self._file.read(self._understood, self._plain())
        if kept is not None:
            self._records = kept
        return dict(self._records)

    def _write(self) -> None:
        self._file.write(self._plain())

    def _understood(self, kept: Any) -> dict[str, Kept]:
        return {name: self._understand(fields) for name, fields in kept.items()}

    def _plain(self) -> dict[str, Any]:
        return {name: vars(record) for name, record in self._records.items()}


def record_of(kind: type[Kept], fields: dict[str, Any]) -> Kept:
    """Make a record of what a file holds of it, without fields of another version of the course.

    Parameters
    ----------
    kind : type
        A dataclass whose every field has a default.
    fields : dict

    Raises
    ------
    ValueError
        If a field holds something else than its default is.
    """
    wanted = vars(kind())
    record = kind(**{name: value for name, value in fields.items() if name in wanted})
    for name, default in wanted.items():
        if type(getattr(record, name)) is not type(default):
            raise ValueError(f"{name} is not a {type(default).__name__}")
    return record


def kept_path(name: str) -> Path | None:
    """Find the place of a file that a notebook keeps something in; none is kept while grading."""
    return learners_file(name) if grading_mode() is None else None


def learners_file(name: str) -> Path | None:
    """Find the place of a file in the learner's copy of the course that this is run in."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / LEARNERS_FOLDER).is_dir():
            return folder / LEARNERS_FOLDER / name
    return None
