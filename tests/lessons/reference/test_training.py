"""Mini-batch training with Adam takes Keras's steps, and learns."""

from itertools import pairwise

import numpy as np
import pytest

from course_utils.data import load_digits01
from course_utils.lessons.backpropagation import mini_batches as training
from course_utils.lessons.backpropagation import reference as bp
from course_utils.lessons.forward_propagation.reference import forward


def problem(*sizes, m=7):
    rng = np.random.default_rng(len(sizes))
    params = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(sizes)]
    return rng.normal(size=(m, sizes[0])), rng.integers(0, 2, size=(m, sizes[-1])), params


@pytest.mark.parametrize("sizes", [(3, 1), (4, 5, 2), (2, 3, 4, 1)])
def test_the_slopes_are_those_of_the_lesson(sizes):
    X, Y, params = problem(*sizes)
    grads = [(np.empty_like(W), np.empty_like(b)) for W, b in params]
    A_out = training.forward_and_backward(X, Y, params, grads)
    expected, cache = forward(X, params)
    np.testing.assert_allclose(A_out, expected)
    for (dW, db), (tW, tb) in zip(grads, bp.backward(Y, params, cache), strict=True):
        np.testing.assert_allclose(dW, tW, atol=1e-15)
        np.testing.assert_allclose(db, tb, atol=1e-15)


def test_views_share_the_vector():
    vector = np.arange(11.0)
    (W1, b1), (W2, b2) = training.views(vector, (2, 2, 1))[:2]
    assert [part.shape for part in (W1, b1, W2, b2)] == [(2, 2), (2,), (2, 1), (1,)]
    b1[0] = 99
    assert vector[4] == 99


@pytest.mark.xdist_group("tensorflow")
def test_ten_steps_are_those_of_keras():
    import keras

    X, Y, params = problem(4, 5, 1, m=9)
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.set_weights([array for layer in params for array in layer])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.BinaryCrossentropy())
    theirs = model.fit(X, Y, batch_size=9, epochs=10, shuffle=False, verbose=0).history["loss"]
    rng = np.random.default_rng(0)
    ours, history = training.train_minibatch(X, Y, params, 10, 9, 0.01, rng)
    np.testing.assert_allclose(history, theirs, rtol=1e-5)
    for mine, other in zip([p for layer in ours for p in layer], model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=2e-5)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_it_learns_to_read_in_its_dtype_and_leaves_its_start_alone(dtype):
    X, y = load_digits01()
    X, Y = X.astype(dtype), y[:, None].astype(dtype)
    start = [
        (W.astype(dtype), b.astype(dtype))
        for W, b in bp.initialise((64, 25, 15, 1), np.random.default_rng(0))
    ]
    before = [(W.copy(), b.copy()) for W, b in start]
    params, history = training.train_minibatch(X, Y, start, 60, 32, 3e-3, np.random.default_rng(0))
    assert len(history) == 60
    assert history[-1] < 0.02
    assert np.mean((forward(X, params)[0] >= 0.5) == Y) > 0.99
    assert all(part.dtype == dtype for layer in params for part in layer)
    for (W, b), (W0, b0) in zip(start, before, strict=True):
        np.testing.assert_array_equal(W, W0)
        np.testing.assert_array_equal(b, b0)
