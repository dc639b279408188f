"""What a notebook uses of the course while it is graded: `check` only answers.

Judging happens in the grader's process, which never runs a line of the submission. Nothing here
knows a right answer, or could give one away.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.checking import notebook_hooks, wire
from course_utils.checking.answering import answer
from course_utils.checking.finding import find
from course_utils.checking.grading_mode import ANSWERS_MIME, QUESTIONS
from course_utils.checking.verdict import Verdict

__all__ = ["Verdict", "check", "hint", "progress", "solution", "when_written"]


class Answered:
    """What a graded check publishes: plain answers, and a line for who reads the notebook."""

    def __init__(self, exercise: str, answers: Any):
        self.data = {"exercise": exercise, **wire.pack_answers(answers)}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the answers as data."""
        return {ANSWERS_MIME: self.data, "text/plain": f"{self.data['exercise']}: answered"}


@cache
def _asked() -> dict[str, wire.Asked]:
    return wire.unpack_questions(Path(os.environ[QUESTIONS]).read_text(encoding="ascii"))


def check(function: Any = None, exercise: str | None = None) -> Answered | str:
    """Answer the questions on an exercise."""
    found = find(function, exercise, sys._getframe(1).f_globals, {name: name for name in _asked()})
    if isinstance(found, str):
        return found
    name = found.exercise
    if found.function is None:
        return f"There is no {name}."
    asked = _asked()[name]
    answers = answer(found.function, asked.parameters, asked.questions, asked.seconds)
    return Answered(name, answers)


def hint(function: Any = None) -> str:
    """Give no hint while grading."""
    return ""


def solution(function: Any = None) -> str:
    """Give no solution while grading."""
    return ""


def progress() -> str:
    """Keep no progress while grading."""
    return ""


@contextmanager
def when_written() -> Iterator[None]:
    """Run a block, and go on where it can't run yet."""
    try:
        yield
    except Exception as error:
        print(f"This cell could not finish: {type(error).__name__}")


notebook_hooks.protect(_asked(), check)
