"""An earlier mistake costs once: who is asked again, and with what."""

import re

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.grading.second_run import built_on_failed, with_right_ones
from course_utils.lessons import all_exercises
from course_utils.lessons.standing_in import stand_in
from tests.grading.conftest import LESSON, solutions

pytestmark = pytest.mark.xdist_group("batch")

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


def test_what_stands_in_holds_no_later_exercise():
    order = list(all_exercises())
    for place, name in enumerate(order):
        defined = set(re.findall(r"def (\w+)", stand_in(name)))
        assert not defined & set(order[place + 1 :]), name


FOR_NUMBERS = """
def sigmoid(z):
    import math
    return 1 / (1 + math.exp(-z))
"""
BIAS_LOST = """
def predict_proba(X, w, b):
    return sigmoid(X @ w)
"""
STUB = "def sigmoid(z):\n    raise NotImplementedError()\n"
DOES_NOT_PARSE = "def sigmoid(z)\n    return z\n"
STEALS = """
def predict_proba(X, w, b):
    return sigmoid(X @ w + b)
def compute_cost(X, y, w, b):
    import inspect
    print("STOLEN", sigmoid.__code__.co_consts, inspect.getdoc(sigmoid))
    return predict_proba(X, w, b).mean() + float("nan")
"""
LATER = ("predict_proba", "compute_cost", "compute_gradient", "predict")


@pytest.fixture(scope="module")
def term(tmp_path_factory, released):
    """A class in which an early mistake was made, graded by both ways."""
    course = released(tmp_path_factory.mktemp("term"), LESSON)
    right = solutions()
    mistaken = {
        "numbers": {"sigmoid": FOR_NUMBERS},
        "two": {"sigmoid": FOR_NUMBERS, "predict_proba": BIAS_LOST},
        "stub": {"sigmoid": STUB},
        "unreadable": {"sigmoid": DOES_NOT_PARSE},
        "thief": {"sigmoid": FOR_NUMBERS, "predict_proba": STEALS, "compute_cost": "1"},
    }
    for student, answers in mistaken.items():
        course.submit(student, {**right, **answers}, demos=False)
    course.told = course.run("course", "grade", LESSON)
    course.nbgrader("generate_feedback", LESSON)
    return course


@pytest.mark.parametrize(
    ("student", "lost"),
    [
        ("numbers", {"sigmoid"}),
        ("two", {"sigmoid", "predict_proba"}),
        ("stub", {"sigmoid"}),
        ("unreadable", {"sigmoid"}),
        ("thief", {"sigmoid", "compute_cost"}),
    ],
)
def test_an_earlier_mistake_costs_once(term, student, lost):
    assert term.told.returncode == 0, term.told.stdout + term.told.stderr
    scores = term.scores(student)
    assert {name for name, score in scores.items() if not score} == lost, scores


def test_the_feedback_says_so_and_shows_nothing_of_the_second_run(term):
    page = term.feedback("numbers")
    assert "Right, given a right" in page
    assert "a mistake there costs nothing here" in page
    thief = term.feedback("thief")
    assert "_right_sigmoid" not in thief
    assert "1 / (1 + e^" not in thief
    reference = all_exercises()["sigmoid"].reference.__doc__.splitlines()[0]
    assert f"STOLEN {reference}" not in thief


def test_insights_count_the_cause(term):
    told = term.run("course", "insights", LESSON, "--csv", str(term.root / "insights.csv"))
    assert told.returncode == 0, told.stdout + told.stderr
    rows = (term.root / "insights.csv").read_text().splitlines()
    right = [row for row in rows if row.startswith("predict,") and ",right," in row]
    assert any(",5," in row for row in right), rows


def test_nbgraders_own_command_gives_the_same(term):
    before = {student: term.scores(student) for student in ("numbers", "two")}
    for student in before:
        term.nbgrader("autograde", LESSON, "--student", student, "--force")
    assert {student: term.scores(student) for student in before} == before


def test_it_can_be_switched_off(term):
    term.nbgrader(
        "autograde", LESSON, "--student", "numbers", "--force", "--RunSubmission.second_run=False"
    )
    scores = term.scores("numbers")
    assert all(scores[name] == 0 for name in LATER), scores
    with (term.root / "nbgrader_config.py").open("a") as file:
        file.write("c.RunSubmission.second_run = False\n")
    graded = term.run("course", "grade", LESSON, "--force")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert term.scores("two") == {**term.scores("two"), **dict.fromkeys(LATER, 0.0)}
