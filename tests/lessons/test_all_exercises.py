"""What must hold for every exercise: who is right passes, and who is wrong is told why."""

import ast
import functools
import inspect
from pathlib import Path

import numpy as np
import pytest

from course_utils.answering.calling import Answers, answer
from course_utils.answering.given_models import GivenModel
from course_utils.answering.inspecting import Anatomy
from course_utils.cli.scaffold import FILL_IN
from course_utils.judging.exercise import Exercise
from course_utils.judging.forms import OnPaper
from course_utils.judging.judge import judge
from course_utils.lessons import LESSONS, all_exercises
from course_utils.places import PACKAGE

EXERCISES = list(all_exercises().values())
SEEDS = (1958, 0, 1, 2, 3)


def needs_tensorflow(exercise):
    return isinstance(exercise.form, OnPaper)


def in_one_process(exercise):
    """Keep what needs TensorFlow together, so that its import is paid once."""
    marks = [pytest.mark.xdist_group("tensorflow")] if needs_tensorflow(exercise) else []
    return pytest.param(exercise, id=exercise.name, marks=marks)


each_exercise = pytest.mark.parametrize("exercise", [in_one_process(e) for e in EXERCISES])
each_exercise_in_numpy = pytest.mark.parametrize(
    "exercise", [e for e in EXERCISES if not needs_tensorflow(e)], ids=lambda e: e.name
)
each_mistake = pytest.mark.parametrize(
    ("exercise", "mistake", "wrong"),
    [
        pytest.param(e, m, wrong, id=f"{e.name}-{m.name}-{k}")
        for e in EXERCISES
        for m in e.mistakes
        for k, wrong in enumerate((m.wrong, *m.variants))
    ],
)


def verdict_on(function, exercise, seed=1958, questions=None):
    questions = questions or exercise.ask(seed)
    answers = answer(function, exercise.asked(questions))
    return judge(exercise, questions, answers)


def verdict_on_paper(wrong, exercise, seed, questions=None):
    """Judge a wrong version without running TensorFlow, where it is worked out in NumPy."""
    questions = questions or exercise.ask(seed)
    return judge(exercise, questions, Answers(exercise.wrong(wrong, questions), Anatomy()))


@pytest.mark.parametrize(
    ("exercise", "seed"),
    [
        pytest.param(
            *in_one_process(e).values, seed, id=f"{e.name}-{seed}", marks=in_one_process(e).marks
        )
        for e in EXERCISES
        for seed in (SEEDS[:1] if needs_tensorflow(e) else SEEDS)
    ],
)
def test_the_reference_passes(exercise, seed):
    verdict = verdict_on(exercise.reference, exercise, seed)
    assert verdict.passed, str(verdict)
    assert (verdict.score, verdict.cause, verdict.mistake) == (1.0, None, None)


@functools.lru_cache(maxsize=2)
def asked_once(name, seed):
    """Draw questions, and make room for what the mistakes of their exercise answer to them."""
    return all_exercises()[name].ask(seed), {}


@pytest.fixture
def draw(monkeypatch):
    """Draw questions to which the judge has each mistake that it compares with run only once.

    Each is compared with all the others, in as many tests. What is judged is run anew.
    """
    run = Exercise.wrong

    def draw(exercise, seed=1958):
        questions, kept = asked_once(exercise.name, seed)

        def wrong(self, version, asked):
            key = (version, *map(id, asked))
            if key not in kept:
                kept[key] = run(self, version, asked)
            return kept[key]

        monkeypatch.setattr(Exercise, "wrong", wrong)
        return questions

    return draw


@each_mistake
@pytest.mark.parametrize("seed", SEEDS)
def test_every_mistake_is_rejected_under_its_own_name(exercise, mistake, wrong, seed, draw):
    judged = verdict_on_paper if needs_tensorflow(exercise) else verdict_on
    verdict = judged(wrong, exercise, seed, draw(exercise, seed))
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


def map_arrays(function, value):
    """Apply a function to every number and array in nested lists and tuples."""
    if isinstance(value, list | tuple):
        return type(value)(map_arrays(function, item) for item in value)
    return function(value)


