"""A cost and its gradient for gradient descent, so that an earlier mistake is not punished twice.

This file is sent to where the learner's function runs, so it imports nothing of ours.
"""

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
