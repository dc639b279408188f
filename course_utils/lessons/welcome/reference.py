"""The one function of the welcome lesson."""

import numpy as np


def square(x):
    """Multiply each number by itself.

    Parameters
    ----------
    x : array_like
        Numbers of any shape.

    Returns
    -------
    ndarray or number
        x times x, of the shape of `x`.
    """
    x = np.asarray(x)
    return x * x
