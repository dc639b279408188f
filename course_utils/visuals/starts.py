"""The published network trained from many starts at once, with one thing changed at a time.

All starts take their steps side by side, in one array with a network to a row, so that twenty
trainings take no longer than one.
"""

from dataclasses import dataclass

import numpy as np

from course_utils.data import load_student_hours

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7  # Keras's Adam


@dataclass(frozen=True)
class Starts:
    """How some trainings of one network ended, start by start."""

    losses: np.ndarray
    """(starts,)"""

    right: np.ndarray
    """How many of the twelve students are told right: (starts,)."""

    @property
    def solved(self) -> int:
        """How many starts end with all twelve right."""
        return int(np.sum(self.right == 12))


def train_starts(
    starts: int = 20,
    epochs: int = 10,
    units: int = 5,
    learning_rate: float = 0.001,
    scaled: bool = False,
) -> Starts:
    """Train the network 2-units-1, relu then sigmoid, on the twelve students, with Adam.

    Left as they are, the settings are those of the published network. Twelve rows are one batch,
    so an epoch is a step.

    Parameters
    ----------
    starts : int
        How many weights to start from, drawn as Keras draws them.
    epochs : int
    units : int
        Hidden ones.
    learning_rate : float
    scaled : bool
        Whether each column of hours gets mean 0 and standard deviation 1 first.

    Returns
    -------
    Starts
    """
    X, y = load_student_hours()
    if scaled:
        X = (X - X.mean(axis=0)) / X.std(axis=0)  # (12, 2)
    theta = _draw(starts, units)
    first, second = [np.zeros_like(part) for part in theta], [np.zeros_like(part) for part in theta]
    for step in range(1, epochs + 1):
        rate = learning_rate * (1 - BETA_2**step) ** 0.5 / (1 - BETA_1**step)
        for part, slope, mean, square in zip(
            theta, _slopes(X, y[:, None], theta), first, second, strict=True
        ):
            mean += (1 - BETA_1) * (slope - mean)
            square += (1 - BETA_2) * (slope * slope - square)
            part -= rate * mean / (np.sqrt(square) + EPSILON)
    Z = _forward(X, theta)[1][:, :, 0]  # (starts, 12)
    losses = np.mean(np.logaddexp(0, Z) - y * Z, axis=1)
    return Starts(losses, np.sum((Z >= 0) == (y == 1), axis=1))


def _draw(starts: int, units: int) -> list[np.ndarray]:
    """Draw W1, b1, W2 and b2 for each start."""
    rng = np.random.default_rng(0)
    into, out = np.sqrt(6 / (2 + units)), np.sqrt(6 / (units + 1))
    return [
        rng.uniform(-into, into, (starts, 2, units)),
        np.zeros((starts, 1, units)),
        rng.uniform(-out, out, (starts, units, 1)),
        np.zeros((starts, 1, 1)),
    ]


def _forward(X, theta):
    W1, b1, W2, b2 = theta
    A = np.maximum(X @ W1 + b1, 0)  # (starts, 12, units)
    return A, A @ W2 + b2  # (starts, 12, 1)


def _slopes(X, Y, theta) -> list[np.ndarray]:
    W2 = theta[2]
    A, Z = _forward(X, theta)
    dZ = (1 / (1 + np.exp(-Z)) - Y) / len(X)  # (starts, 12, 1)
    dA = (dZ @ W2.transpose(0, 2, 1)) * (A > 0)  # (starts, 12, units)
    return [
        X.T @ dA,
        dA.sum(axis=1, keepdims=True),
        A.transpose(0, 2, 1) @ dZ,
        dZ.sum(axis=1, keepdims=True),
    ]
