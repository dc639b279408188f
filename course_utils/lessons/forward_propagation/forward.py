"""Examples sent through all layers."""

from itertools import pairwise

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import MOST_LAYERS, Layers, named_values
from course_utils.judging.question import Question
from course_utils.lessons.forward_propagation import reference
from course_utils.lessons.logistic_regression.reference import sigmoid


def _questions(rng):
    def ask(name, m, *sizes):
        params = [
            (rng.normal(size=(n_in, n_out)), rng.normal(0.8, 0.4, size=n_out))
            for n_in, n_out in pairwise(sizes)
        ]
        return Question(name, (rng.normal(size=(m, sizes[0])), params))

    yield ask("a 3-4-2-1 network", 5, 3, 4, 2, 1)
    yield ask("a 2-5-3 network", 4, 2, 5, 3)
    yield ask("a 4-4-4-2 network", 3, 4, 4, 4, 2)
    yield ask("a network of one layer", 6, 3, 2)


def _layout(value):
    """Name what forward returns: A_out, and the cache's A0, A1, ..."""
    outer = named_values(value, ("A_out", "cache"))
    if outer is None or not isinstance(outer["cache"], tuple | list | np.ndarray):
        return None
    if isinstance(outer["cache"], np.ndarray) and outer["cache"].ndim < 3:
        return None
    if len(outer["cache"]) > MOST_LAYERS:
        return None
    return {"A_out": outer["A_out"], **{f"A{k}": A for k, A in enumerate(outer["cache"])}}


def _run(
    X,
    params,
    g=lambda k, last: sigmoid,
    cached=lambda A, Z: A,
    bias=lambda b: b,
    source=lambda A, X: A,
):
    """Run a forward pass with one thing changed."""
    A, cache = X, [X]
    for k, (W, b) in enumerate(params):
        Z = source(A, X) @ W + bias(b)
        A = g(k, k == len(params) - 1)(Z)
        cache.append(cached(A, Z))
    return A, cache


def _same(Z):
    return Z


def _softmax(Z):
    exps = np.exp(Z - Z.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


EXERCISE = Exercise(
    reference=reference.forward,
    questions=_questions,
    form=Layers(("A_out", "cache"), layout=_layout),
    partial=False,  # the X at the head of the cache is no achievement
    mistakes=(
        Mistake(
            "last-layer-linear",
            lambda X, params: _run(X, params, g=lambda k, last: _same if last else sigmoid),
            "Your last layer gives Z. In this network every layer has the sigmoid, the last one "
            "too: its output is a probability.",
        ),
        Mistake(
            "hidden-layers-linear",
            lambda X, params: _run(X, params, g=lambda k, last: sigmoid if last else _same),
            "Your hidden layers give Z. Without an activation between them, several layers are no "
            "more than one. Every layer has the sigmoid.",
        ),
        Mistake(
            "no-activation",
            lambda X, params: _run(X, params, g=lambda k, last: _same),
            "Your layers give Z. Every layer passes it through the sigmoid.",
        ),
        Mistake(
            "relu-in-hidden-layers",
            lambda X, params: _run(
                X, params, g=lambda k, last: sigmoid if last else lambda Z: np.maximum(Z, 0)
            ),
            "Your hidden layers use ReLU. It is a good choice elsewhere; this network has the "
            "sigmoid in every layer.",
        ),
        Mistake(
            "softmax",
            lambda X, params: _run(X, params, g=lambda k, last: _softmax),
            "Your layers end in softmax, which shares out 1 among the units of a layer. Here each "
            "unit has a sigmoid of its own.",
        ),
        Mistake(
            "tanh",
            lambda X, params: _run(X, params, g=lambda k, last: np.tanh),
            "Your layers use the hyperbolic tangent, which runs from -1 to 1. This network has the "
            "sigmoid in every layer.",
        ),
        Mistake(
            "thresholded",
            lambda X, params: (_run(X, params)[0] >= 0.5, _run(X, params)[1]),
            "You return decisions. `A_out` holds the probabilities; whoever wants decisions "
            "compares them with one half.",
            (lambda X, params: ((_run(X, params)[0] >= 0.5).astype(int), _run(X, params)[1]),),
        ),
        Mistake(
            "sigmoid-twice",
            lambda X, params: _run(X, params, g=lambda k, last: lambda Z: sigmoid(sigmoid(Z))),
            "The sigmoid is applied twice in each layer. Does your `dense` apply it already?",
        ),
        Mistake(
            "bias-forgotten",
            lambda X, params: _run(X, params, bias=lambda b: 0),
            "Your result does not depend on the biases. Each layer is `dense(A, W, b, sigmoid)`.",
        ),
        Mistake(
            "every-layer-reads-X",
            lambda X, params: _run(X, params, source=lambda A, X: X),
            "Every layer of yours reads `X`. Only the first does; each other one reads what the "
            "layer before it gave.",
        ),
        Mistake(
            "first-layer-only",
            lambda X, params: _run(X, params[:1]),
            "Only the first layer is computed. Is there a `return` inside the loop?",
        ),
        Mistake(
            "last-layer-left-out",
            lambda X, params: _run(X, params[:-1]),
            "The last layer is left out. The loop runs over all of `params`.",
        ),
        Mistake(
            "cache-without-X",
            lambda X, params: (_run(X, params)[0], _run(X, params)[1][1:]),
            "Your cache begins with A1. It begins with A0, which is `X`: backpropagation needs "
            "what went into the first layer too.",
        ),
        Mistake(
            "cache-without-output",
            lambda X, params: (_run(X, params)[0], _run(X, params)[1][:-1]),
            "Your cache ends before the output. It holds every activation, the last one too: "
            "append after each layer, not before.",
        ),
        Mistake(
            "cache-of-Z",
            lambda X, params: _run(X, params, cached=lambda A, Z: Z),
            "Your cache holds Z, from before the activation. It holds A, from after it.",
        ),
        Mistake(
            "cache-reversed",
            lambda X, params: (_run(X, params)[0], _run(X, params)[1][::-1]),
            "Your cache runs from the last layer to the first. It begins with `X`.",
        ),
        Mistake(
            "cache-of-input-only",
            lambda X, params: (_run(X, params)[0], [X] * (len(params) + 1)),
            "Every entry of your cache is `X`. Append the activation of each layer after it is "
            "computed.",
        ),
        Mistake(
            "no-cache",
            lambda X, params: _run(X, params)[0],
            "You return the output alone. Return the cache as well: `return A, cache`.",
        ),
        Mistake(
            "cache-only",
            lambda X, params: _run(X, params)[1],
            "You return the cache alone. Return the output first: `return A, cache`.",
        ),
        Mistake(
            "swapped-order",
            lambda X, params: _run(X, params)[::-1],
            "You return the cache before the output. The lesson returns `A_out, cache`.",
        ),
    ),
    hints=(
        "What one layer gives is what the next one takes. You have `dense` for one layer.",
        "Keep one variable, `A`, which starts as `X`. In a loop `for W, b in params`, replace it "
        "by the output of the layer, and append it to the cache.",
        "Before the loop the cache is a list with one entry, `X`. By hand, `A1` would be "
        "`dense(X, W1, b1, sigmoid)`. What does the same call for `A2` take in the place of `X`? "
        "In the loop there is one name for both.",
    ),
    explanation="""
The same line for every layer, each time with the layer's own parameters. The cache keeps what every
layer gave, X included: the next lesson walks back through it.
""",
)
