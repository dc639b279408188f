"""An assignment in nbgrader's folders and gradebook: what was handed in, and what became of it."""

import hashlib
import json
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from glob import glob
from pathlib import Path
from typing import Any

import nbformat
from filelock import FileLock
from nbformat import NotebookNode
from nbgrader.api import Grade, MissingEntry, SubmittedAssignment
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.utils import rmtree
from sqlalchemy.exc import SAWarning
from traitlets.utils.importstring import import_item

from course_utils.grading import course_folder, gradebook
from course_utils.grading.asking import ask, new_seed
from course_utils.grading.demos import mark_demos
from course_utils.grading.edition import edition
from course_utils.grading.gradebook import Scores, opened, patiently
from course_utils.grading.handed_in import NOT_COLLECTED, HandedIn, RefusedError, take_in
from course_utils.grading.judging_outside import Marks
from course_utils.grading.preprocessors import ORIGINAL, RECORDED, RESTORED, WITHDRAWN, Resources
from course_utils.grading.preprocessors.mark_graded import MarkGraded, new_mark
from course_utils.grading.preprocessors.run_submission import RunSubmission
from course_utils.grading.preprocessors.take_run import TakeRun
from course_utils.grading.readable import read_notebook
from course_utils.grading.recorder import Recorder
from course_utils.grading.running import Run
from course_utils.grading.submission import Submission, Work, by_student
from course_utils.grading.timestamps import TIMESTAMP, moment, moment_or_none
from course_utils.trouble import TroubleError

Runs = dict[str, tuple[Run, Marks]]
"""What came of each notebook, and what was earned by it, by the notebook's name."""

_FOR_FEEDBACK = (TIMESTAMP, "submission_secret.txt")
"""What nbgrader needs of a submission to hand its feedback out."""


