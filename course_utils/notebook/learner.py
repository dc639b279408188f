"""What a learner types: the course's commands.

The engine and a lesson's exercises are loaded when a command first needs them, so that the first
cell of a lesson is quick.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from course_utils.lessons import all_exercises
from course_utils.notebook import hooks
from course_utils.notebook.grading_mode import grading_mode

if TYPE_CHECKING:
    from course_utils.notebook.attempting import AttemptsCard
    from course_utils.notebook.cards import Card, ShownVerdict
    from course_utils.notebook.overview import Overview

__all__ = [
    *("attempts", "check", "guess", "hint", "mine", "progress", "reset", "solution"),
    "when_written",
]


class Command:
    """A command of the course: called as any function, and by its bare name it says how."""

    def __init__(self, function: Callable[..., Any]):
        update_wrapper(self, function)
        self._function = function

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._function(*arguments, **options)

    def __repr__(self) -> str:
        """Say how it is called, in place of where it is in memory."""
        return _HOW.get(self._function.__name__, "")


_HOW = {
    name: f"{name} works on one of your functions. Give it the name: {name}(compute_cost)"
    for name in ("attempts", "check", "hint", "reset", "solution")
} | {
    "guess": 'guess asks what you expect. Give it the name of a question: guess("steps-of-fit")',
    "mine": 'mine brings your own functions of earlier lessons. Name them: mine("forward")',
    "progress": "progress shows how far you have come. Run it with parentheses: progress()",
}


@Command
def check(function: Any = None, exercise: str | None = None, *others: Any) -> "ShownVerdict":
    """Check what you wrote, and say what is wrong with it.

    Parameters
    ----------
    function : callable
        Your function: ``check(compute_cost)``, without calling it.
    exercise : str, optional
        Which exercise it answers, where its own name does not say so.
    *others
        Nothing: that `check` looks at one function at a time is told to who hands over more.

    Returns
    -------
    ShownVerdict
        At the end of a cell it is shown as a card.
    """
    from course_utils.notebook.checking import check_target

    return check_target(function, exercise, _caller_names())


@Command
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


@Command
def hint(function: Any = None) -> "Card":
    """Show the next hint for an exercise: ``hint(compute_cost)``."""
    from course_utils.notebook.helping import next_hint

    return next_hint(function, _caller_names())


@Command
def solution(function: Any = None) -> "Card":
    """Show the lesson's own version of a function, and why it is written so.

    ``solution("Question 1")`` shows a model answer to a question that is answered in words.
    """
    from course_utils.notebook.helping import lessons_version

    return lessons_version(function, _caller_names())


@Command
def attempts(function: Any = None) -> "Card | AttemptsCard":
    """Show what you wrote for an exercise so far, as it was checked: ``attempts(compute_cost)``."""
    from course_utils.notebook.attempting import exercise_of, shown_attempts

    name = exercise_of(function, _caller_names(), "attempts")
    return shown_attempts(name) if isinstance(name, str) else name


@Command
def reset(function: Any = None) -> "Card":
    """Bring back an exercise as the lesson gave it, and keep what you wrote."""
    from course_utils.notebook.attempting import bring_back, exercise_of

    names = _caller_names()
    name = exercise_of(function, names, "reset")
    return bring_back(name, names) if isinstance(name, str) else name


@Command
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


@Command
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
    return sys._getframe(3).f_globals  # below it are the command, and what calls it by its name


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
    if command in ("attempts", "reset"):  # which need no function
        card: Card = {"attempts": attempts, "reset": reset}[command](name)
        return card
    if command:
        from course_utils.notebook.checking import missing_function

        return missing_function(name)
    if grading_mode() is not None:
        return None
    from course_utils.notebook.missing import new_kernel, not_imported, not_in_this_kernel
    from course_utils.notebook.place import lesson_here

    if new and (name in __all__ or lesson_here()):
        return new_kernel(name)
    if name in __all__:
        return not_imported(name)
    return not_in_this_kernel(name)


def attach() -> None:
    """Set up the running notebook, if it is not yet."""
    hooks.install(all_exercises(), __all__, check, _not_there)
