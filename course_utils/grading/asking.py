"""The questions that a submission is asked: fresh ones for each run, from a secret seed."""

import secrets
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from course_utils.answering import wire
from course_utils.answering.cells import checked_name
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.lessons import all_exercises

Drawn = dict[str, tuple[Exercise, Sequence[Question]]]
"""The questions drawn for a run, with their exercise, by the exercise's name."""


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
    dict
        The exercise and its questions, by the exercise's name.
    """
    known = all_exercises()
    names = (checked_exercise(cell) for cell in notebook.cells)
    return {
        name: (known[name], known[name].ask(seed))
        for name in names
        if name is not None and name in known
    }


def checked_exercise(cell: NotebookNode) -> str | None:
    """Give the exercise that a graded cell such as ``check(sigmoid)`` checks, else None."""
    graded = cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
    return checked_name(cell.source) if graded else None


def pack(drawn: Drawn) -> str:
    """Write what of drawn questions a submission's kernel is handed."""
    return wire.pack_questions(
        {name: exercise.asked(questions) for name, (exercise, questions) in drawn.items()}
    )
