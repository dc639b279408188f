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

from IPython.display import display

from course_utils.answering import wire
from course_utils.answering.asked import Asked
from course_utils.answering.calling import Answers, answer
from course_utils.answering.finding import find
from course_utils.notebook.protecting import protect
from course_utils.places import ANSWERS_MIME, QUESTIONS

__all__ = [
    *("attempts", "check", "guess", "hint", "mine", "progress", "reset", "solution"),
    "when_written",
]


class Answered:
    """What a graded check publishes: plain answers, and a line for who reads the notebook."""

    def __init__(self, exercise: str, answers: Answers):
        self.data = {"exercise": exercise, **wire.pack_answers(answers)}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the answers as data."""
        return {ANSWERS_MIME: self.data, "text/plain": f"{self.data['exercise']}: answered"}


@cache
def _asked() -> dict[str, Asked]:
    return wire.unpack_questions(Path(os.environ[QUESTIONS]).read_text(encoding="ascii"))


def check(function: Any = None, exercise: str | None = None, *others: Any) -> None:
    """Answer the questions on an exercise, and publish the answers.

    That is done here, and not by what is returned: a cell shows nothing of that where it ends in a
    semicolon, keeps it under a name, or does something else at its end.
    """
    found = find(function, exercise, sys._getframe(1).f_globals, _asked())
    if isinstance(found, str):
        _say(found)
    elif found.function is None:
        _say(f"There is no {found.exercise}.")
    else:
        display(Answered(found.exercise, answer(found.function, _asked()[found.exercise])))


def _say(why: str) -> None:
    """Say why there are no answers; that it was a check is known by this too."""
    display({ANSWERS_MIME: {"exercise": ""}, "text/plain": why}, raw=True)


def guess(name: Any = None, answer: Any = ...) -> None:
    """Ask for no prediction while grading."""


def attempts(function: Any = None) -> str:
    """Show no attempts while grading."""
    return ""


def reset(function: Any = None) -> str:
    """Bring back no stub while grading."""
    return ""


def hint(function: Any = None) -> str:
    """Give no hint while grading."""
    return ""


def solution(function: Any = None) -> str:
    """Give no solution while grading."""
    return ""


def mine(*names: str) -> None:
    """Bring nothing of the learner's while grading: what the lesson gives is used."""


def progress() -> str:
    """Keep no progress while grading."""
    return ""


@contextmanager
def when_written() -> Iterator[None]:
    """Run a block, and go on where it can't run yet."""
    try:
        yield
    # Whatever a learner's code raises, the cells below are to run.
    except Exception as error:  # noqa: BLE001
        print(f"This cell could not finish: {type(error).__name__}")


def attach() -> None:
    """Keep `check` what it is in the running notebook."""
    protect(_asked(), check)


attach()  # also where a notebook imports this module by its name
