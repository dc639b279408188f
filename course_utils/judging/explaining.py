"""What is said about a fault that is no named mistake: first what happened, then where to look."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from course_utils.answering.calling import Answer
from course_utils.answering.plain import Foreign
from course_utils.answering.time_limit import PATIENCE, Ended
from course_utils.judging.comparing import Fault, as_array
from course_utils.judging.exercise import Exercise
from course_utils.judging.forms import named_values
from course_utils.judging.question import Question
from course_utils.judging.words import describe, number

_LAZY = ("a generator", "a zip", "a map", "a filter", "a list_iterator", "a list_reverseiterator")
"""What is no list, and looks like one to who made it."""


def mutated_words(exercise: Exercise, question: Question, given: Answer) -> str:
    """Say that input was changed, and how to leave it alone."""
    first = given.changed[0]
    name = exercise.parameters[first]
    names = ", ".join(f"`{exercise.parameters[k]}`" for k in given.changed)
    changed = f"It changed {names} in place. After the call,"
    if isinstance(question.arguments[first], np.ndarray):
        return (
            f"{changed} the array that was handed in is not what it was, and whoever called it "
            "still needs it. Work on a copy, or on a new array: `-=`, `*=` and the like change the "
            f"array itself, and `{name} = {name} - …` makes a new one."
        )
    return (
        f"{changed} what was handed in is not what it was, and whoever called it still needs "
        "it. Work on copies of what you change, or put it back."
    )


def called(part: str) -> str:
    """Name a returned value in a sentence."""
    return f"`{part}`" if part else "the result"


def complaint(exercise: Exercise, part: str, got: Any, expected: Any, fault: Fault) -> Fault:
    """Say what is off in the exercise's own words, where it has some."""
    if part not in exercise.complaints:
        return fault
    values = {"got": _shown(got), "expected": _shown(expected)}
    return replace(
        fault, cause="values", message=exercise.complaints[part].format(**values), worst=None
    )


def _shown(value: Any) -> str:
    array = as_array(value)
    if array is None or array.size > 8:
        return value if isinstance(value, str) else describe(value)
    return ", ".join(number(item) for item in array.ravel().tolist()) or "none"


def returned_words(
    exercise: Exercise, value: Any, parts: Mapping[str, Any] | None, right: Mapping[str, Any]
) -> str:
    """Say how the number or the form of what was returned is off."""
    if parts is not None:
        # Which are missing, or too many, can't be told from where the others stand.
        names = ", ".join(right)
        return f"It returned {len(parts)} arrays in place of {len(right)}, which are `{names}`."
    if len(exercise.returns) == 1:
        wanted = f": it should return the {exercise.returns[0]}" if exercise.returns[0] else ""
        found = describe(value)
        lazy = isinstance(value, Foreign) and value.what in _LAZY
        made = (
            " It gives its values once, when asked: make a list of it, `list(…)`." if lazy else ""
        )
        return f"It returned {found}, which is not of the form that the lesson wants{wanted}.{made}"
    wanted = ", ".join(exercise.returns)
    outer = named_values(value, exercise.returns)
    if outer is not None:
        odd = [name for name, part in outer.items() if isinstance(part, Foreign)] or list(outer)
        found = " and ".join(f"`{name}` is {describe(outer[name])}" for name in odd)
        return (
            f"It returned `{wanted}`, not all of them in the form that the lesson wants: {found}."
        )
    return (
        f"It returned {describe(value)}; it should return {len(exercise.returns)} values, in this "
        f"order: `{wanted}`."
    )


def timeout_words(exercise: Exercise, ended: Ended) -> str:
    """Say that the time was up, and what it was spent on."""
    if ended == "waiting":
        return (
            f"It was stopped after {PATIENCE * exercise.time_limit:g} seconds, in which it waited "
            "more than it computed. A function of this course waits for nothing: look for an "
            "`input()` or a `sleep`. If there is none, this machine is very busy: check again."
        )
    if exercise.trains:
        return (
            f"It was stopped after {exercise.time_limit:g} seconds of computing. An epoch is a "
            "pass over all examples, of many steps: how many do you train for?"
        )
    return (
        f"It was stopped after {exercise.time_limit:g} seconds of computing. Look for a loop that "
        "never ends (what makes its condition false?), or for work that is repeated in every step."
    )


def none_words(printed: str) -> str:
    """Say that nothing was handed over."""
    shown = " `print` shows a value; only `return` hands it over." if printed else ""
    return (
        "It returned `None`. Is there a `return` with a value at the end, and does every way "
        f"through the function reach it?{shown}"
    )
