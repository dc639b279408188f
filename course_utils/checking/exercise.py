"""The records that declare an exercise: what is asked, of whom, and how people get it wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from course_utils.checking.given import Given
from course_utils.checking.given_models import GivenModel
from course_utils.checking.plain import copy_plain

Tier = Literal["ordinary", "edge", "courtesy"]
TIERS: tuple[str, ...] = Tier.__args__


@dataclass(frozen=True)
class Question:
    """One call of the learner's function."""

    name: str
    """What the case is, for the learner: "the twelve students"."""

    arguments: tuple[Any, ...]
    """Plain values (see `plain`), `Given` functions and models, in the order of the signature."""

    tier: Tier = "ordinary"
    """Ordinary cases decide; edge cases decide the rest of the score; a courtesy is a form of
    input that a good function takes and a right one need not: it earns a note and costs nothing."""

    tip: str = ""
    """For a courtesy: what would make the function take it."""

    accept: Callable[[Any, np.ndarray], str | None] | None = None
    """In place of the comparison with the reference: (expected, got) to what is wrong, or None."""

    observer: str = ""
    """Who looks at what is returned, where that is no plain value: one of `OBSERVERS`."""

    probe: tuple[Any, ...] = ()
    """Plain values for the observer to try it with."""

    def fresh_arguments(self) -> list[Any]:
        """Give the arguments for one call: copies of values, given functions, models made anew."""
        return [_fresh(argument) for argument in self.arguments]


def _fresh(argument: Any) -> Any:
    if isinstance(argument, Given):
        return argument.function
    return argument.build() if isinstance(argument, GivenModel) else copy_plain(argument)


@dataclass(frozen=True)
class Mistake:
    """A wrong version that people really write. What reproduces a learner's answers names them."""

    name: str
    """A short name, of words joined by hyphens."""

    wrong: Callable
    """The wrong version, taking the exercise's arguments; a question, where the exercise has an
    `expected`."""

    advice: str
    """What to say: first what to look at, then why."""

    variants: tuple[Callable, ...] = ()
    """Other ways to write the same mistake, where they give other values or another error."""


@dataclass(frozen=True)
class Exercise:
    """One function for the learner to write, with all that is needed to check it."""

    signature: str
    """As the lesson writes it: "compute_cost(X, y, w, b)"."""

    summary: str
    """What the function does, in one sentence."""

    reference: Callable
    """The textbook's version."""

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

    returns: tuple[str, ...] = ("",)
    """The names of the returned values, where there are several."""

    expected: Callable[[Question], Any] | None = None
    """The right answer worked out in NumPy, where the reference needs TensorFlow."""

    read: Callable[[Question, Mapping[str, Any]], dict[str, Any] | None] | None = None
    """Works out, from what was observed (not trusted), the named values that are compared; None
    where that can't be done."""

    complaints: Mapping[str, str] = field(default_factory=dict)
    """What to say of a value that is off, by its name, with {got} and {expected}; what is not
    listed is described by its shape and elements."""

    layout: Callable[[Any], dict[str, Any] | None] | None = None
    """Takes what was returned apart into named values, where their number varies from case to
    case; None where it has another form. Then `returns` names the outermost values."""

    partial: bool = True
    """Whether returned values that are right earn their share when others are wrong."""

    takes_rows: bool = False
    """Whether an array of shape (1, n) is as good as one of shape (n,)."""

    rtol: float = 2e-5
    """How far an element may be off, as a share of the largest expected: float32 must do."""

    atol: float = 1e-7
    """How far an element may be off where all that is expected is zero."""

    time_limit: float = 4.0
    """Seconds for all questions together."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.signature.partition("(")[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        inside = self.signature.partition("(")[2].rpartition(")")[0]
        return tuple(part.strip() for part in inside.split(",") if part.strip())

    def ask(self, seed: int) -> tuple[Question, ...]:
        """Draw the questions of one run, ordinary ones first; a seed always gives the same."""
        questions = self.questions(np.random.default_rng(seed))
        return tuple(sorted(questions, key=lambda question: TIERS.index(question.tier)))
