"""Hints, from a nudge to nearly there, and the lesson's own version of a function."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.answering.finding import find
from course_utils.judging.exercise import Exercise
from course_utils.lessons import BrokenLessonError, all_exercises
from course_utils.mending.words import edit_in_words
from course_utils.notebook.cards import Card
from course_utils.notebook.checking import kept_mendings
from course_utils.notebook.explaining import model_answer, question_number
from course_utils.notebook.progress import kept_progress


def next_hint(function: Any, names: Mapping[str, Any]) -> Card:
    """Give the next hint for what ``hint(function)`` is about."""
    exercise = _find(function, names, "hint")
    if isinstance(exercise, Card):
        return exercise
    name, hints = exercise.name, exercise.hints
    shown = kept_progress().record(name).hints
    if shown >= len(hints):
        return Card(
            title=f"{name}: you have seen all {len(hints)} hints",
            message=f"Write what you have, even if it is wrong, and run `check({name})`: the "
            f"card says what to look at. `solution({name})` shows the lesson's own version.\n"
            "The hints once more:",
            notes=(*(f"{k}. {text}" for k, text in enumerate(hints, 1)), *_edits(name)),
        )
    kept_progress().hint_shown(name)
    left = len(hints) - shown - 1
    return Card(
        title=f"{name}: hint {shown + 1} of {len(hints)}",
        message=hints[shown],
        footer=f"For the next one, run hint({name}) again." if left else "That was the last one.",
    )


def lessons_version(function: Any, names: Mapping[str, Any]) -> Card:
    """Give the lesson's version of what ``solution(function)`` is about."""
    number = question_number(function)
    if number is not None:
        return model_answer(number)
    exercise = _find(function, names, "solution")
    if isinstance(exercise, Card):
        return exercise
    name = exercise.name
    record = kept_progress().record(name)
    if not (record.attempts or record.offered):
        kept_progress().solution_offered(name)
        return Card(
            title=f"{name}: you have not tried this one yet",
            message="A wrong attempt teaches more than a right answer that you only read. "
            f"`hint({name})` gives you a start.\nTo see the solution all the same, run "
            f"`solution({name})` once more.",
        )
    source = _without_docstring(exercise.reference)
    text = exercise.explanation.strip()
    title = f"{name}: the lesson's version"
    return Card(
        title=title,
        message=f"{source}\n\n{' '.join(text.split())}",
        markdown=f"**{title}**\n\n```python\n{source}\n```\n\n{text}",
    )


def _without_docstring(function: Callable[..., Any]) -> str:
    """Give a function's source; what its docstring says stands in the lesson, too."""
    source = textwrap.dedent(inspect.getsource(function)).strip()
    tree = ast.parse(source).body[0]
    first = tree.body[0] if isinstance(tree, ast.FunctionDef) and ast.get_docstring(tree) else None
    lines = source.splitlines()
    if first is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)


def _edits(name: str) -> list[str]:
    """Tell the edit that the last check found, which says more than any hint."""
    mending = kept_mendings.get(name)
    places = mending.places if mending else ()
    return [f"In what you checked last: {edit_in_words(place)}" for place in places]


def _find(function: Any, names: Mapping[str, Any], command: str) -> Exercise | Card:
    """Find the exercise that a command is about; a card that says what to write instead."""
    found = find(function, None, names, all_exercises(), command)
    if isinstance(found, str):
        return Card("Which exercise?", found)
    try:
        return all_exercises()[found.exercise]
    except BrokenLessonError as error:
        return Card("The course's fault, not yours", str(error))
