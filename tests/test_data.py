"""Every data set has its shape and range, without a network."""

import sys
import types

import numpy as np
import pytest

from course_utils import data


def test_student_hours_are_the_twelve_rows():
    X, y = data.load_student_hours()
    assert X.shape == (12, 2)
    assert X.dtype == float
    assert X[:3].tolist() == [[4, 6], [5, 7], [2, 8]]
    assert y.tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1]


def test_each_call_gives_arrays_of_its_own():
    data.load_student_hours()[0][:] = 0
    assert data.load_student_hours()[0].any()


def test_digits_are_zeros_and_ones_between_paper_and_ink():
    X, y = data.load_digits01()
    assert X.shape == (360, 64)
    assert y.shape == (360,)
    assert set(y) == {0, 1}
    assert X.min() == 0
    assert X.max() == 1


@pytest.fixture
def fake_mnist(monkeypatch):
    """Stand in for keras.datasets, which would import TensorFlow and reach for the network."""

    def install(load_data):
        datasets = types.ModuleType("keras.datasets")
        datasets.mnist = types.SimpleNamespace(load_data=load_data)
        monkeypatch.setitem(sys.modules, "keras", types.ModuleType("keras"))
        monkeypatch.setitem(sys.modules, "keras.datasets", datasets)

    return install


def test_mnist_keeps_zeros_and_ones_and_scales_them(fake_mnist):
    images = np.full((4, 28, 28), 255, dtype=np.uint8)
    fake_mnist(lambda: ((images, np.array([0, 7, 1, 3])), None))
    X, y = data.load_mnist01()
    assert X.shape == (2, 784)
    assert X.max() == 1
    assert y.tolist() == [0, 1]


def test_mnist_without_a_network_says_what_to_use_instead(fake_mnist):
    def fail():
        raise Exception("URL fetch failure")

    fake_mnist(fail)
    with pytest.raises(OSError, match=r"URL fetch failure.*load_digits01"):
        data.load_mnist01()
