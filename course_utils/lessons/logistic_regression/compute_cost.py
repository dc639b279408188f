"""The cost: the average of the losses."""

import math

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference
from course_utils.lessons.logistic_regression.cases import SATURATED, data_questions

_g = reference.sigmoid


def _naive_loss(f, y):
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def _saturated_cost(expected, got):
    """Accept any large finite cost: how large it is depends on how the logarithm is guarded."""
    if float(got) >= 3.0:
        return None
    return (
        "Two examples of three are wrong with full confidence. The cost should be large and "
        "finite here."
    )


def _questions(rng):
    yield from data_questions(rng)
    # Where z could be a probability itself, whoever forgets the sigmoid gets a number.
    X, w = rng.uniform(0.05, 0.25, size=(5, 3)), rng.uniform(0.3, 0.8, size=3)
    yield Question("z between 0 and 1", (X, np.array([0, 1, 0, 0, 1]), w, 0.1))
    yield Question(
        "probabilities of exactly 0 and 1", SATURATED, tier="edge", accept=_saturated_cost
    )
    X, y, w, b = SATURATED
    yield Question("the same with the labels turned", (X, 1 - y, w, b), tier="edge")


def _losses(X, y, w, b):
    f = reference.predict_proba(X, w, b)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)  # as learners write it: nothing is clipped


def _cost_of(loss):
    """Make a wrong cost from a wrong loss of the arrays f and y."""
    return lambda X, y, w, b: np.mean(loss(reference.predict_proba(X, w, b), y))


def _cost_with(z):
    """Make a wrong cost from a wrong z."""
    return lambda X, y, w, b: np.mean(reference.logistic_loss(_g(z(X, w, b)), y))


def _guarded(guard):
    """Make a cost with a guard that does not hold on both sides."""
    return _cost_of(lambda f, y: _naive_loss(guard(f), y))


def _with_math_log(X, y, w, b):
    f = reference.predict_proba(X, w, b)
    pairs = zip(f, y, strict=True)
    return sum(-math.log(p) if label else -math.log(1 - p) for p, label in pairs) / len(y)


def _penalised(penalty):
    """Make a cost with a penalty, given the weights and the number of examples."""
    return lambda X, y, w, b: np.mean(_losses(X, y, w, b)) + penalty(w, len(y))


