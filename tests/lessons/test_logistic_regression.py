"""Lesson 1: right answers in many styles pass, and wrong ones that nobody declared do not."""

import math

import numpy as np
import pytest

from course_utils.lessons import all_exercises
from tests.lessons.test_all_exercises import verdict_on


def sigmoid_plain(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_tanh(z):
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))


def sigmoid_in_branches(z):
    z = np.asarray(z, dtype=float)
    out = np.empty(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


def sigmoid_recursive(z):
    if np.ndim(z) > 0:
        return [sigmoid_recursive(v) for v in z]
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def sigmoid_clipped(x):
    return 1.0 / (1.0 + np.exp(-np.clip(x, -500, 500)))


def sigmoid_times_minus_one(z):
    return 1 / (1 + np.exp(-1 * z))


def loss_by_dot(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -np.dot(y, np.log(f)) - np.dot(1 - y, np.log(1 - f))


def loss_without_nan(f, y):
    with np.errstate(all="ignore"):
        return np.nan_to_num(-y * np.log(f)) + np.nan_to_num(-(1 - y) * np.log(np.subtract(1, f)))


def cost_of_andrew_ngs_course(X, y, w, b):
    m = X.shape[0]
    cost = 0.0
    for i in range(m):
        z_i = np.dot(X[i], w) + b
        f_wb_i = np.clip(1 / (1 + np.exp(-z_i)), 1e-10, 1 - 1e-10)
        cost += -y[i] * np.log(f_wb_i) - (1 - y[i]) * np.log(1 - f_wb_i)
    return cost / m


def gradient_by_reduce(X, y, w, b):
    rows = [((sigmoid_plain(x @ w + b) - t), x) for x, t in zip(X, y, strict=True)]
    dj_db = sum(e for e, _ in rows) / len(rows)
    return dj_db, np.add.reduce([e * x for e, x in rows]) / len(rows)


def descent_on_a_plain_copy(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w = w_in.copy()
    b = b_in
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        if i < 100000:
            J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


def proba_loop(X, w, b):
    out = []
    for row in X:
        z = b
        for value, weight in zip(row, w, strict=True):
            z += value * weight
        out.append(1 / (1 + math.exp(-z)))
    return out


def proba_keyword_only(*, X, w, b):
    return sigmoid_plain(np.dot(X, w) + b)


def proba_einsum(features, weights, bias=0.0, scale=1.0):
    return sigmoid_plain(np.einsum("ij,j->i", features, weights) + bias)


def proba_star(*arguments):
    X, w, b = arguments
    return sigmoid_plain((w * X).sum(1) + b)


def loss_by_cases(f, y):
    f = min(max(f, 1e-12), 1 - 1e-12)
    if y == 1:
        return -math.log(f)
    return -math.log(1 - f)


def loss_with_epsilon(f, y):
    return -y * np.log(f + 1e-8) - (1 - y) * np.log(1 - f + 1e-8)


def loss_bernoulli(f, y):
    p = np.where(np.asarray(y) == 1, f, 1 - np.asarray(f))
    return -np.log(np.maximum(p, 1e-300))


def cost_loop(X, y, w, b):
    total = 0
    for i in range(len(X)):
        f = 1 / (1 + np.exp(-(np.dot(X[i], w) + b)))
        total += loss_by_cases(f, y[i])
    return total / len(X)


def cost_logaddexp(X, y, w, b):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


def cost_as_matrix(X, y, w, b):
    f = np.clip(sigmoid_plain(X @ w.reshape(-1, 1) + b), 1e-9, 1 - 1e-9)
    y = y.reshape(-1, 1)
    return -(y.T @ np.log(f) + (1 - y).T @ np.log(1 - f)) / len(y)


def gradient_loops(X, y, w, b):
    m, n = X.shape
    dj_dw, dj_db = np.zeros((n,)), 0.0
    for i in range(m):
        err = sigmoid_plain(np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + err * X[i, j]
        dj_db = dj_db + err
    return dj_db / m, dj_dw / m


def gradient_as_lists(X, y, w, b):
    e = sigmoid_plain(X @ w + b) - y
    return [e.mean(), [float((e * X[:, j]).mean()) for j in range(X.shape[1])]]


def descent_in_place_on_a_copy(
    X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters
):
    w, b, J_history = np.copy(w_in).astype(float), b_in, np.zeros(num_iters)
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history[i] = cost_function(X, y, w=w, b=b)
    return w, b, J_history


def descent_while(X, y, w, b, cost, gradient, alpha, k):
    history = []
    while len(history) < k:
        g = gradient(X, y, w, b)
        w, b = np.subtract(w, np.multiply(alpha, g[1])), b - alpha * g[0]
        history += [cost(X, y, w, b)]
    return [w.tolist(), b, tuple(history)]


def predict_by_sign(X, w, b):
    return np.where(X @ w + b >= 0, 1, 0)


def predict_floats(X, w, b):
    return np.array([1.0 if sigmoid_plain(x @ w + b) >= 0.5 else 0.0 for x in X])


def predict_not_below(X, w, b):
    return 1 - (sigmoid_plain(X @ w + b) < 0.5)


RIGHT = {
    "square": [lambda x: x**2, lambda x: np.power(x, 2), lambda x: np.multiply(x, x)],
    "sigmoid": [
        sigmoid_plain,
        sigmoid_tanh,
        sigmoid_in_branches,
        sigmoid_recursive,
        sigmoid_clipped,
        sigmoid_times_minus_one,
        np.vectorize(lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0, otypes=[float]),
    ],
    "predict_proba": [proba_loop, proba_keyword_only, proba_einsum, proba_star],
    "logistic_loss": [
        loss_by_cases,
        loss_with_epsilon,
        loss_bernoulli,
        loss_by_dot,
        loss_without_nan,
    ],
    "compute_cost": [
        cost_loop,
        cost_logaddexp,
        cost_as_matrix,
        cost_of_andrew_ngs_course,
    ],
    "compute_gradient": [gradient_loops, gradient_as_lists, gradient_by_reduce],
    "gradient_descent": [
        descent_in_place_on_a_copy,
        descent_while,
        descent_on_a_plain_copy,
    ],
    "predict": [predict_by_sign, predict_floats, predict_not_below],
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, versions in RIGHT.items() for f in versions]
)
@pytest.mark.parametrize("seed", [1958, 7])
def test_right_answers_in_another_style_pass(name, function, seed):
    verdict = verdict_on(function, all_exercises()[name], seed)
    assert verdict.passed, str(verdict)


def test_a_list_that_is_refused_costs_nothing_and_is_mentioned():
    verdict = verdict_on(sigmoid_plain, all_exercises()["sigmoid"])
    assert verdict.score == 1
    assert any("does not take a list" in note for note in verdict.notes)


UNDECLARED = {
    "sigmoid": [
        (lambda z: 1 / (1 + np.exp(-2 * np.asarray(z))), "values"),
        (lambda z: sigmoid_plain(np.asarray(z)) + 0.05, "scaled"),
        (lambda z: 3 * sigmoid_plain(np.asarray(z)), "scaled"),
        (lambda z: sigmoid_plain(np.ravel(z)), "shape"),
        (lambda z: np.arctan(z) / np.pi + 0.5, "values"),
        (lambda z: 0.5, "shape"),
    ],
    "compute_cost": [
        (lambda X, y, w, b: 5 * cost_logaddexp(X, y, w, b), "scaled"),
        (lambda X, y, w, b: cost_logaddexp(X, 1 - y, w, b) ** 2, "values"),
        (lambda X, y, w, b: str(cost_logaddexp(X, y, w, b)), "type"),
        (lambda X, y, w, b: {"cost": cost_logaddexp(X, y, w, b)}, "type"),
        (lambda X, y, w, b: (cost_logaddexp(X, y, w, b) for _ in [0]), "type"),
    ],
    "compute_gradient": [
        (lambda X, y, w, b: gradient_loops(X, y, w, b)[:1] * 3, "returned"),
        (
            lambda X, y, w, b: (-gradient_loops(X, y, w, b)[0], gradient_loops(X, y, w, b)[1]),
            "scaled",
        ),
    ],
    "predict": [(lambda X, w, b: np.zeros(len(X), dtype=int), "mistake")],
}


@pytest.mark.parametrize(
    ("name", "function", "cause"),
    [(name, f, cause) for name, wrong in UNDECLARED.items() for f, cause in wrong],
)
def test_wrong_answers_that_nobody_declared_are_still_rejected(name, function, cause):
    verdict = verdict_on(function, all_exercises()[name])
    assert not verdict.passed
    assert verdict.cause == cause, str(verdict)


def descent(step=None, stop=None):
    """Make a gradient descent that stops early, or steps in another way."""

    def gradient_descent(X, y, w, b, cost_function, gradient_function, alpha, num_iters):
        history = []
        for _ in range(num_iters):
            dj_db, dj_dw = gradient_function(X, y, w, b)
            w, b = (step or (lambda w, b, dw, db: (w - alpha * dw, b - alpha * db)))(
                w, b, dj_dw, dj_db
            )
            history.append(cost_function(X, y, w, b))
            if stop and len(history) > 1 and stop(history):
                break
        return w, b, history

    return gradient_descent


def overflowing_proba(X, w, b):
    z = X @ w + b
    return np.exp(z) / (1 + np.exp(z))


def truncating_gradient(X, y, w, b):
    error = sigmoid_plain(X @ w + b) - y
    dj_dw = np.zeros_like(X[0])
    for i in range(len(y)):
        dj_dw = (dj_dw + error[i] * X[i]).astype(X.dtype)
    return error.mean(), dj_dw / len(y)


SUBTLY_WRONG = {
    "predict_proba": [overflowing_proba, lambda X, w, b: sigmoid_plain(np.squeeze(X) @ w + b)],
    "compute_gradient": [truncating_gradient],
    "gradient_descent": [
        descent(stop=lambda J: abs(J[-1] - J[-2]) < 1e-4),
        descent(stop=lambda J: J[-1] > J[-2]),
    ],
    "predict": [
        lambda X, w, b: (sigmoid_plain(X @ w + b) >= 0.49).astype(int),
        lambda X, w, b: (sigmoid_plain(X @ w + b) >= 0.51).astype(int),
    ],
    "sigmoid": [
        lambda z: sigmoid_plain(np.clip(z, -9, 9)),
        lambda z: np.round(sigmoid_plain(np.asarray(z)), 4),
    ],
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, wrong in SUBTLY_WRONG.items() for f in wrong]
)
@pytest.mark.filterwarnings("ignore")
def test_what_is_wrong_only_in_a_corner_does_not_pass(name, function):
    assert not verdict_on(function, all_exercises()[name]).passed


def test_whole_numbers_are_shown_as_numbers():
    verdict = verdict_on(
        lambda X, w, b: (sigmoid_plain(X @ w + b) > 0.5).astype(int), all_exercises()["predict"]
    )
    assert ("Yours", "result = 0") in verdict.evidence


def test_the_logarithm_of_zero_is_named_where_math_log_raises():
    def logistic_loss(f, y):
        return -math.log(f) if y == 1 else -math.log(1 - f)

    verdict = verdict_on(logistic_loss, all_exercises()["logistic_loss"])
    assert (verdict.cause, verdict.mistake, verdict.score) == ("raised", "log-of-zero", 0.5)


def test_an_infinite_loss_is_infinite_and_not_a_large_number():
    def logistic_loss(f, y):
        try:
            return -math.log(f) if y == 1 else -math.log(1 - f)
        except ValueError:
            return float("inf")

    assert verdict_on(logistic_loss, all_exercises()["logistic_loss"]).cause == "nonfinite"


def test_two_mistakes_in_two_values_are_each_seen():
    def both_wrong(X, y, w, b):
        e = sigmoid_plain(X @ w + b) - y
        return e.sum(), (X.T @ -e) / len(y)

    verdict = verdict_on(both_wrong, all_exercises()["compute_gradient"])
    assert verdict.mistake == "sum-not-mean-in-dj_db"
    assert any("`dj_dw`" in note for note in verdict.notes)


def test_the_right_value_is_left_in_peace():
    def dj_db_wrong(X, y, w, b):
        e = sigmoid_plain(X @ w + b) - y
        return 3 * e.mean(), X.T @ e / len(y)

    verdict = verdict_on(dj_db_wrong, all_exercises()["compute_gradient"])
    assert verdict.cause == "scaled"
    assert "`dj_db` is exactly 3 times too large" in verdict.message
    assert "Right already: `dj_dw`." in verdict.notes
    assert verdict.score == 0.5
