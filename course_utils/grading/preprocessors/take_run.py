"""Take over what came of a run that was made elsewhere."""

from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.preprocessors import RECORDED


class TakeRun(NbGraderPreprocessor):
    """Put the outputs of a run into the notebook that was run."""

    def preprocess(self, nb, resources):
        """Take over outputs cell by cell; nothing else of what came back."""
        _, _, run = resources[RECORDED]
        for cell, ran in zip(nb.cells, run.notebook.cells, strict=True):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        return nb, resources
