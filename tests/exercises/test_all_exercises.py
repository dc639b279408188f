"""What must hold for every exercise: who is right passes, and who is wrong is told why."""

import ast
import inspect

import numpy as np
import pytest

from course_utils.checking.answering import answer
from course_utils.checking.judging import judge
from course_utils.exercises import LESSONS, all_exercises

EXERCISES = list(all_exercises().values())
SEEDS = (1958, 0, 1, 2, 3)

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
each_mistake = pytest.mark.parametrize(
    ("exercise", "mistake", "wrong"),
    [
        pytest.param(e, m, wrong, id=f"{e.name}-{m.name}-{k}")
        for e in EXERCISES
        for m in e.mistakes
        for k, wrong in enumerate((m.wrong, *m.variants))
    ],
)


def verdict_on(function, exercise, seed=1958):
    questions = exercise.ask(seed)
    answers = answer(function, exercise.parameters, questions, exercise.time_limit)
    return judge(exercise, questions, answers)


@each_exercise
@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_passes(exercise, seed):
    verdict = verdict_on(exercise.reference, exercise, seed)
    assert verdict.passed, str(verdict)
    assert (verdict.score, verdict.cause, verdict.mistake) == (1.0, None, None)


@each_mistake
@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_is_rejected_under_its_own_name(exercise, mistake, wrong, seed):
    verdict = verdict_on(wrong, exercise, seed)
    assert not verdict.passed
    assert verdict.score < 1
    assert verdict.mistake == mistake.name
    assert verdict.message == mistake.advice or verdict.cause == "returned"


@each_exercise
def test_the_stub_is_not_attempted(exercise):
    namespace = {}
    for body in ("raise NotImplementedError()", "pass", "...", '"""Only a docstring."""'):
        exec(f"def {exercise.signature}:\n    {body}", namespace)
        verdict = verdict_on(namespace[exercise.name], exercise)
        assert (verdict.cause, verdict.score) == ("stub", 0.0), body


@each_exercise
def test_answers_in_float32_pass(exercise):
    def in_float32(*arguments):
        def narrow(value):
            return (
                value.astype(np.float32) if getattr(value, "dtype", None) == np.float64 else value
            )

        result = exercise.reference(*map(narrow, arguments))
        narrowed = [
            np.asarray(part, dtype=np.float32) if np.asarray(part).dtype == np.float64 else part
            for part in (result if isinstance(result, tuple) else (result,))
        ]
        return tuple(narrowed) if isinstance(result, tuple) else narrowed[0]

    assert verdict_on(in_float32, exercise).passed


@each_exercise
def test_lists_and_arrays_of_one_element_pass(exercise):
    def as_lists(*arguments):
        result = exercise.reference(*arguments)
        if isinstance(result, tuple):
            return [np.asarray(part).tolist() for part in result]
        return np.asarray(result).tolist()

    def in_boxes(*arguments):
        result = exercise.reference(*arguments)
        box = lambda v: np.reshape(v, (1,)) if np.ndim(v) == 0 else v  # noqa: E731
        return tuple(map(box, result)) if isinstance(result, tuple) else box(result)

    assert verdict_on(as_lists, exercise).passed
    assert verdict_on(in_boxes, exercise).passed


@each_exercise
def test_noise_and_warnings_do_not_cost_a_right_answer_anything(exercise):
    import sys
    import warnings

    def noisy(*arguments):
        print("to stdout")
        print("to stderr", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return exercise.reference(*arguments)

    verdict = verdict_on(noisy, exercise)
    assert verdict.passed
    assert "to stdout" in verdict.printed
    assert any("careful" in note for note in verdict.notes)


@each_exercise
def test_returning_the_input_or_garbage_is_rejected_with_a_cause(exercise):
    garbage = (
        None,
        "text",
        object(),
        {},
        [[1], [2, 3]],
        np.nan,
        np.inf,
        True,
        1j,
        (),
        np.array([]),
    )
    for value in garbage:
        verdict = verdict_on(lambda *_, value=value: value, exercise)
        assert not verdict.passed, value
        assert verdict.score == 0
        assert verdict.cause
        assert verdict.message


@each_exercise
def test_it_is_declared_in_full(exercise):
    assert len(exercise.hints) >= 3
    assert exercise.summary.endswith(".")
    assert exercise.explanation.strip()
    assert exercise.points > 0
    assert tuple(inspect.signature(exercise.reference).parameters) == exercise.parameters
    ast.parse(f"def {exercise.signature}: ...")
    names = [mistake.name for mistake in exercise.mistakes]
    assert len(set(names)) == len(names) >= 5
    for text in (*exercise.hints, *(m.advice for m in exercise.mistakes)):
        assert "!" not in text.replace("!=", "")
        assert text[0].isupper() or text[0] in "`/(" or exercise.name
        assert text.rstrip().endswith((".", "?", ":", ")", "`"))


@each_exercise
def test_questions_tell_sizes_apart(exercise):
    for question in exercise.ask(0):
        tables = [a for a in question.arguments if np.ndim(a) == 2]
        for table in tables:
            assert table.shape[0] != table.shape[1] or question.tier != "ordinary"


@each_exercise
def test_a_seed_always_asks_the_same_and_another_asks_something_else(exercise):
    def fingerprint(seed):
        return [
            [
                np.asarray(a).tolist() if not callable(a) and not hasattr(a, "function") else a.name
                for a in q.arguments
            ]
            for q in exercise.ask(seed)
        ]

    assert fingerprint(5) == fingerprint(5)
    assert fingerprint(5) != fingerprint(6)


def test_names_are_unique_across_lessons():
    names = [exercise.name for lesson in LESSONS for exercise in lesson.exercises]
    assert len(names) == len(set(names))
