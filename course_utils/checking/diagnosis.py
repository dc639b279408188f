"""Find which mistake a learner made: the one whose own answers are the learner's."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np

from course_utils.checking.answering import Answer, answer
from course_utils.checking.comparing import as_array, close, named_values
from course_utils.checking.exercise import Exercise, Mistake, Question
from course_utils.checking.plain import to_plain
from course_utils.checking.words import number

GLOBAL_DATA = "global-instead-of-argument"
"""The name of a mistake that any function can make and that no other version reproduces."""


def split(value: Any, exercise: Exercise) -> dict[str, Any] | None:
    """Take what was returned apart into the exercise's values, or None where they don't fit."""
    if exercise.read is not None:
        return value if isinstance(value, dict) else None
    if exercise.layout is not None:
        return exercise.layout(value)
    return named_values(value, exercise.returns)


def find_mistake(
    exercise: Exercise, questions: Sequence[Question], answers: Sequence[Answer]
) -> Mistake | None:
    """Find the first mistake that gives the learner's answers to all of `questions`."""
    for mistake, theirs in _mistaken_answers(exercise, questions):
        if len(theirs) == len(answers) and all(
            _same_answer(a, b, exercise) for a, b in zip(theirs, answers, strict=True)
        ):
            return mistake
    return None


def find_mistake_in_part(
    exercise: Exercise,
    questions: Sequence[Question],
    answers: Sequence[Answer],
    right: Sequence[dict[str, np.ndarray]],
    part: str,
) -> Mistake | None:
    """Find the mistake that gives the learner's version of one returned value.

    Two mistakes in two values match no single wrong version; each matches one in its own value.
    A mistake must account for every value that it spoils; one that spoils few is preferred.
    """
    got = [split(a.value, exercise) for a in answers]
    if any(parts is None for parts in got):
        return None
    wrong = _differing(got, right, exercise)
    found: list[tuple[int, Mistake]] = []
    for mistake, theirs in _mistaken_answers(exercise, questions):
        parts = [split(a.value, exercise) for a in theirs]
        if len(parts) != len(got) or any(p is None for p in parts):
            continue
        spoils = _differing(parts, right, exercise)
        if part in spoils <= wrong and not spoils & _differing(parts, got, exercise):
            found.append((len(spoils), mistake))
    return min(found, key=lambda item: item[0], default=(0, None))[1]


def _differing(some: Sequence[dict], others: Sequence[dict], exercise: Exercise) -> set[str]:
    """Tell which of the returned values differ in any case."""
    return {
        name
        for a, b in zip(some, others, strict=True)
        for name in a.keys() | b.keys()
        if name not in a or name not in b or not _same_value(a[name], b[name], exercise)
    }


def _mistaken_answers(exercise: Exercise, questions: Sequence[Question]):
    for mistake in exercise.mistakes:
        for wrong in (mistake.wrong, *mistake.variants):
            yield mistake, wrong_answers(exercise, wrong, questions)


def wrong_answers(exercise: Exercise, wrong, questions: Sequence[Question]) -> Sequence[Answer]:
    """Give the answers of a wrong version: by running it, or as it works them out in NumPy."""
    if exercise.expected is None:
        return answer(wrong, exercise.parameters, questions, exercise.time_limit).answers
    values = (wrong(question) for question in questions)
    return tuple(Answer(v if isinstance(v, dict) else to_plain(v)) for v in values)


def _same_answer(a: Answer, b: Answer, exercise: Exercise) -> bool:
    if a.raised or b.raised:
        # The same kind of error may have many reasons; the message tells them apart.
        return bool(a.raised and b.raised) and (
            (a.raised.kind, a.raised.message) == (b.raised.kind, b.raised.message)
        )
    if a.timed_out or b.timed_out:
        return a.timed_out and b.timed_out
    if a.changed != b.changed:
        return False
    parts, others = split(a.value, exercise), split(b.value, exercise)
    if parts is None or others is None:
        return _same_value(a.value, b.value, exercise)
    return not _differing([parts], [others], exercise)


def _same_value(a: Any, b: Any, exercise: Exercise) -> bool:
    """Tell whether two returned values agree in kind, shape and, closely, in every element."""
    x, y = as_array(a), as_array(b)
    if x is None or y is None:
        if isinstance(a, tuple) and isinstance(b, tuple):
            return len(a) == len(b) and all(
                _same_value(i, j, exercise) for i, j in zip(a, b, strict=True)
            )
        return x is y and type(a) is type(b) and a == b
    if x.size == 1 and y.size == 1 and max(x.ndim, y.ndim) <= 1:
        x, y = x.reshape(()), y.reshape(())
    if exercise.takes_rows and (1, *x.shape) == y.shape:
        y = y[0]
    if exercise.takes_rows and (1, *y.shape) == x.shape:
        x = x[0]
    if x.shape != y.shape or (x.dtype.kind == "b") != (y.dtype.kind == "b"):
        return False
    if x.dtype.kind in "bc":
        return bool(np.array_equal(x, y))
    return bool(close(x, y, exercise.rtol, exercise.atol).all())


