"""What a submission publishes as answers is read as plain numbers, or it is worth nothing."""

import base64
import contextlib
import json
import time
import tracemalloc

import numpy as np
import pytest

from course_utils.answering import wire
from course_utils.grading.judging_outside import judge_answers
from course_utils.kernels.inside.limits import MB
from course_utils.lessons import all_exercises
from course_utils.notebook.cards import ShownVerdict

SCRIPT = "<script>alert(1)</script>"


def array(kind, shape, data=b""):
    return {"array": [kind, shape, base64.b64encode(data).decode()]}


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


VALUES = {
    "a shape too large": array("<f8", [10**30]),
    "a shape that multiplies to too much": array("<f8", [2**40, 2**40], b"x" * 8),
    "an empty array of vast shape": array("<f8", [0, 2**60]),
    "a negative size": array("<f8", [-1], b"x" * 8),
    "a size that is a truth value": array("<f8", [True], b"x" * 8),
    "a shape that is a text": {"array": ["<f8", "12", "AAAA"]},
    "too many axes": array("<f8", [1] * 64, b"x" * 8),
    "a shape and data that differ": array("<f8", [3], b"x" * 8),
    "data that is no text": {"array": ["<f8", [1], 12]},
    "data that is not base64": {"array": ["<f8", [1], "\ud800<>"]},
    "Python objects": array("|O", [1], b"x" * 8),
    "texts in an array": array("<U4", [1], b"x" * 16),
    "records": array("i,i", [1], b"x" * 8),
    "a kind that is no Python": array("(2", [1]),
    "a kind with a field": array("i4,", [1], b"x" * 4),
    "dates": array("<M8", [1], b"x" * 8),
    "truth values that are neither": array("|b1", [5], b"\x02\x03\x04\x05\x06"),
    "numbers of other precision": array("<f16", [1], b"\xff" * 16),
    "a number that is a ragged list": {"number": [[1], [1, 2]]},
    "a number that is many texts": {"number": ["x" * 2000] + [""] * 19_000},
    "a number in a number": {"number": {"number": 1}},
    "an integer of 400 digits": 10**400,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "the largest number": 1e308,
    "a text for a number": "0.5",
    "a truth value": True,
    "nothing": None,
    "null bytes": "\0" * 100,
    "half a surrogate pair": "\ud800",
    "something foreign of half a pair": {"foreign": "\ud800" + SCRIPT},
    "a given function": {"function": ["bend", "def bend(z): return z"]},
    "source to run": {"function": ["f", "import os; os.abort()"]},
    "a given model of nothing": {"model": {"params": 1, "activations": 2}},
    "a model with other fields": {"model": {"__class__": 1}},
    "an observation of nothing": {"observed": {}},
    "an observation of anything": {"observed": {"built": True, "shapes": [[10**9, 10**9]]}},
    "an observation of many layers": {"observed": {"built": True, "layers": nested(5)}},
    "a form that nobody knows": {"pickle": "gASVAAAA"},
    "two forms at once": {"tuple": [], "number": 1},
    "lists too deep": nested(300),
    "too many values": {"tuple": [0] * 19_990},
    "far too many values": [0] * 100_000,
}
DOCUMENTS = {
    "no answers": {"answers": []},
    "answers that are a text": {"answers": "all right"},
    "a thousand answers": {"answers": [{}] * 1000},
    "answers with other fields": {"answers": [{"score": 1.0}]},
    "an anatomy that is a list": {"anatomy": []},
    "something added": {"score": 1.0, "passed": True},
    "names without end": {"anatomy": {"reads": ["x" * 10_000] * 10_000}},
    "a text of a million letters": {"printed": "x" * 1_000_000},
    "a text that is a list": {"printed": ["x"]},
    "arguments that are a script": {"refused": SCRIPT},
    "changed arguments beyond the last": {
        "answers": [
            {"value": 0.5, "raised": None, "timed_out": False, "changed": [19, 10**9], "kinds": []}
        ]
    },
    "an error that is a list": {
        "answers": [{"value": 0.5, "raised": [], "timed_out": False, "changed": [], "kinds": []}]
    },
}


def document(name, value=0.5, **changed):
    count = len(all_exercises()[name].ask(1))
    given = {"value": value, "raised": None, "timed_out": False, "changed": [], "kinds": []}
    anatomy = {"name": name, "empty": False, "reads": [], "calls": [], "ignores": [], "unknown": []}
    return {
        "exercise": name,
        "answers": [given] * count,
        "anatomy": anatomy,
        "refused": None,
        "printed": "",
        "warned": [],
        **changed,
    }


