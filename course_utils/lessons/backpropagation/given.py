"""Surfaces to measure slopes on, and weights to start from.

This file is sent to where the learner's function runs, so it imports nothing of ours.
"""

from itertools import pairwise

import numpy as np


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
