"""How wrong values come from the right ones: by a factor, a sign, a constant."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_utils.answering.plain import Array
from course_utils.judging.comparing import as_array, close
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.judging.words import number


def find_relation(
    exercise: Exercise,
    questions: Sequence[Question],
    got: Sequence[Any],
    right: Sequence[Array],
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
    pairs: list[tuple[Array, Array]] = []
    for value, r in zip(got, right, strict=True):
        a = as_array(value, r.shape)
        if a is None or a.size != r.size:
            return None
        if a.dtype.kind not in "iuf" or not np.isfinite(a).all():
            return None
        pairs.append((a.astype(float).reshape(r.shape), r))
    fitted = (_factor(a, r, exercise) for a, r in pairs)
    factors = [factor for factor in fitted if factor is not None]
    if len(factors) == len(pairs) and all(abs(f) < 1e-9 for f in factors):
        return (
            "is zero everywhere. Is it ever filled in? `=` puts a value into an element, and `==` "
            "only compares."
        )
    if len(factors) == len(pairs):
        return _factor_words(factors, [_sizes(question) for question in questions])
    shifts = [a - r for a, r in pairs]
    shift = shifts[0].flat[0] if shifts[0].size else 0.0
    if all(close(a, r + shift, exercise.rtol, exercise.atol).all() for a, r in pairs):
        direction = "large" if shift > 0 else "small"
        return f"is exactly {number(abs(shift))} too {direction} in every case."
    return None


def _factor(got: Array, right: Array, exercise: Exercise) -> float | None:
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
