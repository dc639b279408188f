"""Which edition of an assignment something was graded by: its cells, their points, its questions.

What was graded by another one is graded again.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from nbgrader.api import Assignment, Notebook

from course_utils.answering import wire
from course_utils.answering.cells import checked_name
from course_utils.judging.exercise import Exercise
from course_utils.lessons import all_exercises

_SEED = 0


def edition(assignment: Assignment) -> str:
    """Give a fingerprint of all that decides what answers to an assignment are worth.

    Parameters
    ----------
    assignment : nbgrader.api.Assignment
        As the gradebook holds it.

    Returns
    -------
    str
        The same one as long as the points, the locked cells, and the questions with their right
        answers are the same. What learners are told may be another meanwhile.
    """
    known = all_exercises()
    cells = sorted(cell for notebook in assignment.notebooks for cell in _described(notebook))
    checked = {checked_name(source) for *_, source in cells}
    return _hash([cells, {name: _asked(known[name]) for name in known if name in checked}])


def _described(notebook: Notebook) -> Iterator[list[Any]]:
    """Give each cell that is graded or locked: where it is, its points, and its own source."""
    points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
    for cell in notebook.source_cells:
        if cell.locked or cell.name in points:
            source = cell.source if cell.locked else ""
            yield [notebook.name, cell.name, cell.cell_type, points.get(cell.name, 0.0), source]


def _asked(exercise: Exercise) -> list[Any]:
    """Describe what an exercise asks, which answers are right, and how near they have to be."""
    questions = exercise.ask(_SEED)
    return [
        wire.pack_questions({exercise.name: exercise.asked(questions)}),
        [question.tier for question in questions],
        [
            {name: _digits(part) for name, part in exercise.right(question).items()}
            for question in questions
        ],
        [exercise.partial, exercise.takes_rows, exercise.rtol, exercise.atol],
    ]


def _digits(part: Any) -> Any:
    """Give a value in as many digits as are the same on every machine."""
    return part if isinstance(part, str) else [f"{x:.3e}" for x in np.ravel(part).astype(complex)]


def _hash(described: Any) -> str:
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()
