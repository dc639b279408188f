"""Graded cells that check no exercise: an instructor's own tests, of ``assert`` and the like.

Such a cell is run beside the submission's code, so it earns its points by having come to its end,
as the runner has recorded it. What the cell shows is not asked.
"""

import math
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_output

from course_utils.grading.asking import NOT_A_CHECK, checked_exercise, is_marked, why_unanswerable
from course_utils.grading.running import Run
from course_utils.notebook.cards import Card
from course_utils.places import ANSWERS_MIME


def _why_nothing(cell: NotebookNode, index: int, run: Run) -> str:
    """Say why a cell earns nothing; "" where it earns something."""
    why = _why_no_test(cell, cell.outputs)
    if why or index in run.completed:
        return why
    what = "It stopped with an error." if _failed(cell.outputs) else "It did not come to its end."
    return f"{what} {run.ended}".rstrip()


def _why_no_test(cell: NotebookNode, outputs: Sequence[NotebookNode]) -> str:
    """Say why a cell is no test that has only to run: it is meant to check an exercise."""
    called = any(ANSWERS_MIME in output.get("data", {}) for output in outputs)
    return why_unanswerable(cell) or (NOT_A_CHECK if called else "")


def _failed(outputs: Sequence[NotebookNode]) -> bool:
    return any(output.output_type == "error" for output in outputs)


def not_told_yet(notebook: NotebookNode, run: Run) -> Iterator[str]:
    """Say of graded cells why they earn nothing, where that is no wrong answer of the learner's.

    Parameters
    ----------
    notebook : NotebookNode
        With its locked cells restored.
    run : Run
        What came of running it. Why it ended early is told without this.
    """
    for index, (cell, ran) in enumerate(zip(notebook.cells, run.notebook.cells, strict=True)):
        if not is_marked(cell) or (checked_exercise(cell) and not why_unanswerable(cell)):
            continue
        why = _why_no_test(cell, ran.outputs)
        if not why and index not in run.completed and not run.ended and not _failed(ran.outputs):
            why = "It did not come to its end."
        if why:
            yield f"{cell.metadata.nbgrader.grade_id}: {why}"


def mark(cell: NotebookNode, index: int, run: Run) -> None:
    """Write what a graded cell that is no check earned, and why, before what it showed.

    nbgrader takes the first result that a cell gives for its points, and where there is none, gives
    all of them.

    Parameters
    ----------
    cell : NotebookNode
        With its locked source restored, and what it showed.
    index : int
        Its place in the notebook.
    run : Run
        What came of running the notebook.
    """
    points = float(cell.metadata.nbgrader.points)
    why = _why_nothing(cell, index, run)
    earned = 0.0 if why else _earned(cell, points)
    name = cell.metadata.nbgrader.grade_id
    if why:
        card = Card(f"{name}: no points", why, "wrong")
    else:
        card = Card(f"{name}: {earned:g} of {points:g} points", tone="right")
    data = {**card._repr_mimebundle_(), "text/plain": repr(earned)}
    result = new_output("execute_result", data=data, execution_count=None)
    cell.outputs = [result, *map(_only_shown, cell.outputs)]


def _earned(cell: NotebookNode, points: float) -> float:
    """Give the points of a cell that came to its end: all, or as many as its result says."""
    results = (o.data.get("text/plain", "") for o in cell.outputs if _is_result(o))
    try:
        said = float(next(results, ""))
    except ValueError:
        return points
    return 0.0 if math.isnan(said) else min(points, max(0.0, said))


def _is_result(output: NotebookNode) -> bool:
    kind: str = output.output_type
    return kind == "execute_result"


def _only_shown(output: NotebookNode) -> NotebookNode:
    """Make a result something that is shown: a cell has one result. Answers to nothing go."""
    if "data" not in output:
        return output
    data = {kind: value for kind, value in output.data.items() if kind != ANSWERS_MIME}
    shown: NotebookNode = new_output("display_data", data=data)
    return shown
