"""nbgrader's own Autograde, for one submission that was taken in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.utils import temp_attrs

from course_utils.grading.judging_outside import Marks
from course_utils.grading.preprocessors import RECORDED, RUN, Resources
from course_utils.grading.preprocessors.take_prepared import TakePrepared
from course_utils.grading.running import Run
from course_utils.grading.submission import Work, write_files
from course_utils.kernels.outside.private import PrivateFolder


class Recorder(Autograde):
    """Records one submission.

    nbgrader copies files and follows links, so it works on what was taken in, in a folder of its
    own, and never sees the one that was handed in.

    Parameters
    ----------
    app : AutogradeApp
        Configured for the assignment.
    preprocessors : sequence
        nbgrader's, and those that run the notebook or stand for its run.
    student : str
    work : Work
    runs : mapping
        What came of each notebook, and what was earned by it, by the notebook's name, where it was
        run already.
    """

    def __init__(
        self,
        app: AutogradeApp,
        preprocessors: Sequence[Any],
        student: str,
        work: Work,
        runs: Mapping[str, tuple[Run, Marks]],
    ):
        super().__init__(coursedir=app.coursedir, parent=app)
        self.force = True
        self.sanitize_preprocessors = [TakePrepared]
        self.autograde_preprocessors = list(preprocessors)
        self._student, self._work, self._runs = student, work, runs

    def start(self) -> None:
        """Record it."""
        with (
            PrivateFolder() as place,
            temp_attrs(self.coursedir, submitted_directory=str(place)),
        ):
            super().start()

    def init_notebooks(self) -> None:
        """Take this submission, whatever its student is called."""
        folder = Path(self._format_source(self.coursedir.assignment_id, self._student))
        write_files(folder, self._work.files)
        paths = {name: folder / f"{name}.ipynb" for name in self._work.notebooks}
        for name, path in paths.items():
            nbformat.write(self._work.notebooks[name], path)
        self.assignments = {str(folder): [str(path) for path in paths.values()]}

    def convert_notebooks(self) -> None:
        """Do as nbgrader does for each submission; what goes wrong is for the caller to tell."""
        (self.notebooks,) = self.assignments.values()
        name = self.coursedir.assignment_id
        if not self.init_destination(name, self._student):
            return
        self.run_pre_convert_hook()
        self.init_assignment(name, self._student)
        for notebook in self.notebooks:
            self.convert_single_notebook(notebook)
        self.set_permissions(name, self._student)
        self.run_post_convert_hook()

    def init_single_notebook_resources(self, notebook_filename: str) -> Resources:
        """Hand over what came of the run."""
        resources: Resources = super().init_single_notebook_resources(notebook_filename)
        name = resources["nbgrader"]["notebook"]
        resources[RECORDED] = (self._work.fingerprint, self._work.notebooks[name])
        if name in self._runs:
            resources[RUN] = self._runs[name]
        return resources
