"""What one student handed in: read with suspicion, and refused where it can't be run."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_utils.grading.asking import Drawn, pack
from course_utils.places import MB

MOST_BYTES = 20 * MB


class RefusedError(ValueError):
    """A submission that can't be run; the message says why, for its author and the instructor."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment."""

    student: str
    folder: Path

    by_another_name: bool = False
    """Whether the folder's own name is one that the gradebook can't hold: not UTF-8."""


@dataclass(frozen=True)
class Work:
    """A submission ready to be run: with its locked cells restored, and questions drawn."""

    notebooks: dict[str, NotebookNode]
    drawn: dict[str, Drawn]
    files: dict[str, bytes]
    digest: str
    """Of all that was handed in: what was graded, and is not graded again."""

    def to_send(self) -> tuple[dict[str, tuple[str, str]], dict[str, bytes]]:
        """Give what a worker needs: each notebook's text and questions, and the other files."""
        texts = {
            name: (nbformat.writes(notebook), pack(self.drawn[name]))
            for name, notebook in self.notebooks.items()
        }
        return texts, self.files


def by_student(name: str, folder: Path) -> Submission:
    """Name a submission as the gradebook can hold it; on disk a name may be any bytes."""
    nameable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return Submission(nameable, folder, nameable != name)


def forget_copies(notebook: NotebookNode) -> None:
    """Make copies of a graded cell ordinary cells; nbgrader refuses what its own remedy leaves."""
    seen = set()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in seen:
            del cell.metadata["nbgrader"]
        elif name is not None:
            seen.add(name)


def parsed(data: bytes) -> NotebookNode:
    """Read a notebook.

    Raises
    ------
    RefusedError
        If it is none.
    """
    try:
        notebook: NotebookNode = nbformat.reads(data.decode("utf-8"), 4)
        nbformat.validate(notebook)
    except RecursionError as error:
        raise RefusedError("The notebook is nested too deeply to be one.") from error
    # nbformat raises errors of many kinds for what is no notebook.
    except Exception as error:
        raise RefusedError(
            f"The file is empty, damaged, or no notebook ({type(error).__name__})."
        ) from error
    return notebook


def regular_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give the regular files of a submission; links, which may lead out of it, are left out."""
    room = MOST_BYTES
    for path in sorted(_regular(folder)):
        room -= path.stat().st_size
        if room < 0:
            raise RefusedError(f"What was handed in is larger than {MOST_BYTES // MB} MB.")
        yield os.fsencode(path.relative_to(folder)).decode("utf-8", "replace"), path.read_bytes()


def _regular(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                yield path


def digest(folder: Path) -> str:
    """Give a fingerprint of what was handed in."""
    seen = hashlib.sha256()
    for path in sorted(_regular(folder)):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        seen.update(os.fsencode(path.relative_to(folder)) + b"\0" + content)
    return seen.hexdigest()
