"""nbgrader's gradebook, which says what was graded: read, and waited for while it is locked."""

import errno
import time
from collections.abc import Callable
from typing import TypeVar

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from course_utils.trouble import TroubleError

_TRIES = 6  # SQLite itself waits for five seconds each time
_PAUSE = 0.5
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

_Result = TypeVar("_Result")

Scores = dict[str, dict[str, dict[str, float | None]]]
"""By student, notebook and cell, the points that were given without a person."""


def opened(places: CourseDirectory) -> Gradebook:
    """Open the gradebook of a course."""
    return Gradebook(places.db_url, places.course_id)


def patiently(work: Callable[[], _Result]) -> _Result:
    """Do something with the gradebook, again as long as another program holds it.

    Parameters
    ----------
    work : callable
        What can be done twice.

    Raises
    ------
    TroubleError
        If it is held for half a minute.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if not _is_held(error):
                raise
            time.sleep(_PAUSE)
    try:
        return work()
    except OperationalError as error:
        raise _gradebook_trouble(error) from error


def _is_held(error: OperationalError) -> bool:
    return "locked" in str(error.orig)


def _gradebook_trouble(error: OperationalError) -> TroubleError:
    reason = (
        "another program holds it. Close what works on it, Formgrader for instance"
        if _is_held(error)
        else f"{error.orig}. Mend that"
    )
    return TroubleError(
        f"The gradebook could not be used: {reason}, and run the command again. What is graded "
        "stays graded."
    )


def machine_trouble(error: BaseException) -> TroubleError | None:
    """Give the sentence for what is wrong with this machine, not with what is graded on it."""
    if isinstance(error, OperationalError):
        return _gradebook_trouble(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return TroubleError(
            f"Nothing can be written to {error.filename or 'the disk'}: {error.strerror}. Make "
            "room and run the command again. What is graded stays graded."
        )
    return None


def given(notebook: SubmittedNotebook) -> dict[str, float | None]:
    """Give the points of one notebook that were given without a person, by cell."""
    return {grade.name: grade.auto_score for grade in notebook.grades}


def scores(places: CourseDirectory, assignment: str) -> Scores:
    """Read all points of an assignment that were given without a person."""
    wanted = (
        select(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(Assignment.name == assignment)
    )
    found: Scores = {}
    with opened(places) as book:
        for student, notebook, cell, points in book.db.execute(wanted):
            found.setdefault(student, {}).setdefault(notebook, {})[cell] = points
    return found
