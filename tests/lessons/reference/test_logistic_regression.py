"""The textbook agrees with scikit-learn, with gradients taken in two other ways."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from course_utils.data import load_student_hours
from course_utils.lessons.logistic_regression import reference as lr

numbers = st.floats(-1e6, 1e6)


@st.composite
def problems(draw):
    """Draw X (m, n), y (m,), w (n,) and b."""
    m, n = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    small = st.floats(-5, 5)
    X = draw(hnp.arrays(float, (m, n), elements=small))
    y = draw(hnp.arrays(int, (m,), elements=st.integers(0, 1)))
    w = draw(hnp.arrays(float, (n,), elements=small))
    return X, y, w, draw(small)


@given(hnp.arrays(float, hnp.array_shapes(min_dims=0, max_dims=3), elements=numbers))
def test_sigmoid_keeps_the_shape_and_stays_between_0_and_1(z):
    g = lr.sigmoid(z)
    assert np.shape(g) == z.shape
    assert ((g >= 0) & (g <= 1)).all()


@given(numbers)
def test_sigmoid_is_symmetric(z):
    assert lr.sigmoid(-z) == pytest.approx(1 - lr.sigmoid(z), abs=1e-15)


@pytest.mark.filterwarnings("error")
def test_sigmoid_at_the_extremes_is_right_and_does_not_warn():
    np.testing.assert_array_equal(lr.sigmoid([-1000, 0, 1000]), [0.0, 0.5, 1.0])


@pytest.mark.parametrize("z", [3, 3.0, [3], np.array(3), np.array([[3]]), np.float32(3)])
def test_sigmoid_takes_any_kind_of_number(z):
    np.testing.assert_allclose(lr.sigmoid(z), 1 / (1 + np.exp(-3.0)))


@given(st.floats(0.001, 0.999), st.integers(0, 1))
def test_loss_is_minus_the_log_of_the_probability_given_to_the_truth(f, y):
    assert lr.logistic_loss(f, y) == pytest.approx(-np.log(f if y else 1 - f))


@pytest.mark.parametrize(("f", "y"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_loss_is_finite_at_the_ends(f, y):
    loss = lr.logistic_loss(f, y)
    assert np.isfinite(loss)
    assert (loss > 30) == (f != y)


@given(problems())
def test_cost_is_the_mean_of_the_losses(problem):
    X, y, w, b = problem
    assume(np.abs(X @ w + b).max() < 30)  # beyond that the clipped loss is no longer exact
    losses = lr.logistic_loss(lr.predict_proba(X, w, b), y)
    assert lr.compute_cost(X, y, w, b) == pytest.approx(np.mean(losses), rel=1e-3, abs=1e-9)


@given(problems())
def test_cost_of_an_untrained_model_is_ln_2(problem):
    X, y, w, _ = problem
    assert lr.compute_cost(X, y, 0 * w, 0.0) == pytest.approx(np.log(2))


@pytest.mark.filterwarnings("error")
def test_cost_is_exact_where_the_probability_is_0_or_1():
    assert lr.compute_cost(np.array([[1000.0]]), np.array([0]), np.array([1.0]), 0.0) == 1000.0


def test_cost_agrees_with_scikit_learn():
    X, y = load_student_hours()
    w, b = np.array([0.7, 0.3]), -2.0
    assert lr.compute_cost(X, y, w, b) == pytest.approx(log_loss(y, lr.predict_proba(X, w, b)))


@given(problems())
@settings(deadline=None)
def test_gradient_agrees_with_central_differences(problem):
    X, y, w, b = problem
    dj_db, dj_dw = lr.compute_gradient(X, y, w, b)
    h = 1e-5
    steps = h * np.eye(len(w))
    slope_b = (lr.compute_cost(X, y, w, b + h) - lr.compute_cost(X, y, w, b - h)) / (2 * h)
    slope_w = [
        (lr.compute_cost(X, y, w + s, b) - lr.compute_cost(X, y, w - s, b)) / (2 * h) for s in steps
    ]
    assert dj_db == pytest.approx(slope_b, abs=1e-6)
    np.testing.assert_allclose(dj_dw, slope_w, atol=1e-6)


@pytest.mark.xdist_group("tensorflow")
def test_gradient_agrees_with_automatic_differentiation():
    import tensorflow as tf

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(9, 4)), rng.integers(0, 2, size=9)
    w, b = tf.Variable(rng.normal(size=4)), tf.Variable(0.6, dtype=tf.float64)
    with tf.GradientTape() as tape:
        z = tf.linalg.matvec(X, w) + b
        losses = tf.nn.sigmoid_cross_entropy_with_logits(y.astype(float), z)
        cost = tf.reduce_mean(losses)
    automatic_w, automatic_b = tape.gradient(cost, [w, b])
    dj_db, dj_dw = lr.compute_gradient(X, y, w.numpy(), b.numpy())
    assert lr.compute_cost(X, y, w.numpy(), b.numpy()) == pytest.approx(cost.numpy())
    assert dj_db == pytest.approx(automatic_b.numpy())
    np.testing.assert_allclose(dj_dw, automatic_w.numpy())


def test_gradient_descent_reaches_scikit_learns_minimum():
    X, y = load_student_hours()
    X = X[:, :1]  # one feature alone does not separate the classes, so there is a minimum
    w, b, history = lr.gradient_descent(
        X, y, np.zeros(1), 0.0, lr.compute_cost, lr.compute_gradient, 0.3, 20_000
    )
    oracle = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(w, oracle.coef_[0], rtol=1e-4)
    assert b == pytest.approx(oracle.intercept_[0], rel=1e-4)
    assert np.all(np.diff(history) <= 1e-12)
    np.testing.assert_array_equal(lr.predict(X, w, b), oracle.predict(X))


def test_gradient_descent_leaves_its_input_alone():
    w_in = np.array([1.0, 2.0])
    X, y = load_student_hours()
    w, _, history = lr.gradient_descent(
        X, y, w_in, 0.0, lr.compute_cost, lr.compute_gradient, 0.1, 3
    )
    np.testing.assert_array_equal(w_in, [1.0, 2.0])
    assert w is not w_in
    assert len(history) == 3


def test_predict_decides_for_1_at_exactly_one_half():
    np.testing.assert_array_equal(lr.predict(np.ones((3, 2)), np.zeros(2), 0.0), [1, 1, 1])
