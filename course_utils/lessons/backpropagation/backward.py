"""The whole walk back."""

from course_utils.answering.plain import Array
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import Layers
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.cases import grads_layout, network
from course_utils.lessons.logistic_regression.reference import sigmoid


def _questions(rng):
    def ask(name, m, *sizes):
        _, Y, params, cache = network(rng, m, *sizes)
        return Question(name, (Y, params, cache))

    yield ask("a 3-4-2-1 network", 5, 3, 4, 2, 1)
    yield ask("a 2-5-3-1 network", 4, 2, 5, 3, 1)
    yield ask("a 3-3-3-1 network", 6, 3, 3, 3, 1)
    yield ask("a network of one layer", 5, 3, 1)


def _same(value):
    return value


def _walk(
    delta=reference.output_delta,
    through=reference.sigmoid_backward,
    layer=reference.dense_backward,
    activation=lambda cache, k: cache[k],
    source=lambda cache, k: cache[k],
    grads=_same,
):
    """Make a backward pass with one thing changed."""

    def wrong(Y, params, cache):
        found: list[tuple[Array, Array] | None] = [None] * len(params)
        dZ = delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            dA, dW, db = layer(dZ, source(cache, k), params[k][0])
            found[k] = (dW, db)
            if k:
                dZ = through(dA, activation(cache, k))
        return grads(found)

    return wrong


def _averaging_layer(dZ, A_in, W):
    dA, dW, db = reference.dense_backward(dZ, A_in, W)
    return dA, dW / len(dZ), db / len(dZ)


def _layer_with_db(db):
    def layer(dZ, A_in, W):
        dA, dW, _ = reference.dense_backward(dZ, A_in, W)
        return dA, dW, db(dZ, dA)

    return layer


def _updated_first(dZ, A_in, W):
    _, dW, db = reference.dense_backward(dZ, A_in, W)
    return dZ @ (W - 0.1 * dW).T, dW, db


def _hidden_zero(found):
    return [(0 * dW, 0 * db) for dW, db in found[:-1]] + [found[-1]]


