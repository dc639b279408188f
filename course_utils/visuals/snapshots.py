"""A small network's training on the twelve students, kept at many of its epochs."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

EPOCHS = 2000
COUNT = 60
KEPT = (0, *sorted(set(np.geomspace(1, EPOCHS, COUNT).round().astype(int).tolist())))
"""The epochs that are kept, whatever is trained."""

OVERSLEPT = (4.0, 10.0)  # hours studied and slept, by one who failed all the same


@dataclass(frozen=True)
class Training:
    """What a training went through. Early epochs lie closer, because more happens in them."""

    X: np.ndarray
    """The students' hours, each with mean 0 and standard deviation 1: (m, 2)."""
    y: np.ndarray
    """Who passed: (m,)."""
    params: dict[int, list[tuple[np.ndarray, np.ndarray]]]
    """By epoch, the parameters after so many steps."""


@lru_cache(maxsize=64)
def train_students(
    hidden: int, alpha: float, seed: int, overslept: tuple[float, float] | None = None
) -> Training:
    """Train a network with one layer of hidden units, by gradient descent on all students.

    Parameters
    ----------
    hidden : int
        How many hidden units.
    alpha : float
        The learning rate.
    seed : int
        Of the weights to start from.
    overslept : tuple of float, optional
        Hours studied and slept of an invented student who failed. A straight line separates the
        twelve; at `OVERSLEPT`, no line separates them from this one too.

    Returns
    -------
    Training
        With the start, the end after `EPOCHS` steps, and about `COUNT` epochs in all.
    """
    from course_utils.data import load_student_hours
    from course_utils.lessons.backpropagation.reference import (
        backward,
        initialise,
        update_parameters,
    )
    from course_utils.lessons.forward_propagation.reference import forward

    X, y = load_student_hours()
    if overslept is not None:
        X, y = np.vstack([X, overslept]), np.append(y, 0)
    X = (X - X.mean(axis=0)) / X.std(axis=0)  # (m, 2)
    params = initialise([2, hidden, 1], np.random.default_rng(seed))
    kept = {0: params}
    for epoch in range(1, EPOCHS + 1):
        _, cache = forward(X, params)
        params = update_parameters(params, backward(y[:, None], params, cache), alpha)
        if epoch in KEPT:
            kept[epoch] = params
    return Training(X, y, kept)
