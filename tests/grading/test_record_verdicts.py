"""Answers become a verdict and a score outside of the kernel, and nothing else does."""

import json

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.utils import determine_grade

from course_utils.answering import wire
from course_utils.answering.calling import answer
from course_utils.answering.cells import checked_name, has_check
from course_utils.grading.asking import Drawn, ask, new_seed
from course_utils.grading.judging_outside import mark_exercises
from course_utils.grading.preprocessors import RUN
from course_utils.grading.preprocessors.record_verdicts import RecordVerdicts
from course_utils.grading.preprocessors.refuse_unknown_checks import RefuseUnknownChecks
from course_utils.grading.running import Run
from course_utils.lessons import all_exercises
from course_utils.places import ANSWERS_MIME, VERDICT_MIME

SIGMOID = all_exercises()["sigmoid"]
SEED = 7


def right(z):
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def negated(z):
    return -right(z)


def graded_cell(*outputs, source="check(sigmoid)", points=10, solution=False):
    nbgrader = {"grade": True, "solution": solution, "points": points, "grade_id": "check-sigmoid"}
    return new_code_cell(
        source, metadata=nbformat.from_dict({"nbgrader": nbgrader}), outputs=list(outputs)
    )


def answers(function=right, seed=SEED, exercise="sigmoid"):
    given = answer(function, SIGMOID.asked(SIGMOID.ask(seed)))
    document = json.dumps({"exercise": exercise, **wire.pack_answers(given)})
    return new_output(
        "execute_result", data={"text/plain": "x", ANSWERS_MIME: document}, execution_count=1
    )


def stream(name):
    return new_output("stream", name=name, text="noise")


def recorded(cell, ended="", completed=()):
    asked = Drawn(SEED, {"sigmoid": (SIGMOID, SIGMOID.ask(SEED))})
    run = Run(new_notebook(cells=[cell]), ended, frozenset(completed))
    return RecordVerdicts().preprocess_cell(cell, {RUN: (run, mark_exercises(run, asked))}, 0)[0]


def score_of(cell):
    return determine_grade(recorded(cell))[0]


def test_right_answers_earn_the_points():
    assert score_of(graded_cell(answers())) == 10


def test_noise_costs_nothing():
    assert score_of(graded_cell(stream("stderr"), answers(), stream("stderr"))) == 10


def test_a_wrong_answer_earns_nothing_and_is_explained():
    cell = recorded(graded_cell(answers(negated)))
    (output,) = cell.outputs
    assert output.data["text/plain"] == "0.0"
    assert output.data[VERDICT_MIME]["score"] == 0
    assert "sign" in output.data["text/html"]


def test_the_answers_to_other_questions_are_wrong():
    assert score_of(graded_cell(answers(seed=SEED + 1))) == 0


@pytest.mark.parametrize(
    "outputs",
    [
        (),
        (stream("stdout"),),
        (new_output("execute_result", data={"text/plain": "10.0"}, execution_count=1),),
        (answers(exercise="square"),),
        (
            new_output(
                "execute_result",
                data={"text/plain": "10", VERDICT_MIME: {"exercise": "sigmoid", "score": 1.0}},
                execution_count=1,
            ),
        ),
        (new_output("error", ename="NameError", evalue="", traceback=[]),),
        (new_output("display_data", data={ANSWERS_MIME: "sigmoid"}),),
        (new_output("display_data", data={ANSWERS_MIME: {"exercise": "sigmoid"}}),),
    ],
    ids=[
        "nothing",
        "text",
        "number",
        "another exercise",
        "verdict",
        "error",
        "words",
        "no answers",
    ],
)
def test_without_answers_to_this_exercise_there_are_no_points(outputs):
    assert score_of(graded_cell(*outputs)) == 0


def test_why_a_run_ended_is_told():
    (output,) = recorded(graded_cell(), ended="Its kernel died.").outputs
    assert "Its kernel died." in output.data["text/html"]