def narrow(value):
    is_wide = getattr(value, "dtype", None) == np.float64 or isinstance(value, float)
    return np.asarray(value, dtype=np.float32) if is_wide else value


@pytest.mark.parametrize(
    "exercise", [e for e in EXERCISES if needs_tensorflow(e)], ids=lambda e: e.name
)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_expected_on_paper_passes(exercise, seed):
    assert verdict_on_paper(exercise.form.expected, exercise, seed).passed


@each_exercise_in_numpy
def test_answers_in_float32_pass(exercise):
    def in_float32(*arguments):
        result = exercise.reference(*map_arrays(narrow, arguments))
        return map_arrays(narrow, result)

    assert verdict_on(in_float32, exercise).passed


@each_exercise_in_numpy
def test_lists_and_arrays_of_one_element_pass(exercise):
    def as_lists(*arguments):
        def to_list(value):
            return np.asarray(value).tolist()

        result = map_arrays(to_list, exercise.reference(*arguments))
        return list(result) if isinstance(result, tuple) else result

    def in_boxes(*arguments):
        def box(value):
            return np.reshape(value, (1,)) if np.ndim(value) == 0 else value

        result = exercise.reference(*arguments)
        return map_arrays(box, result)

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
def test_returning_the_input_or_garbage_is_rejected_with_a_cause(exercise, draw):
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
    questions = draw(exercise)
    for value in garbage:
        verdict = verdict_on(lambda *_, value=value: value, exercise, questions=questions)
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
    ast.parse(f"def {exercise.signature}: ...")
    names = [mistake.name for mistake in exercise.mistakes]
    assert len(set(names)) == len(names) >= 5
    for text in (*exercise.hints, *(m.advice for m in exercise.mistakes)):
        assert "!" not in text.replace("!=", "")
        assert text[0].isupper() or text[0] in "`/(", text
        assert text.rstrip().endswith((".", "?", ":", ")", "`"))


def left_in(text):
    """Give the lines that `course new-exercise` or `course new-lesson` left for a person."""
    return [line.strip() for line in text.splitlines() if FILL_IN in line]


@each_exercise
def test_nothing_of_it_is_left_to_fill_in(exercise):
    declared = Path(inspect.getfile(exercise.reference)).with_name(f"{exercise.name}.py")
    left = [*left_in(declared.read_text()), *left_in(inspect.getsource(exercise.reference))]
    assert not left, "\n".join([f"Of `{exercise.name}`:", *left])


def arrays_in(value):
    """Give every array in nested lists and tuples."""
    if isinstance(value, list | tuple):
        return [array for item in value for array in arrays_in(item)]
    return [np.asarray(value)]


@each_exercise
def test_questions_tell_sizes_apart(exercise):
    shapes = [
        array.shape
        for question in exercise.ask(0)
        for argument in (*question.arguments, *question.probe)
        for array in arrays_in(argument)
        if array.ndim == 2
    ]
    assert not shapes or any(rows != columns for rows, columns in shapes)


def describe_argument(value):
    return vars(value) if isinstance(value, GivenModel) else np.asarray(value).tolist()


@each_exercise
def test_a_seed_always_asks_the_same_and_another_asks_something_else(exercise):
    def fingerprint(seed):
        return repr(
            [
                map_arrays(
                    lambda v: v.name if hasattr(v, "function") else describe_argument(v),
                    [*question.arguments, *question.probe],
                )
                for question in exercise.ask(seed)
            ]
        )

    assert fingerprint(5) == fingerprint(5)
    assert fingerprint(5) != fingerprint(6)


def test_names_are_unique_across_lessons():
    names = [exercise.name for lesson in LESSONS for exercise in lesson.exercises]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_nothing_that_exercises_share_is_left_to_fill_in(lesson):
    for name in ("__init__.py", "reference.py", "cases.py", "given.py"):
        path = PACKAGE / "lessons" / lesson.module / name
        left = left_in(path.read_text()) if path.exists() else []
        assert not left, "\n".join([f"In {path}:", *left])
