"""Gradients by hand agree with measured ones and with automatic differentiation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.data import load_digits01
from course_utils.lessons.backpropagation import reference as bp
from course_utils.lessons.forward_propagation.reference import forward


@st.composite
def problems(draw):
    """Draw X, Y and the parameters of a network of one to four layers."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    m = draw(st.integers(1, 7))
    params = [(W, rng.normal(size=b.shape)) for W, b in bp.initialise(sizes, rng)]
    return rng.normal(size=(m, sizes[0])), rng.integers(0, 2, size=(m, sizes[-1])), params


def cost_of(X, Y):
    return lambda params: bp.network_cost(forward(X, params)[0], Y)


@given(problems())
@settings(deadline=None, max_examples=60)
def test_backward_agrees_with_measured_slopes(problem):
    X, Y, params = problem
    grads = bp.backward(Y, params, forward(X, params)[1])
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        assert dW.shape == W.shape
        assert db.shape == b.shape
    for k in range(len(params)):
        for part in range(2):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of(X, Y)([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = bp.numerical_gradient(cost_with, params[k][part], 1e-5)
            np.testing.assert_allclose(grads[k][part], measured, atol=1e-8)


@pytest.mark.xdist_group("tensorflow")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("sizes", [(3, 1), (4, 5, 2), (64, 25, 15, 1), (2, 3, 4, 5, 1)])
def test_backward_agrees_with_automatic_differentiation(sizes, dtype):
    import tensorflow as tf

    rng = np.random.default_rng(len(sizes))
    X = rng.normal(size=(9, sizes[0])).astype(dtype)
    Y = rng.integers(0, 2, size=(9, sizes[-1])).astype(dtype)
    params = [(W.astype(dtype), b.astype(dtype)) for W, b in bp.initialise(sizes, rng)]
    variables = [(tf.Variable(W), tf.Variable(b)) for W, b in params]
    with tf.GradientTape() as tape:
        A = tf.constant(X)
        for W, b in variables:
            Z = A @ W + b
            A = tf.sigmoid(Z)
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z)
        cost = tf.reduce_sum(losses) / len(X)
    automatic = tape.gradient(cost, variables)
    A_out, cache = forward(X, params)
    tolerance = 1e-6 if dtype == "float32" else 1e-13
    assert bp.network_cost(A_out, Y) == pytest.approx(float(cost), rel=10 * tolerance)
    for (dW, db), (tW, tb) in zip(bp.backward(Y, params, cache), automatic, strict=True):
        assert dW.dtype == dtype
        np.testing.assert_allclose(dW, tW.numpy(), atol=tolerance)
        np.testing.assert_allclose(db, tb.numpy(), atol=tolerance)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 1, 2)])
def test_a_measured_gradient_has_the_shape_and_the_slope(shape):
    theta = np.random.default_rng(0).normal(size=shape)
    before = theta.copy()
    slopes = bp.numerical_gradient(lambda t: float(np.sum(t**3)), theta, 1e-5)
    np.testing.assert_allclose(slopes, 3 * theta**2, rtol=1e-6)
    np.testing.assert_array_equal(theta, before)


def test_the_gradient_check_convicts_the_guilty_array_only():
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(6, 3)), rng.integers(0, 2, size=(6, 2))
    params = bp.initialise((3, 4, 2), rng)
    grads = bp.backward(Y, params, forward(X, params)[1])
    assert np.max(bp.gradient_check(cost_of(X, Y), params, grads, 1e-5)) < 1e-7
    grads[0] = (2 * grads[0][0], grads[0][1])
    errors = np.array(bp.gradient_check(cost_of(X, Y), params, grads, 1e-5))
    assert errors[0, 0] == pytest.approx(1 / 3)
    errors[0, 0] = 0
    assert errors.max() < 1e-7


def test_two_zero_gradients_agree():
    errors = bp.gradient_check(
        lambda _: 1.0, [(np.ones((2, 1)), np.ones(1))], [(np.zeros((2, 1)), np.zeros(1))], 1e-5
    )
    assert errors == [(0.0, 0.0)]


def test_training_learns_to_read_and_leaves_its_start_alone():
    X, y = load_digits01()
    start = bp.initialise((64, 25, 15, 1), np.random.default_rng(0))
    before = [(W.copy(), b.copy()) for W, b in start]
    params, history = bp.train(X, y[:, None], (64, 25, 15, 1), lambda _: start, 1.0, 300)
    assert len(history) == 300
    assert history[-1] < 0.05 < 0.5 < history[0]
    assert np.mean((forward(X, params)[0] >= 0.5) == y[:, None]) > 0.99
    for (W, b), (W0, b0) in zip(start, before, strict=True):
        np.testing.assert_array_equal(W, W0)
        np.testing.assert_array_equal(b, b0)


def test_initial_weights_differ_and_stay_within_glorots_limit():
    (W, b), *_ = bp.initialise((30, 20, 1), np.random.default_rng(0))
    assert np.abs(W).max() <= np.sqrt(6 / 50)
    assert len(np.unique(W)) == W.size
    assert not b.any()
