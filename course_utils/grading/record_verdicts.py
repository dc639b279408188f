"""Two of nbgrader's preprocessors: one runs a submission, one judges it and sets the score."""

from pathlib import Path

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from course_utils.checking import wire
from course_utils.checking.grading_mode import GradedVerdict
from course_utils.grading.asking import ask, checked_exercise, new_seed
from course_utils.grading.judging_outside import judge_cell
from course_utils.grading.running import Allowance, run
from course_utils.kernels import sandbox

RUN = "course_run"
"""Where the run's questions and its end are kept among a conversion's resources."""


class RunSubmission(NbGraderPreprocessor):
    """Run a submission in a sandboxed kernel, where its checks only answer questions."""

    sandbox = Bool(
        True,
        help="Whether submissions run in a sandbox. Without it their code can do all that you can.",
    ).tag(config=True)
    seconds = Integer(300, help="The time for one submission.").tag(config=True)
    cell_seconds = Integer(120, help="The time for one cell.").tag(config=True)

    def preprocess(self, nb, resources):
        """Ask fresh questions, and run the notebook."""
        if self.sandbox:
            sandbox.require("--RunSubmission.sandbox=False")
        asked = ask(nb, new_seed())
        folder = Path(resources["metadata"]["path"])
        allowance = Allowance(cell_seconds=self.cell_seconds, seconds=self.seconds)
        done = run(nb, folder, wire.pack_questions(asked), self.sandbox, allowance)
        if done.ended:
            self.log.warning("%s: %s", folder, done.ended)
        resources[RUN] = (asked, done.ended)
        return done.notebook, resources


class RecordVerdicts(NbGraderPreprocessor):
    """Judge the answers in each graded cell, and put the card and the points in their place.

    By itself nbgrader gives nothing to a right answer that writes to stderr, and everything to
    a cell that comes to no result.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Replace the outputs of one graded check."""
        name = checked_exercise(cell)
        asked, ended = resources[RUN]
        if name not in asked:
            return cell, resources
        verdict = judge_cell(cell, *asked[name], ended)
        points = float(cell.metadata.nbgrader.points)
        data = GradedVerdict(**vars(verdict))._repr_mimebundle_()
        data["text/plain"] = repr(min(1.0, max(0.0, verdict.score)) * points)
        cell.outputs = [new_output("execute_result", data=data, execution_count=None)]
        return cell, resources
