"""A verdict becomes a score, and nothing else does."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from course_utils.checking.report import VERDICT_MIME
from course_utils.grading.record_verdicts import RecordVerdicts, checked_name


def graded_cell(*outputs, source="check(sigmoid)", points=10):
    nbgrader = {"grade": True, "solution": False, "points": points, "grade_id": "check-sigmoid"}
    return new_code_cell(
        source, metadata=nbformat.from_dict({"nbgrader": nbgrader}), outputs=list(outputs)
    )


def verdict(score, exercise="sigmoid", text="whatever"):
    data = {"text/plain": text, VERDICT_MIME: {"exercise": exercise, "score": score}}
    return new_output("execute_result", data=data, execution_count=1)


def stream(name):
    return new_output("stream", name=name, text="noise")


def score_of(cell):
    cell, _ = RecordVerdicts().preprocess_cell(cell, {}, 0)
    return determine_grade(cell)[0]


@pytest.mark.parametrize(("share", "points"), [(1.0, 10), (0.5, 5), (0.0, 0)])
def test_the_score_is_the_verdicts_share_of_the_points(share, points):
    assert score_of(graded_cell(verdict(share))) == points


def test_noise_costs_nothing():
    assert score_of(graded_cell(stream("stderr"), verdict(1.0), stream("stderr"))) == 10


@pytest.mark.parametrize(
    "outputs",
    [
        (),
        (stream("stdout"),),
        (new_output("execute_result", data={"text/plain": "10.0"}, execution_count=1),),
        (verdict(1.0, exercise="square"),),
        (new_output("error", ename="NameError", evalue="", traceback=[]),),
    ],
    ids=["nothing", "text", "a number", "another exercise", "an error"],
)
def test_without_a_verdict_on_this_exercise_there_are_no_points(outputs):
    assert score_of(graded_cell(*outputs)) == 0


def test_points_that_an_instructor_changed_are_those_that_count():
    assert score_of(graded_cell(verdict(1.0), points=4)) == 4


def test_other_cells_are_left_alone():
    cell = graded_cell(stream("stdout"), source="assert 1 == 1")
    before = cell.copy()
    assert RecordVerdicts().preprocess_cell(cell, {}, 0)[0] == before


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("check(sigmoid)", "sigmoid"),
        (" check(sigmoid)\n", "sigmoid"),
        ("check()", None),
        ("check('sigmoid')", None),
        ("x = check(sigmoid)", None),
        ("print(sigmoid)", None),
        ("check(sigmoid", None),
    ],
)
def test_the_checked_exercise_is_read_from_the_cell(source, name):
    assert checked_name(source) == name
