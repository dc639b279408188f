"""Go on from the notebook that was prepared when the submission was taken in."""

from copy import deepcopy

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.preprocessors import RECORDED, Resources


class TakePrepared(NbGraderPreprocessor):
    """Go on from the notebook that was run, whose locked cells are restored already."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Put it in the place of what was handed in."""
        return deepcopy(resources[RECORDED][1]), resources
