"""What a learner types: check, hint, solution, progress, and when_written.

This is the edge where the exercises, the engine and the notebook meet.
"""

import inspect
import sys
import textwrap
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.checking import judging, notebook_hooks
from course_utils.checking.answering import answer
from course_utils.checking.exercise import Exercise
from course_utils.checking.finding import find
from course_utils.checking.grading_mode import CheckFailedError, GradedVerdict, grading_mode
from course_utils.checking.overview import Overview
from course_utils.checking.progress import Progress, find_progress_file
from course_utils.checking.report import Card
from course_utils.checking.verdict import Verdict
from course_utils.exercises import LESSONS, all_exercises

__all__ = ["Verdict", "check", "hint", "progress", "solution", "when_written"]

SEED = 1958  # the same wrong answer meets the same questions, and so the same card


def check(function: Any = None, exercise: str | None = None) -> Verdict:
    """Check what you wrote, and say what is wrong with it.

    Parameters
    ----------
    function : callable
        Your function: ``check(compute_cost)``, without calling it.
    exercise : str, optional
        Which exercise it answers, where its own name does not say so.

    Returns
    -------
    Verdict
        Shown at the end of a cell it is a card.
    """
    found = find(function, exercise, _caller_names(), all_exercises())
    if isinstance(found, str):
        return _present(Verdict(exercise="", passed=False, score=0.0, message=found))
    if found.function is None:
        return _present(judging.missing(found.exercise))
    if grading_mode() is not None:
        return _present(_judge(found.exercise, found.function)[0])
    try:
        verdict, calls = _judge(found.exercise, found.function)
        verdict = _blame_earlier(verdict, calls, found.function)
    # A fault of the checker's own must not stop a learner's notebook; it is told, not hidden.
    except Exception as error:
        return Verdict("", passed=False, score=0.0, message=_own_fault(found.exercise.name, error))
    if verdict.cause != "stub":
        _progress().attempt(verdict.exercise, verdict.passed, verdict.mistake)
    return verdict


def _own_fault(name: str, error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"The check of `{name}` failed, and that is the course's fault and not yours. Please tell "
        "whoever gives the course, with your function and this line: "
        f"{type(error).__name__}: {error}, at {Path(place.filename).name}, line {place.lineno}."
    )


def _judge(exercise: Exercise, function: Callable) -> tuple[Verdict, tuple[str, ...]]:
    """Ask, answer and judge; give the verdict, and the functions that the learner's one uses."""
    questions = exercise.ask(SEED)
    answers = answer(function, exercise.parameters, questions, exercise.time_limit)
    return judging.judge(exercise, questions, answers), answers.anatomy.calls


def _blame_earlier(verdict: Verdict, calls: tuple[str, ...], function: Callable) -> Verdict:
    """Where a wrong answer builds on an earlier one that is wrong, say to mend that first."""
    if verdict.passed or verdict.cause == "stub":
        return verdict
    for name in calls:
        earlier = all_exercises().get(name)
        if earlier is None or name == verdict.exercise:
            continue
        found = _judge(earlier, function.__globals__[name])[0]
        if not found.passed and found.cause != "stub":  # a stub was named already
            note = (
                f"It uses your `{name}`, which is not right yet. Mend that first: run "
                f"`check({name})`."
            )
            return replace(verdict, notes=(note, *verdict.notes))
    return verdict


def _present(verdict: Verdict) -> Verdict:
    """Give the verdict in the form that whoever runs the notebook needs."""
    mode = grading_mode()
    if mode == "validate" and not verdict.passed:
        raise CheckFailedError(f"\n{verdict}")
    return verdict if mode is None else GradedVerdict(**vars(verdict))


