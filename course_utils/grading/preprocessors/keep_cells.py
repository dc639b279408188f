"""Keep a lesson's own cells from being deleted or typed into by a slip."""

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.preprocessors import Resources
from course_utils.notebook.source import UNANSWERED


class KeepCells(NbGraderPreprocessor):
    """Have no cell of the lesson be deleted, and no text of it be edited.

    Code can be edited: a learner is to try other values in it. What nbgrader locks stays locked.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """Mark one cell in the way that nbgrader and JupyterLab know."""
        cell.metadata["deletable"] = False
        # An answer that is for practice only is none of nbgrader's.
        is_answer = "nbgrader" in cell.metadata or cell.source.strip() == UNANSWERED
        if cell.cell_type == "markdown" and not is_answer:
            cell.metadata["editable"] = False
        return cell, resources
