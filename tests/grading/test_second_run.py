"""An earlier mistake costs once: who is asked again, and with what."""

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.grading.second_run import built_on_failed, with_right_ones

WRONG_SIGMOID = "def sigmoid(z):\n    return 1 / 1 + np.exp(-z)"
PROBA = "def predict_proba(X, w, b):\n    return sigmoid(X @ w + b)"
PREDICT = "def predict(X, w, b):\n    return predict_proba(X, w, b) >= 0.5"


def check_cell(name):
    nbgrader = {"grade": True, "solution": False, "locked": True, "points": 1, "grade_id": name,
                "schema_version": 3, "task": False}  # fmt: skip
    return new_code_cell(f"check({name})", metadata={"nbgrader": nbgrader})


def notebook(*sources):
    """Make a notebook of sources; one that is a name alone is checked there."""
    cells = (check_cell(s) if s.isidentifier() else new_code_cell(s) for s in sources)
    return new_notebook(cells=list(cells))


def test_who_uses_a_failed_function_is_found_through_others():
    handed_in = notebook(WRONG_SIGMOID, "sigmoid", PROBA, "predict_proba", PREDICT, "predict")
    failed = {"sigmoid", "predict_proba", "predict"}
    assert built_on_failed(handed_in, failed) == {
        "predict_proba": ["sigmoid"],
        "predict": ["sigmoid", "predict_proba"],
    }
    assert built_on_failed(handed_in, {"predict_proba", "predict"}) == {
        "predict": ["predict_proba"]
    }


@pytest.mark.parametrize(
    "uses",
    [
        "%matplotlib inline\ndef predict_proba(X, w, b):\n    return sigmoid(X @ w + b)",
        "def helper(z):\n    return sigmoid(z)\npredict_proba = lambda X, w, b: helper(X @ w + b)",
        "if True:\n    def predict_proba(X, w, b):\n        return sigmoid(X @ w + b)",
        "g = sigmoid\ndef predict_proba(X, w, b):\n    return g(X @ w + b)",
    ],
)
def test_uses_are_seen_in_many_forms(uses):
    handed_in = notebook(WRONG_SIGMOID, "sigmoid", uses, "predict_proba")
    found = built_on_failed(handed_in, {"sigmoid", "predict_proba"})
    assert found == {"predict_proba": ["sigmoid"]}


@pytest.mark.parametrize(
    ("other", "failed"),
    [
        ("def predict_proba(X, w, b):\n    return X @ w + b", {"sigmoid", "predict_proba"}),
        (PROBA, {"predict_proba"}),
        (PROBA, {"sigmoid"}),
        ("def predict_proba(X, w, b:", {"sigmoid", "predict_proba"}),
        ("(" * 10_000, {"sigmoid", "predict_proba"}),
        (PROBA + "\n" + "#" * 60_000, {"sigmoid", "predict_proba"}),
    ],
)
def test_who_builds_on_nothing_that_failed_is_not_asked_again(other, failed):
    assert built_on_failed(notebook(WRONG_SIGMOID, "sigmoid", other, "predict_proba"), failed) == {}


def test_a_later_exercise_stands_in_for_no_earlier_one():
    handed_in = notebook(WRONG_SIGMOID + "\n" + PROBA, "predict_proba", "sigmoid")
    assert built_on_failed(handed_in, {"sigmoid", "predict_proba"}) == {}


def test_right_ones_stand_where_what_is_built_on_them_is_checked():
    handed_in = notebook("import numpy as np", WRONG_SIGMOID, "sigmoid", PROBA, "predict_proba")
    changed = with_right_ones(handed_in, {"predict_proba": ["sigmoid"]})
    assert len(handed_in.cells) == 5
    names, seen = {}, {}
    for cell in changed.cells:
        if cell.source.startswith("check("):
            name = cell.source[6:-1]
            seen[name] = names[name](
                *((0.0,) if name == "sigmoid" else (np.eye(2), np.zeros(2), 0))
            )
        else:
            exec(cell.source, names)
    assert seen["sigmoid"] == 2.0  # theirs, where it is checked itself
    np.testing.assert_allclose(seen["predict_proba"], [0.5, 0.5])
