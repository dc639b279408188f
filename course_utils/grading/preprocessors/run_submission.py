"""Run a submission, for nbgrader's own commands."""

from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from course_utils.grading.asking import ask, new_seed, pack
from course_utils.grading.plain_tests import not_told_yet
from course_utils.grading.preprocessors import RUN, Resources
from course_utils.grading.running import Allowance, run
from course_utils.kernels.outside import sandbox


class RunSubmission(NbGraderPreprocessor):
    """Run a submission in a sandboxed kernel, where its checks only answer questions."""

    sandbox = Bool(
        True,
        help="Whether submissions run in a sandbox. Without it their code can do all that you can.",
    ).tag(config=True)
    seconds = Integer(300, help="Of computing, for one submission.").tag(config=True)
    cell_seconds = Integer(120, help="Of computing, for one cell.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Ask fresh questions, and run the notebook."""
        if self.sandbox:
            sandbox.require("--RunSubmission.sandbox=False")
        drawn = ask(nb, new_seed())
        folder = Path(resources["metadata"]["path"])
        allowance = Allowance(cell_seconds=self.cell_seconds, seconds=self.seconds)
        done = run(nb, folder, pack(drawn), self.sandbox, allowance)
        for told in filter(None, (done.ended, *not_told_yet(nb, done))):
            self.log.warning("%s: %s", folder, told)
        resources[RUN] = (drawn, done)
        return done.notebook, resources
