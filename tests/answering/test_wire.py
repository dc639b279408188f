"""What crosses to a submission's kernel and back arrives as it was, or not at all."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course_utils.answering import wire
from course_utils.answering.blaming import Met, Raised
from course_utils.answering.calling import Answer, Answers, answer
from course_utils.answering.inspecting import Anatomy
from course_utils.answering.observing import Observed
from course_utils.answering.plain import Foreign
from course_utils.lessons import all_exercises


def sent(value):
    return wire.unpack(json.loads(json.dumps(wire.pack(value))))


numbers = arrays.arrays(
    st.sampled_from(["<f8", "<f4", "<i8", "|b1", "|u1", "<c16"]),
    arrays.array_shapes(min_dims=0, max_dims=3, max_side=4),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | numbers,
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=8,
)


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and (a == b or a != a)


@given(plain)
@settings(deadline=None)
def test_plain_values_arrive_as_they_were(value):
    assert same(sent(value), value)


def test_other_forms_arrive_too():
    assert sent(Foreign("a set")) == Foreign("a set")
    assert sent(Observed({"loss": 0.5})) == Observed({"loss": 0.5})
    number = sent(np.float32(0.1))
    assert type(number) is np.float32


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=lambda e: e.name)
def test_the_questions_of_every_exercise_can_be_sent(exercise):
    questions = exercise.ask(3)
    text = wire.pack_questions({exercise.name: exercise.asked(questions)})
    (name, asked), *_ = wire.unpack_questions(text).items()
    assert name == exercise.name
    assert asked.parameters == exercise.parameters
    assert len(asked.calls) == len(questions)
    for before, after in zip(questions, asked.calls, strict=True):
        assert after.observer == before.observer
        assert wire.pack(after.arguments) == wire.pack(before.arguments)
        assert wire.pack(after.probe) == wire.pack(before.probe)


def test_answers_arrive_as_they_were():
    def odd(z):
        if np.ndim(z) == 1:
            raise ValueError("no")
        return z

    exercise = all_exercises()["sigmoid"]
    before = answer(odd, exercise.asked(exercise.ask(0)))
    after = wire.unpack_answers(json.loads(json.dumps(wire.pack_answers(before))))
    assert after.anatomy == before.anatomy
    assert [a.raised for a in after.answers] == [a.raised for a in before.answers]
    assert all(same(a.value, b.value) for a, b in zip(after.answers, before.answers, strict=True))


def test_what_is_too_large_to_send_becomes_words():
    large = Answers((Answer(np.zeros(2_000_000)),), Anatomy())
    packed = wire.pack_answers(large)
    assert len(json.dumps(packed)) < 10_000
    assert isinstance(wire.unpack_answers(packed).answers[0].value, Foreign)


FINE = wire.pack_answers(
    Answers(
        (
            Answer(1.0),
            Answer(
                raised=Raised(
                    "E", "m", "f", "l", "a @ b", (Met("a", "ndarray", (2, 3)), Met("b", "int"))
                )
            ),
        ),
        Anatomy(),
    )
)


def changed(**fields):
    return {**FINE, **fields}


def one(**fields):
    return changed(answers=[{**FINE["answers"][0], **fields}])


def deep(levels):
    value = 1.0
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {**FINE, "score": 1.0},
        changed(answers={}),
        changed(answers=[1]),
        changed(answers=[FINE["answers"][0]] * 1000),
        changed(anatomy=None),
        changed(printed=3),
        changed(warned=["w"] * 1000),
        one(raised={"kind": "E"}),
        one(changed=["x"]),
        one(changed=[10**9]),
        one(value={"pickle": "gASVAA=="}),
        one(value={"array": ["|O", [1], "AAAAAAAAAAA="]}),
        one(value={"array": ["<f8", [10**12], "AAAAAAAAAAA="]}),
        one(value={"array": ["<f8", [-1], "AAAAAAAAAAA="]}),
        one(value={"array": ["<f8", [1], "!!"]}),
        one(value={"array": ["<f8", [1]]}),
        one(value={"array": [["<f8", ["a"]], [1], ""]}),
        one(value={"given": "eval"}),
        one(value={"function": ["f", "raise SystemExit"]}),
        one(value={"model": {"params": 1}}),
        one(value={"model": {"params": {"tuple": []}, "activations": {"tuple": []}}}),
        one(value={"a": 1, "b": 2}),
        one(value=deep(50)),
        one(value=[[0.0] * 1000] * 100),
    ],
)
def test_what_was_not_agreed_is_refused(document):
    with pytest.raises(wire.WireError):
        wire.unpack_answers(document)


def test_fine_answers_are_not_refused():
    assert wire.unpack_answers(FINE).answers[1].raised.kind == "E"
