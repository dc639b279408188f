"""Diagnoses that run the learner's code again, to point at the place in it."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from typing import Any

import numpy as np

from course_utils.answering.blaming import TRACED, Raised, describe_error
from course_utils.answering.printed import BoundedText
from course_utils.answering.time_limit import TimeLimitError, time_limit
from course_utils.judging.diagnosing import Diagnosis, described
from course_utils.judging.examining import Examination
from course_utils.judging.forms import Values
from course_utils.judging.question import Question
from course_utils.mending.search import BUDGET, Mending, find_mending
from course_utils.mending.tracing import made_in
from course_utils.mending.words import look_at, underlined


class SmallestEdit:
    """Points at the smallest edit that makes a function right.

    Parameters
    ----------
    function : callable
        The learner's.
    """

    def __init__(self, function: Callable[..., Any]):
        self._function = function
        self.found: Mending | None = None
        """What was found when it was last asked."""

    def __call__(self, examination: Examination) -> Diagnosis | None:
        """Search, and add what was found to the description of what is wrong."""
        self.found = None
        if not examination.faults or examination.first.cause == "timeout":
            return None
        # There the operation says more than an edit that happens to go round it.
        at_the_edge = examination.questions[examination.first.question].tier == "edge"
        begins = first_nonfinite(self._function, examination) if at_the_edge else None
        if begins is not None:
            return begins
        raised = examination.raised
        if raised and (raised.kind in _TOLD_BY_THEMSELVES or raised.message.startswith(TRACED)):
            return None
        self.found = find_mending(self._function, examination)
        # What is right without an unknown name is not what was meant by it.
        if raised and raised.kind == "NameError" and self.found and not _renames(self.found):
            self.found = None
        if self.found is None:
            return None
        told = (*self.found.mistakes, self.found.rest)
        named = [mistake.name for mistake in told if mistake]
        diagnosis = _described_and(examination, look_at(self.found))
        shown = tuple(("Look at", underlined(place)) for place in self.found.places)
        evidence = (*shown, *diagnosis.evidence)
        return replace(diagnosis, evidence=evidence, mistake=" + ".join(named) or diagnosis.mistake)


_TOLD_BY_THEMSELVES = ("EOFError", "ImportError", "ModuleNotFoundError", "NotImplementedError")
"""Errors of which the line alone says all there is."""


def _renames(mending: Mending) -> bool:
    return all(place.kind == "name" for place in mending.places)


def first_nonfinite(function: Callable[..., Any], examination: Examination) -> Diagnosis | None:
    """Point at the operation that first gave an infinite number, or none at all.

    The learner's function is run once more, so that NumPy stops where it otherwise warns.
    """
    if not examination.faults or examination.first.cause != "nonfinite":
        return None
    question = examination.questions[examination.first.question]
    raised = _first_warning(function, question)
    if raised is None or not raised.line:
        return None
    where = f"`{raised.part}` in {raised.line.partition(':')[0]}" if raised.part else raised.line
    said = raised.message.replace("scalar ", "")  # NumPy says so of single numbers
    told = next((text for part, text in _NONFINITE if part in said), said)
    if question.tier == "edge" and "divide by zero encountered in log" in said:
        told = _AT_THE_EDGE
    return _described_and(examination, f"It begins at {where}: {told}")


def where_it_is_made(function: Callable[..., Any], examination: Examination) -> Diagnosis | None:
    """Name the line of the learner's function in which the returned value that is off is made."""
    first = examination.first if examination.faults else None
    if first is None or first.part is None or first.cause not in ("values", "shape", "type"):
        return None
    names = examination.exercise.returns
    if not isinstance(examination.exercise.form, Values) or first.part not in names:
        return None
    where = made_in(function, names, first.part)
    if not where:
        return None
    what = f"`{first.part}`" if first.part else "What you return"
    return _described_and(examination, f"{what} is made in {where}.")


def _described_and(examination: Examination, more: str) -> Diagnosis:
    """Describe what is wrong, and say more."""
    diagnosis = described(examination)
    return replace(diagnosis, message=f"{diagnosis.message} {more}")


_AT_THE_EDGE = (
    "here the logarithm of 0 is taken. Keep what goes into it a tiny distance away from 0 and 1."
)
_NONFINITE = (
    ("divide by zero encountered in log", "the logarithm of 0 is minus infinity. What goes into "
     "it, and may that be 0?"),
    ("invalid value encountered in log", "a negative number has no logarithm. What goes into it?"),
    ("divide by zero", "it divides by 0."),
    ("invalid value encountered in divide", "it divides 0 by 0, or infinity by infinity."),
    ("invalid value encountered in multiply", "0 times infinity is not a number."),
    ("invalid value encountered in matmul", "0 times infinity is not a number."),
    ("invalid value encountered in subtract", "infinity minus infinity is not a number."),
    ("invalid value encountered in add", "infinity minus infinity is not a number."),
    ("overflow", "a number grows too large."),
)  # fmt: skip


def _first_warning(function: Callable[..., Any], question: Question) -> Raised | None:
    output = BoundedText()
    try:
        with (
            np.errstate(divide="raise", invalid="raise", over="ignore"),
            redirect_stdout(output),
            redirect_stderr(output),
            time_limit(BUDGET),
        ):
            function(*question.call.fresh_arguments())
    except FloatingPointError as error:
        return describe_error(error, function)
    # It did not stop so when it was checked; whatever else comes now says nothing of that.
    except (Exception, TimeLimitError):  # noqa: BLE001
        return None
    return None
