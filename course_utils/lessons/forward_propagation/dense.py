"""One layer for all examples at once."""

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.forward_propagation import reference
from course_utils.lessons.forward_propagation.given import bend, ramp
from course_utils.lessons.logistic_regression.reference import sigmoid


def _questions(rng):
    def ask(name, m, n_in, n_out, g):
        W = rng.normal(size=(n_in, n_out))
        b = rng.normal(1.5, 0.3, size=n_out)
        return Question(name, (rng.normal(size=(m, n_in)), W, b, Given.of(g)))

    A_in = np.array([[2.0, -1.0, 0.5], [0.0, 1.0, 3.0], [1.0, 1.0, -2.0], [-1.0, 0.5, 0.25]])
    W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]])
    yield Question(
        "four examples, three inputs, two units", (A_in, W, np.array([0.5, -1.5]), Given.of(bend))
    )
    yield ask("five examples, two inputs, four units", 5, 2, 4, bend)
    yield ask("three examples, six inputs, two units", 3, 6, 2, ramp)
    yield ask("six examples, four inputs, a single unit", 6, 4, 1, bend)
    yield ask("as many units as inputs", 5, 3, 3, bend)
    yield ask("a single example", 1, 3, 2, ramp)


EXERCISE = Exercise(
    reference=reference.dense,
    questions=_questions,
    mistakes=(
        Mistake(
            "activation-forgotten",
            lambda A_in, W, b, g: A_in @ W + b,
            "You return Z. The layer gives `g(Z)`.",
        ),
        Mistake(
            "own-activation",
            lambda A_in, W, b, g: sigmoid(A_in @ W + b),
            "You use the sigmoid, whatever was handed in. The activation is the argument `g`.",
        ),
        Mistake(
            "activation-twice",
            lambda A_in, W, b, g: g(g(A_in @ W + b)),
            "The activation is applied twice. Once is enough.",
        ),
        Mistake(
            "bias-forgotten",
            lambda A_in, W, b, g: g(A_in @ W),
            "Your result does not depend on `b`. Add it to the product: each unit adds its own.",
        ),
        Mistake(
            "bias-after-activation",
            lambda A_in, W, b, g: g(A_in @ W) + b,
            "You add the bias after the activation. It belongs to Z, before.",
        ),
        Mistake(
            "bias-subtracted",
            lambda A_in, W, b, g: g(A_in @ W - b),
            "You subtract `b`. The layer adds it: Z = A_in W + b.",
        ),
        Mistake(
            "first-bias-for-all",
            lambda A_in, W, b, g: g(A_in @ W + b[0]),
            "All your units use the bias of the first. `b` has one for each: add it as it is.",
        ),
        Mistake(
            "all-biases-summed",
            lambda A_in, W, b, g: g(A_in @ W + np.sum(b)),
            "Every unit adds the biases of all units. `b` has one for each column of Z: add it as "
            "it is, and broadcasting gives each column its own.",
        ),
        Mistake(
            "bias-per-input",
            lambda A_in, W, b, g: g(A_in @ W + W.shape[0] * b),
            "Your bias is added once for every input. Add it once, after the product.",
        ),
        Mistake(
            "bias-as-column",
            lambda A_in, W, b, g: g(A_in @ W + np.reshape(b, (-1, 1))),
            "You made a column of `b`, so it is added along the examples. It has one value for "
            "each unit, that is for each column of Z: leave it flat.",
        ),
        Mistake(
            "weights-transposed",
            lambda A_in, W, b, g: g(A_in @ W.T + b),
            "`W.T` has shape (n_out, n_in), which does not fit (m, n_in). The inner sizes must "
            "agree: (m, n_in) times (n_in, n_out) is `A_in @ W`.",
            variants=(
                lambda A_in, W, b, g: g(np.dot(A_in, W.T) + b),
                lambda A_in, W, b, g: g(np.matmul(A_in, W.T) + b),
            ),
        ),
        Mistake(
            "wrong-side",
            lambda A_in, W, b, g: g(W @ A_in + b),
            "You multiply from the wrong side. Rows are examples, so the examples come first: "
            "`A_in @ W`.",
            variants=(
                lambda A_in, W, b, g: g(W.T @ A_in + b),
                lambda A_in, W, b, g: g(np.dot(W, A_in) + b),
                lambda A_in, W, b, g: g(np.dot(W.T, A_in) + b),
            ),
        ),
        Mistake(
            "result-transposed",
            lambda A_in, W, b, g: g(A_in @ W + b).T,
            "Your result has a row for each unit. Rows are examples: (m, n_out).",
            variants=(lambda A_in, W, b, g: g(W.T @ A_in.T + np.reshape(b, (-1, 1))),),
        ),
        Mistake(
            "elementwise-product",
            lambda A_in, W, b, g: g(A_in * W + b),
            "`*` multiplies element by element. A layer needs the matrix product: `A_in @ W`.",
            variants=(lambda A_in, W, b, g: g(np.multiply(A_in, W) + b),),
        ),
        Mistake(
            "first-example-only",
            lambda A_in, W, b, g: g(A_in[0] @ W + b),
            "You compute the first example only. One product does all of them: `A_in @ W`.",
        ),
        Mistake(
            "examples-summed",
            lambda A_in, W, b, g: g(np.sum(A_in, axis=0) @ W + b),
            "You add the examples up. Each example keeps its own row.",
        ),
        Mistake(
            "inputs-forgotten",
            lambda A_in, W, b, g: g(np.ones_like(A_in) @ W + b),
            "Your result does not depend on `A_in`. Multiply the weights by the inputs.",
        ),
    ),
    hints=(
        "You have done this before: in lesson 1, `X @ w + b` gave z for all examples. Now there is "
        "a column of weights for each unit.",
        "Which product of (m, n_in) and (n_in, n_out) has shape (m, n_out)? And which shape does "
        "`b` need so that each column gets its own?",
        "A flat `b` of shape (n_out,) is added to every row, as you need it. That is Z, of shape "
        "(m, n_out). It is one step from what a layer gives: see what `dense_loop` does last.",
    ),
    explanation="""
One matrix product does the sums of all units for all examples: (m, n_in) times (n_in, n_out) is
(m, n_out). The flat `b` of shape (n_out,) is added to every row, so that each column, each unit,
gets its own.
""",
)
