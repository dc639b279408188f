"""A network's forward pass agrees with itself, with lesson 1 and with Keras."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.lessons.forward_propagation import reference as network
from course_utils.lessons.logistic_regression.reference import predict_proba, sigmoid


@st.composite
def networks(draw):
    """Draw X and the parameters of a network of one to four layers."""
    sizes = draw(st.lists(st.integers(1, 7), min_size=2, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    params = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(sizes)]
    return rng.normal(size=(draw(st.integers(1, 6)), sizes[0])), params, sizes


@given(networks())
@settings(deadline=None)
def test_the_loop_and_the_product_agree(drawn):
    X, params, _ = drawn
    W, b = params[0]
    looped = [network.dense_loop(row, W, b, np.tanh) for row in X]
    np.testing.assert_allclose(looped, network.dense(X, W, b, np.tanh))


@given(networks())
@settings(deadline=None)
def test_the_cache_holds_every_activation(drawn):
    X, params, sizes = drawn
    A_out, cache = network.forward(X, params)
    assert [A.shape for A in cache] == [(len(X), size) for size in sizes]
    np.testing.assert_array_equal(cache[0], X)
    assert cache[-1] is A_out
    for A_in, A, (W, b) in zip(cache, cache[1:], params, strict=False):
        np.testing.assert_allclose(A, sigmoid(A_in @ W + b))


def test_a_network_of_one_unit_is_logistic_regression():
    rng = np.random.default_rng(0)
    X, w, b = rng.normal(size=(5, 3)), rng.normal(size=3), 0.7
    A_out, _ = network.forward(X, [(w[:, None], np.array([b]))])
    np.testing.assert_allclose(A_out[:, 0], predict_proba(X, w, b))


@given(networks())
@settings(deadline=None)
def test_the_parameters_counted_are_those_there(drawn):
    _, params, sizes = drawn
    assert network.count_parameters(sizes) == sum(W.size + b.size for W, b in params)


@pytest.mark.parametrize(("sizes", "count"), [([400, 25, 15, 1], 10_431), ([64, 25, 15, 1], 2_031)])
def test_the_parameters_of_the_lessons_networks(sizes, count):
    assert network.count_parameters(sizes) == count


@pytest.mark.xdist_group("tensorflow")
@pytest.mark.parametrize("sizes", [(3, 1), (4, 5, 2), (64, 25, 15, 1), (2, 3, 4, 5, 6)])
def test_keras_computes_the_same(sizes):
    import keras

    rng = np.random.default_rng(len(sizes))
    params = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(sizes)]
    X = rng.normal(size=(7, sizes[0]))
    model = keras.Sequential(
        [
            keras.Input((sizes[0],)),
            *(keras.layers.Dense(n, activation="sigmoid") for n in sizes[1:]),
        ]
    )
    model.set_weights([array for pair in params for array in pair])
    theirs = keras.ops.convert_to_numpy(model(X))
    np.testing.assert_allclose(network.forward(X, params)[0], theirs, atol=2e-6)
    assert model.count_params() == network.count_parameters(sizes)
