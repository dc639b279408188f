"""Compare one returned value with the right one, as a fair teacher would."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.answering.plain import Array, Foreign
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.judging.verdict import Cause
from course_utils.judging.words import amount, describe, shape_words

_MOST_RETURNED = 20  # values of which one may be the right one; more were made to take time


@dataclass(frozen=True)
class Fault:
    """What is wrong with one answer, or with one of its values."""

    cause: Cause
    message: str
    worst: tuple[int, ...] | None = None
    """The index of the element that is furthest off, where elements were compared."""

    question: int = 0
    """The number of the question that was answered so."""

    part: str | None = None
    """Which returned value, or None where it concerns the whole answer."""


def as_array(value: Any, shape: tuple[int, ...] | None = None) -> Array | None:
    """Take a number, an array, or a sequence of numbers or rows as an array.

    Parameters
    ----------
    value : plain value
    shape : tuple of int, optional
        The shape that is wanted. Arrays of one element each are rows where rows are wanted, and
        numbers where numbers are.

    Returns
    -------
    ndarray or None
        None for anything else.
    """
    if isinstance(value, bool | int | float | np.ndarray | np.generic):
        return np.asarray(value)
    if isinstance(value, tuple) and all(isinstance(v, bool | int | float) for v in value):
        return np.asarray(value)
    if isinstance(value, tuple) and value and all(_is_single(v) for v in value):
        flat = np.array([np.asarray(v).item() for v in value])
        rows = shape is not None and len(shape) == 2 and all(np.ndim(v) == 1 for v in value)
        return flat[:, np.newaxis] if rows else flat
    return None


def _is_single(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, np.ndarray) and value.size == 1)


def close(got: Array, expected: Array, rtol: float, atol: float) -> Array:
    """Tell for each element whether it is right, to `rtol` of the largest expected one."""
    finite = np.abs(expected[np.isfinite(expected)])
    tolerance = atol + rtol * (finite.max() if finite.size else 0.0)
    with np.errstate(invalid="ignore"):
        near: Array = np.abs(got - expected) <= tolerance
    right: Array = near | (got == expected) | (np.isnan(got) & np.isnan(expected))
    return right


def find_fault(
    value: Any, expected: Array | str, name: str, question: Question, exercise: Exercise
) -> Fault | None:
    """Find what is wrong with one returned value.

    Parameters
    ----------
    value : plain value
        What the learner's function returned.
    expected : ndarray or str
        What the reference returned.
    name : str
        What to call the value: "dj_dw", or "the result".
    question : Question
    exercise : Exercise

    Returns
    -------
    Fault or None
        The first cause that applies, or None where the value is right.
    """
    if isinstance(expected, str):
        return None if value == expected else Fault("values", f"{name} is not what it should be.")
    got = as_array(value, expected.shape)
    if value is None:
        return Fault("none", f"{name} is `None`.")
    if isinstance(value, tuple) and 1 < len(value) <= _MOST_RETURNED:
        for number, item in enumerate(value, 1):
            array = None if isinstance(item, tuple) else as_array(item)
            alike = array is not None and array.shape == expected.shape
            if alike and find_fault(item, expected, name, question, exercise) is None:
                return Fault(
                    "returned",
                    f"{name} is one value, and you return {len(value)}. Number {number} of them is "
                    "right: return that one alone.",
                )
    if isinstance(value, tuple) and expected.ndim == 0:
        return Fault(
            "returned",
            f"{name} is {describe(value)} in parentheses; it should be a number. Is there a comma "
            "after it?",
        )
    if got is None:
        what = value.what if isinstance(value, Foreign) else describe(value)
        return Fault("type", f"{name} is {what}; it should be {amount(expected)}.")
    fault = _wrong_kind(got, expected, name)
    if fault:
        return fault
    if exercise.takes_rows and got.shape == (1, *expected.shape):
        got = got[0]
    # A number may come as a float, as a 0-d array or as an array of one element.
    if got.shape != expected.shape and not (expected.ndim == 0 and got.size == 1):
        return Fault("shape", shape_words(got.shape, expected.shape, name))
    got = got.reshape(expected.shape)
    return _wrong_elements(got, expected, name, question, exercise)


def _wrong_kind(got: Array, expected: Array, name: str) -> Fault | None:
    if got.dtype.kind == "c":
        return Fault("type", f"{name} holds complex numbers; it should be {amount(expected)}.")
    if got.dtype.kind == "b":
        return Fault("type", f"{name} is `True` or `False`; it should be {amount(expected)}.")
    if got.dtype.kind not in "iuf":
        return Fault("type", f"{name} is {describe(got)}; it should be {amount(expected)}.")
    truncated = (
        got.dtype.kind in "iu"
        and got.ndim > 0
        and got.shape == expected.shape
        and expected.dtype.kind == "f"
        and not np.array_equal(got, expected)
        and np.array_equal(got, np.trunc(expected))
    )
    if truncated:
        return Fault(
            "type",
            f"{name} holds whole numbers, so everything after the decimal point is cut off. "
            "An array made from whole numbers keeps only whole numbers: make it with "
            "`dtype=float`.",
        )
    return None


def _wrong_elements(
    got: Array, expected: Array, name: str, question: Question, exercise: Exercise
) -> Fault | None:
    wild = ~np.isfinite(got) & np.isfinite(expected)
    if wild.any():
        index = tuple(int(i) for i in np.argwhere(wild)[0])
        kind = "not a number (`nan`)" if np.isnan(got[index]) else f"infinite (`{got[index]}`)"
        where = f" at index {list(index)}" if index else ""
        return Fault("nonfinite", f"{name} is {kind}{where}.", index)
    if question.accept is not None:
        complaint = question.accept(expected, got)
        return Fault("values", complaint, ()) if complaint else None
    right = close(got, expected, exercise.rtol, exercise.atol)
    if right.all():
        return None
    distance = np.where(right, -1.0, np.abs(got - expected))
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(distance), distance.shape))
    wrong = int((~right).sum())
    if right.size == 1:
        text = f"{name} is off."
    elif wrong == right.size:
        text = f"every element of {name} is off."
    else:
        verb = "is" if wrong == 1 else "are"
        text = f"{wrong} of the {right.size} elements of {name} {verb} off."
    return Fault("values", text, worst)
