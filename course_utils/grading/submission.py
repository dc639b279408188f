"""What one student handed in, by name; and what of it is ready to be run."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_utils.grading.asking import Drawn, pack
from course_utils.grading.handed_in import as_text, spelled


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment."""

    student: str
    folder: Path

    misnamed: str = ""
    """Why the folder's own name is none for a student, in a sentence; "" where it is one."""


@dataclass(frozen=True)
class Work:
    """A submission ready to be run: with its locked cells restored, and questions drawn."""

    notebooks: dict[str, NotebookNode]
    drawn: dict[str, Drawn]
    files: dict[str, bytes]
    fingerprint: str
    """Of all that was handed in, and of what it is graded by: the same is not graded again."""

    notes: tuple[str, ...] = ()
    """What was odd and cost nothing, in sentences for its author and the instructor."""

    def to_send(self) -> tuple[dict[str, tuple[str, str]], dict[str, bytes]]:
        """Give what a worker needs: each notebook's text and questions, and the other files."""
        texts = {
            name: (nbformat.writes(notebook), pack(self.drawn[name]))
            for name, notebook in self.notebooks.items()
        }
        return texts, self.files


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that were taken in, by their paths below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def by_student(name: str, folder: Path, taken: Container[str] = ()) -> Submission:
    """Name a submission as the gradebook and nbgrader's commands can; a name may be any bytes.

    Parameters
    ----------
    name : str
        The student's folder's.
    folder : Path
    taken : container of str
        Names of other students' folders.
    """
    student, why = spelled(name), ""
    if as_text(name) != name:
        why = "is not UTF-8"
    elif student != name:
        why = "holds a line break or the like"
    elif name.startswith("."):
        student, why = f"hidden{name}", "begins with a dot"
    while why and student in taken:
        student += "-"
    return Submission(
        student, folder, why and f"The folder's name {why}. Rename it, and grade again."
    )
