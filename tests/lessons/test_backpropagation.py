"""Lesson 3: right answers in many styles pass, and the wrong array is named."""

import numpy as np
import pytest

from course_utils.lessons import all_exercises
from course_utils.lessons.backpropagation import reference as bp
from course_utils.lessons.backpropagation.bug_hunt import SIZES, broken_backwards
from course_utils.lessons.forward_propagation.reference import forward
from tests.lessons.test_all_exercises import verdict_on


def dense_backward_loops(dZ, A_in, W):
    m, n_out = dZ.shape
    n_in = W.shape[0]
    dA, dW, db = np.zeros((m, n_in)), np.zeros((n_in, n_out)), np.zeros((1, n_out))
    for e in range(m):
        for j in range(n_out):
            db[0, j] += dZ[e, j]
            for i in range(n_in):
                dW[i, j] += A_in[e, i] * dZ[e, j]
                dA[e, i] += dZ[e, j] * W[i, j]
    return dA, dW, db


def dense_backward_keepdims(dZ, A_prev, W):
    return [np.dot(dZ, W.T), np.dot(dZ.T, A_prev).T, np.sum(dZ, axis=0, keepdims=True)]


def backward_in_one_go(Y, params, cache):
    grads = []
    dZ = (cache[-1] - Y) / Y.shape[0]
    for (W, _), A in zip(params[::-1], cache[-2::-1], strict=True):
        grads.insert(0, [A.T @ dZ, dZ.sum(0)])
        dZ = (dZ @ W.T) * A * (1 - A)
    return grads


def backward_with_dict(Y, params, cache):
    L = len(params)
    g = {"dA": -(Y / cache[L]) + (1 - Y) / (1 - cache[L])}
    for k in range(L, 0, -1):
        dZ = g["dA"] * cache[k] * (1 - cache[k])
        g[f"dW{k}"] = cache[k - 1].T @ dZ / len(Y)
        g[f"db{k}"] = np.sum(dZ, axis=0, keepdims=True) / len(Y)
        g["dA"] = dZ @ params[k - 1][0].T
    return tuple((g[f"dW{k}"], g[f"db{k}"]) for k in range(1, L + 1))


def numerical_by_copies(f, theta, eps):
    out = np.empty_like(theta, dtype=float)
    it = np.nditer(theta, flags=["multi_index"])
    for _ in it:
        up, down = theta.astype(float), theta.astype(float)
        up[it.multi_index] += eps
        down[it.multi_index] -= eps
        out[it.multi_index] = (f(up) - f(down)) / 2 / eps
    return out


def numerical_in_place_and_put_back(f, theta, eps):
    slopes = []
    flat = theta.reshape(-1)
    for k in range(flat.size):
        flat[k] += eps
        above = f(theta)
        flat[k] -= 2 * eps
        below = f(theta)
        flat[k] += eps
        slopes.append((above - below) / (2 * eps))
    return np.reshape(slopes, theta.shape)


def check_by_flat_vectors(cost_of, params, grads, eps):
    result = []
    for k, (W, b) in enumerate(params):
        row = []
        for part, theta in enumerate((W, b)):
            diff = np.zeros(theta.size)
            for i in range(theta.size):
                costs = []
                for sign in (1, -1):
                    changed = [[w.copy(), c.copy()] for w, c in params]
                    changed[k][part].flat[i] += sign * eps
                    costs.append(cost_of(changed))
                diff[i] = (costs[0] - costs[1]) / (2 * eps)
            given = np.ravel(grads[k][part])
            top, below = np.linalg.norm(diff - given), np.linalg.norm(diff) + np.linalg.norm(given)
            row.append(top / max(below, 1e-300))
        result.append(row)
    return np.array(result)


def update_in_a_loop(params, grads, alpha):
    new = []
    for k in range(len(params)):
        W, b = params[k][0] - alpha * grads[k][0], params[k][1] - alpha * grads[k][1]
        new.append([W, b])
    return new


def train_while(X, Y, sizes, init, learning_rate, n):
    params, costs = [list(layer) for layer in init(sizes)], np.zeros(n)
    epoch = 0
    while epoch < n:
        A, cache = forward(X, params)
        costs[epoch] = -np.mean(np.log(np.where(Y == 1, A, 1 - A)))
        for layer, (dW, db) in zip(params, bp.backward(Y, params, cache), strict=True):
            layer[0] = layer[0] - learning_rate * dW
            layer[1] = layer[1] - learning_rate * db
        epoch += 1
    return params, costs


RIGHT = {
    "sigmoid_backward": [
        lambda dA, A: np.multiply(dA, A - A**2),
        lambda g, s: [
            [a * b * (1 - b) for a, b in zip(*r, strict=True)] for r in zip(g, s, strict=True)
        ],
    ],
    "output_delta": [
        lambda A, Y: (A - Y) / A.shape[0],
        lambda A, Y: (1 / len(A)) * np.subtract(A, Y),
        lambda A, Y: (A - Y) / Y.size,
    ],
    "dense_backward": [dense_backward_loops, dense_backward_keepdims],
    "backward": [backward_in_one_go, backward_with_dict],
    "numerical_gradient": [numerical_by_copies, numerical_in_place_and_put_back],
    "gradient_check": [check_by_flat_vectors],
    "update_parameters": [update_in_a_loop],
    "train": [train_while],
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, versions in RIGHT.items() for f in versions]
)
@pytest.mark.parametrize("seed", [1958, 7])
def test_right_answers_in_another_style_pass(name, function, seed):
    verdict = verdict_on(function, all_exercises()[name], seed)
    assert verdict.passed, str(verdict)


