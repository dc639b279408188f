"""Set the score of each graded cell, by what was judged of it."""

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading import plain_tests
from course_utils.grading.asking import checked_exercise, is_marked
from course_utils.grading.judging_outside import Marks
from course_utils.grading.preprocessors import RUN, Resources
from course_utils.grading.running import Run


class RecordVerdicts(NbGraderPreprocessor):
    """Put each graded cell's points before what else it shows, with their reason.

    By itself nbgrader gives nothing to a right answer that writes to stderr, and everything to
    a cell that comes to no result.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """Set the points of one graded cell."""
        if not is_marked(cell):
            return cell, resources
        run: Run = resources[RUN][0]
        marks: Marks = resources[RUN][1]
        name = checked_exercise(cell)
        if name is None or name not in marks:
            plain_tests.mark(cell, cell_index, run)
            return cell, resources
        earned = repr(marks[name].score * float(cell.metadata.nbgrader.points))
        data = {**marks[name].data, "text/plain": earned}
        cell.outputs = [new_output("execute_result", data=data, execution_count=None)]
        return cell, resources
