"""nbgrader's own Autograde, for a submission that was run elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde

from course_utils.grading.preprocessors import RECORDED, RUN, Resources
from course_utils.grading.preprocessors.take_prepared import TakePrepared
from course_utils.grading.running import Run
from course_utils.grading.submission import Submission, Work


class Recorder(Autograde):
    """Records one submission.

    Parameters
    ----------
    app : AutogradeApp
        Configured for the assignment.
    preprocessors : sequence
        nbgrader's, and those that stand for the run.
    submission : Submission
    work : Work
    runs : mapping
        What came of each notebook, by its name.
    """

    def __init__(
        self,
        app: AutogradeApp,
        preprocessors: Sequence[Any],
        submission: Submission,
        work: Work,
        runs: Mapping[str, Run],
    ):
        super().__init__(coursedir=app.coursedir, parent=app)
        self.force = True
        self.sanitize_preprocessors = [TakePrepared]
        self.autograde_preprocessors = list(preprocessors)
        self._submission, self._work, self._runs = submission, work, runs

    def init_notebooks(self) -> None:
        """Take this submission, whatever its student is called."""
        folder = str(self._submission.folder)
        self.assignments = {folder: [f"{folder}/{name}.ipynb" for name in self._work.notebooks]}

    def init_single_notebook_resources(self, notebook_filename: str) -> Resources:
        """Hand over what came of the run."""
        resources: Resources = super().init_single_notebook_resources(notebook_filename)
        name = resources["nbgrader"]["notebook"]
        resources[RUN] = (self._work.drawn[name], self._runs[name])
        resources[RECORDED] = (self._work.digest, self._work.notebooks[name], self._runs[name])
        return resources
