"""The sigmoid, asked on numbers, arrays and tables."""

import math

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference

_g = reference.sigmoid


def _questions(rng):
    yield Question("z = 0", (0.0,))
    yield Question("a flat array", (np.array([-2.0, -0.5, 0.0, 1.0, 3.0]),))
    yield Question("a table", (rng.normal(0, 2, size=(2, 3)),))
    yield Question("whole numbers", (np.array([-3, -1, 0, 2, 4]),), tier="edge")
    yield Question("the whole number 2", (2,))
    yield Question("an array without axes", (np.array(-1.5),))
    yield Question("z of ±1000", (np.array([-1000.0, 1000.0, -30.0, 30.0]),), tier="edge")
    tip = "`z = np.asarray(z)` at its start would do it."
    yield Question("a list", ([-1.0, 0.0, 2.0],), tier="courtesy", tip=tip)


@mistake("integer-array")
def _sigmoid_in_integers(z):
    """Given whole numbers, yours gives whole numbers: an array made with `zeros_like(z)` takes over
    the type of `z`, and cuts off what comes after the decimal point. Make it with `dtype=float`.
    """
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[...] = _g(z)
    return out


def _loop_over_length(z):
    out = np.zeros(len(z))
    for i in range(len(z)):
        out[i] = 1 / (1 + np.exp(-z[i]))
    return out


@mistake("array-only", _loop_over_length)
def _loop_over_first_axis(z):
    """It loops over `z`, and a single number cannot be looped over. `np.exp(-z)` takes a number, an
    array or a table alike, without a loop.
    """
    return np.array([1 / (1 + math.exp(-v)) for v in z])


EXERCISE = Exercise(
    reference=reference.sigmoid,
    questions=_questions,
    mistakes=(
        Mistake(
            "precedence",
            lambda z: 1 / 1 + np.exp(-np.asarray(z)),
            "You return the denominator, 1 + e to the power `-z`. Either the division is missing, "
            "or it binds before the `+`: `1/1+np.exp(-z)` is `(1/1) + np.exp(-z)`. Put "
            "parentheses around the whole denominator: `1 / (1 + …)`.",
        ),
        Mistake(
            "positive-exponent",
            lambda z: _g(-np.asarray(z)),
            "Your curve falls where it should rise: large `z` must give nearly 1. The exponent "
            "is `-z`.",
        ),
        Mistake(
            "tanh",
            lambda z: np.tanh(z),
            "At 0 you get 0, and below it negative values: that is the hyperbolic tangent. A "
            "probability lies between 0 and 1, and `sigmoid(0)` is one half.",
        ),
        Mistake(
            "base-ten",
            lambda z: 1 / (1 + 10.0 ** -np.asarray(z, dtype=float)),
            "Your curve is too steep: you raised 10 to the power `-z`. The base is e: `np.exp`.",
        ),
        Mistake(
            "base-two",
            lambda z: 1 / (1 + 2.0 ** -np.asarray(z, dtype=float)),
            "Your curve is too flat: you raised 2 to the power `-z`. The base is e: `np.exp`.",
        ),
        Mistake(
            "derivative",
            lambda z: _g(z) * (1 - _g(z)),
            "Your curve is a hill with its top at 0. That is the slope of the sigmoid, g(1 - g), "
            "which you will need later. Here return g itself.",
        ),
        Mistake(
            "one-minus-exponential",
            lambda z: 1 / (1 - np.exp(-np.asarray(z, dtype=float))),
            "At `z = 0` your denominator is zero. It is 1 plus the exponential, not minus.",
        ),
        Mistake(
            "exponential-only",
            lambda z: np.exp(-np.asarray(z, dtype=float)),
            "You return the exponential alone. The sigmoid is 1 / (1 + that).",
        ),
        Mistake(
            "exponential-forgotten",
            lambda z: 1 / (1 - np.asarray(z, dtype=float)),
            "The `-z` stands in your denominator as it is. It belongs in the exponent of e: "
            "`np.exp(-z)`.",
        ),
        Mistake(
            "absolute-value",
            lambda z: _g(np.abs(z)),
            "Negative and positive `z` give the same value in yours. Below zero the curve must "
            "come under one half.",
        ),
        Mistake(
            "rounded",
            lambda z: np.round(_g(z)),
            "You return 0 or 1. The sigmoid is the probability itself; deciding comes later, in "
            "`predict`.",
        ),
        Mistake(
            "thresholded",
            lambda z: np.where(_g(z) >= 0.5, 1, 0),
            "You return 0 or 1. The sigmoid is the probability itself; deciding comes later, in "
            "`predict`.",
        ),
        Mistake(
            "linear",
            lambda z: np.asarray(z),
            "You return `z` unchanged. Squash it: 1 / (1 + e to the power `-z`).",
        ),
        Mistake(
            "softmax",
            lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
            "Your values depend on each other and add up to 1: that is softmax. The sigmoid "
            "looks at each number by itself.",
        ),
        _sigmoid_in_integers,
        Mistake(
            "scalar-only",
            lambda z: 1 / (1 + math.exp(-z)),
            "It works for one number and not for an array: `math.exp` and `float` take single "
            "numbers. `np.exp` takes both.",
        ),
        _loop_over_first_axis,
        Mistake(
            "overflow",
            lambda z: np.exp(np.asarray(z, dtype=float)) / (1 + np.exp(np.asarray(z, dtype=float))),
            "At `z = 1000`, `np.exp(z)` is infinite, and infinity divided by infinity is not a "
            "number. With e to the power `-z` in the denominator alone, nothing is divided by "
            "infinity but 1.",
        ),
    ),
    hints=(
        "Try the two ends. For a very large `z` the result should be nearly 1, for a very "
        "negative one nearly 0. What does e to the power `-z` do there?",
        "`np.exp` works on a number and on an array of any shape, so no loop is needed.",
        "It is one line: 1 divided by a denominator, and the denominator is 1 plus an "
        "exponential. Mind the parentheses.",
    ),
    explanation=r"""
The definition is $g(z) = \dfrac{1}{1 + e^{-z}}$, and `1 / (1 + np.exp(-z))` is a right answer.
This version gives the same values without ever computing a huge exponential: it uses $e^{-|z|}$,
which lies between 0 and 1. For negative $z$, multiply numerator and denominator by $e^{z}$:
$\dfrac{1}{1 + e^{-z}} = \dfrac{e^{z}}{e^{z} + 1}$.
""",
)
