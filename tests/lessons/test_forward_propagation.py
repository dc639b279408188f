"""Lesson 2: right answers in many styles pass, and the wrong array is named."""

from itertools import pairwise

import numpy as np
import pytest

from course_utils.lessons import all_exercises
from course_utils.lessons.logistic_regression.reference import sigmoid
from tests.lessons.test_all_exercises import verdict_on


def loop_of_loops(a_in, W, b, g):
    out = []
    for j in range(len(b)):
        z = b[j]
        for i in range(len(a_in)):
            z = z + W[i, j] * a_in[i]
        out.append(float(g(z)))
    return out


def loop_over_columns(x, W, b, activation):
    return np.array([activation(w @ x + bias) for w, bias in zip(W.T, b, strict=True)])


def at_once(a_in, W, b, g):
    return g(W.T @ a_in + b)


def row_by_row(A_in, W, b, g):
    return np.array([[float(g(row @ W[:, j] + b[j])) for j in range(len(b))] for row in A_in])


def by_einsum(A_in, W, b, g):
    return g(np.einsum("mi,ij->mj", A_in, W) + b[None, :])


def transposed_throughout(A_in, W, b, g):
    return g(W.T.dot(A_in.T) + b.reshape(-1, 1)).T


def forward_with_index(X, params):
    cache = {0: X}
    for k in range(len(params)):
        cache[k + 1] = sigmoid(np.matmul(cache[k], params[k][0]) + params[k][1])
    return cache[len(params)], [cache[k] for k in range(len(params) + 1)]


def forward_with_tuples(X, params):
    activations = (X,)
    for layer in params:
        activations += (1 / (1 + np.exp(-(activations[-1] @ layer[0] + layer[1]))),)
    return [activations[-1], activations]


def forward_recursive(X, params):
    if not params:
        return X, [X]
    (W, b), *rest = params
    A_out, cache = forward_recursive(sigmoid(X @ W + b), rest)
    return A_out, [X, *cache]


def count_by_making_arrays(layer_sizes):
    return np.sum([a * b + b for a, b in pairwise(layer_sizes)])


def count_as_float(layer_sizes):
    return float(sum((a + 1) * b for a, b in pairwise(layer_sizes)))


RIGHT = {
    "dense_loop": [loop_of_loops, loop_over_columns, at_once],
    "dense": [row_by_row, by_einsum, transposed_throughout],
    "forward": [forward_with_index, forward_with_tuples, forward_recursive],
    "count_parameters": [count_by_making_arrays, count_as_float],
}


@pytest.mark.parametrize(
    ("name", "function"), [(name, f) for name, versions in RIGHT.items() for f in versions]
)
@pytest.mark.parametrize("seed", [1958, 7])
def test_right_answers_in_another_style_pass(name, function, seed):
    verdict = verdict_on(function, all_exercises()[name], seed)
    assert verdict.passed, str(verdict)


def test_the_first_wrong_array_is_named_and_the_right_ones_left_in_peace():
    def forward(X, params):
        A, cache = forward_with_index(X, params)
        cache[1] = cache[1] + 0.25
        return A, cache

    verdict = verdict_on(forward, all_exercises()["forward"])
    assert "`A1`" in verdict.message
    assert any("Right already: `A_out`, `A0`" in note for note in verdict.notes)
    assert verdict.score == 0


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (lambda X, params: X, "returned"),
        (lambda X, params: (X, X), "returned"),
        (lambda X, params: (X, [X]), "returned"),
        (lambda X, params: (X, None), "returned"),
        (lambda X, params: (X, {"A0": X}), "returned"),
    ],
)
def test_another_form_is_told(value, cause):
    verdict = verdict_on(value, all_exercises()["forward"])
    assert verdict.cause == cause, str(verdict)
    assert verdict.score < 1


def test_a_transpose_that_fits_only_square_layers_does_not_pass():
    def dense(A_in, W, b, g):
        return g(A_in @ (W.T if W.shape[0] == W.shape[1] else W) + b)

    assert not verdict_on(dense, all_exercises()["dense"]).passed


def test_a_number_with_a_comma_after_it_is_no_number():
    verdict = verdict_on(
        lambda sizes: (count_as_float(sizes),), all_exercises()["count_parameters"]
    )
    assert verdict.cause == "returned"
    assert "comma" in verdict.message