def find_order(
    exercise: Exercise, got: Sequence[Any], right: Sequence[dict[str, np.ndarray]]
) -> tuple[str, ...] | None:
    """Find the order in which the values were returned, if all are right but for their order.

    Parameters
    ----------
    exercise : Exercise
    got : sequence of plain values
        As they were returned, question by question.
    right : sequence of dict
        What the values should have been, by name.

    Returns
    -------
    tuple of str or None
        The names in the order in which they came.
    """
    wanted = exercise.returns
    if not 1 < len(wanted) <= 4:
        return None
    for order in list(permutations(wanted))[1:]:
        values = [named_values(value, order) for value in got]
        if any(value is None for value in values):
            return None
        straight = [tuple(value[name] for name in wanted) for value in values]
        parts = [split(value, exercise) for value in straight]
        if all(p is not None for p in parts) and not _differing(parts, right, exercise):
            return order
    return None


def find_relation(
    exercise: Exercise,
    questions: Sequence[Question],
    got: Sequence[Any],
    right: Sequence[np.ndarray],
) -> str | None:
    """Say how the learner's values come from the right ones: by a factor, a sign, a constant.

    Parameters
    ----------
    questions : sequence of Question
    got : sequence of plain values
        One returned value, question by question.
    right : sequence of ndarray
        What it should have been.

    Returns
    -------
    str or None
        The rest of a sentence that starts with the value's name.
    """
    arrays = [as_array(value) for value in got]
    if any(a is None or a.size != r.size for a, r in zip(arrays, right, strict=True)):
        return None
    if any(a.dtype.kind not in "iuf" or not np.isfinite(a).all() for a in arrays):
        return None
    pairs = [(a.astype(float).reshape(r.shape), r) for a, r in zip(arrays, right, strict=True)]
    factors = [_factor(a, r, exercise) for a, r in pairs]
    sizes = [_sizes(question) for question in questions]
    if all(f is not None for f in factors) and not all(abs(f) < 1e-9 for f in factors):
        return _factor_words(factors, sizes)
    shifts = [a - r for a, r in pairs]
    shift = shifts[0].flat[0] if shifts[0].size else 0.0
    if all(close(a, r + shift, exercise.rtol, exercise.atol).all() for a, r in pairs):
        direction = "large" if shift > 0 else "small"
        return f"is exactly {number(abs(shift))} too {direction} in every case."
    return None


def _factor(got: np.ndarray, right: np.ndarray, exercise: Exercise) -> float | None:
    """Fit got = factor * right; None where no factor fits."""
    square = float(np.sum(right * right))
    if square == 0.0:
        return None
    factor = float(np.sum(got * right)) / square
    return factor if close(got, factor * right, exercise.rtol, exercise.atol).all() else None


def _sizes(question: Question) -> dict[str, int]:
    """Name the sizes that a question's data have: m examples, n features."""
    tables = (a for a in question.arguments if isinstance(a, np.ndarray) and a.ndim == 2)
    table = next(tables, None)
    return {} if table is None else {"m": np.shape(table)[0], "n": np.shape(table)[1]}


def _factor_words(factors: list[float], sizes: list[dict[str, int]]) -> str | None:
    def fits(wanted: list[float]) -> bool:
        return bool(np.allclose(factors, wanted, rtol=1e-3))

    if fits([-1.0] * len(factors)):
        return "has the wrong sign, and is right apart from that."
    for name, meaning in (("m", "the number of examples"), ("n", "the number of features")):
        if not all(name in size for size in sizes):
            continue
        counts = [float(size[name]) for size in sizes]
        if fits(counts):
            return f"is exactly {name} times too large, where {name} is {meaning}."
        if fits([1 / count for count in counts]):
            return f"is exactly {name} times too small, where {name} is {meaning}."
        if fits([-count for count in counts]):
            return f"has the wrong sign and is {name} times too large, {name} being {meaning}."
    if not fits([factors[0]] * len(factors)):
        return None
    factor = factors[0]
    if factor > 1:
        return f"is exactly {number(factor)} times too large in every case."
    if 0 < factor < 1:
        return f"is exactly {number(1 / factor)} times too small in every case."
    return f"is exactly {number(factor)} times what it should be in every case."
