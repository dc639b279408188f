"""Take over what came of a run that was made elsewhere."""

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.preprocessors import RUN, Resources
from course_utils.grading.running import Run


class TakeRun(NbGraderPreprocessor):
    """Put the outputs of a run into the notebook that was run."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Take over outputs cell by cell; nothing else of what came back."""
        run: Run = resources[RUN][0]
        for cell, ran in zip(nb.cells, run.notebook.cells, strict=True):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        return nb, resources
