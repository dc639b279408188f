"""A network trained in mini-batches with Adam: what Keras's `fit` does by default, in NumPy.

The parameters of all layers lie one behind the other in a single vector, and each W and b is a view
into it. So one update moves them all, and NumPy is called a few times a step, not a few times a
layer.
"""

from itertools import pairwise

import numpy as np
from scipy.special import expit

from course_utils.lessons.backpropagation.reference import network_cost

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7  # Keras's values


def views(vector, layer_sizes):
    """Cut a vector into the W and b of each layer, without copying.

    Parameters
    ----------
    vector : ndarray, shape (count_parameters(layer_sizes),)
    layer_sizes : sequence of int

    Returns
    -------
    list of (W, b)
        W of shape (n_in, n_out), b of shape (n_out,); writing to them writes to `vector`.
    """
    layers, start = [], 0
    for n_in, n_out in pairwise(layer_sizes):
        middle, end = start + n_in * n_out, start + n_in * n_out + n_out
        layers.append((vector[start:middle].reshape(n_in, n_out), vector[middle:end]))
        start = end
    return layers


def train_minibatch(X, Y, params, epochs, batch_size, learning_rate, rng):
    """Train a network of sigmoid units on the mean logistic loss, in mini-batches with Adam.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    Y : ndarray, shape (m, n_L)
        Labels, 0 or 1.
    params : list of (W, b)
        Where to start; left as they are. With `X` in float32 too, everything is computed in
        float32, as Keras does.
    epochs : int
        Passes over all examples.
    batch_size : int
        Examples a step; the last batch of an epoch may be smaller.
    learning_rate : float
    rng : numpy.random.Generator
        Shuffles the examples anew for each epoch.

    Returns
    -------
    params : list of (W, b)
    history : list of float, length `epochs`
        The mean loss over each epoch, every batch before its step, as Keras reports it.

    Notes
    -----
    Source: Kingma & Ba (2015), "Adam: a method for stochastic optimization", algorithm 1, with the
    two bias corrections folded into the learning rate as in its section 2.
    """
    layer_sizes = [params[0][0].shape[0], *(len(b) for _, b in params)]
    theta = np.concatenate([np.ravel(part) for layer in params for part in layer])
    slopes, first, second = (np.zeros_like(theta) for _ in range(3))
    layers, grads = views(theta, layer_sizes), views(slopes, layer_sizes)
    history, step = [], 0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X_epoch, Y_epoch, A_epoch = X[order], Y[order], np.empty(Y.shape, theta.dtype)
        for start in range(0, len(X), batch_size):
            batch = slice(start, start + batch_size)
            A_epoch[batch] = forward_and_backward(X_epoch[batch], Y_epoch[batch], layers, grads)
            step += 1
            first += (1 - BETA_1) * (slopes - first)
            second += (1 - BETA_2) * (slopes * slopes - second)
            rate = learning_rate * (1 - BETA_2**step) ** 0.5 / (1 - BETA_1**step)
            theta -= rate * first / (np.sqrt(second) + EPSILON)
        history.append(network_cost(A_epoch, Y_epoch))
    return [(W.copy(), b.copy()) for W, b in layers], history


def forward_and_backward(X, Y, layers, grads):
    """Run one batch forwards and backwards, and write every slope into `grads`.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    Y : ndarray, shape (m, n_L)
    layers : list of (W, b)
    grads : list of (dW, db)
        Overwritten.

    Returns
    -------
    ndarray, shape (m, n_L)
        The network's output.
    """
    cache = [X]
    for W, b in layers:
        cache.append(expit(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    dZ = (cache[-1] - Y) / len(X)  # (m, n_L)
    for k in range(len(layers) - 1, -1, -1):
        dW, db = grads[k]
        np.matmul(cache[k].T, dZ, out=dW)  # (n_in, m) @ (m, n_out) = (n_in, n_out)
        np.add.reduce(dZ, out=db)  # (n_out,)
        if k > 0:
            A = cache[k]
            dZ = (dZ @ layers[k][0].T) * (A * (1 - A))  # (m, n_in)
    return cache[-1]
