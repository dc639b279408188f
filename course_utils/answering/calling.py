"""Run a learner's function on the questions, and say what came of it as plain data.

This is the one step that runs beside the learner's code. It knows no right answers.
"""

import builtins
import inspect
import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course_utils.answering.asked import Asked, Call
from course_utils.answering.blaming import Raised, describe_error
from course_utils.answering.inspecting import Anatomy, dissect
from course_utils.answering.observing import observe
from course_utils.answering.plain import MAX_TEXT, kinds
from course_utils.answering.printed import BoundedText
from course_utils.answering.time_limit import Ended, TimeLimitError, time_limit

TRIED = "after it had returned"
"""In place of a line: what it returned raised the error, when it was tried."""


@dataclass(frozen=True)
class Answer:
    """What came of one question."""

    value: Any = None
    """The returned value, as a plain value or `Observed`."""

    raised: Raised | None = None

    timed_out: Ended | None = None
    """What the time limit ended, where it did: computing, or waiting."""

    changed: tuple[int, ...] = ()
    """The positions of the arguments that the call changed in place."""

    kinds: tuple[str, ...] = ()
    """The types of the numbers and arrays in what was returned, in order."""


@dataclass(frozen=True)
class Answers:
    """What came of all questions; shorter than the questions where the time ran out."""

    answers: tuple[Answer, ...]

    anatomy: Anatomy
    """What the function reads and calls, from its code."""

    refused: str | None = None
    """The function's own arguments, where they do not take the exercise's."""

    printed: str = ""

    warned: tuple[str, ...] = ()
    """The warnings, each once, in order."""


def answer(function: Callable[..., Any], asked: Asked) -> Answers:
    """Make the calls that are asked for.

    Parameters
    ----------
    function : callable
        The learner's. It gets copies of the arguments.
    asked : Asked

    Returns
    -------
    Answers

    Raises
    ------
    KeyboardInterrupt
        If the learner interrupts it. Nothing else that the function raises comes out of here.
    """
    anatomy = dissect(function)
    dice = random.getstate()  # Keras draws seeds from it; the learner's own draws are not to change
    call, refused = _fit(function, asked.parameters)
    if call is None:
        return Answers((), anatomy, refused=refused)
    output = BoundedText()
    answers: list[Answer] = []
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(all="warn", under="ignore"),
        redirect_stdout(output),
    ):
        warnings.simplefilter("always")
        with redirect_stderr(output):
            try:
                with time_limit(asked.seconds), _nobody_to_ask():
                    for one in asked.calls:
                        # One by one: what came before the time was up is kept.
                        answers.append(_answer_one(function, call, one))  # noqa: PERF401
            except TimeLimitError as limit:
                answers.append(Answer(timed_out=limit.ended))
    random.setstate(dice)
    messages = dict.fromkeys(str(warning.message)[:MAX_TEXT] for warning in caught)
    return Answers(
        tuple(answers[: len(asked.calls)]),
        anatomy,
        printed=output.getvalue(),
        warned=tuple(messages)[:5],
    )


@contextmanager
def _nobody_to_ask() -> Iterator[None]:
    """Have `input` refuse: a notebook would show a box for it, and wait."""

    def refuse(*_: object) -> str:
        raise EOFError("nobody is asked while a function is checked")

    before = builtins.input
    builtins.input = refuse
    try:
        yield
    finally:
        builtins.input = before


def _fit(
    function: Callable[..., Any], parameters: Sequence[str]
) -> tuple[Callable[..., Any] | None, str | None]:
    """Find how to call the function: by position, or by name where it insists on that."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):  # some built-in functions have none to show
        return function, None
    required = [p.name for p in signature.parameters.values() if p.default is p.empty]
    in_another_order = sorted(required) == sorted(parameters) and required != list(parameters)
    if _binds(signature, *parameters) and not in_another_order:
        return function, None
    if _binds(signature, **dict.fromkeys(parameters)) and not in_another_order:
        return lambda *values: function(**dict(zip(parameters, values, strict=True))), None
    return None, str(signature)[:MAX_TEXT]


def _binds(signature: inspect.Signature, *positional: object, **named: object) -> bool:
    try:
        signature.bind(*positional, **named)
    except TypeError:
        return False
    return True


def _answer_one(function: Callable[..., Any], call: Callable[..., Any], one: Call) -> Answer:
    arguments = one.fresh_arguments()
    returned = False
    try:
        value = call(*arguments)
        returned = True
        seen = observe(one.observer, value, arguments, one.probe)
        types = kinds(value, seen)
    except (KeyboardInterrupt, TimeLimitError):
        raise
    # Whatever a learner's code raises, SystemExit included, is an answer and is told on the card.
    except BaseException as error:  # noqa: BLE001
        raised = describe_error(error, function)
        return Answer(raised=replace(raised, function="", line=TRIED) if returned else raised)
    return Answer(value=seen, changed=one.changed(arguments), kinds=types)
