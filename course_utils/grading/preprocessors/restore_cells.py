"""Put a submission's cells back as the gradebook has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from course_utils.grading.handed_in import spelled
from course_utils.grading.preprocessors import ORIGINAL, RESTORED, WITHDRAWN, Resources

_LONGEST, _MOST = 40, 20  # letters of a name that a submission makes up, and such names

_Known = Mapping[str, tuple[str, NotebookNode]]
"""By the name of each of nbgrader's cells, in their order, its source and its metadata."""


class RestoreCells(NbGraderPreprocessor):
    """Put nbgrader's cells back as the gradebook has them: what they are, and what is locked.

    nbgrader's own believes the rest of a cell's metadata, and by itself leaves open for ever what
    was deleted. Here a cell that is missing is put back, if it is graded or locked: a check, since
    its function may be there; a written answer without an answer, which is worth nothing then.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Restore what is there, and add what is missing."""
        about = resources["nbgrader"]
        known = _known(about["db_url"], about["notebook"], about["assignment"])
        known = _in_order(known, resources.get(ORIGINAL, ()))
        there = set()
        withdrawn = []
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name not in known or name in there:  # of another version, or a copy
                if name not in known and is_grade(cell):
                    withdrawn.append(spelled(name)[:_LONGEST])
                cell.metadata.pop("nbgrader", None)
                continue
            there.add(name)
            _restore(cell, *known[name])
        missing = [name for name in known if name not in there and _is_needed(known[name][1])]
        for name in missing:
            nb.cells.insert(_place(name, list(known), nb.cells), _made(*known[name]))
        resources[RESTORED] = missing
        resources[WITHDRAWN] = withdrawn[:_MOST]
        return nb, resources


def _known(db_url: str, notebook: str, assignment: str) -> _Known:
    with Gradebook(db_url) as book:
        found = book.find_notebook(notebook, assignment)
        points = {c.name: c.max_score for c in (*found.grade_cells, *found.task_cells)}
        graded = {cell.name for cell in found.grade_cells}
        solutions = {cell.name for cell in found.solution_cells}
        tasks = {cell.name for cell in found.task_cells}
        known = {}
        for cell in found.source_cells:
            metadata: dict[str, Any] = {
                "grade": cell.name in graded,
                "solution": cell.name in solutions,
                "locked": cell.locked,
                "task": cell.name in tasks,
                "grade_id": cell.name,
                "schema_version": 3,
                "cell_type": cell.cell_type,
                "checksum": cell.checksum,
            }
            if cell.name in points:
                metadata["points"] = points[cell.name]
            known[cell.name] = (cell.source, NotebookNode(metadata))
        return known


def _in_order(known: _Known, originals: Sequence[NotebookNode]) -> _Known:
    """Put cells into the order of the notebook; the gradebook has none."""
    names = [
        cell.metadata.nbgrader.get("grade_id")
        for original in originals
        for cell in original.cells
        if "nbgrader" in cell.metadata
    ]
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    return {name: known[name] for name in sorted(known, key=lambda n: places.get(n, len(names)))}


def _is_needed(metadata: Mapping[str, Any]) -> bool:
    return bool(metadata["grade"] or metadata["task"] or metadata["locked"])


def _restore(cell: NotebookNode, source: str, metadata: NotebookNode) -> None:
    if cell.cell_type != metadata.cell_type:
        made = _made(cell.source, metadata)
        made.id, made.metadata = cell.id, cell.metadata
        cell.clear()
        cell.update(made)
    cell.metadata.nbgrader = metadata
    is_answer = metadata.cell_type == "markdown" and metadata.grade
    if metadata.locked or (is_answer and not cell.source.strip()):
        cell.source = source


def _made(source: str, metadata: NotebookNode) -> NotebookNode:
    is_code = metadata.cell_type == "code"
    cell: NotebookNode = new_code_cell(source) if is_code else new_markdown_cell(source)
    cell.metadata.nbgrader = metadata
    return cell


def _place(name: str, order: Sequence[str], cells: Sequence[NotebookNode]) -> int:
    """Tell where a missing cell goes: behind the one that it follows, else before the next.

    As late as that, since the function that a check is about may have been written again in a cell
    between them.
    """
    there = {
        cell.metadata.nbgrader.grade_id: index
        for index, cell in enumerate(cells)
        if "nbgrader" in cell.metadata
    }
    at = order.index(name)
    if at > 0 and order[at - 1] in there:
        return there[order[at - 1]] + 1
    return next((there[other] for other in order[at + 1 :] if other in there), len(cells))
