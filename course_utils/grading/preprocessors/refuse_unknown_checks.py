"""Refuse to release a graded cell that nobody could earn by what they write."""

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.asking import is_marked, why_unanswerable
from course_utils.grading.preprocessors import Resources


class RefuseUnknownChecks(NbGraderPreprocessor):
    """Refuse a graded cell whose check is of no form that is graded, or of no exercise."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Look at each graded cell.

        Raises
        ------
        ValueError
            Naming the cells.
        """
        marked = [cell for cell in nb.cells if is_marked(cell)]
        wrong = [
            f"The graded cell {cell.metadata.nbgrader.get('grade_id')!r} can't be released. {why}"
            for cell in marked
            if (why := why_unanswerable(cell))
        ]
        if wrong:
            raise ValueError("\n".join(wrong))
        return nb, resources
