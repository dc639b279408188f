"""The descent explorer: whose function takes the steps, and what is said of them."""

import numpy as np
import pytest

from course_utils.lessons.logistic_regression import reference
from course_utils.visuals.descent import descend, draw_descent, walks_right


def in_lists(*arguments):
    print("a step")
    w, b, history = reference.gradient_descent(*arguments)
    return w.tolist(), np.array([b]), history


def uphill(X, y, w, b, cost, gradient, alpha, steps):
    return reference.gradient_descent(X, y, w, b, cost, gradient, -alpha, steps)


def one_after_the_other(X, y, w, b, cost, gradient, alpha, steps):
    for _ in range(steps):
        w = w - alpha * gradient(X, y, w, b)[1]
        b = b - alpha * gradient(X, y, w, b)[0]
    return w, b, []


def stub(*arguments):
    raise NotImplementedError


def nothing(*arguments):
    return None


@pytest.mark.parametrize("walk", [reference.gradient_descent, in_lists])
def test_a_right_function_walks(walk, capsys):
    assert walks_right(walk)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("walk", [uphill, one_after_the_other, stub, nothing])
def test_a_wrong_one_does_not(walk):
    assert not walks_right(walk)


def test_the_steps_are_those_of_the_function_that_is_handed_in():
    asked = []

    def own(X, y, w, b, cost, gradient, alpha, steps):
        asked.append(steps)
        return reference.gradient_descent(X, y, w, b, cost, gradient, alpha, steps)

    path, costs = descend(0.5, (-2.0, 3.0), 7, walk=own)
    assert asked == [1] * 7
    np.testing.assert_allclose(path, descend(0.5, (-2.0, 3.0), 7)[0])
    assert np.all(np.diff(costs) < 0)


def test_what_is_drawn_is_said():
    pictures, words = draw_descent(100.0, 10, -2.0, 3.0, scaled=False)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert words.startswith("10 steps of alpha 100: the cost goes from ")
    assert words.endswith("The path leaves the picture.")