def test_points_that_an_instructor_changed_are_those_that_count():
    assert score_of(graded_cell(answers(), points=4)) == 4


def test_cells_that_are_not_graded_by_running_them_are_left_alone():
    for cell in (
        new_code_cell("x = 1", outputs=[stream("stderr")]),
        new_markdown_cell("words"),
        graded_cell(stream("stdout"), source="words", solution=True),
    ):
        before = cell.copy()
        assert recorded(cell) == before


def test_a_plain_test_earns_its_points_by_the_record_of_its_run_and_not_by_its_outputs():
    ten = new_output("execute_result", data={"text/plain": "10"}, execution_count=1)
    for outputs in ((), (stream("stdout"),), (ten,)):
        cell = graded_cell(*outputs, source="assert 1 == 1")
        assert determine_grade(recorded(cell.copy()))[0] == 0
        assert determine_grade(recorded(cell, completed=[0]))[0] == 10


def test_a_submission_is_asked_what_its_locked_cells_check_and_never_the_same_twice():
    notebook = new_notebook(cells=[graded_cell(), new_code_cell("check(predict)")])
    assert set(ask(notebook, 1).exercises) == {"sigmoid"}
    assert len({new_seed() for _ in range(100)}) == 100


ONE_CHECK = (
    "check(sigmoid)",
    " check(sigmoid)\n",
    "check(sigmoid);",
    "check( sigmoid )  # the first one",
    "# the first one\n\ncheck(\n    sigmoid,\n)",
    "check(function=sigmoid)",
    "check('sigmoid')",
    "check(exercise='sigmoid')",
    "check(mine, exercise='sigmoid')",
    "check(mine, 'sigmoid')",
    "check(sigmoid, exercise=None)",
    "x = check(sigmoid)",
    "x: object = check(sigmoid)",
    "print('x'); check(sigmoid)",
    "check(sigmoid)\nprint('x')",
    "print(check(sigmoid))",
)
OTHERS = (
    "check()",
    "check(sigmoid",
    "check(\0)",
    "check(sigmoid); check(sigmoid)",
    "check(sigmoid)\ncheck = print",
    "check(*sigmoid)",
    "check(**sigmoid)",
    "check(sigmoid, name='x')",
    "check(sigmoid, sigmoid)",
    "check(np.sigmoid)",
    "check(sigmoid(1))",
    "if True: check(sigmoid)",
    "for f in (sigmoid,): check(f)",
    "[check(f) for f in (sigmoid,)]",
    "True or check(sigmoid)",
    "check(sigmoid) if False else 1",
    "lambda: check(sigmoid)",
    "def f(): check(sigmoid)",
    "accept = check\naccept(sigmoid)",
    "%time check(sigmoid)",
)


@pytest.mark.parametrize("source", ONE_CHECK)
def test_a_check_is_recognised_however_it_is_written(source):
    assert checked_name(source) == "sigmoid"
    cell = graded_cell(source=source)
    assert set(ask(new_notebook(cells=[cell]), 1).exercises) == {"sigmoid"}
    assert RefuseUnknownChecks().preprocess(new_notebook(cells=[cell]), {})


@pytest.mark.parametrize("source", [*OTHERS, "check(no_exercise)", "check(no_exercise);"])
def test_a_check_that_can_not_be_graded_is_not_released_and_earns_nothing(source):
    cell = graded_cell(source=source)
    with pytest.raises(ValueError, match="'check-sigmoid' can't be released"):
        RefuseUnknownChecks().preprocess(new_notebook(cells=[cell]), {})
    marked = recorded(cell, completed=[0])
    assert determine_grade(marked)[0] == 0
    assert "It c" in marked.outputs[0].data["text/html"]


@pytest.mark.parametrize(
    "source", ["assert sigmoid(0) == 0.5  # check(sigmoid)", "'check(x)'", "a.check(1)", "%pwd"]
)
def test_a_plain_test_may_speak_of_a_check(source):
    assert checked_name(source) is None
    assert not has_check(source)
