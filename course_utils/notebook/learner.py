"""What a learner types: check, hint, solution, progress, and when_written.

The engine and a lesson's exercises are loaded when a command first needs them, so that the first
cell of a lesson is quick.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from course_utils.lessons import all_exercises
from course_utils.notebook import hooks
from course_utils.notebook.grading_mode import grading_mode

if TYPE_CHECKING:
    from course_utils.notebook.cards import Card, ShownVerdict
    from course_utils.notebook.overview import Overview

__all__ = ["check", "guess", "hint", "mine", "progress", "solution", "when_written"]


def check(function: Any = None, exercise: str | None = None) -> "ShownVerdict":
    """Check what you wrote, and say what is wrong with it.

    Parameters
    ----------
    function : callable
        Your function: ``check(compute_cost)``, without calling it.
    exercise : str, optional
        Which exercise it answers, where its own name does not say so.

    Returns
    -------
    ShownVerdict
        At the end of a cell it is shown as a card.
    """
    from course_utils.notebook.checking import check_target

    return check_target(function, exercise, _caller_names())


def guess(name: Any = None, answer: Any = ...) -> None:
    """Ask what you expect, before a cell shows it: ``guess("steps-of-fit")``.

    Parameters
    ----------
    name : str
        The question's.
    answer : number, shape or str, optional
        Your answer, where there is nothing to click on: ``guess("steps-of-fit", 510)``.
    """
    if grading_mode() is not None:
        return
    from course_utils.notebook.guessing import ask

    ask(name, answer)


def hint(function: Any = None) -> "Card":
    """Show the next hint for an exercise: ``hint(compute_cost)``."""
    from course_utils.notebook.helping import next_hint

    return next_hint(function, _caller_names())


def solution(function: Any = None) -> "Card":
    """Show the lesson's own version of a function, and why it is written so."""
    from course_utils.notebook.helping import lessons_version

    return lessons_version(function, _caller_names())


def mine(*names: str) -> "Card | None":
    """Use your own functions of earlier lessons in this one: ``mine("forward", "backward")``.

    Parameters
    ----------
    *names : str
        The exercises'. Those whose check has passed are taken as they were then; for the others,
        what the lesson gives stays.

    Returns
    -------
    Card
        Says whose each function is. While grading nothing is brought.
    """
    if grading_mode() is not None:
        return None
    from course_utils.notebook.checking import answers_right
    from course_utils.notebook.own_functions import bring

    return bring(names, _caller_names(), answers_right)


def progress() -> "Overview":
    """Show how far you have come, as a picture of the course."""
    from course_utils.notebook.guessing import kept_guesses
    from course_utils.notebook.overview import overview
    from course_utils.notebook.progress import kept_progress

    return overview(kept_progress(), kept_guesses())


@contextmanager
def when_written() -> Iterator[None]:
    """Run a block that uses the learner's functions, and say so where it can't run yet.

    A function that is still to be written, or that stops with an error, ends the block and
    leaves a card in place of a traceback, so that the cells below it still run.
    """
    try:
        yield
    # Whatever a learner's code raises is told on the card.
    except Exception as error:  # noqa: BLE001
        from course_utils.notebook.waiting import unfinished

        hooks.show(unfinished(error))


def _caller_names() -> dict[str, Any]:
    """The names that the cell which called the command can see."""
    return sys._getframe(2).f_globals


def _not_there(name: str, command: str, new: bool) -> "Card | ShownVerdict | None":
    """Say what to do where a name stands for nothing; None where that is an error like any other.

    Parameters
    ----------
    name : str
    command : str
        What was to be called with the name, an exercise's; "" for nothing.
    new : bool
        Nothing of the course was imported in this notebook.
    """
    if command:
        from course_utils.notebook.checking import missing_function

        return missing_function(name)
    if grading_mode() is not None:
        return None
    from course_utils.notebook.missing import new_kernel, not_in_this_kernel
    from course_utils.notebook.place import lesson_here

    if name in __all__ or (new and lesson_here()):
        return new_kernel(name)
    return not_in_this_kernel(name)


def attach() -> None:
    """Set up the running notebook, if it is not yet."""
    hooks.install(all_exercises(), __all__, check, _not_there)