EXERCISE = Exercise(
    reference=reference.backward,
    questions=_questions,
    form=Layers(("grads",), layout=grads_layout),
    takes_rows=True,
    points=15,
    mistakes=(
        Mistake(
            "not-averaged",
            _walk(delta=lambda A, Y: A - Y),
            "All your slopes are m times too large. The 1/m comes in at the output: "
            "`output_delta` divides by m.",
        ),
        Mistake(
            "averaged-again",
            _walk(layer=_averaging_layer),
            "All your slopes are m times too small: the 1/m is applied at the output and again in "
            "each layer. Once is enough.",
        ),
        Mistake(
            "sign",
            _walk(delta=lambda A, Y: (Y - A) / len(Y)),
            "All your slopes have the wrong sign: the walk begins with `A_out - Y`.",
        ),
        Mistake(
            "squared-error-delta",
            _walk(delta=lambda A, Y: (A - Y) / len(Y) * A * (1 - A)),
            "At the output you multiply by `A * (1 - A)`. With the logistic loss that factor "
            "cancels there; only the hidden layers have it.",
        ),
        Mistake(
            "squared-error-delta-doubled",
            _walk(delta=lambda A, Y: 2 * (A - Y) / len(Y) * A * (1 - A)),
            "Your first slope is that of the squared error: twice the difference, times the slope "
            "of the sigmoid. With the logistic loss `(A_out - Y) / m` is all that is left of it.",
        ),
        Mistake(
            "squared-error-delta-not-averaged",
            _walk(delta=lambda A, Y: (A - Y) * A * (1 - A)),
            "At the output you multiply by `A * (1 - A)`, which cancels with the logistic loss, "
            "and you do not divide by m. Use your `output_delta`.",
        ),
        Mistake(
            "one-factor-missing",
            _walk(through=lambda dA, A: dA * (1 - A)),
            "The last layer is right, and the hidden ones lack a factor: the slope of the sigmoid "
            "is `A * (1 - A)`, and you have only `1 - A`.",
        ),
        Mistake(
            "activation-slope-forgotten",
            _walk(through=lambda dA, A: dA),
            "The last layer is right, and from there on the slope of the sigmoid is missing (or "
            "it is that of ReLU, which is 1 here). "
            "Between two layers, `dA` goes through `sigmoid_backward`.",
        ),
        Mistake(
            "sigmoid-applied-again",
            _walk(through=lambda dA, A: dA * sigmoid(A) * (1 - sigmoid(A))),
            "The last layer is right, and the hidden ones are not: you put the cached activations "
            "through the sigmoid again. Their slope is `A * (1 - A)`.",
        ),
        Mistake(
            "tanh-slope",
            _walk(through=lambda dA, A: dA * (1 - A**2)),
            "Your hidden layers use the slope of the hyperbolic tangent. The sigmoid's is "
            "`A * (1 - A)`.",
        ),
        Mistake(
            "inputs-one-layer-off",
            _walk(source=lambda cache, k: cache[k + 1]),
            "Your `dW` uses what came out of the layer. It needs what went in: layer k + 1 of the "
            "network, `params[k]`, was fed with `cache[k]`.",
        ),
        Mistake(
            "weights-not-transposed",
            _walk(layer=lambda dZ, A_in, W: (dZ @ W, A_in.T @ dZ, dZ.sum(axis=0))),
            "Going back, the weights are used the other way round: `dZ @ W.T`. Without the "
            "transpose it runs only through square layers, and is wrong there too.",
        ),
        Mistake(
            "weights-updated-first",
            _walk(layer=_updated_first),
            "The last layer is right, and the others are a little off: the weights were changed "
            "before the slope was passed back through them. Collect all slopes first.",
        ),
        Mistake(
            "db-of-another-layer",
            _walk(layer=_layer_with_db(lambda dZ, dA: dA.sum(axis=0))),
            "Your `db` adds up the slopes of another layer. Each layer's bias sits in its own Z: "
            "add up its own `dZ`.",
        ),
        Mistake(
            "db-wrong-axis",
            _walk(layer=_layer_with_db(lambda dZ, dA: dZ.sum(axis=1))),
            "Your `db` has one value for each example. Add down the columns, `axis=0`: one for "
            "each unit.",
        ),
        Mistake(
            "db-averaged-again",
            _walk(layer=_layer_with_db(lambda dZ, dA: dZ.mean(axis=0))),
            "Your `db` is a mean. `dZ` contains the 1/m already: add over the examples.",
        ),
        Mistake(
            "last-layer-only",
            _walk(grads=_hidden_zero),
            "Only your last layer has slopes. Pass `dA` back and go on with the layer before.",
        ),
        Mistake(
            "reversed",
            _walk(grads=lambda found: found[::-1]),
            "Your list runs from the last layer to the first. It is ordered like `params`: walk "
            "backwards, and put each pair at its place.",
        ),
        Mistake(
            "pairs-swapped",
            _walk(grads=lambda found: [(db, dW) for dW, db in found]),
            "Your pairs are `(db, dW)`. They are ordered like those of `params`: `(dW, db)`.",
        ),
        Mistake(
            "one-layer-short",
            _walk(grads=lambda found: found[1:]),
            "The first layer is missing from your list. The loop has to reach k = 0: "
            "`range(L - 1, -1, -1)`, or `reversed(range(L))`.",
            variants=(_walk(grads=lambda found: [None, *found[1:]]),),
        ),
    ),
    hints=(
        "Start at the output with `output_delta`. Each layer takes a `dZ`, gives its `dW` and "
        "`db`, and hands a `dA` to the layer before.",
        "Go through the layers from the last to the first. `params[k]` was fed with `cache[k]`. "
        "Between two layers `dA` goes through the sigmoid, whose output is `cache[k]` too.",
        "`for k in reversed(range(len(params)))` goes backwards. In it, three things: take the "
        "layer's slopes, put its pair into place k of the list, and make the `dZ` of the layer "
        "before. The first layer has none before it.",
    ),
    explanation="""
The walk begins where sigmoid and loss cancel. Then, layer by layer, `dense_backward` gives the
layer's own slopes and what to hand on, and `sigmoid_backward` carries that through the activation
of the layer before. No parameter changes on the way.
""",
)
