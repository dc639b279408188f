"""A slope passed back through the sigmoid."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.cases import activations
from course_utils.lessons.logistic_regression.reference import sigmoid


def _questions(rng):
    yield Question(
        "three examples, two units",
        (
            np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]]),
            np.array([[0.9, 0.2], [0.5, 0.7], [0.1, 0.6]]),
        ),
    )
    yield Question("five examples, four units", (rng.normal(size=(5, 4)), activations(rng, 5, 4)))
    yield Question(
        "four examples, a single unit", (rng.normal(size=(4, 1)), activations(rng, 4, 1))
    )


EXERCISE = Exercise(
    reference=reference.sigmoid_backward,
    questions=_questions,
    points=5,
    mistakes=(
        Mistake(
            "slope-forgotten",
            lambda dA, A: A * (1 - A),
            "Your result does not depend on `dA`. The chain rule multiplies: the slope that comes "
            "in, times the slope of the sigmoid.",
        ),
        Mistake(
            "sigmoid-applied-again",
            lambda dA, A: dA * sigmoid(A) * (1 - sigmoid(A)),
            "You put `A` through the sigmoid again. `A` is what the sigmoid gave already, so its "
            "slope is `A * (1 - A)`.",
        ),
        Mistake(
            "one-factor-missing",
            lambda dA, A: dA * (1 - A),
            "A factor is missing: the slope of the sigmoid is `A * (1 - A)`, and you have only "
            "`1 - A`.",
        ),
        Mistake(
            "other-factor-missing",
            lambda dA, A: dA * A,
            "A factor is missing: the slope of the sigmoid is `A * (1 - A)`, and you have `A` "
            "alone.",
        ),
        Mistake(
            "sign",
            lambda dA, A: dA * A * (A - 1),
            "Your slopes have the wrong sign: `1 - A`, not `A - 1`. The sigmoid rises everywhere.",
        ),
        Mistake(
            "tanh-slope",
            lambda dA, A: dA * (1 - A**2),
            "`1 - A**2` is the slope of the hyperbolic tangent. The sigmoid's is `A * (1 - A)`.",
        ),
        Mistake(
            "precedence",
            lambda dA, A: dA * A * 1 - A,
            "Look at `A * 1 - A`: the product comes before the minus. Put `1 - A` in parentheses.",
        ),
        Mistake(
            "added",
            lambda dA, A: dA + A * (1 - A),
            "You add the two slopes. The chain rule multiplies them.",
        ),
        Mistake(
            "matrix-product",
            lambda dA, A: dA @ (A * (1 - A)).T,
            "You multiply as matrices. Each element of `dA` meets the slope at the same place, so "
            "multiply element by element, with `*`.",
            variants=(lambda dA, A: dA.T @ (A * (1 - A)),),
        ),
        Mistake(
            "divided",
            lambda dA, A: dA / (A * (1 - A)),
            "You divide by the slope of the sigmoid. Going back, the chain rule multiplies by it.",
        ),
        Mistake(
            "arguments-exchanged",
            lambda dA, A: A * dA * (1 - dA),
            "`dA` and `A` are in each other's place: the slope of the sigmoid is made of `A`.",
        ),
        Mistake(
            "unchanged",
            lambda dA, A: dA * 1.0,
            "You return `dA` as it came (that is also what the slope of ReLU gives, since `A` is "
            "positive). Multiply it by the slope of the sigmoid, `A * (1 - A)`.",
        ),
        Mistake(
            "averaged",
            lambda dA, A: dA * A * (1 - A) / len(A),
            "You divide by m. The average is taken once, where the cost is; nothing here adds "
            "over the examples.",
        ),
        Mistake(
            "summed",
            lambda dA, A: np.sum(dA * A * (1 - A), axis=0),
            "You add over the examples. Each example keeps its own slopes: (m, n).",
        ),
    ),
    hints=(
        "How much does the sigmoid's output change if its input changes a little? Lesson 1 derived "
        "it, and it needs only the output.",
        "The slope of the sigmoid is `A * (1 - A)`. The chain rule multiplies it by what comes in.",
        "Three factors, all element by element: what arrives, what the sigmoid gave, and what that "
        "leaves to 1.",
    ),
    explanation="""
The sigmoid works on each element by itself, so its slope does too: element by element, the slope
that comes in is multiplied by A (1 - A). No z is needed, because the slope can be had from the
output.
""",
)
