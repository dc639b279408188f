"""Note in a graded notebook what was graded, and what it was given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from course_utils.grading.gradebook import given
from course_utils.grading.preprocessors import RECORDED, Resources


class MarkGraded(NbGraderPreprocessor):
    """Note in a graded notebook what was graded, and what it was given, once that is recorded."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the mark."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as book:
            recorded = book.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            nb.metadata[RECORDED] = new_mark(resources[RECORDED][0], given(recorded))
        return nb, resources


def new_mark(fingerprint: str, points: Mapping[str, float | None]) -> dict[str, Any]:
    """Make a mark: what was graded, when, and the points that no person gave.

    The gradebook is the truth. Where it says otherwise, this was not graded.
    """
    when = datetime.now(UTC).isoformat()
    return {"digest": fingerprint, "graded": when, "scores": dict(points)}
