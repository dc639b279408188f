"""What `nbgrader autograde` and Formgrader's button do: as `course grade`, one after the other."""

from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from course_utils.grading.timestamps import moment_of
from course_utils.trouble import TroubleError


class AutogradeOneByOne(Autograde):
    """Grades submissions one after the other, each taken in as every other way takes it in."""

    def start(self) -> None:
        """Grade all that is chosen.

        Raises
        ------
        NbGraderException
            If some could not be graded, for a reason that is not their own.
        """
        try:
            faults = self._grade_all()
        except TroubleError as trouble:
            self.log.error("%s", trouble)
            raise NbGraderException(str(trouble)) from trouble
        if faults:
            again = f"nbgrader autograde {self.coursedir.assignment_id}"
            told = f"Not graded, for a reason that is not their own: {', '.join(faults)}. "
            self.log.error("%sTheir marks are left unset. Grade them again: `%s`", told, again)
            raise NbGraderException(told)

    def _grade_all(self) -> list[str]:
        from course_utils.grading.assignment import Assignment
        from course_utils.grading.attempting import attempt

        assignment = Assignment(self.coursedir.assignment_id, self)
        excluded = self.coursedir.student_id_exclude.split(",")
        chosen = [
            submission
            for submission in assignment.submissions()
            if fnmatchcase(submission.student, self.coursedir.student_id)
            and submission.student not in excluded
        ]
        if not chosen:
            raise TroubleError(
                f"Nothing was handed in for {assignment.name} by {self.coursedir.student_id}: "
                f"{assignment.where_submitted}."
            )
        # Before any is graded, since each that is has the gradebook be read anew.
        todo = [s for s in chosen if self.force or not assignment.is_graded(s)]
        for submission in chosen:
            if submission not in todo:
                self.log.info("%s is graded already.", submission.student)
        faults = []
        for submission in todo:
            self.log.info("Grading %s", submission.student)
            step = partial(assignment.grade_here, submission)
            outcome = attempt(assignment, submission, step)
            if outcome.trouble:
                self.log.warning("%s: %s", submission.student, outcome.trouble)
            if outcome.fault:
                self.log.error("%s: %s", submission.student, outcome.fault)
                faults.append(submission.student)
        return faults


def take_over() -> None:
    """Have nbgrader's commands and Formgrader take submissions in as this course does.

    nbgrader has a setting for each of its preprocessors and for what collects, but none for what
    copies a submission's files, follows its links and reads its time before any of them comes.
    """
    for module in (nbgrader.apps.autogradeapp, nbgrader.apps.api):
        module.Autograde = AutogradeOneByOne
    CourseDirectory.get_existing_timestamp = _existing_timestamp
    nbgrader.apps.api.NbGraderAPI.get_submitted_timestamp = _submitted_timestamp


def _existing_timestamp(self: CourseDirectory, dest_path: str) -> datetime | None:
    return moment_of(dest_path)


def _submitted_timestamp(
    self: nbgrader.apps.api.NbGraderAPI, assignment_id: str, student_id: str
) -> datetime | None:
    places = self.coursedir
    return moment_of(places.format_path(places.submitted_directory, student_id, assignment_id))
