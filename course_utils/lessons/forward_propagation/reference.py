"""A network's forward pass: the functions of lesson 2.

A network is a list of layers' parameters, ``params = [(W1, b1), ..., (WL, bL)]``, each W of shape
(n_in, n_out) and each b of shape (n_out,), as Keras keeps them. Rows are examples.
"""

from itertools import pairwise

import numpy as np

from course_utils.lessons.logistic_regression.reference import sigmoid


def dense_loop(a_in, W, b, g):
    """Compute one layer for one example, unit by unit.

    Parameters
    ----------
    a_in : array_like, shape (n_in,)
        What comes in: the features, or the activations of the layer before.
    W : array_like, shape (n_in, n_out)
        A column of weights for each unit.
    b : array_like, shape (n_out,)
    g : callable
        The activation, which takes a number or an array.

    Returns
    -------
    ndarray, shape (n_out,)
        g(w_j . a_in + b_j) for each unit j.
    """
    a_in, W, b = np.asarray(a_in), np.asarray(W), np.asarray(b)
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = np.dot(W[:, j], a_in) + b[j]  # (n_in,) . (n_in,) + () = ()
        a_out[j] = g(z)
    return a_out


def dense(A_in, W, b, g):
    """Compute one layer for all examples at once.

    Parameters
    ----------
    A_in : array_like, shape (m, n_in)
    W : array_like, shape (n_in, n_out)
    b : array_like, shape (n_out,)
    g : callable
        The activation, which takes an array.

    Returns
    -------
    ndarray, shape (m, n_out)
        g(A_in W + b).
    """
    Z = np.asarray(A_in) @ np.asarray(W) + b  # (m, n_in) @ (n_in, n_out) + (n_out,) = (m, n_out)
    return g(Z)  # (m, n_out)


def forward(X, params):
    """Send examples through all layers of a network of sigmoid units.

    Parameters
    ----------
    X : array_like, shape (m, n)
    params : list of (W, b)
        The layers, first to last.

    Returns
    -------
    A_out : ndarray, shape (m, n_L)
        What the last layer gives.
    cache : list of ndarray
        The activations ``[A0, A1, ..., AL]``, where A0 is X and AL is A_out. Backpropagation
        needs them all.
    """
    A = np.asarray(X)
    cache = [A]
    for W, b in params:
        A = dense(A, W, b, sigmoid)  # (m, n_in) to (m, n_out)
        cache.append(A)
    return A, cache


def count_parameters(layer_sizes):
    """Count the weights and biases of a network.

    Parameters
    ----------
    layer_sizes : sequence of int
        The number of inputs, then the number of units of each layer.

    Returns
    -------
    int
        The sum of n_in n_out + n_out over the layers.
    """
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(layer_sizes))
