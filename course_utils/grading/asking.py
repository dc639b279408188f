"""The questions that a submission is asked: fresh ones for each run, from a secret seed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from course_utils.answering import wire
from course_utils.answering.cells import checked_name, has_check
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.lessons import all_exercises


@dataclass(frozen=True)
class Drawn:
    """The questions drawn for a run."""

    seed: int
    """Draws the same ones again, wherever they are judged."""

    exercises: dict[str, tuple[Exercise, Sequence[Question]]]
    """The exercises with their questions, by the exercise's name."""


NOT_A_CHECK = (
    "It calls `check` in a way that can't be graded. Have the cell call it once, outside of any "
    "block, with the name of one function: `check(sigmoid)`."
)


def new_seed() -> int:
    """Draw a seed that nobody can guess."""
    return secrets.randbits(63)


def ask(notebook: NotebookNode, seed: int) -> Drawn:
    """Draw the questions on every exercise that a notebook's graded cells check.

    Parameters
    ----------
    notebook : NotebookNode
        With its locked cells restored: which exercise a cell checks is not for the submission to
        say.
    seed : int

    Returns
    -------
    Drawn
    """
    known = all_exercises()
    names = (checked_exercise(cell) for cell in notebook.cells)
    return Drawn(
        seed,
        {
            name: (known[name], known[name].ask(seed))
            for name in names
            if name is not None and name in known
        },
    )


def is_marked(cell: NotebookNode) -> bool:
    """Tell whether a cell's points are given by running it, and not by a person."""
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def checked_exercise(cell: NotebookNode) -> str | None:
    """Give the exercise that a graded cell such as ``check(sigmoid)`` checks, else None."""
    return checked_name(cell.source) if is_marked(cell) else None


def why_unanswerable(cell: NotebookNode) -> str:
    """Say why nobody can answer a graded cell that has to do with `check`; "" where one can.

    Such a cell would be one that only has to run, and so earn everybody its points.
    """
    name = checked_name(cell.source)
    if name is None:
        return NOT_A_CHECK if has_check(cell.source) else ""
    if name not in all_exercises():
        return f"It checks `{name}`, and no exercise of the course is called that."
    return ""


def pack(drawn: Drawn) -> str:
    """Write what of drawn questions a submission's kernel is handed."""
    return wire.pack_questions(
        {name: exercise.asked(questions) for name, (exercise, questions) in drawn.exercises.items()}
    )
