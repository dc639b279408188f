"""The trusted side of a batch: reads submissions, and records what became of them in nbgrader."""

import hashlib
import os
import re
import stat
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from glob import glob
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from course_utils.checking import wire
from course_utils.grading.asking import Asked, ask, new_seed
from course_utils.grading.record_verdicts import RUN, RunSubmission
from course_utils.grading.running import Run
from course_utils.trouble import TroubleError

MB = 2**20
MOST_BYTES = 20 * MB
_MARK = "course"


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
    asked: dict[str, Asked]
    files: dict[str, bytes]
    digest: str
    """Of all that was handed in: what was graded, and is not graded again."""

    def to_send(self) -> tuple[dict[str, tuple[str, str]], dict[str, bytes]]:
        """Give what a worker needs: each notebook's text and questions, and the other files."""
        texts = {
            name: (nbformat.writes(notebook), wire.pack_questions(self.asked[name]))
            for name, notebook in self.notebooks.items()
        }
        return texts, self.files


class Assignment:
    """An assignment in nbgrader's folders and gradebook.

    Parameters
    ----------
    name : str
        As in ``nbgrader autograde NAME``, run where nbgrader finds its configuration.

    Raises
    ------
    TroubleError
        If the gradebook does not know the assignment.
    """

    def __init__(self, name: str):
        # nbgrader's own queries make SQLAlchemy warn, at every submission.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        self.name = name
        self.app = AutogradeApp()
        self.app.initialize([name, "--log-level=ERROR"])
        self.places = self.app.coursedir
        self.places.assignment_id = name
        self._sources = self._known_notebooks()

    def _known_notebooks(self) -> list[str]:
        try:
            with Gradebook(self.places.db_url, self.places.course_id) as book:
                return [notebook.name for notebook in book.find_assignment(self.name).notebooks]
        except MissingEntry as error:
            raise TroubleError(
                f"The gradebook knows no assignment {self.name}. Make it with "
                f"`nbgrader generate_assignment {self.name}`, then release that version."
            ) from error

    @property
    def where_submitted(self) -> str:
        """The folders in which submissions are looked for."""
        return self.places.format_path(self.places.submitted_directory, "*", self.name)

    def submissions(self) -> list[Submission]:
        """List what was handed in, by student."""
        pattern = self.places.format_path(
            self.places.submitted_directory, "(?P<student>.*)", self.name, escape=True
        )
        found = ((path, re.fullmatch(pattern, path)) for path in glob(self.where_submitted))
        named = [
            _by_student(m["student"], Path(p))
            for p, m in found
            if m is not None and Path(p).is_dir()
        ]
        return sorted(named, key=lambda submission: submission.student)

    def is_graded(self, submission: Submission) -> bool:
        """Tell whether just this was graded already."""
        mark = self._mark(submission)
        return mark is not None and mark == _digest(submission.folder)

    def _mark(self, submission: Submission) -> str | None:
        for name in self._sources:
            path = self._graded_folder(submission) / f"{name}.ipynb"
            try:
                return nbformat.read(path, 4).metadata[_MARK]["digest"]
            except (OSError, ValueError, KeyError, AttributeError):
                continue  # not graded yet, or the grader was killed while it wrote
        return None

    @cached_property
    def _nbgrader(self) -> Autograde:
        return Autograde(coursedir=self.places, parent=self.app)

    def _graded_folder(self, submission: Submission) -> Path:
        path = self.places.format_path(
            self.places.autograded_directory, submission.student, self.name
        )
        return Path(path)

    def graded(self) -> Iterator[tuple[str, NotebookNode]]:
        """Give every graded notebook with its student."""
        for submission in self.submissions():
            for name in self._sources:
                path = self._graded_folder(submission) / f"{name}.ipynb"
                if path.exists():
                    yield submission.student, nbformat.read(path, 4)

    def prepare(self, submission: Submission) -> Work:
        """Read a submission, restore its locked cells, and draw its questions.

        Raises
        ------
        RefusedError
            If it can't be run as it is.
        """
        if submission.by_another_name:
            raise RefusedError("The folder's name is not UTF-8. Rename it, and grade again.")
        files = dict(_files(submission.folder))
        source = Path(self.places.format_path(self.places.source_directory, ".", self.name))
        own = {name: data for name, data in files.items() if not name.endswith(".ipynb")}
        given = _files(source) if source.is_dir() else ()
        own.update((name, data) for name, data in given if not name.endswith(".ipynb"))
        notebooks = {
            name: self._sanitized(name, _parsed(files[f"{name}.ipynb"]))
            for name in self._sources
            if f"{name}.ipynb" in files
        }
        if not notebooks:
            wanted = " or ".join(f"{name}.ipynb" for name in self._sources)
            raise RefusedError(f"There is no {wanted} in what was handed in.")
        asked = {name: ask(notebook, new_seed()) for name, notebook in notebooks.items()}
        return Work(notebooks, asked, own, _digest(submission.folder))

    def _sanitized(self, name: str, notebook: NotebookNode) -> NotebookNode:
        """Do as nbgrader does before it runs a notebook."""
        resources = {
            "nbgrader": {
                "notebook": name,
                "assignment": self.name,
                "db_url": self.places.db_url,
            }
        }
        try:
            _forget_copies(notebook)
            for preprocessor in self._nbgrader.sanitize_preprocessors:
                notebook, resources = preprocessor(parent=self.app).preprocess(notebook, resources)
        # Whatever stops nbgrader's own preprocessors is something odd in this one notebook.
        except Exception as error:
            raise RefusedError(
                f"{name}.ipynb is not of the form that nbgrader needs ({type(error).__name__})."
            ) from error
        return notebook

    def record(self, submission: Submission, work: Work, runs: dict[str, Run]) -> None:
        """Judge what a submission's kernel published, and record it as nbgrader does."""
        _Recorder(self, submission, work, runs).start()
        self._settle_missing(submission)

    def _settle_missing(self, submission: Submission) -> None:
        """Give no points for checks that are missing; nbgrader leaves them open."""
        with Gradebook(self.places.db_url, self.places.course_id) as book:
            recorded = book.find_submission(self.name, submission.student)
            _give_nothing(
                recorded, lambda grade: grade.cell_type == "code" and grade.auto_score is None
            )
            book.db.commit()

    def record_refused(self, submission: Submission, reason: str) -> None:
        """Give a submission that can't be run no points, and say why where feedback is read."""
        with Gradebook(self.places.db_url, self.places.course_id) as book:
            book.update_or_create_student(submission.student)
            recorded = book.update_or_create_submission(self.name, submission.student)
            _give_nothing(recorded, lambda grade: True)
            book.db.commit()
        folder = self._graded_folder(submission)
        folder.mkdir(parents=True, exist_ok=True)
        for name in self._sources:
            note = nbformat.v4.new_markdown_cell(f"**This could not be graded.** {reason}")
            notebook = nbformat.v4.new_notebook(cells=[note])
            notebook.metadata[_MARK] = _new_mark(_digest(submission.folder))
            path = folder / f"{name}.ipynb"
            path.unlink(missing_ok=True)
            nbformat.write(notebook, path)

    @cached_property
    def recording(self) -> list[Any]:
        """nbgrader's preprocessors as configured, with ours that has run the notebook elsewhere."""
        configured = self._nbgrader.autograde_preprocessors  # classes, or their dotted names
        others = (import_item(p) if isinstance(p, str) else p for p in configured)
        return [_TakeRun, *(p for p in others if p is not RunSubmission), _MarkGraded]