class Assignment:
    """An assignment in nbgrader's folders and gradebook.

    Parameters
    ----------
    name : str
        As in ``nbgrader autograde NAME``, run where nbgrader finds its configuration.
    app : object, optional
        What of nbgrader runs already, with its folders as `coursedir`.

    Raises
    ------
    TroubleError
        If there is no course here, or the gradebook does not know the assignment.
    """

    def __init__(self, name: str, app: Any = None):
        # nbgrader's own queries make SQLAlchemy warn, at every submission.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        self.name = name.rstrip("/")  # as a shell completes it
        if app is None:
            app = AutogradeApp()
            app.initialize([self.name, "--log-level=ERROR"])
            app.coursedir.assignment_id = self.name
        self.app = app
        self.places = app.coursedir
        course_folder.require(self.places.db_url)
        self._handed_in: dict[str, HandedIn] = {}
        self._began = datetime.now(UTC)
        self._recorded: set[str] = set()
        self._sources = patiently(self._known_notebooks)

    def _known_notebooks(self) -> list[str]:
        try:
            with opened(self.places) as book:
                return [notebook.name for notebook in book.find_assignment(self.name).notebooks]
        except MissingEntry as error:
            # Without the option, nbgrader leaves a release alone that is there already.
            again = " --force" if self._folder(self.places.release_directory, ".").exists() else ""
            raise TroubleError(
                f"The gradebook knows no assignment {self.name}. Make it with "
                f"`nbgrader generate_assignment {self.name}{again}`, then release that version."
            ) from error

    def _folder(self, step: str, student: str) -> Path:
        return Path(self.places.format_path(step, student, self.name))

    @property
    def where_submitted(self) -> str:
        """The folders in which submissions are looked for."""
        pattern: str = self.places.format_path(self.places.submitted_directory, "*", self.name)
        return pattern

    def submissions(self) -> list[Submission]:
        """List what was handed in, by student."""
        pattern = re.compile(
            self.places.format_path(
                self.places.submitted_directory, "(?P<student>.*)", self.name, escape=True
            ),
            re.DOTALL,
        )
        # Unlike nbgrader, which passes over in silence what is called by a name of no student.
        paths = glob(self.where_submitted, include_hidden=True)  # noqa: PTH207
        found = {path: m["student"] for path in paths if (m := pattern.fullmatch(path)) is not None}
        taken = set(found.values())
        named = [by_student(name, Path(path), taken) for path, name in found.items()]
        return sorted(named, key=lambda submission: submission.student)

    def is_graded(self, submission: Submission) -> bool:
        """Tell whether just this was graded already, and the gradebook holds what it was given."""
        given = self._scores.get(submission.student)
        mark = None if given is None else self._mark(submission)
        if given is None or mark is None:
            return False
        # Who leaves a notebook out has points for it in the gradebook, and no graded version.
        if any(given.get(name, {}) != scores for name, scores in mark["scores"].items()):
            return False
        try:
            handed = self._taken_in(submission)
        except OSError:  # it is told once it is to be graded
            return False
        unmarked = (f"{name}.ipynb" for name in self._sources if name not in mark["scores"])
        return mark["digest"] == self._fingerprint(handed) and handed.files.keys().isdisjoint(
            unmarked
        )

    def recorded_meanwhile(self, submission: Submission) -> bool:
        """Tell whether another grader recorded just this since this one began."""
        mark = None if submission.student in self._recorded else self._mark(submission)
        if mark is None or datetime.fromisoformat(mark["graded"]) < self._began:
            return False
        handed = self._handed_in.get(submission.student) or self._taken_in(submission)
        return bool(mark["digest"] == self._fingerprint(handed))

    @contextmanager
    def _alone(self, submission: Submission) -> Iterator[None]:
        """Wait until no other grader of this folder works on a submission, and keep others off."""
        place = Path(self.places.root) / ".grading"
        place.mkdir(exist_ok=True)
        # A student's name may be longer than a file's.
        name = hashlib.sha256(f"{self.name}/{submission.student}".encode()).hexdigest()
        with FileLock(place / f"{name}.lock"):
            yield

    def _unless_recorded(self, submission: Submission, write: Callable[[], None]) -> None:
        """Record something of a submission, alone, unless another grader has meanwhile."""
        with self._alone(submission):
            if not self.recorded_meanwhile(submission):
                # From here on what is there is ours, also where this is tried again.
                self._recorded.add(submission.student)
                write()

    @cached_property
    def _scores(self) -> Scores:
        return patiently(lambda: gradebook.scores(self.places, self.name))

    def _fingerprint(self, handed: HandedIn) -> str:
        """Name what is graded: what was handed in, by what it is graded by."""
        return f"{self._edition} {handed.digest}"

    @cached_property
    def _edition(self) -> str:
        def read() -> str:
            with opened(self.places) as book:
                return edition(book.find_assignment(self.name))

        return patiently(read)

    def _mark(self, submission: Submission) -> dict[str, Any] | None:
        """Put together what the graded notebooks say of what was graded."""
        found: dict[str, Any] = {"scores": {}}
        for name in self._sources:
            path = self._graded_folder(submission) / f"{name}.ipynb"
            try:
                # A whole notebook need not be valid for one of its fields to be looked at.
                mark = json.loads(path.read_bytes())["metadata"][RECORDED]
                found["scores"][name] = dict(mark["scores"])
                found["digest"], found["graded"] = mark["digest"], mark["graded"]
            except (OSError, ValueError, KeyError, TypeError):
                continue  # not graded yet, or the grader was killed while it wrote
        return found if "digest" in found else None

    @cached_property
    def _nbgrader(self) -> Autograde:
        return Autograde(coursedir=self.places, parent=self.app)

    def _graded_folder(self, submission: Submission) -> Path:
        return self._folder(self.places.autograded_directory, submission.student)

    def graded(self) -> Iterator[tuple[str, NotebookNode]]:
        """Give every graded notebook that the gradebook knows, with its student."""
        for student in sorted(self._scores):
            for name in self._sources:
                path = self._folder(self.places.autograded_directory, student) / f"{name}.ipynb"
                if path.exists():
                    yield student, nbformat.read(path, 4)

    def _taken_in(self, submission: Submission) -> HandedIn:
        return take_in(submission.folder, self.places.ignore)

    def prepare(self, submission: Submission) -> Work:
        """Read a submission, restore its cells, and draw its questions.

        Raises
        ------
        RefusedError
            If it can't be run as it is.
        """
        handed = self._taken_in(submission)
        # Kept, since what lies there may be another once this one has been run.
        kept = {name: handed.files[name] for name in _FOR_FEEDBACK if name in handed.files}
        self._handed_in[submission.student] = replace(handed, files=kept)
        if submission.misnamed:
            raise RefusedError(submission.misnamed)
        files, renamed = _by_their_names(handed.checked(), self._sources)
        own = {name: data for name, data in files.items() if not name.endswith(".ipynb")}
        notes = [*renamed, *_settled_time(own)]
        own.update(self._given_files)
        notebooks = {
            name: self._sanitized(name, read_notebook(files[f"{name}.ipynb"]), notes)
            for name in self._sources
            if f"{name}.ipynb" in files and fnmatchcase(name, self.places.notebook_id)
        }
        if not notebooks:
            if NOT_COLLECTED in files:
                raise RefusedError(files[NOT_COLLECTED].decode("utf-8", "replace"))
            wanted = " or ".join(f"{name}.ipynb" for name in self._sources)
            raise RefusedError(f"There is no {wanted} in what was handed in.")
        drawn = {name: ask(notebook, new_seed()) for name, notebook in notebooks.items()}
        for notebook in notebooks.values() if notes else ():
            note = nbformat.v4.new_markdown_cell("**Noted while grading.** " + " ".join(notes))
            notebook.cells.insert(0, note)
        return Work(notebooks, drawn, own, self._fingerprint(handed), tuple(notes))

    @cached_property
    def _given_files(self) -> dict[str, bytes]:
        """What the instructor gives beside the notebooks, which is the same for everybody."""
        source = self._folder(self.places.source_directory, ".")
        inside = {path: path.relative_to(source) for path in source.rglob("*")}
        return {
            place.as_posix(): path.read_bytes()
            for path, place in inside.items()
            if path.is_file()
            and path.suffix != ".ipynb"
            and not any(part.startswith(".") for part in place.parts)
        }

    @cached_property
    def _originals(self) -> dict[str, list[NotebookNode]]:
        """The instructor's versions of each notebook that are there; they are only looked at."""
        places = (self.places.source_directory, self.places.release_directory)
        paths = {
            name: [self._folder(place, ".") / f"{name}.ipynb" for place in places]
            for name in self._sources
        }
        return {
            name: [nbformat.read(path, 4) for path in both if path.exists()]
            for name, both in paths.items()
        }

    def _sanitized(self, name: str, notebook: NotebookNode, notes: list[str]) -> NotebookNode:
        """Do as nbgrader does before it runs a notebook."""
        originals = self._originals[name]
        resources: Resources = {
            "nbgrader": {
                "notebook": name,
                "assignment": self.name,
                "db_url": self.places.db_url,
            },
            ORIGINAL: originals,
        }
        for preprocessor in map(_class, self._nbgrader.sanitize_preprocessors):
            notebook, resources = preprocessor(parent=self.app).preprocess(notebook, resources)
        mark_demos(notebook, originals)
        if restored := resources.get(RESTORED):
            notes.append(f"Cells were missing, and were put back: {', '.join(restored)}.")
        if withdrawn := resources.get(WITHDRAWN):
            notes.append(f"No part of the assignment now, and not graded: {', '.join(withdrawn)}.")
        return notebook

    def grade_here(self, submission: Submission) -> str:
        """Grade a submission in this process, with nbgrader's preprocessors as configured.

        Returns
        -------
        str
            What is to be known of it.
        """
        with self._alone(submission):
            work = self.prepare(submission)
            self._recorded.add(submission.student)
            self._record(submission, work, {}, [*self._configured, MarkGraded])
        return " ".join(work.notes)

    @property
    def second_run(self) -> bool:
        """Whether nbgrader's configuration has a mistake cost once."""
        return bool(RunSubmission(parent=self.app).second_run)

    def record(self, submission: Submission, work: Work, runs: Runs) -> None:
        """Record as nbgrader does what a submission earned, unless another grader has."""
        self._unless_recorded(
            submission, lambda: self._record(submission, work, runs, self.recording)
        )

    def _record(
        self, submission: Submission, work: Work, runs: Runs, preprocessors: list[Any]
    ) -> None:
        self._forget(submission, self.places.feedback_directory)
        Recorder(self.app, preprocessors, submission.student, work, runs).start()

    def _forget(self, submission: Submission, *steps: str) -> None:
        """Take away what was made of an earlier submission: it would be taken for this one's."""
        self.__dict__.pop("_scores", None)
        for step in steps:
            folder = self._folder(step, submission.student)
            if folder.exists():
                rmtree(str(folder))

    def record_refused(self, submission: Submission, reason: str) -> None:
        """Give a submission that can't be run no points, and say why where feedback is read."""
        self._unless_recorded(submission, lambda: self._record_refused(submission, reason))

    def _record_refused(self, submission: Submission, reason: str) -> None:
        handed = self._handed_in.get(submission.student) or self._taken_in(submission)
        self._forget(submission, self.places.feedback_directory, self.places.autograded_directory)
        with opened(self.places) as book:
            book.update_or_create_student(submission.student)
            recorded = book.update_or_create_submission(
                self.name,
                submission.student,
                timestamp=moment_or_none(handed.files.get(TIMESTAMP, b"")),
            )
            for grade in _grades(recorded):
                # What a person has given stays, and is to be looked at again, as nbgrader has it.
                grade.auto_score = 0
                grade.needs_manual_grade = grade.manual_score is not None
            book.db.commit()
            given = {notebook.name: gradebook.given(notebook) for notebook in recorded.notebooks}
        folder = self._graded_folder(submission)
        folder.mkdir(parents=True)
        for name, content in handed.files.items():
            (folder / name).write_bytes(content)
        for name in self._sources:
            note = nbformat.v4.new_markdown_cell(f"**This could not be graded.** {reason}")
            notebook = nbformat.v4.new_notebook(cells=[note])
            notebook.metadata[RECORDED] = new_mark(self._fingerprint(handed), given.get(name, {}))
            nbformat.write(notebook, folder / f"{name}.ipynb")

    def leave_unset(self, submission: Submission) -> None:
        """Leave a submission without a mark: the fault is not its own, and it is to be graded."""
        self._unless_recorded(submission, lambda: self._leave_unset(submission))

    def _leave_unset(self, submission: Submission) -> None:
        self._forget(submission, self.places.feedback_directory, self.places.autograded_directory)
        with opened(self.places) as book:
            try:
                recorded = book.find_submission(self.name, submission.student)
            except MissingEntry:
                return
            for grade in _grades(recorded):
                grade.auto_score, grade.needs_manual_grade = None, True
            book.db.commit()

    @cached_property
    def _configured(self) -> list[Any]:
        return [_class(p) for p in self._nbgrader.autograde_preprocessors]

    @cached_property
    def recording(self) -> list[Any]:
        """nbgrader's preprocessors as configured, with ours that has run the notebook elsewhere."""
        others = (p for p in self._configured if p is not RunSubmission)
        return [TakeRun, *others, MarkGraded]


def _class(preprocessor: Any) -> Any:
    """Give a preprocessor of nbgrader's configuration: a class, or its dotted name."""
    return import_item(preprocessor) if isinstance(preprocessor, str) else preprocessor


def _grades(recorded: SubmittedAssignment) -> Iterator[Grade]:
    return (grade for notebook in recorded.notebooks for grade in notebook.grades)


def _by_their_names(
    files: dict[str, bytes], wanted: Sequence[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Take a copy, such as ``NAME (1).ipynb``, for the notebook, where there is one such only."""
    files, told = dict(files), []
    names = {f"{stem}.ipynb": stem.casefold() for stem in wanted}
    for name, stem in names.items():
        others = [n for n in files if n.endswith(".ipynb") and n not in names]
        copies = [n for n in others if stem in n.casefold()]
        if name not in files and len(copies) == 1:
            files[name] = files.pop(copies[0])
            told.append(f"{copies[0]} was taken for {name}.")
    return files, told


def _settled_time(files: dict[str, bytes]) -> list[str]:
    """Take away a file with the time that holds none, and say so."""
    try:
        moment(files.get(TIMESTAMP, b""))
    except ValueError as error:
        del files[TIMESTAMP]
        return [f"{error} So nothing says when it was handed in."]
    return []
