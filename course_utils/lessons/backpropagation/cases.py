"""The networks that the exercises of this lesson are asked with."""

from itertools import pairwise
from typing import Any

import numpy as np

from course_utils.judging.forms import MOST_LAYERS
from course_utils.lessons.forward_propagation.reference import forward
from course_utils.lessons.logistic_regression.reference import sigmoid


def network(rng, m, *sizes):
    """Draw X, Y with unbalanced labels, parameters with biases far from 0, and the cache."""
    params = [
        (rng.normal(size=(n_in, n_out)), rng.normal(0.6, 0.3, size=n_out))
        for n_in, n_out in pairwise(sizes)
    ]
    X = rng.normal(size=(m, sizes[0]))
    Y = (rng.uniform(size=(m, sizes[-1])) < 0.4).astype(float)
    Y[0], Y[-1] = 1.0, 0.0
    return X, Y, params, forward(X, params)[1]


def activations(rng, m, n):
    """Draw what a layer of sigmoid units could give, shape (m, n)."""
    return sigmoid(rng.normal(size=(m, n)))


def _is_row(value: Any) -> bool:
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 0)


def name_layers(value: Any, first: str, second: str) -> dict[str, Any] | None:
    """Name the values of a list of pairs: dW1, db1, dW2, db2, ..."""
    if not _is_row(value) or len(value) > MOST_LAYERS:
        return None
    named: dict[str, Any] = {}
    for k, pair in enumerate(value, 1):
        if pair is None:  # a place that was never filled
            pair = (None, None)
        if not _is_row(pair) or len(pair) != 2:
            return None
        named[f"{first}{k}"], named[f"{second}{k}"] = pair
    return named


def grads_layout(value: Any) -> dict[str, Any] | None:
    """Name gradients."""
    return name_layers(value, "dW", "db")


def params_layout(value: Any) -> dict[str, Any] | None:
    """Name parameters."""
    return name_layers(value, "W", "b")
