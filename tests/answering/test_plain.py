"""Only plain values cross to the judge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.answering.plain import MAX_ELEMENTS, Foreign, copy_plain, same_plain, to_plain


def is_plain(value):
    if isinstance(value, tuple):
        return all(map(is_plain, value))
    if isinstance(value, np.ndarray):
        return type(value) is np.ndarray and value.dtype.kind in "biufc"
    return value is None or type(value) in (bool, int, float, str, Foreign)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@given(anything)
def test_whatever_is_returned_arrives_plain(value):
    assert is_plain(to_plain(value))


class Hostile:
    def __array__(self, *_, **__):
        return np.array([object()])

    def __repr__(self):
        raise RuntimeError


class Subclass(np.ndarray):
    pass


@pytest.mark.parametrize(
    "value",
    [
        Hostile(),
        np.array(["text"]),
        np.array([object()], dtype=object),
        np.zeros(3, dtype="datetime64[s]"),
        np.zeros(2).view(Subclass),
        np.ma.array([1, 2], mask=[0, 1]),
        [[1, 2], [3]],
        [[[[[[1]], 2]]]],
        10**400,
        range(3),
        (x for x in "ab"),
        len,
        int,
        np,
        np.float32(2),
        np.matrix([[1, 2]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_strange_values_arrive_plain_as_well(value):
    assert is_plain(to_plain(value))


def test_an_array_that_is_too_large_does_not_cross():
    huge = np.broadcast_to(np.float64(0), (MAX_ELEMENTS + 1,))
    assert isinstance(to_plain(huge), Foreign)


def test_an_array_crosses_as_a_copy():
    array = np.zeros(3)
    plain = to_plain(array)
    array[0] = 1
    assert plain[0] == 0


def test_equal_means_equal_in_every_element():
    assert same_plain(np.array([1.0, np.nan]), np.array([1.0, np.nan]))
    assert not same_plain(np.array([1.0]), np.array([1]))
    assert not same_plain([1, 2], [1, 3])


def test_nested_arguments_are_copied_and_compared_to_the_bottom():
    params = [(np.ones((2, 3)), np.zeros(3)), (np.ones((3, 1)), np.zeros(1))]
    copied = copy_plain(params)
    assert same_plain(params, copied)
    copied[1][0][0, 0] += 1e-3
    assert not same_plain(params, copied)
    assert params[1][0][0, 0] == 1


def test_a_nudge_that_was_put_back_is_no_change():
    theta = np.array([0.1, 0.2])
    nudged = theta.copy()
    nudged[0] += 1e-4
    nudged[0] -= 2e-4
    nudged[0] += 1e-4
    assert same_plain(theta, nudged)
