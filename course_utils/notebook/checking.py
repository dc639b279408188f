"""A check in the learner's own kernel: ask, answer, judge, and show the verdict as a card."""

import contextlib
import itertools
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from course_utils.answering.calling import answer
from course_utils.answering.finding import find
from course_utils.answering.inspecting import dissect
from course_utils.judging.diagnosing import Diagnose
from course_utils.judging.exercise import Exercise
from course_utils.judging.forms import OnPaper
from course_utils.judging.judge import judge, missing
from course_utils.judging.verdict import Verdict
from course_utils.lessons import LESSONS, BrokenLessonError, all_exercises
from course_utils.mending.diagnosing import SmallestEdit, first_nonfinite, where_it_is_made
from course_utils.mending.search import Mending
from course_utils.notebook.attempting import Attempts, written
from course_utils.notebook.cards import GradedVerdict, ShownVerdict, verdict_card
from course_utils.notebook.grading_mode import CheckFailedError, grading_mode
from course_utils.notebook.missing import run_its_cell, solved_before
from course_utils.notebook.next_step import next_step
from course_utils.notebook.own_functions import kept_functions
from course_utils.notebook.progress import kept_progress
from course_utils.notebook.unread import unread_version
from course_utils.visuals.meanwhile import meanwhile

kept_mendings: dict[str, Mending | None] = {}
"""What the last check of each exercise found, for who asks for more than a hint."""

SEED = 1958  # the same wrong answer meets the same questions, and so the same card


def check_target(function: Any, exercise: str | None, names: Mapping[str, Any]) -> ShownVerdict:
    """Check what ``check(function, exercise)`` is about, for a notebook that has these names."""
    found = find(function, exercise, names, all_exercises())
    if isinstance(found, str):
        return _present(_nothing_checked(found))
    if found.function is None:
        return missing_function(found.exercise)
    given = _given_here(found.exercise)
    if given:
        return _present(_nothing_checked(given))
    if grading_mode() is not None:
        return _present(_judge(all_exercises()[found.exercise], found.function))
    try:
        search = SmallestEdit(found.function)
        with meanwhile(f"Checking {found.exercise}, which takes a few seconds …"):
            verdict = _judge(
                all_exercises()[found.exercise],
                found.function,
                [
                    search,
                    partial(first_nonfinite, found.function),
                    partial(where_it_is_made, found.function),
                ],
            )
            verdict = _given_right_earlier(verdict, found.function)
        kept_mendings[found.exercise] = search.found
    # A fault of the checker's own must not stop a learner's notebook; it is told, not hidden.
    except Exception as error:  # noqa: BLE001
        return ShownVerdict.of(_nothing_checked(_own_fault(found.exercise, error)))
    if verdict.exercise and verdict.cause != "stub":
        kept_progress().attempt(verdict.exercise, verdict.passed, verdict.mistake)
        said = verdict_card(verdict).title.partition(": ")[2]
        attempts = Attempts(found.exercise)
        attempts.keep(written(found.function), f"{said}. {verdict.message}".strip(), verdict.passed)
    if verdict.passed:
        notes = (*_new_to_the_learner(verdict), next_step(verdict.exercise))
        verdict = replace(verdict, notes=notes)
    elif isinstance(all_exercises()[found.exercise].form, OnPaper):  # asked of Keras
        verdict = replace(verdict, message=f"{_other_precision()} {verdict.message}".strip())
    if verdict.cause == "stub" and solved_before(found.exercise):
        again = f"{solved_before(found.exercise)} This cell holds the lesson's stub again: "
        again += f"`attempts({found.exercise})` shows what you wrote."
        verdict = replace(verdict, message=again)
    unread = unread_version(found.exercise)
    if unread:
        verdict = replace(verdict, message=f"{unread} {verdict.message}".strip())
    if verdict.passed:
        kept_functions().keep(verdict.exercise, found.function)
    return ShownVerdict.of(verdict)


def _new_to_the_learner(verdict: Verdict) -> tuple[str, ...]:
    """Give one remark on a right answer, and none that was made before in the lesson."""
    lesson = all_exercises().lesson(verdict.exercise).folder
    for note in verdict.notes:
        # What is said of another exercise in the same words, but for the names, is the same.
        words = re.sub(r"`[^`]*`|What it returns", "", note)
        if kept_progress().tell_once(f"{lesson}: {words}"):
            return (note,)
    return ()


