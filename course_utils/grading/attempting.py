"""The boundary around each submission: what happens to one is recorded for that one."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from course_utils.grading.assignment import Assignment
from course_utils.grading.gradebook import machine_trouble, patiently
from course_utils.grading.handed_in import RefusedError
from course_utils.grading.submission import Submission
from course_utils.trouble import TroubleError


@dataclass(frozen=True)
class Outcome:
    """What became of one submission."""

    submission: Submission
    trouble: str = ""
    """Why it came to nothing, or to an early end, and what else is to be known; "" for nothing."""

    fault: str = ""
    """What went wrong that is not the submission's doing: it has no mark then. "" for nothing."""


def attempt(assignment: Assignment, submission: Submission, step: Callable[[], str]) -> Outcome:
    """Do a step of grading one submission, and keep to that one what goes wrong.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission
    step : callable
        Gives what is to be known of the submission. What it does can be done twice.

    Returns
    -------
    Outcome

    Raises
    ------
    TroubleError
        If all others would fare the same.
    """
    try:
        try:
            return Outcome(submission, patiently(step))
        except RefusedError as reason:
            why = str(reason)
            patiently(lambda: assignment.record_refused(submission, why))
            return Outcome(submission, why)
    except TroubleError:
        raise
    # What a submission may bring about is refused with a reason. All else is a fault of this
    # program, or of the machine, and must cost neither this one a point nor the others their turn.
    except Exception as error:
        if (trouble := machine_trouble(error)) is not None:
            raise trouble from error
        logging.getLogger(__name__).debug("%s", submission.student, exc_info=True)
        patiently(lambda: assignment.leave_unset(submission))
        return Outcome(submission, fault=_told(error))


def _told(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {message} ({place.filename.rpartition('/')[2]}:{place.lineno})"
