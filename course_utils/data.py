"""The data sets of the lessons. All but MNIST come with the course and need no network."""

import numpy as np

# Hours studied, hours slept, passed (1) or failed (0): twelve students.
_STUDENT_HOURS = (
    (4, 6, 1), (5, 7, 1), (2, 8, 1), (1, 3, 0), (3, 4, 0), (0, 5, 0),
    (1, 1, 0), (2, 4, 0), (3, 5, 1), (5, 5, 1), (0, 4, 0), (4, 4, 1),
)  # fmt: skip


def load_student_hours() -> tuple[np.ndarray, np.ndarray]:
    """Load who passed an exam, by hours studied and slept.

    Returns
    -------
    X : ndarray of float, shape (12, 2)
        Hours studied and hours slept.
    y : ndarray of int, shape (12,)
        1 for passed, 0 for failed.
    """
    rows = np.array(_STUDENT_HOURS)  # (12, 3)
    return rows[:, :2].astype(float), rows[:, 2]


def load_digits01() -> tuple[np.ndarray, np.ndarray]:
    """Load the handwritten zeros and ones of scikit-learn's digits.

    Returns
    -------
    X : ndarray of float, shape (360, 64)
        Images of 8 by 8 pixels, row by row; 0 is paper, 1 is ink.
    y : ndarray of int, shape (360,)
        The digit, 0 or 1.

    Notes
    -----
    Source: Alpaydin & Kaynak (1998), "Optical Recognition of Handwritten Digits", UCI.
    """
    from sklearn.datasets import load_digits

    X, y = load_digits(n_class=2, return_X_y=True)
    return X / 16.0, y  # scikit-learn's pixels run from 0 to 16


def load_mnist01() -> tuple[np.ndarray, np.ndarray]:
    """Load the zeros and ones of MNIST's training images. Needs a network the first time.

    Returns
    -------
    X : ndarray of float32, shape (m, 784)
        Images of 28 by 28 pixels, row by row; 0 is paper, 1 is ink.
    y : ndarray of int, shape (m,)
        The digit, 0 or 1.

    Raises
    ------
    OSError
        If the images are neither on this machine nor to be had over the network.
    """
    from keras.datasets import mnist

    try:
        (images, labels), _ = mnist.load_data()
    # Keras wraps a failed download in a bare Exception, so nothing narrower can be named.
    except Exception as error:
        raise OSError(
            "MNIST could not be loaded: it is downloaded the first time, and that failed "
            f"({error}). Connect to a network and try again, or use load_digits01(), "
            "which comes with the course."
        ) from error
    chosen = labels <= 1
    X = images[chosen].reshape(-1, 28 * 28).astype(np.float32) / 255  # (m, 784)
    return X, labels[chosen].astype(int)
