"""Logistic regression, trained by hand: the functions of lesson 1.

Rows are examples: ``X`` has shape (m, n), ``y`` has shape (m,) and holds 0 or 1, ``w`` has
shape (n,), ``b`` is a number.
"""

import numpy as np


def sigmoid(z):
    """Squash any number into (0, 1).

    Parameters
    ----------
    z : array_like
        Numbers of any shape.

    Returns
    -------
    ndarray or float
        1 / (1 + e^-z), of the shape of `z`.

    Notes
    -----
    e^-|z| never overflows. For z >= 0 the definition uses e^-z, which is e^-|z|. For z < 0,
    multiply numerator and denominator by e^z: e^z / (1 + e^z), and e^z is e^-|z| again.
    Source: Cox (1958), "The regression analysis of binary sequences", section 2.
    """
    z = np.asarray(z)
    z = z if z.dtype.kind == "f" else z.astype(float)  # float32 stays float32
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    """Give the model's probability of class 1 for each example.

    Parameters
    ----------
    X : array_like, shape (m, n)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    ndarray, shape (m,)
        f_wb = g(X w + b), where g is the sigmoid.
    """
    z = np.asarray(X) @ np.asarray(w) + b  # (m, n) @ (n,) + () = (m,)
    return sigmoid(z)  # (m,)


def logistic_loss(f, y):
    """Measure how wrong the probability `f` is for an example with label `y`.

    Parameters
    ----------
    f : array_like
        Probabilities of class 1, in [0, 1].
    y : array_like
        Labels, 0 or 1, of the same shape.

    Returns
    -------
    ndarray or float
        -y log(f) - (1 - y) log(1 - f), of the shape of `f`; finite for f of exactly 0 or 1.

    Notes
    -----
    `f` is kept 1e-15 away from 0 and 1, where the logarithm is infinite.
    Source: Good (1952), "Rational decisions", section 8, the logarithmic score.
    """
    f = np.clip(np.asarray(f, dtype=float), 1e-15, 1 - 1e-15)
    y = np.asarray(y, dtype=float)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    """Average the logistic loss over the m examples.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
        Labels, 0 or 1.
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    float
        J(w, b), at least 0; ln 2 at w = 0, b = 0.

    Notes
    -----
    Computed from z = X w + b: with f = g(z) the loss of one example is
    max(z, 0) - z y + log(1 + e^-|z|), which is finite for every finite z.
    """
    y = np.asarray(y, dtype=float)
    z = np.asarray(X) @ np.asarray(w) + b  # (m, n) @ (n,) + () = (m,)
    losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))  # (m,)
    return float(np.mean(losses))


def compute_gradient(X, y, w, b):
    """Give the slopes of the cost with respect to b and to each element of w.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
        Labels, 0 or 1.
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    dj_db : float
        The mean of f_wb - y.
    dj_dw : ndarray, shape (n,)
        X^T (f_wb - y) / m.
    """
    X = np.asarray(X)
    m = X.shape[0]
    error = predict_proba(X, w, b) - np.asarray(y)  # (m,) - (m,) = (m,)
    dj_db = float(np.mean(error))
    dj_dw = X.T @ error / m  # (n, m) @ (m,) = (n,)
    return dj_db, dj_dw


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """Walk downhill: `num_iters` steps of size `alpha` against the gradient.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
    w_in : array_like, shape (n,)
        Where to start; left as it is.
    b_in : float
    cost_function : callable
        ``cost_function(X, y, w, b)`` gives the cost.
    gradient_function : callable
        ``gradient_function(X, y, w, b)`` gives ``(dj_db, dj_dw)``.
    alpha : float
        The learning rate.
    num_iters : int
        How many steps to take.

    Returns
    -------
    w : ndarray, shape (n,)
    b : float
    J_history : list of float, length num_iters
        The cost after each step.
    """
    w = np.array(w_in, dtype=float)
    b = b_in
    J_history = []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw  # (n,) - () * (n,) = (n,)
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


def predict(X, w, b):
    """Decide: label 1 where the probability is at least one half, else 0.

    Parameters
    ----------
    X : array_like, shape (m, n)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    ndarray of int, shape (m,)
    """
    return (predict_proba(X, w, b) >= 0.5).astype(int)
