"""The model: a probability for each example."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.lessons.logistic_regression import reference
from course_utils.lessons.logistic_regression.cases import model_questions

_g = reference.sigmoid


@mistake("bias-forgotten")
def _one_by_one_without_b(X, w, b):
    """Your values do not depend on `b`. The model is g(X w + b): add `b` before the sigmoid."""
    return _g(np.asarray(X) @ w)


EXERCISE = Exercise(
    reference=reference.predict_proba,
    questions=model_questions,
    mistakes=(
        _one_by_one_without_b,
        Mistake(
            "no-sigmoid",
            lambda X, w, b: X @ w + b,
            "Some of your values lie outside 0 to 1: that is z = X w + b. Put it through your "
            "`sigmoid`.",
        ),
        Mistake(
            "bias-after-sigmoid",
            lambda X, w, b: _g(X @ w) + b,
            "You add `b` after the sigmoid, so the result can leave 0 to 1. Add it to z, before.",
        ),
        Mistake(
            "bias-subtracted",
            lambda X, w, b: _g(X @ w - b),
            "You subtract `b`. The lesson's model adds it: z = X w + b. If you wrote "
            "`-X @ w + b` in an exponent, the minus reaches the product alone: `-(X @ w + b)`.",
        ),
        Mistake(
            "bias-inside-product",
            lambda X, w, b: _g(X @ (w + b)),
            "You add `b` to the weights, so it is multiplied by the features as well. Multiply "
            "first: `X @ w`, then add `b`.",
        ),
        Mistake(
            "bias-per-feature",
            lambda X, w, b: _g(np.sum(X * w + b, axis=1)),
            "You add `b` once for every feature. It is added once for every example: sum first, "
            "then add it.",
        ),
        Mistake(
            "elementwise-product",
            lambda X, w, b: _g(X * w + b),
            "You multiply element by element and get a table. Each example needs one number, the "
            "sum over its features: `X @ w`.",
        ),
        Mistake(
            "summed-over-everything",
            lambda X, w, b: _g(np.sum(X * w) + b),
            "You sum over all examples as well as over the features, and get one number. Sum "
            "over the features only: `X @ w`.",
        ),
        Mistake(
            "summed-over-examples",
            lambda X, w, b: _g(np.sum(X * w, axis=0) + b),
            "You sum down the columns, over the examples. Sum along each row, over its features: "
            "`X @ w`.",
        ),
        Mistake(
            "transposed",
            lambda X, w, b: _g(X.T @ w + b),
            "`X.T` has a row for each feature. The rows of `X` are the examples already: "
            "`X @ w` gives (m, n) times (n,), which is (m,).",
            variants=(lambda X, w, b: _g(np.dot(X.T, w) + b),),
        ),
        Mistake(
            "wrong-side",
            lambda X, w, b: _g(w @ X + b),
            "You multiply `w` from the left. Shapes must meet in the middle: (m, n) times (n,) "
            "is `X @ w`.",
            variants=(
                lambda X, w, b: _g(np.dot(w, X) + b),
                lambda X, w, b: _g(w.T @ X + b),
            ),
        ),
        Mistake(
            "column",
            lambda X, w, b: _g(X @ np.reshape(w, (-1, 1)) + b),
            "Your result is a column of shape (m, 1). A column minus the flat `y` broadcasts to "
            "an (m, m) table, and a later mean hides it. Keep it flat: `X @ w` with `w` of "
            "shape (n,).",
        ),
        Mistake(
            "labels",
            lambda X, w, b: (_g(X @ w + b) >= 0.5).astype(int),
            "You return 0 or 1. This function gives the probability; deciding is the task of "
            "`predict`.",
        ),
        Mistake(
            "other-class",
            lambda X, w, b: 1 - _g(X @ w + b),
            "You return the probability of class 0: yours is 1 minus the right one. Check the "
            "sign of z.",
        ),
        Mistake(
            "first-example-only",
            lambda X, w, b: _g(X[0] @ w + b),
            "You return the probability of the first example only. Compute all m of them: is "
            "there a `return` inside a loop?",
        ),
        Mistake(
            "sigmoid-of-features",
            lambda X, w, b: _g(X) @ w + b,
            "You put the features through the sigmoid before weighting them. First z = X w + b, "
            "then the sigmoid of that.",
        ),
        Mistake(
            "sigmoid-twice",
            lambda X, w, b: _g(_g(X @ w + b)),
            "The sigmoid is applied twice, so no value lies below one half. Once is enough.",
        ),
        Mistake(
            "overflow",
            lambda X, w, b: np.exp(X @ w + b) / (1 + np.exp(X @ w + b)),
            "At z = 1000, `np.exp(z)` is infinite, and infinity divided by infinity is not a "
            "number. Use your `sigmoid`, with the exponential in the denominator alone.",
        ),
    ),
    hints=(
        "There are two steps: z for each example, then the sigmoid of z. You have the sigmoid.",
        "`X` has shape (m, n) and `w` has shape (n,). Which product of the two has shape (m,)?",
        "`z` is the product of `X` and `w`, in the order in which the inner sizes agree, plus the "
        "bias. Each z still has to become a probability.",
    ),
    explanation="""
One product gives z for all examples at once: (m, n) times (n,) is (m,), and the number `b` is
added to each of them. The sigmoid works element by element, so the result keeps the shape (m,).
""",
)