def judged(document):
    """Judge what came as JSON, and lay out the card on it."""
    exercise = all_exercises()[document["exercise"]]
    verdict = judge_answers([json.dumps(document)], exercise, exercise.ask(1))
    json.dumps(ShownVerdict.of(verdict)._repr_mimebundle_(), ensure_ascii=False).encode()
    return verdict


@contextlib.contextmanager
def no_more_than(size):
    """See that a block takes no more memory than this at any time."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_of_any_form_earns_nothing_in_any_exercise(value):
    started = time.process_time()
    scores = {name: judged(document(name, value)).score for name in all_exercises()}
    assert set(scores.values()) == {0.0}
    assert time.process_time() - started < 20


@pytest.mark.parametrize("changed", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_of_any_form_earns_nothing(changed):
    assert judged(document("sigmoid", **changed)).score == 0.0


@pytest.mark.parametrize("whole", [None, 1, "sigmoid", [], {}, {"exercise": ["sigmoid"]}])
def test_what_is_no_document_earns_nothing(whole):
    exercise = all_exercises()["sigmoid"]
    assert judge_answers([json.dumps(whole)], exercise, exercise.ask(1)).score == 0.0


def test_what_is_no_json_earns_nothing():
    exercise = all_exercises()["sigmoid"]
    for text in ("", "{", "[" * 100_000, "9" * 10_000):
        assert judge_answers([text], exercise, exercise.ask(1)).score == 0.0


def test_layers_whose_weights_multiply_are_not_worked_out():
    name = "build_student_model"
    layers = []
    for axes in (1, 2, 3, 4):
        shape = [300, *[1] * axes, 2]
        weights = {"tuple": [array("<f4", shape, bytes(2400)), array("<f4", shape, bytes(2400))]}
        layers.append({"tuple": ["Normalization", {"tuple": []}, weights]})
    seen = {"built": True, "outputs": 0, "layers": {"tuple": layers}}
    with no_more_than(100 * MB):
        assert judged(document(name, {"observed": seen})).score == 0.0


def test_a_number_that_is_made_of_texts_takes_no_memory():
    with no_more_than(100 * MB):
        assert judged(document("sigmoid", VALUES["a number that is many texts"])).score == 0.0


@pytest.mark.parametrize("value", [nested(20), [0] * 30_000, {"tuple": [[0] * 15_000] * 2}])
def test_what_is_too_deep_or_too_much_is_not_read(value):
    with pytest.raises(wire.WireError, match="too deep, or there is too much"):
        wire.unpack(value)


def test_words_in_an_answer_are_escaped_on_the_card():
    raised = {
        "kind": SCRIPT,
        "message": SCRIPT,
        "function": SCRIPT,
        "line": f"line 1: {SCRIPT}",
        "part": SCRIPT,
        "met": [{"text": SCRIPT, "kind": SCRIPT, "shape": [1], "made": SCRIPT}] * 2,
    }
    answers = [
        {"value": None, "raised": raised, "timed_out": False, "changed": [], "kinds": []}
    ] * 20
    anatomy = {
        "name": SCRIPT,
        "empty": False,
        "reads": [SCRIPT, f"`{SCRIPT}`"],
        "calls": [SCRIPT],
        "ignores": [SCRIPT],
        "unknown": [SCRIPT],
    }
    says = {"answers": answers, "anatomy": anatomy, "printed": SCRIPT, "warned": [SCRIPT]}
    for changed in (says, {"refused": SCRIPT}, {**says, "anatomy": document("sigmoid")["anatomy"]}):
        verdict = ShownVerdict.of(judged(document("sigmoid", **changed)))
        html = verdict._repr_mimebundle_()["text/html"]
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_right_answer_still_earns_the_points():
    exercise = all_exercises()["square"]
    values = [exercise.reference(*question.call.fresh_arguments()) for question in exercise.ask(1)]
    answers = [
        {"value": packed(value), "raised": None, "timed_out": False, "changed": [], "kinds": []}
        for value in values
    ]
    assert judged(document("square", answers=answers)).score == 1.0


def packed(value):
    value = np.asarray(value)
    return array(value.dtype.str, list(value.shape), value.tobytes())
