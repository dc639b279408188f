"""Where each number of the parameter count comes from."""

from itertools import pairwise

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.forward_propagation import reference


def _questions(rng):
    yield Question("the 400-25-15-1 network", ([400, 25, 15, 1],))
    yield Question("the 64-25-15-1 network", ([64, 25, 15, 1],))
    yield Question("a single layer", ([7, 3],))
    yield Question("a random network", ([int(n) for n in rng.integers(2, 30, size=5)],))


def _pairs(layer_sizes):
    return list(pairwise(layer_sizes))


EXERCISE = Exercise(
    reference=reference.count_parameters,
    questions=_questions,
    points=5,
    rtol=1e-9,
    mistakes=(
        Mistake(
            "biases-forgotten",
            lambda layer_sizes: sum(a * b for a, b in _pairs(layer_sizes)),
            "You count the weights only. Each unit has a bias too: n_out more for each layer.",
        ),
        Mistake(
            "one-bias-per-layer",
            lambda layer_sizes: sum(a * b + 1 for a, b in _pairs(layer_sizes)),
            "You count one bias for each layer. Each unit has its own: n_out for each layer.",
        ),
        Mistake(
            "biases-of-inputs",
            lambda layer_sizes: sum(a * b for a, b in _pairs(layer_sizes)) + sum(layer_sizes),
            "You count biases for the inputs. Inputs are data and have none; only units do.",
        ),
        Mistake(
            "bias-per-input",
            lambda layer_sizes: sum(a * b + a for a, b in _pairs(layer_sizes)),
            "You add n_in for the biases of a layer. Each unit has one: n_out.",
        ),
        Mistake(
            "sum-for-product",
            lambda layer_sizes: sum(a + b for a, b in _pairs(layer_sizes)),
            "You add n_in and n_out. Each of the n_out units has a weight for each of the n_in "
            "inputs: multiply.",
        ),
        Mistake(
            "biases-only",
            lambda layer_sizes: sum(layer_sizes[1:]),
            "You count the units, which is the number of biases. The weights are missing: n_in "
            "times n_out for each layer.",
        ),
        Mistake(
            "everything-multiplied",
            lambda layer_sizes: int(np.prod(np.array(layer_sizes, dtype=np.int64))),
            "You multiply all sizes. Only neighbours are connected: count layer by layer and add.",
        ),
        Mistake(
            "last-layer-left-out",
            lambda layer_sizes: sum(a * b + b for a, b in _pairs(layer_sizes)[:-1]),
            "The last layer is not counted. Between k sizes there are k - 1 layers.",
        ),
        Mistake(
            "first-layer-left-out",
            lambda layer_sizes: sum(a * b + b for a, b in _pairs(layer_sizes)[1:]),
            "The first layer is not counted. It connects the inputs with the first units.",
        ),
        Mistake(
            "first-layer-only",
            lambda layer_sizes: layer_sizes[0] * layer_sizes[1] + layer_sizes[1],
            "Only the first layer is counted. Is there a `return` inside the loop?",
        ),
        Mistake(
            "last-layer-only",
            lambda layer_sizes: _pairs(layer_sizes)[-1][0] * layer_sizes[-1] + layer_sizes[-1],
            "Only the last layer is counted. In the loop, `=` replaces the total each time; `+=` "
            "adds to it.",
        ),
        Mistake(
            "listed-by-layer",
            lambda layer_sizes: [a * b + b for a, b in _pairs(layer_sizes)],
            "You return the count of each layer. The network has their sum.",
        ),
    ),
    hints=(
        "Take one layer, with n_in inputs and n_out units. How many elements has its `W`, and how "
        "many its `b`?",
        "`layer_sizes[k]` goes into layer k, and `layer_sizes[k + 1]` comes out of it.",
        "Count a layer with 3 inputs and 2 units by hand first, weights and biases. Then do the "
        "same for each pair of neighbours in the list, and add up.",
    ),
    explanation="""
`pairwise` gives each pair of neighbours. A layer has a weight for each input of each unit, which is
n_in n_out, and a bias for each unit, which is n_out.
""",
)
