"""What it takes to judge an answer is bounded, and costs nobody else anything."""

import json
import os
import signal
import time

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output

from course_utils.answering import wire
from course_utils.answering.calling import answer
from course_utils.grading import judging_outside
from course_utils.grading.children import Bounds, Child
from course_utils.grading.judging_outside import BOUNDS, judged
from course_utils.lessons import all_exercises
from course_utils.lessons.tensorflow_three_steps import paper
from course_utils.places import ANSWERS_MIME, MB
from tests.conftest import REPOSITORY
from tests.grading.red_team.test_documents import document, nested

EXERCISES = all_exercises()
SQUARE = EXERCISES["square"]
SEED = 5


def cell_with(*documents):
    """Make a cell that has published these."""
    texts = (one if isinstance(one, str) else json.dumps(one) for one in documents)
    outputs = [new_output("display_data", data={ANSWERS_MIME: text}) for text in texts]
    return new_code_cell("check(square)", outputs=outputs)


def right():
    given = answer(SQUARE.reference, SQUARE.asked(SQUARE.ask(SEED)))
    return {"exercise": "square", **wire.pack_answers(given)}


def judge_s_process() -> int:
    process = judging_outside._judge(BOUNDS)._process
    assert process is not None
    return process.pid


def test_answers_are_judged_in_another_process(monkeypatch):
    monkeypatch.setattr(judging_outside, "judge_answers", None)
    mark = judged(cell_with(right()), SQUARE, SEED)
    assert mark.score == 1.0
    assert "square: right" in mark.data["text/html"]
    assert judge_s_process() != os.getpid()


def test_the_last_answers_count_and_others_are_left_alone():
    forged = {**right(), "answers": []}
    assert judged(cell_with(forged, "no JSON {", right()), SQUARE, SEED).score == 1.0
    assert judged(cell_with(right(), forged), SQUARE, SEED).score == 0.0
    assert judged(cell_with(document("sigmoid")), SQUARE, SEED).score == 0.0
    assert judged(new_code_cell("check(square)"), SQUARE, SEED).score == 0.0


def test_one_that_takes_too_much_memory_earns_nothing_and_is_told_and_the_next_is_judged():
    little = Bounds(seconds=5, patience=60, memory=20 * MB)
    many = "[" + "[]," * 2_000_000 + "0]"
    mark = judged(cell_with(many), SQUARE, SEED, bounds=little)
    assert mark.score == 0.0
    assert "it took more than 20 MB of memory" in mark.data["text/html"]
    assert judged(cell_with(right()), SQUARE, SEED, bounds=little).score == 1.0


def test_one_that_takes_too_long_earns_nothing_and_is_told(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    busy = Child("tests.grading.standins:never", Bounds(seconds=1, patience=60))
    monkeypatch.setattr(judging_outside, "_judge", lambda bounds: busy)
    mark = judged(cell_with(right()), SQUARE, SEED)
    assert mark.score == 0.0
    assert "it took more than 1 seconds of computing" in mark.data["text/html"]
    busy.close()


def test_a_right_answer_outlives_the_judge():
    judged(cell_with(right()), SQUARE, SEED)
    os.kill(judge_s_process(), signal.SIGKILL)
    assert judged(cell_with(right()), SQUARE, SEED).score == 1.0


STUDENTS, COLUMNS = EXERCISES["build_student_model"].ask(1)[0].probe[0].shape


def vast(*shape):
    return wire.pack(np.zeros(shape, dtype=np.int8))


def model(*layers):
    """Make an observation of a model of many layers."""
    observed = {
        "built": True,
        "is_chain": True,
        "weights": 4,
        "steps": 10,
        "losses": vast(3000),
        "history": True,
        "optimizer": "Adam",
        "loss": 0.5,
        "shapes": {"tuple": [{"tuple": [7, 25]}] * 1000},
        "parameters": 3,
        "units_differ": True,
        "penalties": 0,
        "outputs": vast(STUDENTS, 1),
        "layers": {"tuple": [packed_layer(*layer) for layer in layers]},
    }
    return {"observed": observed}


def packed_layer(kind, settings, weights):
    pairs = [{"tuple": [name, wire.pack(value)]} for name, value in settings.items()]
    return {"tuple": [kind, {"tuple": pairs}, {"tuple": [wire.pack(w) for w in weights]}]}


def dense(n_in, n_out):
    return "Dense", {"activation": "linear"}, [np.zeros((n_in, n_out), "i1"), np.zeros(1)]


GELU = ("Activation", {"activation": "gelu"}, [])
COSTLY = {
    "many thousand layers": model(dense(COLUMNS, 20_000), *[GELU] * 1500),
    "many layers as wide as may be": model(
        dense(COLUMNS, paper.MOST_UNITS), *[GELU] * (paper.MOST_LAYERS - 2)
    ),
    "wide layers": model(*[dense(COLUMNS, 3000), dense(3000, COLUMNS)] * 25),
    "a column and a row": model(
        dense(COLUMNS, 1), ("Rescaling", {"scale": np.ones((1, 300_000), "i1"), "offset": 0}, [])
    ),
    "no inputs and any number of units": model(dense(COLUMNS, 0), dense(0, 2**24)),
    "a list of many layers": {"tuple": [{"tuple": [vast(2, 2), vast(2)]}] * 1000},
    "an array of many layers": vast(300_000, 2, 1),
    "as many numbers as fit": vast(2000, 2000),
    "a column where a row is expected": vast(100_000, 1),
    "a row where a column is expected": vast(1, 100_000),
    "lists in lists": nested(10) + [nested(8)] * 500,
}


@pytest.mark.parametrize("value", COSTLY.values(), ids=COSTLY)
def test_no_answer_makes_the_judge_work_for_long_or_take_much(value):
    little = Bounds(seconds=5, patience=60, memory=250 * MB)
    for name, exercise in EXERCISES.items():
        text = json.dumps(document(name, value))
        if len(text) > 20 * MB:  # no cell may publish that
            continue
        started = time.monotonic()
        mark = judged(cell_with(text), exercise, 1, bounds=little)
        assert mark.score == 0.0
        assert "made to take too much" not in mark.data["text/html"], name
        assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "layers",
    [
        [GELU] * (paper.MOST_LAYERS + 1),
        [("Rescaling", {"scale": np.ones((300, 1)), "offset": 0.0}, [])],
        [("Rescaling", {"scale": np.ones((5, 300, 2)), "offset": 0.0}, [])],
        [("BatchNormalization", {"scale": False, "center": False}, [np.ones((9, 1))] * 2)],
        [("Dense", {"activation": "linear"}, [np.ones((3, 4)), np.ones(4)])],
        [("Dense", {"activation": "linear"}, [np.ones((2, 1)), np.ones((1, 500))])],
        [("Dense", {"activation": "linear"}, [np.ones((1, 2, 4)), np.ones(4)])],
        [("Dense", {"activation": "linear"}, [np.ones((2, 0)), np.ones(0)])],
        [dense(2, paper.MOST_UNITS + 1)],
    ],
)
def test_layers_that_would_stretch_the_data_are_not_worked_out(layers):
    with pytest.raises(paper.NotOnPaperError):
        paper.run_layers(np.ones((1, 2)), layers)


def test_as_many_layers_as_anybody_writes_are_worked_out():
    layers = [("Dense", {"activation": "linear"}, [np.eye(2), np.zeros(2)])] * 40
    assert paper.run_layers(np.ones((3, 2)), layers).tolist() == [[1, 1]] * 3
