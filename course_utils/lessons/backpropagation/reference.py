"""A network's gradients by hand, checked with numbers, and its training: lesson 3.

A network is ``params = [(W1, b1), ..., (WL, bL)]``, its activations are
``cache = [A0, A1, ..., AL]`` with A0 = X, every unit has the sigmoid, and the cost is the mean
logistic loss. A name such as ``dW`` stands for the slope of the cost along each element of W.
Source: Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
errors", equations 4 to 9.
"""

from itertools import pairwise

import numpy as np

from course_utils.lessons.forward_propagation.reference import forward


def initialise(layer_sizes, rng):
    """Draw weights at random and set biases to zero.

    Parameters
    ----------
    layer_sizes : sequence of int
        The number of inputs, then the units of each layer.
    rng : numpy.random.Generator

    Returns
    -------
    list of (W, b)
        W uniform within sqrt(6 / (n_in + n_out)), as Keras draws it.

    Notes
    -----
    Source: Glorot & Bengio (2010), "Understanding the difficulty of training deep feedforward
    neural networks", equation 16.
    """
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        limit = np.sqrt(6 / (n_in + n_out))
        params.append((rng.uniform(-limit, limit, size=(n_in, n_out)), np.zeros(n_out)))
    return params


def network_cost(A_out, Y):
    """Average the logistic loss over the examples, added up over the output units.

    Parameters
    ----------
    A_out : array_like, shape (m, n_L)
    Y : array_like, shape (m, n_L)

    Returns
    -------
    float
    """
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    losses = -Y * np.log(A) - (1 - Y) * np.log(1 - A)  # (m, n_L)
    return float(np.sum(losses) / len(A))


def sigmoid_backward(dA, A):
    """Pass a slope back through the sigmoid.

    Parameters
    ----------
    dA : array_like, shape (m, n)
        The slopes along A.
    A : array_like, shape (m, n)
        What the sigmoid gave.

    Returns
    -------
    ndarray, shape (m, n)
        dZ = dA A (1 - A), element by element.
    """
    A = np.asarray(A)
    return dA * A * (1 - A)  # (m, n)


def output_delta(A_out, Y):
    """Give the slope of the cost along the last layer's Z.

    Parameters
    ----------
    A_out : array_like, shape (m, n_L)
    Y : array_like, shape (m, n_L)

    Returns
    -------
    ndarray, shape (m, n_L)
        dZ = (A_out - Y) / m: the slope of the sigmoid cancels against that of the loss.
    """
    return (np.asarray(A_out) - Y) / len(A_out)  # (m, n_L)


def dense_backward(dZ, A_in, W):
    """Pass a slope back through a layer's sums.

    Parameters
    ----------
    dZ : array_like, shape (m, n_out)
        The slopes along Z = A_in W + b.
    A_in : array_like, shape (m, n_in)
    W : array_like, shape (n_in, n_out)

    Returns
    -------
    dA_in : ndarray, shape (m, n_in)
    dW : ndarray, shape (n_in, n_out)
    db : ndarray, shape (n_out,)
    """
    dZ = np.asarray(dZ)
    dA_in = dZ @ np.asarray(W).T  # (m, n_out) @ (n_out, n_in) = (m, n_in)
    dW = np.asarray(A_in).T @ dZ  # (n_in, m) @ (m, n_out) = (n_in, n_out)
    db = dZ.sum(axis=0)  # (n_out,)
    return dA_in, dW, db


def backward(Y, params, cache):
    """Walk back through the network and collect the slope along every parameter.

    Parameters
    ----------
    Y : array_like, shape (m, n_L)
    params : list of (W, b)
    cache : list of ndarray
        ``[A0, ..., AL]``, as `forward` returns it.

    Returns
    -------
    list of (dW, db)
        From the first layer to the last, like `params`.
    """
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)  # (m, n_L)
    for k in range(len(params) - 1, -1, -1):
        W, _ = params[k]
        dA, dW, db = dense_backward(dZ, cache[k], W)  # cache[k] went into this layer
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])  # (m, n_in)
    return grads


def numerical_gradient(f, theta, eps):
    """Measure a slope along each element by moving a little to both sides.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `theta`, gives a number.
    theta : array_like
        Of any shape; left as it is.
    eps : float
        How far to move.

    Returns
    -------
    ndarray
        (f(theta + eps) - f(theta - eps)) / (2 eps) for each element, of the shape of `theta`.
    """
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here  # put back, to the last digit
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    """Compare gradients with measured ones, array by array.

    Parameters
    ----------
    cost_of : callable
        ``cost_of(params)`` gives the cost.
    params : list of (W, b)
    grads : list of (dW, db)
        To be checked.
    eps : float

    Returns
    -------
    list of (float, float)
        For W and b of each layer, |measured - given| / (|measured| + |given|), where |.| is the
        root of the summed squares; 0 where both are zero.
    """
    errors = []
    for k, layer in enumerate(params):
        pair = []
        for part in range(2):

            def cost_with(theta, k=k, part=part):
                changed = list(params[k])
                changed[part] = theta
                return cost_of([*params[:k], tuple(changed), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, layer[part], eps)
            given = np.asarray(grads[k][part])
            size = np.linalg.norm(measured) + np.linalg.norm(given)
            pair.append(float(np.linalg.norm(measured - given) / size) if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


def update_parameters(params, grads, alpha):
    """Take one step downhill.

    Parameters
    ----------
    params : list of (W, b)
        Left as they are.
    grads : list of (dW, db)
    alpha : float
        The learning rate.

    Returns
    -------
    list of (W, b)
        New arrays.
    """
    return [
        (W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    """Train a network by gradient descent on all examples.

    Parameters
    ----------
    X : array_like, shape (m, n)
    Y : array_like, shape (m, n_L)
    layer_sizes : sequence of int
        The number of inputs, then the units of each layer.
    initialise : callable
        ``initialise(layer_sizes)`` gives the parameters to start from.
    alpha : float
        The learning rate.
    epochs : int
        How many times to go over all examples, each time with one step.

    Returns
    -------
    params : list of (W, b)
    J_history : list of float, length `epochs`
        The cost in each epoch, before its step, from the forward pass that the step needs.
    """
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history
