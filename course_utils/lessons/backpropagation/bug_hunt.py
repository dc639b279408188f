"""Five broken backward passes for lesson 3, each built from right pieces and one bug."""

import numpy as np

from course_utils.answering.plain import Array

SIZES = (3, 4, 4, 1)
"""The network on which they are tried: its second layer is square, as wide as there are examples,
so that no bug betrays itself by a shape."""


def broken_backwards(output_delta, sigmoid_backward, dense_backward):
    """Build the five suspects.

    Parameters
    ----------
    output_delta, sigmoid_backward, dense_backward : callable
        The right pieces, as lesson 3 asks for them.

    Returns
    -------
    dict of str to callable
        Each takes ``(Y, params, cache)`` and returns a list of (dW, db), like `backward`.
    """

    def walk(layer=lambda k, dZ, dA, dW, db, W: (dA, dW, db), back=lambda k, dA, A: None):
        def backward(Y, params, cache):
            grads: list[tuple[Array, Array] | None] = [None] * len(params)
            dZ = np.asarray(output_delta(cache[-1], Y))  # (m, n_L)
            for k in reversed(range(len(params))):
                W = params[k][0]
                slopes = map(np.asarray, dense_backward(dZ, cache[k], W))
                dA, dW, db = layer(k, dZ, *slopes, W)
                grads[k] = (dW, db)
                if k > 0:
                    broken = back(k, dA, cache[k])
                    dZ = np.asarray(sigmoid_backward(dA, cache[k]) if broken is None else broken)
            return grads

        return backward

    def wrong_axis(k, dZ, dA, dW, db, W):
        return dA, dW, dZ.sum(axis=1) if k == 1 else db

    def divided_again(k, dZ, dA, dW, db, W):
        return (dA, dW / len(dZ), db / len(dZ)) if k == 1 else (dA, dW, db)

    def slope_at_z(k, dA, A):
        Z = np.log(A / (1 - A))
        return dA * Z * (1 - Z) if k == 1 else None

    def updated_first(k, dZ, dA, dW, db, W):
        return (dZ @ (W - dW).T, dW, db) if k == 2 else (dA, dW, db)

    def transposed(k, dZ, dA, dW, db, W):
        return (dZ @ W, dW, db) if k == 1 else (dA, dW, db)

    return {
        "suspect 1": walk(layer=wrong_axis),
        "suspect 2": walk(layer=divided_again),
        "suspect 3": walk(back=slope_at_z),
        "suspect 4": walk(layer=updated_first),
        "suspect 5": walk(layer=transposed),
    }
