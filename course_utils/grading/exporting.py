"""What `nbgrader export` writes."""

import csv
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import CsvExportPlugin

from course_utils.grading.spreadsheets import inert

_COLUMNS = [
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
]


class InertCsvExport(CsvExportPlugin):
    """Writes the table that nbgrader writes, in which no name is a formula or ends its field."""

    def export(self, gradebook: Gradebook) -> None:
        """Write a row for each assignment and student."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(_COLUMNS)
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if _is_chosen(assignment.name, self.assignment) and _is_chosen(
                        student.id, self.student
                    ):
                        rows.writerow(_row(gradebook, assignment, student))


def _is_chosen(name: str, chosen: list[object]) -> bool:
    return not chosen or name in map(str, chosen)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[object]:
    names = (student.id, student.last_name, student.first_name, student.email)
    shown = [inert(name or "") for name in names]
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        when, points, penalty = None, 0.0, 0.0
    else:
        when, points = submission.timestamp, submission.score
        penalty = submission.late_submission_penalty
    scores = [points, penalty, max(0.0, points - penalty), assignment.max_score]
    return [inert(assignment.name), assignment.duedate, when, *shown, *scores]