EXERCISE = Exercise(
    reference=reference.compute_cost,
    questions=_questions,
    rtol=2e-4,  # so much does a guard such as log(f + 1e-5) change
    mistakes=(
        Mistake(
            "sum-not-mean",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)),
            "Your cost grows with the number of examples: you added the losses up and did not "
            "divide by m.",
        ),
        Mistake(
            "penalty",
            _penalised(lambda w, m: np.sum(w**2) / (2 * m)),
            "Your cost has a penalty for large weights, which this lesson's has not: leave the sum "
            "of `w**2` out.",
            variants=tuple(
                _penalised(lambda w, m, scale=scale, part=part: scale * np.sum(w**2) / (part(m)))
                for scale in (1.0, 0.1, 0.01, 0.7, 10.0)
                for part in (lambda m: 2 * m, lambda m: m, lambda m: 2, lambda m: 1)
            ),
        ),
        Mistake(
            "not-averaged",
            _losses,
            "You return one loss for each example. The cost is their average: one number.",
        ),
        Mistake(
            "divided-twice",
            lambda X, y, w, b: np.mean(_losses(X, y, w, b)) / len(y),
            "You divide by m twice. `np.mean` divides already.",
        ),
        Mistake(
            "divided-by-n",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)) / np.shape(X)[1],
            "You divide by n, the number of features. The average is over the m examples: "
            "`X.shape[0]`.",
        ),
        Mistake(
            "halved",
            lambda X, y, w, b: np.mean(_losses(X, y, w, b)) / 2,
            "Your cost is half of what it should be. The factor 1/2 belongs to the squared "
            "error; the logistic cost has none.",
        ),
        Mistake(
            "divided-by-m-minus-one",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)) / (len(y) - 1 or np.nan),
            "You divide by m - 1. The average over m examples divides by m.",
        ),
        Mistake(
            "positive-sign",
            lambda X, y, w, b: -np.mean(_losses(X, y, w, b)),
            "Your cost is negative. The logarithm of a number below 1 is negative, so the loss "
            "needs a minus in front.",
        ),
        Mistake(
            "second-sign-lost",
            _cost_of(lambda f, y: -y * np.log(f) + (1 - y) * np.log(1 - f)),
            "Examples with label 0 lower your cost. The minus belongs to both terms of the loss.",
        ),
        Mistake(
            "first-sign-lost",
            _cost_of(lambda f, y: y * np.log(f) - (1 - y) * np.log(1 - f)),
            "Examples with label 1 lower your cost. The minus belongs to both terms of the loss.",
        ),
        Mistake(
            "precedence",
            _cost_of(lambda f, y: -y * np.log(f) - 1 - y * np.log(1 - f)),
            "Look at `1 - y * np.log(1 - f)`: the product comes before the minus. Put `1 - y` "
            "in parentheses.",
        ),
        Mistake(
            "second-term-missing",
            _cost_of(lambda f, y: -y * np.log(f)),
            "Examples with label 0 add nothing to your cost. The term with `1 - y` is missing.",
        ),
        Mistake(
            "first-term-missing",
            _cost_of(lambda f, y: -(1 - y) * np.log(1 - f)),
            "Examples with label 1 add nothing to your cost. The term with `y` is missing.",
        ),
        Mistake(
            "same-log-twice",
            _cost_of(lambda f, y: -np.log(f)),
            "Both your terms use log(f). For a label of 0 it is log(1 - f) that counts.",
        ),
        Mistake(
            "logs-exchanged",
            _cost_of(lambda f, y: -y * np.log(1 - f) - (1 - y) * np.log(f)),
            "Your cost is what comes out when f and 1 - f are exchanged: log(f) goes with `y`, and "
            "log(1 - f) with `1 - y`. If you compute the sigmoid here, look at the sign in its "
            "exponent.",
        ),
        Mistake(
            "base-ten",
            lambda X, y, w, b: np.mean(_losses(X, y, w, b)) / np.log(10),
            "You use the logarithm to base 10. Here it is the natural one: `np.log`.",
        ),
        Mistake(
            "base-two",
            lambda X, y, w, b: np.mean(_losses(X, y, w, b)) / np.log(2),
            "You use the logarithm to base 2. Here it is the natural one: `np.log`.",
        ),
        Mistake(
            "log1p",
            _cost_of(lambda f, y: -y * np.log1p(f) - (1 - y) * np.log1p(1 - f)),
            "`np.log1p(f)` is log(1 + f). You want log(f): `np.log`.",
        ),
        Mistake(
            "linear-regression",
            lambda X, y, w, b: np.mean((X @ w + b - y) ** 2) / 2,
            "That is the cost of linear regression: the squared error of z = X w + b. Here a "
            "probability is predicted, the sigmoid of z, and the cost averages the logistic loss.",
            variants=(lambda X, y, w, b: np.mean((X @ w + b - y) ** 2),),
        ),
        Mistake(
            "squared-error",
            _cost_of(lambda f, y: (f - y) ** 2),
            "That is the mean squared error. This lesson's cost averages the logistic loss.",
        ),
        Mistake(
            "half-squared-error",
            _cost_of(lambda f, y: (f - y) ** 2 / 2),
            "That is the cost of linear regression, with its 1/2. This lesson's cost averages "
            "the logistic loss.",
        ),
        Mistake(
            "absolute-error",
            _cost_of(lambda f, y: np.abs(f - y)),
            "That is the mean distance between `f` and `y`. Average the logistic loss instead.",
        ),
        Mistake(
            "no-sigmoid",
            lambda X, y, w, b: np.mean(_naive_loss(X @ w + b, y)),
            "You take the logarithm of z = X w + b, which may be negative. The loss needs the "
            "probability, the sigmoid of z.",
        ),
        Mistake(
            "sigmoid-twice",
            _cost_of(lambda f, y: _naive_loss(_g(f), y)),
            "The sigmoid is applied twice: `predict_proba` gives a probability already.",
        ),
        Mistake(
            "bias-forgotten",
            _cost_with(lambda X, w, b: X @ w),
            "Your cost does not depend on `b`. The model is g(X w + b).",
        ),
        Mistake(
            "bias-subtracted",
            _cost_with(lambda X, w, b: X @ w - b),
            "You subtract `b`. The lesson's model adds it: z = X w + b. If you wrote "
            "`-X @ w + b` in an exponent, the minus reaches the product alone: `-(X @ w + b)`.",
        ),
        Mistake(
            "last-example-left-out",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)[:-1]) / len(y),
            "The last example adds nothing to your cost. A loop over `range(m - 1)` stops one "
            "too early.",
        ),
        Mistake(
            "first-example-left-out",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)[1:]) / len(y),
            "The first example adds nothing to your cost. Python counts from 0: `range(m)`.",
        ),
        Mistake(
            "return-inside-loop",
            lambda X, y, w, b: _losses(X, y, w, b)[0] / len(y),
            "Only the first example counts in yours. The `return` stands inside the loop, so it "
            "ends in the first round; move it out.",
        ),
        Mistake(
            "only-last-example",
            lambda X, y, w, b: _losses(X, y, w, b)[-1] / len(y),
            "Only the last example counts in yours. In the loop, `=` replaces the total each "
            "time; `+=` adds to it.",
        ),
        Mistake(
            "first-example-only",
            lambda X, y, w, b: _losses(X, y, w, b)[0],
            "You return the loss of the first example. Add up all m of them, then divide by m.",
        ),
        Mistake(
            "loop-over-features",
            lambda X, y, w, b: np.sum(_losses(X, y, w, b)[: np.shape(X)[1]]) / len(y),
            "You add up only as many losses as there are features. The loop runs over the m "
            "examples: `range(X.shape[0])`.",
        ),
        Mistake(
            "column-meets-flat",
            lambda X, y, w, b: np.mean(
                _naive_loss(reference.predict_proba(X, w, b)[:, None], np.asarray(y))
            ),
            "Somewhere a column of shape (m, 1) meets the flat `y` of shape (m,), and "
            "broadcasting pairs every prediction with every label. Print the shape of each: "
            "both should be (m,).",
        ),
        Mistake(
            "error-rate",
            _cost_of(lambda f, y: (f >= 0.5) != y),
            "That is the share of wrong decisions. The cost averages the logistic loss, which "
            "also sees how confident each one was.",
        ),
        Mistake(
            "log-of-zero",
            lambda X, y, w, b: np.mean(_losses(X, y, w, b)),
            "Where the model is fully confident, f is exactly 0 or 1 and log(0) is infinite. "
            "Keep `f` a tiny distance away from both, `np.clip(f, 1e-15, 1 - 1e-15)` (a smaller "
            "distance vanishes: 1 - 1e-17 is rounded to 1), or use the form from z that the lesson "
            "shows.",
            variants=(
                _guarded(lambda f: np.clip(f, 1e-15, None)),
                _guarded(lambda f: np.clip(f, None, 1 - 1e-15)),
                _guarded(lambda f: np.clip(f, 1e-17, 1 - 1e-17)),
                _with_math_log,
            ),
        ),
    ),
    hints=(
        "The loss is of one example; the cost is the average of the losses. You have written "
        "the model and the loss already.",
        "`f = predict_proba(X, w, b)` has shape (m,). What shape does the loss of `f` and `y` "
        "have, and how do you average an array?",
        "Three steps: the probabilities, the losses, their average. The line in your "
        "`logistic_loss` works on arrays too, so you can use it as it is, or write it once more. "
        "Whichever you take, keep `f` away from exactly 0 and 1 before the logarithms.",
    ),
    explanation=r"""
The average of the losses. This version starts from $z = Xw + b$ and not from $f$: the loss
$-y\log g(z) - (1-y)\log(1-g(z))$ equals $\max(z, 0) - zy + \log(1 + e^{-|z|})$, in which nothing
overflows and no logarithm of 0 can occur.
""",
)
