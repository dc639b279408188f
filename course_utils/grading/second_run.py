"""An earlier mistake costs once: what is built on it is asked again, with right ones in its place.

Whoever writes a wrong `sigmoid` loses the points for it, and not those for all that calls it. So
where an exercise failed that uses earlier ones which failed, the submission is run again, in a
fresh sandbox, with new questions. Just before such an exercise is checked, the failed earlier ones
are given their right functions. Only what the later exercise earns is taken from that run: nothing
that it shows, so that no right function is handed out.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Self

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_utils.grading.asking import Drawn, ask, checked_exercise, new_seed
from course_utils.grading.judging_outside import Mark, Marks, mark_exercises, mark_of
from course_utils.grading.running import Run
from course_utils.judging.verdict import Verdict
from course_utils.lessons import all_exercises
from course_utils.lessons.standing_in import stand_in

_LONGEST_CELL = 50_000  # characters; whoever writes more writes no exercise


@dataclass(frozen=True)
class SecondRun:
    """A notebook to run once more, and what is looked at then."""

    notebook: NotebookNode
    drawn: Drawn
    built_on: dict[str, list[str]]
    """The failed earlier exercises, by the later one that uses them."""

    @classmethod
    def after(cls, notebook: NotebookNode, marks: Marks) -> Self | None:
        """Prepare one where a first run calls for it.

        Parameters
        ----------
        notebook : NotebookNode
            As it was handed in, with its locked cells restored.
        marks : mapping
            What each exercise earned in the first run.
        """
        failed = {name for name, mark in marks.items() if mark.score < 1}
        built_on = built_on_failed(notebook, failed)
        if not built_on:
            return None
        changed = with_right_ones(notebook, built_on)
        return cls(changed, ask(changed, new_seed()), built_on)

    def credit(self, marks: Marks, run: Run) -> dict[str, Mark]:
        """Give what each exercise earned, in whichever of the two runs it earned more.

        Parameters
        ----------
        marks : mapping
            Of the first run.
        run : Run
            What came of this one.
        """
        again = mark_exercises(run, self.drawn, self.built_on)
        return {
            name: self._given_right(name, again[name].score)
            if name in again and again[name].score > mark.score
            else mark
            for name, mark in marks.items()
        }

    def _given_right(self, name: str, score: float) -> Mark:
        """Make a card of nothing but the score: what the second run shows has seen right code."""
        exercise, earlier = all_exercises()[name], self.built_on[name]
        listed = ", ".join(f"`{other}`" for other in earlier)
        so = "Right" if score == 1 else "Partly right"
        message = f"{so}, given a right {listed}: a mistake there costs nothing here."
        cause = None if score == 1 else "values"
        return mark_of(
            Verdict.on(exercise, passed=score == 1, score=score, cause=cause, message=message)
        )


def built_on_failed(notebook: NotebookNode, failed: Collection[str]) -> dict[str, list[str]]:
    """Find the failed exercises that use earlier ones which failed.

    Parameters
    ----------
    notebook : NotebookNode
        As it was handed in, with its locked cells restored.
    failed : collection of str
        The exercises that did not earn all their points.

    Returns
    -------
    dict
        The earlier ones, in the order of the notebook, by the exercise that uses them.
    """
    checked = (checked_exercise(cell) for cell in notebook.cells)
    order = list(dict.fromkeys(name for name in checked if name is not None and name in failed))
    uses = _uses(notebook)
    found = {}
    for place, name in enumerate(order):
        reached, waiting = {name}, [name]
        for one in waiting:  # which grows meanwhile
            new = uses.get(one, set()) - reached
            reached |= new
            waiting += sorted(new)
        earlier = [other for other in order[:place] if other in reached]
        if earlier:
            found[name] = earlier
    return found


def with_right_ones(notebook: NotebookNode, built_on: Mapping[str, list[str]]) -> NotebookNode:
    """Give a notebook in which failed exercises are right where later ones are checked.

    Parameters
    ----------
    notebook : NotebookNode
    built_on : mapping
        As `built_on_failed` gives it.

    Returns
    -------
    NotebookNode
        A copy, with further cells.
    """
    changed = deepcopy(notebook)
    cells = []
    for cell in changed.cells:
        earlier = built_on.get(checked_exercise(cell) or "", ())
        cells += [new_code_cell(stand_in(name)) for name in earlier]
        cells.append(cell)
    changed.cells = cells
    return changed


def _uses(notebook: NotebookNode) -> dict[str, set[str]]:
    """Tell of each of a notebook's names which names its definition uses."""
    uses: dict[str, set[str]] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and len(cell.source) <= _LONGEST_CELL:
            for statement in _statements(cell.source):
                used = {
                    node.id
                    for node in ast.walk(statement)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
                }
                for name in _bound(statement):
                    uses.setdefault(name, set()).update(used)
    return uses


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(TransformerManager().transform_cell(source)).body
    # What can't be read defines nothing; Python has many ways to say so of hostile text.
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Give the names that a statement gives a value, wherever in it."""
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