def test_one_wrong_array_is_named_and_the_others_left_in_peace():
    def backward(Y, params, cache):
        grads = bp.backward(Y, params, cache)
        grads[0] = (grads[0][0] * 1.5, grads[0][1])
        return grads

    verdict = verdict_on(backward, all_exercises()["backward"])
    assert "`dW1` is exactly 1.5 times too large" in verdict.message
    assert any("Right already: `db1`, `dW2`" in note for note in verdict.notes)
    assert 0.5 < verdict.score < 1


@pytest.mark.parametrize("value", [None, [], [()], [1, 2], "grads", np.zeros(3), {"dW1": 1}])
def test_another_form_of_gradients_is_told(value):
    verdict = verdict_on(lambda Y, params, cache: value, all_exercises()["backward"])
    assert not verdict.passed
    assert verdict.cause in ("none", "returned", "type")


def test_a_gradient_check_that_acquits_everybody_is_no_check():
    def gradient_check(cost_of, params, grads, eps):
        return [(1e-9, 1e-9) for _ in params]

    assert not verdict_on(gradient_check, all_exercises()["gradient_check"]).passed


@pytest.mark.parametrize(
    ("suspect", "guilty"),
    [
        ("suspect 1", {"b2"}),
        ("suspect 2", {"W2", "b2"}),
        ("suspect 3", {"W1", "b1"}),
        ("suspect 4", {"W1", "b1", "W2", "b2"}),
        ("suspect 5", {"W1", "b1"}),
    ],
)
def test_each_suspect_is_guilty_of_its_own_bug_and_of_nothing_else(suspect, guilty):
    X = np.sin(np.arange(12.0)).reshape(4, 3)
    Y = np.array([[1.0], [0.0], [0.0], [1.0]])
    params = bp.initialise(SIZES, np.random.default_rng(3))
    pieces = bp.output_delta, bp.sigmoid_backward, bp.dense_backward
    grads = broken_backwards(*pieces)[suspect](Y, params, forward(X, params)[1])
    for (dW, db), (W, b) in zip(grads, params, strict=True):
        assert (dW.shape, db.shape) == (W.shape, b.shape)
    errors = bp.gradient_check(lambda p: bp.network_cost(forward(X, p)[0], Y), params, grads, 1e-5)
    convicted = {
        f"{name}{k}"
        for k, pair in enumerate(errors, 1)
        for name, error in zip("Wb", pair, strict=True)
        if error > 1e-4
    }
    assert convicted == guilty


def test_the_origin_of_a_wrong_slope_is_not_taken_for_the_weight_of_the_same_place():
    def dense_backward(dZ, A_in, W):
        dA, dW, db = bp.dense_backward(dZ, A_in, W)
        return dA, dW + W, db

    evidence = dict(verdict_on(dense_backward, all_exercises()["dense_backward"]).evidence)
    assert "W[" not in evidence["It came from"]
    assert "dZ = " in evidence["It came from"]


def update_with(rule):
    def update_parameters(params, grads, alpha):
        return [rule(W, b, dW, db, alpha) for (W, b), (dW, db) in zip(params, grads, strict=True)]

    return update_parameters


def check_with(error):
    def gradient_check(cost_of, params, grads, eps):
        right = bp.gradient_check(cost_of, params, grads, eps)
        return [tuple(error(e) for e in pair) for pair in right]

    return gradient_check


UNDECLARED = {
    "update_parameters": [
        update_with(lambda W, b, dW, db, a: (W - 0.1 * dW, b - 0.1 * db)),
        update_with(lambda W, b, dW, db, a: ((W - a) * dW, b - a * db)),
        update_with(lambda W, b, dW, db, a: (W - a * dW, b - a * db / len(W))),
    ],
    "gradient_check": [
        check_with(lambda e: e * 1.7),
        check_with(lambda e: e + 0.01),
        lambda cost_of, params, grads, eps: bp.gradient_check(cost_of, params, grads, eps)[::-1],
        lambda cost_of, params, grads, eps: bp.gradient_check(cost_of, params, grads, 0.1),
    ],
    "train": [lambda X, Y, sizes, init, a, n: bp.train(X, Y, sizes, init, a, 8)],
    "numerical_gradient": [lambda f, t, eps: abs(bp.numerical_gradient(f, t, eps))],
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, wrong in UNDECLARED.items() for f in wrong]
)
def test_wrong_answers_that_nobody_declared_get_a_card_and_no_points(name, function):
    verdict = verdict_on(function, all_exercises()[name])
    assert not verdict.passed
    assert verdict.message
    assert verdict.score < 0.67
    if not all_exercises()[name].partial:
        assert verdict.score == 0


def test_a_mistake_is_not_named_after_one_value_that_it_shares():
    def train(X, Y, layer_sizes, initialise, alpha, epochs):
        params, history = initialise(layer_sizes), []
        for _ in range(epochs):
            A_out, cache = forward(X, params)
            history.append(bp.network_cost(A_out, Y))
            grads = bp.backward(Y, params, cache)
            params = [
                (W - 0.9 * alpha * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)
            ]
        return params, history

    assert verdict_on(train, all_exercises()["train"]).mistake is None


def test_a_list_that_was_changed_is_not_spoken_of_as_an_array():
    def backward(Y, params, cache):
        grads = bp.backward(Y, params, cache)
        cache.pop()
        return grads

    verdict = verdict_on(backward, all_exercises()["backward"])
    assert verdict.cause == "mutated"
    assert "array" not in verdict.message
    assert "copies" in verdict.message
