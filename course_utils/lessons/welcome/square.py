"""The exercise of lesson 0: small enough to see how checking works."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.welcome import reference


def _questions(rng):
    yield Question("the number 3", (3,))
    yield Question("the number -1.5", (-1.5,))
    yield Question("a flat array", (np.array([0.5, -2.0, 4.0]),))
    yield Question("random numbers", (rng.normal(0, 3, size=(2, 3)),))


EXERCISE = Exercise(
    reference=reference.square,
    questions=_questions,
    points=1,
    mistakes=(
        Mistake(
            "doubled",
            lambda x: 2 * x,
            "You added `x` to itself. The square of 3 is 9, not 6: multiply `x` by `x`.",
        ),
        Mistake(
            "xor",
            lambda x: x ^ 2,
            "In Python `^` is not a power; it compares bits. A power is written `x ** 2`.",
        ),
        Mistake(
            "root",
            lambda x: np.sqrt(x),
            "That is the square root. You want the square: `x` times `x`.",
        ),
        Mistake(
            "sign-kept",
            lambda x: x * abs(x),
            "A negative number times itself is positive. Your result keeps the minus.",
        ),
        Mistake(
            "printed",
            lambda x: print(x * x),
            "Your function hands nothing over. Put `return` in front of the value; `print` would "
            "only show it.",
        ),
    ),
    hints=(
        "What do you do with 3 to get 9?",
        "Python multiplies with `*`. Arrays multiply element by element.",
        "The line begins with `return x`, and continues with `*`.",
    ),
    explanation="A number times itself. With an array, NumPy does it for every element at "
    "once, so one line serves both.",
)
