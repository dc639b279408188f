"""An assignment in nbgrader's folders and gradebook: what was handed in, and what became of it."""

import re
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property
from glob import glob
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from course_utils.grading import course_folder
from course_utils.grading.asking import ask, new_seed
from course_utils.grading.preprocessors import RECORDED
from course_utils.grading.preprocessors.mark_graded import MarkGraded, new_mark
from course_utils.grading.preprocessors.run_submission import RunSubmission
from course_utils.grading.preprocessors.take_run import TakeRun
from course_utils.grading.recorder import Recorder
from course_utils.grading.running import Run
from course_utils.grading.submission import (
    RefusedError,
    Submission,
    Work,
    by_student,
    digest,
    forget_copies,
    parsed,
    regular_files,
)
from course_utils.trouble import TroubleError


class Assignment:
    """An assignment in nbgrader's folders and gradebook.

    Parameters
    ----------
    name : str
        As in ``nbgrader autograde NAME``, run where nbgrader finds its configuration.

    Raises
    ------
    TroubleError
        If there is no course here, or the gradebook does not know the assignment.
    """

    def __init__(self, name: str):
        # nbgrader's own queries make SQLAlchemy warn, at every submission.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        self.name = name
        self.app = AutogradeApp()
        self.app.initialize([name, "--log-level=ERROR"])
        self.places = self.app.coursedir
        self.places.assignment_id = name
        course_folder.require(self.places.db_url)
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
        pattern: str = self.places.format_path(self.places.submitted_directory, "*", self.name)
        return pattern

    def submissions(self) -> list[Submission]:
        """List what was handed in, by student."""
        pattern = self.places.format_path(
            self.places.submitted_directory, "(?P<student>.*)", self.name, escape=True
        )
        # As nbgrader looks for them: a hidden folder, which `Path.glob` finds too, is nobody's.
        paths = glob(self.where_submitted)  # noqa: PTH207
        found = ((path, re.fullmatch(pattern, path)) for path in paths)
        named = [
            by_student(m["student"], Path(p))
            for p, m in found
            if m is not None and Path(p).is_dir()
        ]
        return sorted(named, key=lambda submission: submission.student)

    def is_graded(self, submission: Submission) -> bool:
        """Tell whether just this was graded already."""
        mark = self._mark(submission)
        return mark is not None and mark == digest(submission.folder)

    def _mark(self, submission: Submission) -> str | None:
        for name in self._sources:
            path = self._graded_folder(submission) / f"{name}.ipynb"
            try:
                mark: str = nbformat.read(path, 4).metadata[RECORDED]["digest"]
            except (OSError, ValueError, KeyError, AttributeError):
                continue  # not graded yet, or the grader was killed while it wrote
            return mark
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
        files = dict(regular_files(submission.folder))
        source = Path(self.places.format_path(self.places.source_directory, ".", self.name))
        own = {name: data for name, data in files.items() if not name.endswith(".ipynb")}
        given = regular_files(source) if source.is_dir() else ()
        own.update((name, data) for name, data in given if not name.endswith(".ipynb"))
        notebooks = {
            name: self._sanitized(name, parsed(files[f"{name}.ipynb"]))
            for name in self._sources
            if f"{name}.ipynb" in files
        }
        if not notebooks:
            wanted = " or ".join(f"{name}.ipynb" for name in self._sources)
            raise RefusedError(f"There is no {wanted} in what was handed in.")
        drawn = {name: ask(notebook, new_seed()) for name, notebook in notebooks.items()}
        return Work(notebooks, drawn, own, digest(submission.folder))

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
            forget_copies(notebook)
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
        Recorder(self.app, self.recording, submission, work, runs).start()
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
            notebook.metadata[RECORDED] = new_mark(digest(submission.folder))
            path = folder / f"{name}.ipynb"
            path.unlink(missing_ok=True)
            nbformat.write(notebook, path)

    @cached_property
    def recording(self) -> list[Any]:
        """nbgrader's preprocessors as configured, with ours that has run the notebook elsewhere."""
        configured = self._nbgrader.autograde_preprocessors  # classes, or their dotted names
        others = (import_item(p) if isinstance(p, str) else p for p in configured)
        return [TakeRun, *(p for p in others if p is not RunSubmission), MarkGraded]


def _give_nothing(recorded: SubmittedAssignment, chosen: Callable[[Grade], bool]) -> None:
    for notebook in recorded.notebooks:
        for grade in filter(chosen, notebook.grades):
            grade.auto_score, grade.needs_manual_grade = 0, False
