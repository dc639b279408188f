"""The gradient of the cost."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.forms import Values
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference
from course_utils.lessons.logistic_regression.cases import data_questions, examples

_g = reference.sigmoid


def _questions(rng):
    yield from data_questions(rng)
    X, y, w, b = examples(rng, 6, 3)
    yield Question("very confident predictions", (100 * X, y, 10 * w, b), tier="edge")


def _error(X, y, w, b):
    return reference.predict_proba(X, w, b) - y


def _gradient_of(error):
    """Make a wrong gradient from a wrong error of shape (m,)."""

    def wrong(X, y, w, b):
        e = error(X, y, w, b)
        return np.mean(e), X.T @ e / len(y)

    return wrong


def _gradient_from_last(X, y, w, b):
    e = _error(X, y, w, b)
    return e[-1] / len(y), X[-1] * e[-1] / len(y)


def _penalised(slope):
    """Make a gradient with that of a penalty, given the weights and the number of examples."""

    def wrong(X, y, w, b):
        e = _error(X, y, w, b)
        return np.mean(e), X.T @ e / len(y) + slope(w, len(y))

    return wrong


@mistake("last-example-left-out")
def _gradient_without_last(X, y, w, b):
    """The last example adds nothing to your slopes. A loop over `range(m - 1)` stops one too
    early.
    """
    e = _error(X, y, w, b)[:-1]
    return np.sum(e) / len(y), X[:-1].T @ e / len(y)


@mistake("return-inside-loop")
def _gradient_return_inside_loop(X, y, w, b):
    """Only the first example counts in yours. The `return` stands inside the loop, so it ends in
    the first round; move it out.
    """
    e = _error(X, y, w, b)
    return e[0] / len(y), X[0] * e[0] / len(y)


@mistake("first-example-only")
def _gradient_of_first_unscaled(X, y, w, b):
    """Only the first example counts in yours, and nothing is divided by m. Add up over all
    examples, divide, and return after the loop.
    """
    e = _error(X, y, w, b)
    return e[0], X[0] * e[0]


EXERCISE = Exercise(
    reference=reference.compute_gradient,
    questions=_questions,
    form=Values(("dj_db", "dj_dw")),
    mistakes=(
        Mistake(
            "penalty",
            _penalised(lambda w, m: w / m),
            "Your `dj_dw` has the slope of a penalty for large weights, a multiple of `w`. This "
            "lesson's cost has none: leave it out.",
            variants=tuple(
                _penalised(lambda w, m, scale=scale, part=part: scale * w / part(m))
                for scale in (1.0, 2.0, 0.1, 0.01, 0.7)
                for part in (lambda m: m, lambda m: 1)
            ),
        ),
        Mistake(
            "swapped-order",
            lambda X, y, w, b: reference.compute_gradient(X, y, w, b)[::-1],
            "You return the two values in the other order. The lesson returns `dj_db` first, "
            "then `dj_dw`.",
        ),
        Mistake(
            "sum-not-mean",
            lambda X, y, w, b: (np.sum(_error(X, y, w, b)), X.T @ _error(X, y, w, b)),
            "Both your slopes grow with the number of examples: divide them by m.",
        ),
        Mistake(
            "sum-not-mean-in-dj_dw",
            lambda X, y, w, b: (np.mean(_error(X, y, w, b)), X.T @ _error(X, y, w, b)),
            "Your `dj_dw` is m times too large: the product `X.T @ error` adds over the "
            "examples and does not average. Divide it by m.",
        ),
        Mistake(
            "sum-not-mean-in-dj_db",
            lambda X, y, w, b: (np.sum(_error(X, y, w, b)), X.T @ _error(X, y, w, b) / len(y)),
            "Your `dj_db` is m times too large: you added the errors up. Divide by m.",
        ),
        Mistake(
            "divided-twice",
            lambda X, y, w, b: (
                np.mean(_error(X, y, w, b)) / len(y),
                X.T @ _error(X, y, w, b) / len(y) ** 2,
            ),
            "Both your slopes are divided by m twice. Once is enough.",
        ),
        Mistake(
            "divided-by-n",
            lambda X, y, w, b: (
                np.sum(_error(X, y, w, b)) / X.shape[1],
                X.T @ _error(X, y, w, b) / X.shape[1],
            ),
            "You divide by n, the number of features. The average is over the m examples: "
            "`X.shape[0]`.",
        ),
        Mistake(
            "error-reversed",
            _gradient_of(lambda X, y, w, b: -_error(X, y, w, b)),
            "Both your slopes point the wrong way. The error is f - y, not y - f.",
        ),
        Mistake(
            "no-sigmoid",
            _gradient_of(lambda X, y, w, b: X @ w + b - y),
            "That is the gradient of linear regression: your error is z - y. Put z through the "
            "sigmoid first.",
        ),
        Mistake(
            "bias-forgotten",
            _gradient_of(lambda X, y, w, b: _g(X @ w) - y),
            "Your slopes do not depend on `b`. The model is g(X w + b).",
        ),
        Mistake(
            "bias-subtracted",
            _gradient_of(lambda X, y, w, b: _g(X @ w - b) - y),
            "You subtract `b`. The lesson's model adds it: z = X w + b. If you wrote "
            "`-X @ w + b` in an exponent, the minus reaches the product alone: `-(X @ w + b)`.",
        ),
        Mistake(
            "label-forgotten",
            _gradient_of(lambda X, y, w, b: reference.predict_proba(X, w, b)),
            "Your slopes do not depend on the labels. The error is f - y.",
        ),
        Mistake(
            "squared-error-gradient",
            _gradient_of(lambda X, y, w, b: _error(X, y, w, b) * _slope(X, w, b)),
            "You multiply by f(1 - f), the slope of the sigmoid. That belongs to the squared "
            "error. In the logistic loss it cancels: what is left is f - y.",
        ),
        Mistake(
            "twice-squared-error-gradient",
            _gradient_of(lambda X, y, w, b: 2 * _error(X, y, w, b) * _slope(X, w, b)),
            "That is the gradient of the mean squared error. In the logistic loss the slope of "
            "the sigmoid cancels: what is left is f - y.",
        ),
        Mistake(
            "halved",
            _gradient_of(lambda X, y, w, b: _error(X, y, w, b) / 2),
            "Both your slopes are half of what they should be. The logistic cost has no 1/2.",
        ),
        Mistake(
            "doubled",
            _gradient_of(lambda X, y, w, b: 2 * _error(X, y, w, b)),
            "Both your slopes are twice what they should be. The 2 belongs to the squared error.",
        ),
        Mistake(
            "decisions-for-probabilities",
            _gradient_of(lambda X, y, w, b: (_g(X @ w + b) >= 0.5) - np.asarray(y, dtype=float)),
            "Your error compares decisions (0 or 1) with the labels. Use the probabilities "
            "themselves.",
        ),
        Mistake(
            "absolute-error",
            _gradient_of(lambda X, y, w, b: np.abs(_error(X, y, w, b))),
            "Your errors have lost their sign. Whether the model is too high or too low decides "
            "the direction of the step: use f - y as it is.",
        ),
        Mistake(
            "squared-errors",
            _gradient_of(lambda X, y, w, b: _error(X, y, w, b) ** 2),
            "You average the squared errors. The slope contains the error itself, f - y.",
        ),
        Mistake(
            "dj_db-not-averaged",
            lambda X, y, w, b: (_error(X, y, w, b), X.T @ _error(X, y, w, b) / len(y)),
            "Your `dj_db` holds one value for each example. There is one `b`, so there is one "
            "slope: the mean of the errors.",
        ),
        Mistake(
            "dj_db-with-features",
            lambda X, y, w, b: (
                np.mean(X.T @ _error(X, y, w, b) / len(y)),
                X.T @ _error(X, y, w, b) / len(y),
            ),
            "Your `dj_db` is an average of `dj_dw`. `b` is not multiplied by any feature: its "
            "slope is the mean of the errors alone.",
        ),
        Mistake(
            "dj_dw-without-features",
            lambda X, y, w, b: (
                np.mean(_error(X, y, w, b)),
                np.full(X.shape[1], np.mean(_error(X, y, w, b))),
            ),
            "All elements of your `dj_dw` are the same. Each error is multiplied by the feature "
            "that the weight belongs to.",
        ),
        Mistake(
            "dj_dw-elementwise",
            lambda X, y, w, b: (np.mean(_error(X, y, w, b)), X * _error(X, y, w, b)[:, None]),
            "Your `dj_dw` is a table with a row for each example. Average over the rows: "
            "`X.T @ error / m`.",
        ),
        Mistake(
            "dj_dw-over-features",
            lambda X, y, w, b: (
                np.mean(_error(X, y, w, b)),
                np.mean(X * _error(X, y, w, b)[:, None], axis=1),
            ),
            "Your `dj_dw` has one value for each example: you averaged along the rows. There is "
            "one for each feature: average down the columns, `axis=0`.",
        ),
        Mistake(
            "dj_dw-summed-to-a-number",
            lambda X, y, w, b: (
                np.mean(_error(X, y, w, b)),
                np.mean(X * _error(X, y, w, b)[:, None]),
            ),
            "Your `dj_dw` is one number. It needs one slope for each feature: average over the "
            "examples only, `axis=0`.",
        ),
        Mistake(
            "dj_dw-column",
            lambda X, y, w, b: (
                np.mean(_error(X, y, w, b)),
                X.T @ _error(X, y, w, b)[:, None] / len(y),
            ),
            "Your `dj_dw` is a column of shape (n, 1). `w` is flat, and a flat array minus a "
            "column is a table. Give it the shape of `w`.",
        ),
        Mistake(
            "not-transposed",
            lambda X, y, w, b: (np.mean(_error(X, y, w, b)), X @ _error(X, y, w, b) / len(y)),
            "`X @ error` does not fit: (m, n) times (m,). You want one value for each feature: "
            "(n, m) times (m,), which is `X.T @ error`.",
            variants=(
                lambda X, y, w, b: (
                    np.mean(_error(X, y, w, b)),
                    np.dot(X, _error(X, y, w, b)) / len(y),
                ),
                lambda X, y, w, b: (
                    np.mean(_error(X, y, w, b)),
                    _error(X, y, w, b) @ X.T / len(y),
                ),
            ),
        ),
        Mistake(
            "only-last-example",
            _gradient_from_last,
            "Only the last example counts in yours. In the loop, `=` replaces the total each "
            "time; `+=` adds to it.",
        ),
        Mistake(
            "dj_dw-only-last-example",
            lambda X, y, w, b: (np.mean(_error(X, y, w, b)), _gradient_from_last(X, y, w, b)[1]),
            "Only the last example counts in your `dj_dw`. In the loop, `=` replaces the total "
            "each time; `+=` adds to it.",
        ),
        _gradient_without_last,
        _gradient_return_inside_loop,
        _gradient_of_first_unscaled,
        Mistake(
            "gradient-only-dj_dw",
            lambda X, y, w, b: X.T @ _error(X, y, w, b) / len(y),
            "You return `dj_dw` alone. Return both slopes: `return dj_db, dj_dw`.",
        ),
    ),
    hints=(
        "Everything starts from the error of each example: its probability minus its label.",
        "`dj_db` is the mean of the errors. For `dj_dw[j]`, each error is multiplied by the "
        "example's feature j before the mean is taken.",
        "The errors have shape (m,), and `dj_dw` has shape (n,). Either add up `error[i] * X[i]` "
        "in a loop over the examples, or find the product with `X` in which the m vanishes: which "
        "of its sides has to come first? Then divide by m. Return `dj_db` first.",
    ),
    explanation=r"""
With the error $f - y$ of each example, $\dfrac{\partial J}{\partial b}$ is its mean, and
$\dfrac{\partial J}{\partial w_j}$ is the mean of the error times feature $j$. `X.T @ error` takes
the sum over the examples for all features at once: (n, m) times (m,) is (n,).
""",
)


def _slope(X, w, b):
    f = reference.predict_proba(X, w, b)
    return f * (1 - f)
