"""The records that declare an exercise: what is asked, of whom, and how people get it wrong."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from course_utils.answering.asked import Asked
from course_utils.answering.calling import Answer
from course_utils.judging.forms import Form, Values
from course_utils.judging.question import TIERS, Question


@dataclass(frozen=True)
class Mistake:
    """A wrong version that people really write. What reproduces a learner's answers names them."""

    name: str
    """A short name, of words joined by hyphens."""

    wrong: Callable[..., Any]
    """The wrong version, taking the exercise's arguments; a question, where the exercise is worked
    out on paper."""

    advice: str
    """What to say: first what to look at, then why."""

    variants: tuple[Callable[..., Any], ...] = ()
    """Other ways to write the same mistake, where they give other values or another error."""


def mistake(name: str, *variants: Callable[..., Any]) -> Callable[[Callable[..., Any]], Mistake]:
    """Declare a wrong version of more than a line as a mistake: its docstring is the advice.

    Parameters
    ----------
    name : str
        Of words joined by hyphens.
    *variants : callable
        Other ways to write it.

    Returns
    -------
    callable
        A decorator, which puts a `Mistake` in the function's place.
    """

    def declare(wrong: Callable[..., Any]) -> Mistake:
        return Mistake(name, wrong, " ".join((wrong.__doc__ or "").split()), variants)

    return declare


@dataclass(frozen=True)
class Exercise:
    """One function for the learner to write, with all that is needed to check it."""

    reference: Callable[..., Any]
    """The textbook's version. Its name and arguments are the exercise's, and its docstring's first
    line says what the exercise is."""

    questions: Callable[[np.random.Generator], Iterable[Question]]
    """The cases: fixed ones first, then random ones."""

    mistakes: tuple[Mistake, ...]
    """Tried in this order against a wrong answer."""

    hints: tuple[str, ...]
    """From a nudge to nearly there."""

    explanation: str
    """Markdown shown with the reference by `solution`."""

    points: float = 10
    """What a right answer is worth; the notebook's metadata says the same."""

    form: Form = field(default_factory=Values)
    """What is returned: values, a list of layers, or what is worked out on paper."""

    complaints: Mapping[str, str] = field(default_factory=dict)
    """What to say of a value that is off, by its name, with {got} and {expected}; what is not
    listed is described by its shape and elements."""

    partial: bool = True
    """Whether returned values that are right earn their share when others are wrong."""

    takes_rows: bool = False
    """Whether an array of shape (1, n) is as good as one of shape (n,)."""

    rtol: float = 2e-5
    """How far an element may be off, as a share of the largest expected: float32 must do."""

    atol: float = 1e-7
    """How far an element may be off where all that is expected is zero."""

    time_limit: float = 4.0
    """Seconds of computing for all questions together."""

    trains: bool = False
    """Whether it trains a network, so that what takes long is likely a number of epochs."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.reference.__name__

    @cached_property
    def signature(self) -> str:
        """How the lesson calls it: "compute_cost(X, y, w, b)"."""
        return f"{self.name}{inspect.signature(self.reference)}"

    @property
    def summary(self) -> str:
        """What the function does, in one sentence."""
        return (inspect.getdoc(self.reference) or "").partition("\n")[0]

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return tuple(inspect.signature(self.reference).parameters)

    @property
    def returns(self) -> tuple[str, ...]:
        """The names of the returned values, where there are several."""
        return self.form.names

    def ask(self, seed: int) -> tuple[Question, ...]:
        """Draw the questions of one run, ordinary ones first; a seed always gives the same."""
        questions = self.questions(np.random.default_rng(seed))
        return tuple(sorted(questions, key=lambda question: TIERS.index(question.tier)))

    def asked(self, questions: Sequence[Question]) -> Asked:
        """Give what of some questions travels to where the learner's code runs."""
        return Asked(self.parameters, self.time_limit, tuple(q.call for q in questions))

    def right(self, question: Question) -> dict[str, Any]:
        """Give the right answer to a question, taken apart into named values."""
        parts = self.form.apart(self.form.right(self.reference, question))
        if parts is None:
            raise TypeError(f"the right answer of {self.name} is not of the form that it declares")
        return {name: p if isinstance(p, str) else np.asarray(p) for name, p in parts.items()}

    def wrong(self, version: Callable[..., Any], questions: Sequence[Question]) -> Sequence[Answer]:
        """Give the answers of a wrong version."""
        return self.form.wrong(version, questions, self.asked(questions))

    def read(self, question: Question, given: Answer) -> Answer:
        """Put the values to compare in the place of what was observed, where something was."""
        return self.form.read(question, given)

    def apart(self, value: Any) -> dict[str, Any] | None:
        """Take what was returned apart into named values, or None where it has another form."""
        return self.form.apart(value)
