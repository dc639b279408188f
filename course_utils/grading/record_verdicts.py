"""Turn the verdicts of the checks into what nbgrader takes a score from."""

import ast

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from course_utils.checking.commands import command_target
from course_utils.checking.report import VERDICT_MIME, Card


class RecordVerdicts(NbGraderPreprocessor):
    """Give each graded check the points of its verdict, whatever else its cell printed.

    By itself nbgrader gives nothing to a right answer that writes to stderr, and everything to
    a cell that comes to no result.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        """Rewrite the outputs of one graded check."""
        name = checked_name(cell.source) if cell.cell_type == "code" else None
        if name is None or not is_grade(cell) or is_solution(cell):
            return cell, resources
        points = float(cell.metadata.nbgrader.points)
        result = _verdict_output(cell.outputs, name)
        if result is None:
            self.log.warning("%s gave no verdict; it is scored 0.", cell.source)
            cell.outputs = [_no_verdict(name)]
        else:
            score = min(1.0, max(0.0, float(result.data[VERDICT_MIME]["score"])))
            result.data["text/plain"] = repr(score * points)
            cell.outputs = [result]
        return cell, resources


def checked_name(source: str) -> str | None:
    """Give the exercise that a cell such as ``check(sigmoid)`` checks, else None."""
    try:
        expression = ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        return None
    return command_target(expression, ("check",))


def _verdict_output(outputs, name: str):
    """Find the result that carries a verdict on this exercise."""
    for output in outputs:
        if output.output_type == "execute_result":
            verdict = output.data.get(VERDICT_MIME, {})
            if verdict.get("exercise") == name and "score" in verdict:
                return output
    return None


def _no_verdict(name: str):
    card = Card(
        title=f"{name}: not checked",
        message=f"There is no `{name}` to check: its cell is missing, has an error, or was "
        "interrupted.",
        tone="open",
    )
    data = {**card._repr_mimebundle_(), "text/plain": "0.0"}
    return new_output("execute_result", data=data, execution_count=None)
