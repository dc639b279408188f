"""The bug hunt is played: only the right charge opens a suspect's code, which shows its bug."""

import numpy as np
import pytest

from course_utils import check
from course_utils.data import load_digits01
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.bug_hunt import (
    CHARGES,
    accuse,
    broken_backwards,
    code_of,
)
from course_utils.lessons.forward_propagation.reference import forward

RIGHT = {
    1: "layer 2: its own db",
    2: "layer 2: its own dW and db",
    3: "layer 2: what it hands on",
    4: "layer 3: what it hands on",
    5: "layer 2: what it hands on",
}
MENDED = {
    1: ("np.sum(dZ, axis=1) if k == 1 else db", "db"),
    2: ("(dW / m, db / m) if k == 1 else (dW, db)", "(dW, db)"),
    3: ("np.log(cache[k] / (1 - cache[k])) if k == 1 else cache[k]", "cache[k]"),
    4: ("W = W - dW", "pass"),
    5: ("dZ @ W", "dZ @ W.T"),
}
PIECES = (reference.output_delta, reference.sigmoid_backward, reference.dense_backward)


@pytest.mark.parametrize("suspect", RIGHT)
@pytest.mark.parametrize("number", range(1, len(CHARGES) + 1))
def test_only_the_right_charge_shows_the_code(suspect, number):
    charge = CHARGES[number - 1]
    found = accuse(suspect, charge)
    assert str(accuse(suspect, number)) == str(found)
    assert bool(found.code) == (charge == RIGHT[suspect])
    assert ("✓" in found.title) == (charge == RIGHT[suspect])
    assert (f"def suspect_{suspect}(" in str(found)) == (charge == RIGHT[suspect])


@pytest.mark.parametrize(
    "arguments", [(), (7, 1), (1,), (1, "nonsense"), (1, 0), (1, 99), ("one", 1), ([1], 1)]
)
def test_it_says_how_to_accuse(arguments):
    said = str(accuse(*arguments))
    assert "1. layer 3: its own dW and db" in said
    assert "def suspect" not in said


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("suspect", MENDED)
def test_the_code_shown_is_wrong_and_one_line_mends_it(suspect):
    shown, (bug, right) = code_of(suspect), MENDED[suspect]
    assert shown.count(bug) == 1
    for code, passes in ((shown, False), (shown.replace(bug, right), True)):
        names = {"np": np, **{piece.__name__: piece for piece in PIECES}}
        exec(code, names)
        assert check(names[f"suspect_{suspect}"], exercise="backward").passed == passes


def test_four_of_five_train_and_three_are_as_good_as_the_right_one():
    X, y = load_digits01()
    X_few, Y_few = X[:25], y[:25, None]
    X_test, Y_test = X[270:], y[270:, None]
    wrong, costs = {}, {}
    with np.errstate(all="ignore"):
        for name, suspect in {
            "right": reference.backward,
            **broken_backwards(*PIECES),
        }.items():
            params = reference.initialise([64, 25, 25, 1], np.random.default_rng(0))
            for _ in range(200):
                cache = forward(X_few, params)[1]
                params = reference.update_parameters(params, suspect(Y_few, params, cache), 1.0)
            A_out = forward(X_test, params)[0]
            wrong[name] = int(np.sum((A_out >= 0.5) != Y_test))
            costs[name] = reference.network_cost(A_out, Y_test)
    assert np.isnan(costs.pop("suspect 3"))
    assert all(cost < np.log(2) / 2 for cost in costs.values())
    assert sum(abs(wrong[name] - wrong["right"]) <= 2 for name in costs if name != "right") >= 3
