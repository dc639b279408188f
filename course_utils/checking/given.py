"""Functions that a question hands to the learner's function, named so that they travel as data.

An exercise such as gradient descent takes the cost and its gradient as arguments. It is asked
with these simple ones: an earlier mistake is not punished twice, and no answer to another
exercise is handed out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np


def bowl_cost(X, y, w, b):
    """Measure the height of a tilted quadratic bowl whose lowest point lies near the means."""
    # Sums that are needless for a number b: parameters of a wrong shape give a wrong cost in
    # place of an error, and a wrong cost says more about the mistake.
    dw = np.asarray(w) - np.mean(X, axis=0)  # (n,)
    db = b - np.mean(y)
    stiffness = 1.0 + np.arange(len(dw)) / 2  # (n,), another in each direction
    return float(0.5 * np.sum(stiffness * dw**2) + np.sum(0.5 * db**2 + 0.4 * db * dw[0]))


def bowl_gradient(X, y, w, b):
    """Differentiate `bowl_cost`: (dj_db, dj_dw)."""
    dw = np.asarray(w) - np.mean(X, axis=0)  # (n,)
    db = b - np.mean(y)
    dj_dw = (1.0 + np.arange(len(dw)) / 2) * dw  # (n,)
    dj_dw[0] += 0.4 * np.sum(db)
    return float(np.sum(db + 0.4 * dw[0])), dj_dw


def bend(z):
    """Bend a line upwards: an activation that is neither linear nor symmetric."""
    z = np.asarray(z, dtype=float)
    return z + 0.3 * z * z


def ramp(z):
    """Keep what is positive and a quarter of what is negative."""
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, z / 4)


def cubic(theta):
    """Measure a surface on which every element has a slope of its own, and none is straight."""
    theta = np.asarray(theta, dtype=float)
    steepness = 1.0 + np.arange(theta.size).reshape(theta.shape) / 5
    return float(np.sum(steepness * theta**3) + np.sum(theta) ** 2 - 4 * np.sum(theta))


def layered_cubic(params):
    """Do the same over the parameters of a network, a list of (W, b)."""
    return sum(cubic(W) + (k + 2) * cubic(b) for k, (W, b) in enumerate(params))


def first_layer_only(params):
    """Measure a surface on which only the first layer matters: the other slopes are zero."""
    return cubic(params[0][0]) + cubic(params[0][1])


def pocket_network(params):
    """Measure the cost of a network of sigmoid units on four examples that never change."""
    A = np.sin(np.arange(12.0)).reshape(4, 3)  # (4, 3)
    for W, b in params:
        A = 1 / (1 + np.exp(-(A @ W + b)))  # (4, n_out)
    Y = np.array([[1.0], [0.0], [0.0], [1.0]])  # (4, 1)
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def start_weights(layer_sizes):
    """Give parameters to start from that look random and are always the same."""
    params = []
    for k, (n_in, n_out) in enumerate(pairwise(layer_sizes)):
        W = np.sin(np.arange(1.0, n_in * n_out + 1) * (k + 1)).reshape(n_in, n_out)
        params.append((W, 0.3 * np.cos(np.arange(n_out) + k)))
    return params


FUNCTIONS: dict[str, Callable] = {
    "cubic": cubic,
    "layered_cubic": layered_cubic,
    "first_layer_only": first_layer_only,
    "pocket_network": pocket_network,
    "start_weights": start_weights,
    "bowl_cost": bowl_cost,
    "bowl_gradient": bowl_gradient,
    "bend": bend,
    "ramp": ramp,
}


@dataclass(frozen=True)
class Given:
    """Stands for the function of this name among a question's arguments."""

    name: str

    def __post_init__(self):
        """Refuse a name that no function has."""
        if self.name not in FUNCTIONS:
            raise ValueError(f"no given function is called {self.name!r}")

    @property
    def function(self) -> Callable:
        """The function itself."""
        return FUNCTIONS[self.name]
