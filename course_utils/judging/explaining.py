"""What is said about a fault that is no named mistake: first what happened, then where to look."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from course_utils.answering.calling import TRIED, Answer, Raised
from course_utils.answering.time_limit import PATIENCE, Ended
from course_utils.judging.comparing import Fault, as_array
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.judging.words import describe, number

_ADVICE = (
    # (the error, a part of its message, what to look at)
    ("NameError", "", "A name in it stands for nothing: look for a typo, or for a variable that "
     "belongs to another cell."),
    ("IndexError", "too many indices", "What you index there has fewer axes than you give it "
     "indices: print its shape."),
    ("IndexError", "list assignment", "A list has no places to fill: use `append`, or begin with "
     "an array of zeros."),
    ("IndexError", "", "An index reaches past the end: compare the range of the loop with the "
     "shape."),
    ("RecursionError", "", "It calls itself without end."),
    ("ZeroDivisionError", "", "Something that it divides by is zero."),
    ("UnboundLocalError", "", "It uses a variable before giving it a value: set it before the "
     "loop."),
    ("ValueError", "cardinality", "X and Y must have the same number of rows: print both shapes."),
    ("ValueError", "to a shape", "`Input` takes a tuple: `Input((n_features,))`, with the comma "
     "that makes one."),
    ("ValueError", "activation function identifier", "Keras knows no activation of that name: look "
     "at its spelling."),
    ("ValueError", "not recognized", "It takes no argument of that name: look at its spelling. A "
     "step's length is `learning_rate`."),
    ("NotImplementedError", "numpy array", "Keras can't look into a function of NumPy. Name the "
     "activation or the loss in quotes, or take Keras's own."),
    ("TypeError", "positional argument", "It was given more than it takes, or something in the "
     "wrong place. Layers belong into a list: `Sequential([…])`."),
    ("TypeError", "unexpected keyword", "It takes no argument of that name: look at its spelling."),
    ("ValueError", "ambiguous", "An `if` can't decide for a whole array at once. Use `np.where`, "
     "or go through the elements in a loop."),
    ("ValueError", "math domain", "`math.log` does not take 0. Keep what goes into it a tiny "
     "distance away from 0."),
    ("ValueError", "positive input", "`math.log` does not take 0. Keep what goes into it a tiny "
     "distance away from 0."),
    ("ValueError", "loss identifier", "Keras knows no loss of that name: look at its spelling, or "
     "hand over an instance, as in `keras.losses.MeanSquaredError()`."),
    ("ValueError", "optimizer identifier", "Keras does not take that as an optimizer: hand over an "
     "instance, made with parentheses."),
    ("ValueError", "call `compile()`", "A model is trained only after it was compiled."),
    ("ValueError", "", "Print the shapes of what meets in that line; the arguments are below."),
    ("OverflowError", "", "A number in it grows too large. Where does a large exponent come from?"),
    ("TypeError", "no len", "A single number has no length and can't be looped over."),
    ("TypeError", "unsized", "A single number has no length and can't be looped over."),
    ("TypeError", "not iterable", "A single number can't be looped over."),
    ("TypeError", "not subscriptable", "A single number has no elements to pick by an index."),
    ("TypeError", "", "Print what meets in that line: one of the two is not what you expect."),
)  # fmt: skip


def mutated_words(exercise: Exercise, question: Question, given: Answer) -> str:
    """Say that input was changed, and how to leave it alone."""
    first = given.changed[0]
    name = exercise.parameters[first]
    names = ", ".join(f"`{exercise.parameters[k]}`" for k in given.changed)
    changed = f"It changed {names} in place. After the call,"
    if isinstance(question.arguments[first], np.ndarray):
        return (
            f"{changed} the array that was handed in is not what it was, and whoever called it "
            f"still needs it. Work on a copy, or write `{name} = {name} - …` in place of "
            f"`{name} -= …`."
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
        absent = ", ".join(f"`{name}`" for name in right if name not in parts)
        extra = ", ".join(f"`{name}`" for name in parts if name not in right)
        lacks = f" {absent} is missing." if absent else ""
        return f"It returned {len(parts)} arrays in place of {len(right)}.{lacks}" + (
            f" {extra} is too many." if extra else ""
        )
    if len(exercise.returns) == 1:
        wanted = f": it should return the {exercise.returns[0]}" if exercise.returns[0] else ""
        found = describe(value)
        return f"It returned {found}, which is not of the form that the lesson wants{wanted}."
    wanted = ", ".join(exercise.returns)
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
    if exercise.time_limit > 60:
        return (
            f"It was stopped after {exercise.time_limit:g} seconds of computing. Train for fewer "
            "epochs, with a larger learning rate."
        )
    return (
        f"It was stopped after {exercise.time_limit:g} seconds of computing. Look for a loop that "
        "never ends (what makes its condition false?), or for work that is repeated in every step."
    )


def none_words(exercise: Exercise) -> str:
    """Say that nothing was handed over."""
    return (
        "It returned `None`. Is there a `return` at the end, and does every way through the "
        "function reach it? `print` shows a value; only `return` hands it over."
    )


def raised_words(raised: Raised) -> str:
    """Say which error ended the call, where, and what to look at."""
    if raised.line == TRIED:
        first = raised.message.strip().partition("\n")[0]
        return (
            f"What it returned could not be tried: {raised.kind}: {first} {_advice(raised)}".strip()
        )
    inside = f" in `{raised.function}`" if raised.function else ""
    where = f", at {raised.line}" if raised.line else ""
    return f"It stopped with {raised.kind}{inside}{where}. {_advice(raised)}".strip()


def _advice(raised: Raised) -> str:
    return next(
        (text for kind, part, text in _ADVICE if kind == raised.kind and part in raised.message), ""
    )
