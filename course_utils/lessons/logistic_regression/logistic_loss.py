"""The loss of one example."""

import math

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference

_g = reference.sigmoid


def _finite_and_large(expected, got):
    """Accept any large finite loss where the true one is infinite."""
    low = np.where(expected > 5, 6.0, -1e-3)
    high = np.where(expected > 5, np.inf, 1e-3)
    if ((got >= low) & (got <= high)).all():
        return None
    return (
        "At f of exactly 0 or 1 the loss should be near 0 where the label agrees, and large but "
        "finite where it does not."
    )


def _questions(rng):
    yield Question("f = 0.9 for a label of 1", (0.9, 1))
    yield Question("f = 0.9 for a label of 0", (0.9, 0))
    yield Question("f = 0.2 for a label of 1", (0.2, 1))
    yield Question("f = 0.2 for a label of 0", (0.2, 0))
    yield Question("f = 0.5 for a label of 1", (0.5, 1))
    f = rng.uniform(0.05, 0.95, size=2)
    yield Question("a random probability", (float(f[0]), 1))
    yield Question("another random probability", (float(f[1]), 0))
    yield Question("f of exactly 0, label 1", (0.0, 1), "edge", accept=_finite_and_large)
    yield Question("f of exactly 1, label 0", (1.0, 0), "edge", accept=_finite_and_large)
    yield Question("f of exactly 0, label 0", (0.0, 0), "edge", accept=_finite_and_large)
    yield Question("f of exactly 1, label 1", (1.0, 1), "edge", accept=_finite_and_large)
    f = rng.uniform(0.05, 0.95, size=5)
    yield Question(
        "an array of probabilities",
        (f, np.array([0, 1, 0, 0, 1])),
        tier="courtesy",
        tip="Arithmetic that works element by element, in place of `if` or a sum, would do it.",
    )


def _naive_loss(f, y):
    f = np.asarray(f, dtype=float)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


