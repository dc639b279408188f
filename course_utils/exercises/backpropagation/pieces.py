"""The three pieces of a backward pass."""

import numpy as np

from course_utils.checking.exercise import Exercise, Mistake, Question
from course_utils.reference import backpropagation as reference
from course_utils.reference.logistic_regression import sigmoid


def _activations(rng, m, n):
    return sigmoid(rng.normal(size=(m, n)))


def _sigmoid_questions(rng):
    yield Question(
        "three examples, two units",
        (
            np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]]),
            np.array([[0.9, 0.2], [0.5, 0.7], [0.1, 0.6]]),
        ),
    )
    yield Question("five examples, four units", (rng.normal(size=(5, 4)), _activations(rng, 5, 4)))
    yield Question(
        "four examples, a single unit", (rng.normal(size=(4, 1)), _activations(rng, 4, 1))
    )


SIGMOID_BACKWARD = Exercise(
    signature="sigmoid_backward(dA, A)",
    summary="Pass a slope back through the sigmoid.",
    reference=reference.sigmoid_backward,
    questions=_sigmoid_questions,
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
        "`return dA * A * (1 - A)`, all of it element by element.",
    ),
    explanation="""
The sigmoid works on each element by itself, so its slope does too: element by element, the slope
that comes in is multiplied by A (1 - A). No z is needed, because the slope can be had from the
output.
""",
)


def _delta_questions(rng):
    def ask(name, m):
        Y = np.zeros((m, 1))
        Y[: max(1, m // 3)] = 1
        return Question(name, (_activations(rng, m, 1), Y))

    yield Question(
        "four examples",
        (np.array([[0.9], [0.2], [0.6], [0.3]]), np.array([[1.0], [0.0], [0.0], [1.0]])),
    )
    yield ask("seven random examples", 7)
    yield ask("five random examples", 5)


OUTPUT_DELTA = Exercise(
    signature="output_delta(A_out, Y)",
    summary="The slope of the cost along the last layer's Z.",
    reference=reference.output_delta,
    questions=_delta_questions,
    points=5,
    mistakes=(
        Mistake(
            "not-averaged",
            lambda A_out, Y: A_out - Y,
            "Your slopes are m times too large. The cost is an average, so each example counts "
            "1/m: divide by m.",
        ),
        Mistake(
            "sign",
            lambda A_out, Y: (Y - A_out) / len(Y),
            "Your slopes have the wrong sign: `A_out - Y`, not `Y - A_out`.",
        ),
        Mistake(
            "sign-and-not-averaged",
            lambda A_out, Y: Y - A_out,
            "Your slopes have the wrong sign, `A_out - Y` is right, and they are not divided by m.",
        ),
        Mistake(
            "divided-twice",
            lambda A_out, Y: (A_out - Y) / len(Y) ** 2,
            "You divide by m twice. Once is enough.",
        ),
        Mistake(
            "squared-error",
            lambda A_out, Y: (A_out - Y) * A_out * (1 - A_out) / len(Y),
            "You multiply by `A_out * (1 - A_out)`. With the logistic loss that factor cancels; it "
            "stays only with the squared error.",
        ),
        Mistake(
            "squared-error-not-averaged",
            lambda A_out, Y: (A_out - Y) * A_out * (1 - A_out),
            "You multiply by `A_out * (1 - A_out)`, which cancels here, and do not divide by m.",
        ),
        Mistake(
            "slope-along-A",
            lambda A_out, Y: (A_out - Y) / (A_out * (1 - A_out)) / len(Y),
            "That is the slope along `A_out`. One step further back, along Z, it is multiplied by "
            "`A_out * (1 - A_out)`, and the denominator cancels.",
        ),
        Mistake(
            "slope-along-A-not-averaged",
            lambda A_out, Y: (A_out - Y) / (A_out * (1 - A_out)),
            "That is the slope of the loss along `A_out`, not averaged. Along Z the denominator "
            "cancels; then divide by m.",
        ),
        Mistake(
            "averaged-to-a-number",
            lambda A_out, Y: np.mean(A_out - Y),
            "You return one number. Each example has a slope of its own: (m, 1).",
        ),
        Mistake(
            "flattened",
            lambda A_out, Y: ((A_out - Y) / len(Y)).ravel(),
            "You return a flat array. The last layer's Z has shape (m, 1), and so have its slopes. "
            "A flat array against a column broadcasts to a table.",
        ),
        Mistake(
            "column-meets-flat",
            lambda A_out, Y: (A_out - np.ravel(Y)) / len(Y),
            "A column of shape (m, 1) met a flat array of shape (m,), and broadcasting made a "
            "square table. Leave `Y` as it is.",
        ),
        Mistake(
            "decisions",
            lambda A_out, Y: ((A_out >= 0.5) - Y) / len(Y),
            "You compare decisions with the labels. Use the probabilities themselves.",
        ),
        Mistake(
            "doubled",
            lambda A_out, Y: 2 * (A_out - Y) / len(Y),
            "Your slopes are twice as large. The 2 belongs to the squared error.",
        ),
    ),
    hints=(
        "In lesson 1 the slope of one example's loss along z came out very short. What was it?",
        "It was f - y. Here the cost is the average over m examples: what does that do to each "
        "example's slope?",
        "`(A_out - Y) / m`, where m is the number of rows.",
    ),
    explanation=r"""
The slope of the loss along A is $(A - Y) / (A (1 - A))$, the slope of A along Z is $A (1 - A)$,
and their product is $A - Y$. The cost averages over m examples, so each gets 1/m. After this,
nothing else divides by m.
""",
)


def _dense_questions(rng):
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


DENSE_BACKWARD = Exercise(
    signature="dense_backward(dZ, A_in, W)",
    summary="Pass a slope back through a layer's sums.",
    reference=reference.dense_backward,
    questions=_dense_questions,
    returns=("dA_in", "dW", "db"),
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
        "`dZ @ W.T`, `A_in.T @ dZ`, `dZ.sum(axis=0)`, returned in this order.",
    ),
    explanation="""
Z = A_in W + b. A weight W[i, j] meets input i of every example and goes into unit j, so its slope
adds `A_in[:, i] * dZ[:, j]` over the examples: that is `A_in.T @ dZ`. The bias goes into every
example, so its slope is the sum of `dZ`. An input goes into every unit, each time with its
weight: `dZ @ W.T`.
""",
)
