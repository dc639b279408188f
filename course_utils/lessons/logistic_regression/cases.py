"""The data that the exercises of this lesson are asked with."""

import numpy as np

from course_utils.judging.question import Question


def examples(rng, m, n):
    """Draw m examples of n features with unbalanced labels, and parameters with b far from 0."""
    X = rng.normal(0, 1, size=(m, n))
    y = np.zeros(m, dtype=int)
    y[rng.permutation(m)[: max(1, m // 3)]] = 1
    w = rng.normal(0, 1, size=n)
    b = float(rng.uniform(0.5, 1.5) * rng.choice([-1, 1]))
    return X, y, w, b


SMALL = (
    np.array([[0.5, 1.5, -1.0], [1.0, -2.0, 0.5], [2.0, 0.25, 1.0], [-1.0, 3.0, 0.0]]),
    np.array([0, 1, 0, 0]),
    np.array([0.5, -0.25, 0.75]),
    -0.5,
)
SATURATED = (  # z = 1000 on a negative and -1000 on a positive example
    np.array([[10.0, 0.0], [-10.0, 0.0], [0.0, 1.0]]),
    np.array([0, 1, 1]),
    np.array([100.0, 0.5]),
    0.0,
)


def data_questions(rng):
    """Ask a function of (X, y, w, b)."""
    yield Question("four examples with three features", SMALL)
    yield Question("seven random examples", examples(rng, 7, 4))
    yield Question("seven other examples", examples(rng, 7, 4))
    yield Question("five random examples", examples(rng, 5, 2))
    X, y, w, _ = examples(rng, 6, 3)
    yield Question("all parameters zero", (X, y, 0 * w, 0.0))
    yield Question("a single example", examples(rng, 1, 3), tier="edge")
    yield Question("a single feature", examples(rng, 5, 1), tier="edge")
    X, y, w, b = examples(rng, 6, 2)
    yield Question("features that are whole numbers", (X.round().astype(int), y, w, b), tier="edge")


def model_questions(rng):
    """Ask a function of (X, w, b)."""
    for question in data_questions(rng):
        X, _, w, b = question.arguments
        yield Question(question.name, (X, w, b), question.tier)
    X = np.array([[10.0, 0.0], [0.4, 0.0], [-5.0, 1.0]])  # z is 1000, 40 and about -500
    yield Question("z of 1000", (X, np.array([100.0, 0.5]), 0.0), tier="edge")
