"""Note in a graded notebook what was graded."""

from datetime import UTC, datetime

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.preprocessors import RECORDED, Resources


class MarkGraded(NbGraderPreprocessor):
    """Note in a graded notebook what was graded."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the mark."""
        nb.metadata[RECORDED] = new_mark(resources[RECORDED][0])
        return nb, resources


def new_mark(digest: str) -> dict[str, str]:
    """Make a mark: what was graded, and when."""
    return {"digest": digest, "graded": datetime.now(UTC).isoformat(timespec="seconds")}
