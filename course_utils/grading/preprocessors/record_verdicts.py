"""Judge what a submission published, and set the score of each graded cell."""

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading import plain_tests
from course_utils.grading.asking import Drawn, checked_exercise, is_marked
from course_utils.grading.judging_outside import judged
from course_utils.grading.preprocessors import RUN, Resources
from course_utils.grading.running import Run


class RecordVerdicts(NbGraderPreprocessor):
    """Judge each graded cell, and put the points before what else it shows, with their reason.

    By itself nbgrader gives nothing to a right answer that writes to stderr, and everything to
    a cell that comes to no result.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """Set the points of one graded cell."""
        if not is_marked(cell):
            return cell, resources
        drawn: Drawn = resources[RUN][0]
        run: Run = resources[RUN][1]
        name = checked_exercise(cell)
        if name is None or name not in drawn.exercises:
            plain_tests.mark(cell, cell_index, run)
            return cell, resources
        exercise, _ = drawn.exercises[name]
        score, data = judged(cell, exercise, drawn.seed, run.ended)
        data["text/plain"] = repr(score * float(cell.metadata.nbgrader.points))
        cell.outputs = [new_output("execute_result", data=data, execution_count=None)]
        return cell, resources