def _other_precision() -> str:
    """Say so where Keras was set to compute in other numbers than the lessons do."""
    keras = sys.modules.get("keras")
    name = keras.config.dtype_policy().name if keras else "float32"
    if name in ("float32", "float64"):
        return ""
    return (
        f"Keras computes in `{name}` in this notebook, which is less exact than the lesson's "
        '`float32`. Run `keras.config.set_dtype_policy("float32")` first, and check again.'
    )


def missing_function(name: str) -> ShownVerdict:
    """Say that a function does not exist yet, or not in this kernel."""
    solved = run_its_cell(name)
    if solved:
        return _present(_nothing_checked(solved))
    verdict = missing(all_exercises()[name])
    return _present(replace(verdict, message=unread_version(name) or verdict.message))


def _given_here(name: str) -> str:
    """Say so where the lesson in whose folder the notebook lies hands a function out."""
    here = next((lesson for lesson in LESSONS if lesson.folder == Path.cwd().name), None)
    if here is None or name not in here.gives:
        return ""
    return (
        f"`{name}` is given in this lesson, so there is nothing to check. It is an exercise of "
        f"{all_exercises().lesson(name).folder}: check yours there."
    )


def _nothing_checked(message: str) -> Verdict:
    return Verdict("", passed=False, score=0.0, message=message)


def _own_fault(name: str, error: Exception) -> str:
    asks = "Please tell whoever gives the course"
    if isinstance(error, BrokenLessonError):
        return f"{error} That is the course's fault and not yours. {asks}."
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"The check of `{name}` failed, and that is the course's fault and not yours. {asks}, "
        "with your function and this line: "
        f"{type(error).__name__}: {error}, at {Path(place.filename).name}, line {place.lineno}."
    )


def _judge(
    exercise: Exercise, function: Callable[..., Any], searches: Sequence[Diagnose] = ()
) -> Verdict:
    """Ask, answer and judge."""
    questions = exercise.ask(SEED)
    answers = answer(function, exercise.asked(questions))
    return judge(exercise, questions, answers, searches)


def answers_right(name: str, function: Callable[..., Any]) -> bool:
    """Tell whether a function answers an exercise right, and count nothing."""
    return _judge(all_exercises()[name], function).passed


def _given_right_earlier(verdict: Verdict, function: Any) -> Verdict:
    """Where a wrong answer builds on earlier ones that are wrong, say what it is without them."""
    if verdict.passed or verdict.cause == "stub":
        return verdict
    names = getattr(function, "__globals__", {})
    wrong = [
        name
        for name in _earlier(verdict.exercise, function)
        if name not in names or not _judge(all_exercises()[name], names[name]).passed
    ]
    if not wrong:
        return verdict
    if not any(name in names for name in wrong) and all(map(solved_before, wrong)):
        return _nothing_checked(run_its_cell(wrong[0]))
    right = {name: all_exercises()[name].reference for name in wrong}
    with _in_place(names, right):
        passes = _judge(all_exercises()[verdict.exercise], function).passed
    first = f"Mend that first: run `check({wrong[0]})`."
    if not passes:
        note = f"It uses your `{wrong[0]}`, which is not right yet. {first}"
        return replace(verdict, notes=(note, *verdict.notes))
    listed = ", ".join(f"`{name}`" for name in wrong)
    return replace(
        verdict,
        mistake=None,
        message=f"Right, given a right {listed}. It uses yours, which is not right yet. {first}",
        evidence=(),
        notes=(),
    )


@contextlib.contextmanager
def _in_place(names: dict[str, Any], others: Mapping[str, Any]) -> Iterator[None]:
    """Have other values stand under some of the notebook's names for a while."""
    before = {name: names[name] for name in others if name in names}
    names.update(others)
    try:
        yield
    finally:
        for name in others:
            del names[name]
        names.update(before)


def _earlier(exercise: str, function: Any) -> list[str]:
    """Name the earlier exercises whose functions one uses, directly or through others."""
    before = list(itertools.takewhile(lambda name: name != exercise, all_exercises()))
    names = getattr(function, "__globals__", {})
    used: set[str] = set()
    functions = [function]
    for one in functions:  # which grows meanwhile
        anatomy = dissect(one)
        new = {*anatomy.calls, *anatomy.unknown} - used
        used |= new
        functions += [names[name] for name in new if name in names]
    return [name for name in before if name in used]


def _present(verdict: Verdict) -> ShownVerdict:
    """Give the verdict in the form that whoever runs the notebook needs."""
    mode = grading_mode()
    shown = ShownVerdict.of(verdict)
    if mode == "validate" and not verdict.passed:
        raise CheckFailedError(f"\n{shown}")
    return shown if mode is None else GradedVerdict.of(verdict)
