"""Run a submission, for nbgrader's own commands."""

from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from course_utils.grading.asking import Drawn, ask, new_seed, pack
from course_utils.grading.judging_outside import mark_exercises
from course_utils.grading.plain_tests import not_told_yet
from course_utils.grading.preprocessors import RUN, Resources
from course_utils.grading.running import Allowance, Run, run
from course_utils.grading.second_run import SecondRun
from course_utils.kernels.outside import sandbox


class RunSubmission(NbGraderPreprocessor):
    """Run a submission in a sandboxed kernel, where its checks only answer questions."""

    sandbox = Bool(
        True,
        help="Whether submissions run in a sandbox. Without it their code can do all that you can.",
    ).tag(config=True)
    seconds = Integer(300, help="Of computing, for one submission.").tag(config=True)
    cell_seconds = Integer(120, help="Of computing, for one cell.").tag(config=True)
    second_run = Bool(
        True,
        help="Whether a mistake costs once: exercises that failed and use earlier ones which "
        "failed are asked again, with right ones in their place.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Ask fresh questions, and run the notebook."""
        if self.sandbox:
            sandbox.require("--RunSubmission.sandbox=False")
        drawn = ask(nb, new_seed())
        folder = Path(resources["metadata"]["path"])
        done = self._run(nb, folder, drawn)
        for told in filter(None, (done.ended, *not_told_yet(nb, done))):
            self.log.warning("%s: %s", folder, told)
        marks = mark_exercises(done, drawn)
        second = SecondRun.after(nb, marks) if self.second_run else None
        if second is not None:
            marks = second.credit(marks, self._run(second.notebook, folder, second.drawn))
        resources[RUN] = (done, marks)
        return done.notebook, resources

    def _run(self, notebook: NotebookNode, folder: Path, drawn: Drawn) -> Run:
        allowance = Allowance(cell_seconds=self.cell_seconds, seconds=self.seconds)
        return run(notebook, folder, pack(drawn), self.sandbox, allowance)
