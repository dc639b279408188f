"""Say how right values were arranged, where they came in another form than the lesson's."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_utils.answering.plain import to_plain
from course_utils.judging.comparing import find_fault
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question

_LONGEST = 120
_UNKNOWN = "…"


def arrangement_words(
    exercise: Exercise, question: Question, value: Any, right: Mapping[str, Any]
) -> str:
    """Set what was returned beside what is wanted, every right value by its name.

    Parameters
    ----------
    exercise : Exercise
    question : Question
    value : plain value
        What was returned, which has not the form that the exercise wants.
    right : mapping
        The right values by name.

    Returns
    -------
    str
        "" where fewer than two of the right values are found in it.
    """

    def fits(got: Any, name: str) -> bool:
        single = isinstance(got, bool | int | float | np.ndarray)
        if not single or np.shape(got) != np.shape(right[name]):
            return False
        return find_fault(got, right[name], name, question, exercise) is None

    wanted = to_plain(exercise.form.right(exercise.reference, question))
    yours, lessons = (_arranged(v, list(right), fits) for v in (value, wanted))
    found = sum(name in yours for name in right)
    if found < 2 or _UNKNOWN in lessons or max(len(yours), len(lessons)) > _LONGEST:
        return ""
    return f"You return `{yours}`. The lesson wants `{lessons}`."


def _arranged(value: Any, left: list[str], fits: Callable[[Any, str], bool]) -> str:
    """Write a nest of values with names for those that fit one; each name is used once."""
    name = next((name for name in left if fits(value, name)), None)
    if name is not None:
        left.remove(name)
        return name
    several = isinstance(value, tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)
    # A list of numbers, or of arrays of one shape, has become an array.
    if not several or len(value) > len(left) + 2:
        return _UNKNOWN
    items = [_arranged(item, left, fits) for item in value]
    if all(item == _UNKNOWN for item in items):
        return _UNKNOWN
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