EXERCISE = Exercise(
    reference=reference.logistic_loss,
    questions=_questions,
    rtol=2e-4,  # so much does a guard such as log(f + 1e-5) change
    mistakes=(
        Mistake(
            "positive-sign",
            lambda f, y: y * np.log(f) + (1 - y) * np.log(1 - f),
            "Your losses are negative. The logarithm of a number below 1 is negative, so both "
            "terms of the loss need a minus in front.",
        ),
        Mistake(
            "second-sign-lost",
            lambda f, y: -y * np.log(f) + (1 - y) * np.log(1 - f),
            "For a label of 0 your loss is negative. The minus belongs to both terms.",
        ),
        Mistake(
            "first-sign-lost",
            lambda f, y: y * np.log(f) - (1 - y) * np.log(1 - f),
            "For a label of 1 your loss is negative. The minus belongs to both terms.",
        ),
        Mistake(
            "precedence",
            lambda f, y: -y * np.log(f) - 1 - y * np.log(1 - f),
            "Look at `1 - y * np.log(1 - f)`: the product comes before the minus. Put `1 - y` "
            "in parentheses.",
        ),
        Mistake(
            "second-term-missing",
            lambda f, y: -y * np.log(f),
            "For a label of 0 your loss is 0 whatever `f` is. The term with `1 - y` is missing.",
        ),
        Mistake(
            "first-term-missing",
            lambda f, y: -(1 - y) * np.log(1 - f),
            "For a label of 1 your loss is 0 whatever `f` is. The term with `y` is missing.",
        ),
        Mistake(
            "same-log-twice",
            lambda f, y: -y * np.log(f) - (1 - y) * np.log(f),
            "Both your terms use log(f). For a label of 0 it is the probability of class 0 that "
            "counts: log(1 - f).",
        ),
        Mistake(
            "logs-exchanged",
            lambda f, y: -y * np.log(1 - f) - (1 - y) * np.log(f),
            "A good probability gets a large loss in yours. log(f) goes with `y`, and "
            "log(1 - f) with `1 - y`.",
        ),
        Mistake(
            "base-ten",
            lambda f, y: _naive_loss(f, y) / np.log(10),
            "You use the logarithm to base 10. Here it is the natural one: `np.log`.",
        ),
        Mistake(
            "base-two",
            lambda f, y: _naive_loss(f, y) / np.log(2),
            "You use the logarithm to base 2. Here it is the natural one: `np.log`.",
        ),
        Mistake(
            "log1p",
            lambda f, y: -y * np.log1p(f) - (1 - y) * np.log1p(1 - f),
            "`np.log1p(f)` is log(1 + f). You want log(f): `np.log`.",
        ),
        Mistake(
            "log1p-of-f-in-second-term",
            lambda f, y: -y * np.log(f) - (1 - y) * np.log1p(f),
            "`np.log1p(f)` is log(1 + f). In the second term you want log(1 - f).",
        ),
        Mistake(
            "arguments-exchanged",
            lambda f, y: (
                -f * np.log(np.clip(y, 1e-15, 1 - 1e-15))
                - (1 - f) * np.log(1 - np.clip(y, 1e-15, 1 - 1e-15))
            ),
            "You take the logarithm of the label and weight it by the probability. It is the "
            "other way round: log of `f`, weighted by `y`.",
        ),
        Mistake(
            "squared-error",
            lambda f, y: (f - y) ** 2,
            "That is the squared error. It is finite even for f = 0 with label 1, where the "
            "logistic loss grows without bound. Use the two logarithms.",
        ),
        Mistake(
            "half-squared-error",
            lambda f, y: (f - y) ** 2 / 2,
            "That is half the squared error. Use the two logarithms of the logistic loss.",
        ),
        Mistake(
            "absolute-error",
            lambda f, y: abs(f - y),
            "That is the distance between `f` and `y`. Use the two logarithms of the logistic "
            "loss.",
        ),
        Mistake(
            "difference",
            lambda f, y: f - y,
            "That is the error f - y, which belongs in the gradient. The loss has two logarithms.",
        ),
        Mistake(
            "no-logarithm",
            lambda f, y: -y * f - (1 - y) * (1 - f),
            "The logarithms are missing: you weight the probabilities themselves.",
        ),
        Mistake(
            "probability-of-label",
            lambda f, y: y * f + (1 - y) * (1 - f),
            "That is the probability of the right label. The loss is minus its logarithm.",
        ),
        Mistake(
            "sigmoid-twice",
            lambda f, y: _naive_loss(_g(f), y),
            "`f` is a probability already, and you put it through the sigmoid once more.",
        ),
        Mistake(
            "halved",
            lambda f, y: _naive_loss(f, y) / 2,
            "Your loss is half of what it should be. The logistic loss has no factor 1/2; that "
            "belongs to the squared error.",
        ),
        Mistake(
            "clipped-too-far",
            lambda f, y: reference.logistic_loss(np.clip(f, 0.01, 0.99), y),
            "You keep `f` so far from 0 and 1 that a confident error costs too little. A "
            "distance of 1e-15 is enough to keep the logarithm finite.",
        ),
        Mistake(
            "log-of-zero",
            _naive_loss,
            "At f of exactly 0 or 1 yours is infinite or not a number: log(0) is minus infinity, "
            "and 0 times that is `nan`. Keep `f` a tiny distance away from both ends: "
            "`np.clip(f, 1e-15, 1 - 1e-15)`. (A smaller distance vanishes: 1 - 1e-17 is rounded "
            "to 1.)",
            variants=(
                lambda f, y: -np.log(f) if y == 1 else -np.log(np.subtract(1, f)),
                lambda f, y: -math.log(f) if y == 1 else -math.log(1 - f),
                lambda f, y: -y * math.log(f) - (1 - y) * math.log(1 - f),
                lambda f, y: _naive_loss(np.clip(f, 1e-15, None), y),
                lambda f, y: _naive_loss(np.clip(f, None, 1 - 1e-15), y),
                lambda f, y: _naive_loss(np.clip(f, 1e-17, 1 - 1e-17), y),
            ),
        ),
    ),
    hints=(
        "Say it in words first. If the label is 1, the loss is minus the log of `f`. If it is 0, "
        "minus the log of what?",
        "`y` and `1 - y` act as switches: one of them is 1, the other 0. Multiply each logarithm "
        "by its switch and add.",
        "What is `np.log(0)`? Before the logarithms, `np.clip` keeps `f` away from 0 and 1; the "
        "text above the exercise says how far.",
    ),
    explanation=r"""
The loss of one example is $-y\log f - (1 - y)\log(1 - f)$: minus the logarithm of the probability
that the model gave to the label that came true. `np.clip` keeps `f` away from exactly 0 and 1,
where the logarithm is infinite.
""",
)