class _Recorder(Autograde):
    """nbgrader's own Autograde for one submission that was run elsewhere."""

    def __init__(self, assignment: Assignment, submission: Submission, work: Work, runs):
        super().__init__(coursedir=assignment.places, parent=assignment.app)
        self.force = True
        self.sanitize_preprocessors = [_TakePrepared]
        self.autograde_preprocessors = assignment.recording
        self._submission, self._work, self._runs = submission, work, runs

    def init_notebooks(self):
        """Take this submission, whatever its student is called."""
        folder = str(self._submission.folder)
        self.assignments = {folder: [f"{folder}/{name}.ipynb" for name in self._work.notebooks]}

    def init_single_notebook_resources(self, notebook_filename):
        """Hand over what came of the run."""
        resources = super().init_single_notebook_resources(notebook_filename)
        name = resources["nbgrader"]["notebook"]
        resources[RUN] = (self._work.asked[name], self._runs[name].ended)
        resources[_MARK] = (self._work.digest, self._work.notebooks[name], self._runs[name])
        return resources


class _TakePrepared(NbGraderPreprocessor):
    """Go on from the notebook that was run, whose locked cells are restored already."""

    def preprocess(self, nb, resources):
        """Put it in the place of what was handed in."""
        return deepcopy(resources[_MARK][1]), resources


class _TakeRun(NbGraderPreprocessor):
    """Put the outputs of a run into the notebook that was run."""

    def preprocess(self, nb, resources):
        """Take over outputs cell by cell; nothing else of what came back."""
        _, _, run = resources[_MARK]
        for cell, ran in zip(nb.cells, run.notebook.cells, strict=True):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        return nb, resources


class _MarkGraded(NbGraderPreprocessor):
    """Note in a graded notebook what was graded."""

    def preprocess(self, nb, resources):
        """Write the mark."""
        nb.metadata[_MARK] = _new_mark(resources[_MARK][0])
        return nb, resources


def _give_nothing(recorded: SubmittedAssignment, chosen: Callable[[Grade], bool]) -> None:
    for notebook in recorded.notebooks:
        for grade in filter(chosen, notebook.grades):
            grade.auto_score, grade.needs_manual_grade = 0, False


def _new_mark(digest: str) -> dict[str, str]:
    return {"digest": digest, "graded": datetime.now(UTC).isoformat(timespec="seconds")}


def _by_student(name: str, folder: Path) -> Submission:
    """Name a submission as the gradebook can hold it; on disk a name may be any bytes."""
    nameable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return Submission(nameable, folder, nameable != name)


def _forget_copies(notebook: NotebookNode) -> None:
    """Make copies of a graded cell ordinary cells; nbgrader refuses what its own remedy leaves."""
    seen = set()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in seen:
            del cell.metadata["nbgrader"]
        elif name is not None:
            seen.add(name)


def _parsed(data: bytes) -> NotebookNode:
    try:
        notebook = nbformat.reads(data.decode("utf-8"), 4)
        nbformat.validate(notebook)
    except RecursionError as error:
        raise RefusedError("The notebook is nested too deeply to be one.") from error
    # nbformat raises errors of many kinds for what is no notebook.
    except Exception as error:
        raise RefusedError(
            f"The file is empty, damaged, or no notebook ({type(error).__name__})."
        ) from error
    return notebook


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
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


def _digest(folder: Path) -> str:
    """Give a fingerprint of what was handed in."""
    seen = hashlib.sha256()
    for path in sorted(_regular(folder)):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        seen.update(os.fsencode(path.relative_to(folder)) + b"\0" + content)
    return seen.hexdigest()