def hint(function: Any = None) -> Card:
    """Show the next hint for an exercise: ``hint(compute_cost)``."""
    found = find(function, None, _caller_names(), all_exercises(), "hint")
    if isinstance(found, str):
        return Card("Which exercise?", found)
    name, hints = found.exercise.name, found.exercise.hints
    shown = _progress().record(name).hints
    if shown >= len(hints):
        return Card(
            title=f"{name}: you have seen all {len(hints)} hints",
            message=f"Write what you have, even if it is wrong, and run `check({name})`: the "
            f"card says what to look at. `solution({name})` shows the lesson's own version.\n"
            "The hints once more:",
            notes=tuple(f"{k}. {text}" for k, text in enumerate(hints, 1)),
        )
    _progress().hint_shown(name)
    left = len(hints) - shown - 1
    return Card(
        title=f"{name}: hint {shown + 1} of {len(hints)}",
        message=hints[shown],
        footer=f"For the next one, run hint({name}) again." if left else "That was the last one.",
    )


def solution(function: Any = None) -> Card:
    """Show the lesson's own version of a function, and why it is written so."""
    found = find(function, None, _caller_names(), all_exercises(), "solution")
    if isinstance(found, str):
        return Card("Which exercise?", found)
    name = found.exercise.name
    record = _progress().record(name)
    if not (record.attempts or record.offered):
        _progress().solution_offered(name)
        return Card(
            title=f"{name}: you have not tried this one yet",
            message="A wrong attempt teaches more than a right answer that you only read. "
            f"`hint({name})` gives you a start.\nTo see the solution all the same, run "
            f"`solution({name})` once more.",
        )
    source = textwrap.dedent(inspect.getsource(found.exercise.reference)).strip()
    text = found.exercise.explanation.strip()
    title = f"{name}: the lesson's version"
    return Card(
        title=title,
        message=f"{' '.join(text.split())}\n\n{source}",
        markdown=f"**{title}**\n\n{text}\n\n```python\n{source}\n```",
    )


def progress() -> Overview:
    """Show how far you have come, as a picture of the course."""
    return overview(_progress())


def overview(kept: Progress) -> Overview:
    """Lay out what is kept of a learner's progress, lesson by lesson."""
    lessons = tuple(
        (lesson.folder, lesson.title, tuple(exercise.name for exercise in lesson.exercises))
        for lesson in LESSONS
    )
    records = kept.records()
    return Overview(lessons, records, kept.trouble)


@cache
def _progress() -> Progress:
    """The progress of the learner whose notebook this is; none is kept while grading."""
    return Progress(find_progress_file(Path.cwd()) if grading_mode() is None else None)


def _caller_names() -> dict[str, Any]:
    """The names that the cell which called `check` can see."""
    return sys._getframe(2).f_globals


@contextmanager
def when_written() -> Iterator[None]:
    """Run a block that uses the learner's functions, and say so where it can't run yet.

    A function that is still to be written, or that stops with an error, ends the block and
    leaves a card in place of a traceback, so that the cells below it still run.
    """
    try:
        yield
    except Exception as error:
        notebook_hooks.show(_unfinished(error))


def _unfinished(error: Exception) -> Card:
    """Say which of the learner's functions ended a block, and what to do."""
    name, place = _guilty_exercise(error)
    if isinstance(error, NameError) and error.name in all_exercises():
        return notebook_hooks.missing_card(error.name)
    if isinstance(error, NotImplementedError) and name:
        return Card(
            title=f"Waiting for your {name}",
            message=f"This cell uses `{name}`. Once `check({name})` is right, run it again.",
            tone="open",
        )
    what = f"`{name}` stopped at {place}" if name else "It stopped"
    advice = f" Run `check({name})` to see why." if name else ""
    return Card(
        title="This cell could not finish",
        message=f"{what} with {type(error).__name__}: {error}.{advice}",
        tone="wrong",
    )


def _guilty_exercise(error: Exception) -> tuple[str, str]:
    """Find the last function on the way to the error that a learner wrote for an exercise."""
    guilty = ("", "")
    for frame, number in traceback.walk_tb(error.__traceback__):
        ours = frame.f_globals.get("__name__", "").startswith("course_utils")
        if frame.f_code.co_name in all_exercises() and not ours:
            guilty = (frame.f_code.co_name, f"line {number}")
    return guilty


notebook_hooks.install(all_exercises(), check)
