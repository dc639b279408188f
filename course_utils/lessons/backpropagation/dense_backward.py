"""A slope passed back through a layer's sums."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import Values
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference


def _questions(rng):
    def ask(name, m, n_in, n_out):
        shapes = (m, n_out), (m, n_in), (n_in, n_out)
        return Question(name, tuple(rng.normal(size=shape) for shape in shapes))

    yield Question(
        "two examples, three inputs, one unit",
        (
            np.array([[0.5], [-0.25]]),
            np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 1.0]]),
            np.array([[1.0], [-2.0], [0.5]]),
        ),
    )
    yield ask("five examples, three inputs, two units", 5, 3, 2)
    yield ask("four examples, two inputs, six units", 4, 2, 6)
    yield ask("six examples, as many units as inputs", 6, 3, 3)


def _right(dZ, A_in, W):
    return reference.dense_backward(dZ, A_in, W)


def _with(dA_in=None, dW=None, db=None):
    """Make a wrong version from the right one with some values replaced."""

    def wrong(dZ, A_in, W):
        right = _right(dZ, A_in, W)
        changed = (dA_in, dW, db)
        return tuple(
            value if change is None else change(dZ, A_in, W)
            for value, change in zip(right, changed, strict=True)
        )

    return wrong


EXERCISE = Exercise(
    reference=reference.dense_backward,
    questions=_questions,
    form=Values(("dA_in", "dW", "db")),
    takes_rows=True,
    mistakes=(
        Mistake(
            "averaged-again",
            _with(
                dW=lambda dZ, A_in, W: A_in.T @ dZ / len(dZ),
                db=lambda dZ, A_in, W: dZ.mean(axis=0),
            ),
            "Your `dW` and `db` are divided by m. `dZ` contains the 1/m already: add, do not "
            "average.",
        ),
        Mistake(
            "dW-averaged-again",
            _with(dW=lambda dZ, A_in, W: A_in.T @ dZ / len(dZ)),
            "Your `dW` is divided by m. `dZ` contains the 1/m already.",
        ),
        Mistake(
            "db-averaged-again",
            _with(db=lambda dZ, A_in, W: dZ.mean(axis=0)),
            "Your `db` is a mean. `dZ` contains the 1/m already: add over the examples.",
        ),
        Mistake(
            "db-wrong-axis",
            _with(db=lambda dZ, A_in, W: dZ.sum(axis=1)),
            "Your `db` has one value for each example: you added along the rows. There is one for "
            "each unit: add down the columns, `axis=0`.",
        ),
        Mistake(
            "db-summed-to-a-number",
            _with(db=lambda dZ, A_in, W: dZ.sum()),
            "Your `db` is one number, the sum over examples and units. Each unit has its own: "
            "`axis=0`.",
        ),
        Mistake(
            "db-not-summed",
            _with(db=lambda dZ, A_in, W: dZ),
            "Your `db` is `dZ` itself. The bias is added to every example, so its slope is the sum "
            "over the examples.",
        ),
        Mistake(
            "db-column",
            _with(db=lambda dZ, A_in, W: dZ.sum(axis=0).reshape(-1, 1)),
            "Your `db` is a column. `b` has shape (n_out,), and so has its slope.",
        ),
        Mistake(
            "db-of-inputs",
            _with(db=lambda dZ, A_in, W: (dZ @ W.T).sum(axis=0)),
            "Your `db` adds up `dA_in`, which belongs to the layer before. This layer's bias sits "
            "in its own Z: add up `dZ`.",
        ),
        Mistake(
            "dW-transposed",
            _with(dW=lambda dZ, A_in, W: dZ.T @ A_in),
            "Your `dW` is turned on its side. It has the shape of `W`, (n_in, n_out): "
            "`A_in.T @ dZ`.",
        ),
        Mistake(
            "dW-not-transposed",
            _with(dW=lambda dZ, A_in, W: A_in @ dZ),
            "In one of your products n_in meets m, and they do not fit. If it is `A_in @ dZ`: the "
            "sum is over the examples, so they must meet in the middle, `A_in.T @ dZ`. If it is "
            "`W.T @ dZ`: rows are examples, so `dZ` comes first, `dZ @ W.T`.",
            variants=(_with(dW=lambda dZ, A_in, W: np.dot(A_in, dZ)),),
        ),
        Mistake(
            "dW-elementwise",
            _with(dW=lambda dZ, A_in, W: A_in * dZ),
            "`*` multiplies element by element. Each weight collects over the examples: "
            "`A_in.T @ dZ`.",
        ),
        Mistake(
            "dA-not-transposed",
            _with(dA_in=lambda dZ, A_in, W: dZ @ W),
            "`dZ @ W` fits only if the layer has as many units as inputs. Going back, the weights "
            "are used the other way round: `dZ @ W.T`.",
            variants=(_with(dA_in=lambda dZ, A_in, W: np.dot(dZ, W)),),
        ),
        Mistake(
            "dA-transposed",
            _with(dA_in=lambda dZ, A_in, W: W @ dZ.T),
            "Your `dA_in` has a row for each input. Rows are examples, as in `A_in`: `dZ @ W.T`.",
        ),
        Mistake(
            "dA-with-inputs",
            _with(dA_in=lambda dZ, A_in, W: (dZ @ W.T) * A_in),
            "Your `dA_in` is multiplied by `A_in`. The slope of A_in W along A_in is W alone.",
        ),
        Mistake(
            "dA-through-sigmoid",
            _with(dA_in=lambda dZ, A_in, W: (dZ @ W.T) * A_in * (1 - A_in)),
            "Your `dA_in` is passed through the sigmoid of the layer before as well. That is the "
            "task of `sigmoid_backward`; here it ends at `A_in`.",
        ),
        Mistake(
            "sign",
            lambda dZ, A_in, W: tuple(-part for part in _right(dZ, A_in, W)),
            "All three have the wrong sign. These are slopes; the minus comes when parameters are "
            "updated.",
        ),
        Mistake(
            "swapped-order",
            lambda dZ, A_in, W: (lambda r: (r[1], r[2], r[0]))(_right(dZ, A_in, W)),
            "You return `dW, db, dA_in`. The lesson returns `dA_in, dW, db`.",
        ),
        Mistake(
            "dA-missing",
            lambda dZ, A_in, W: _right(dZ, A_in, W)[1:],
            "You return `dW` and `db` only. The layer before needs `dA_in`: return it first.",
        ),
    ),
    hints=(
        "Each slope has the shape of what it belongs to: `dA_in` that of `A_in`, `dW` that of `W`, "
        "`db` that of `b`. Write the shapes down; they leave little choice.",
        "`dW` is (n_in, n_out), made of (m, n_in) and (m, n_out): m has to vanish. `dA_in` is "
        "(m, n_in), made of (m, n_out) and (n_in, n_out): n_out has to vanish.",
        "`.T` turns a matrix over. For `dW` it is `A_in` that has to be turned, for `dA_in` it is "
        "`W`, and each goes to the side where the shapes fit. `db` adds `dZ` up over the rows.",
    ),
    explanation="""
Z = A_in W + b. A weight W[i, j] meets input i of every example and goes into unit j, so its slope
adds `A_in[:, i] * dZ[:, j]` over the examples: that is `A_in.T @ dZ`. The bias goes into every
example, so its slope is the sum of `dZ`. An input goes into every unit, each time with its
weight: `dZ @ W.T`.
""",
)
