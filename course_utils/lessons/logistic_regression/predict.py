"""Decisions from probabilities."""

from dataclasses import replace

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference
from course_utils.lessons.logistic_regression.cases import examples, model_questions


def _predict_questions(rng):
    for question in model_questions(rng):
        # Only there is a probability exactly one half.
        zero = not question.arguments[1].any()
        yield replace(question, tier="edge") if zero else question
    z = np.array([[0.002], [-0.002], [0.03], [-0.03], [0.45], [-0.45]])
    yield Question("probabilities near one half", (z, np.array([1.0]), 0.0))
    X, _, w, _ = examples(rng, 9, 2)
    yield Question("nine random examples", (X, w, 0.3))
    yield Question("six random examples", (rng.normal(0, 2, size=(6, 3)), rng.normal(size=3), 0.4))


def _labels(rule):
    return lambda X, w, b: rule(reference.predict_proba(X, w, b))


EXERCISE = Exercise(
    reference=reference.predict,
    questions=_predict_questions,
    points=5,
    mistakes=(
        Mistake(
            "strict-threshold",
            _labels(lambda f: (f > 0.5).astype(int)),
            "At a probability of exactly one half yours gives 0. The lesson decides for 1 from "
            "one half upwards: `>=`. (`np.round` takes 0.5 to 0 as well.)",
        ),
        Mistake(
            "probabilities",
            _labels(lambda f: f),
            "You return the probabilities. Decide: 1 where the probability is at least one half, "
            "else 0.",
        ),
        Mistake(
            "booleans",
            _labels(lambda f: f >= 0.5),
            "You return `True` and `False`. Labels are the numbers 1 and 0: add `.astype(int)`.",
            variants=(_labels(lambda f: f > 0.5),),
        ),
        Mistake(
            "inverted",
            _labels(lambda f: (f < 0.5).astype(int)),
            "Your labels are turned round: a high probability gets 0.",
        ),
        Mistake(
            "plus-minus-one",
            _labels(lambda f: np.where(f >= 0.5, 1, -1)),
            "Your labels are 1 and -1. In this course they are 1 and 0.",
        ),
        Mistake(
            "threshold-on-z",
            lambda X, w, b: ((X @ w + b) >= 0.5).astype(int),
            "You compare z with one half. It is the probability that is compared with one half; "
            "for z itself the limit is 0.",
        ),
        Mistake(
            "threshold-zero",
            _labels(lambda f: (f >= 0).astype(int)),
            "You give every example a 1: a probability is never below 0. Compare it with one half.",
        ),
        Mistake(
            "returns-z",
            lambda X, w, b: X @ w + b,
            "You return z = X w + b. Put it through the sigmoid, and compare what comes out with "
            "one half: the answer is a 0 or a 1.",
        ),
        Mistake(
            "truncated",
            _labels(lambda f: f.astype(int)),
            "You give every example a 0. Making a whole number of a probability cuts off "
            "everything after the decimal point: compare with one half first. In an array that "
            "you fill, `=` puts a value in, and `==` only compares.",
        ),
        Mistake(
            "bias-forgotten",
            lambda X, w, b: (X @ w >= 0).astype(int),
            "Your decisions do not depend on `b`. The model is g(X w + b).",
        ),
        Mistake(
            "bias-subtracted",
            lambda X, w, b: (X @ w - b >= 0).astype(int),
            "You subtract `b`. The lesson's model adds it: z = X w + b. If you wrote "
            "`-X @ w + b` in an exponent, the minus reaches the product alone: `-(X @ w + b)`.",
        ),
        Mistake(
            "column",
            _labels(lambda f: (f >= 0.5).astype(int)[:, None]),
            "Your labels are a column of shape (m, 1). Compared with the flat `y`, a column "
            "broadcasts to a table and any accuracy comes out wrong. Keep them flat: (m,).",
        ),
        Mistake(
            "first-example-only",
            _labels(lambda f: int(f[0] >= 0.5)),
            "You decide for the first example only. Is there a `return` inside a loop?",
        ),
        Mistake(
            "above-average",
            _labels(lambda f: (f >= np.mean(f)).astype(int)),
            "You compare with the mean of the probabilities, so a decision depends on the other "
            "examples. Compare with one half.",
        ),
    ),
    hints=(
        "You have the probabilities. From which value on is 1 the better guess?",
        "A comparison of an array with a number gives `True` and `False` for each element. How "
        "do you make numbers of them?",
        "`.astype(int)` turns an array of `True` and `False` into 1 and 0. Which comparison is "
        "`True` at exactly one half, too?",
    ),
    explanation="""
The comparison gives `True` or `False` for each example; `astype(int)` makes 1 and 0 of them. At
exactly one half both labels are equally likely, and the lesson settles for 1.
""",
)
