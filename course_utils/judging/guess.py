"""Predictions: a question before the cell that would tell, answered at once with why."""

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

Answer = float | tuple[int, ...] | str
"""A number, a shape, or one of the choices."""


class NotAnAnswerError(ValueError):
    """What was given is no answer to this question; the message says how one is written."""


@dataclass(frozen=True)
class Guess:
    """A question for the learner to answer before a cell shows it. It is worth no points."""

    name: str
    """Of words joined by hyphens, unique in the course."""

    question: str
    """Plain text; code stands between backticks."""

    right: Answer | Callable[[], Answer]
    """The answer, or what computes it: a number that follows from others is never typed."""

    why: str
    """Said of the right answer. Where it says `{right}`, that stands for the answer itself."""

    wrong: Mapping[Any, str] = field(default_factory=dict)
    """What to say of each wrong answer that people give; a key may compute its answer, too."""

    otherwise: str = ""
    """What to say of any other wrong answer."""

    choices: tuple[str, ...] = ()
    """The answers to choose from, where there are a few."""

    within: float | None = None
    """How far a number may be off; one that is not whole, by a hundredth where this is not said."""

    @cached_property
    def answer(self) -> Answer:
        """The right answer, computed."""
        answer: Answer = _plain(self.right() if callable(self.right) else self.right)
        return answer

    @property
    def kind(self) -> Literal["choice", "shape", "number"]:
        """What is asked for."""
        if self.choices:
            return "choice"
        return "shape" if isinstance(self.answer, tuple) else "number"

    def read(self, given: Any) -> Answer:
        """Understand an answer, as a value or as typed text.

        Raises
        ------
        NotAnAnswerError
            If it is none.
        """
        given = _plain(given)
        match self.kind:
            case "choice":
                return self._read_choice(given)
            case "shape":
                return _read_shape(given)
        return _read_number(given)

    def is_right(self, answer: Answer) -> bool:
        """Tell whether an answer that was read is right."""
        return self._same(answer, self.answer)

    def said(self, answer: Answer) -> str:
        """Give what to say of an answer that was read."""
        if self.is_right(answer):
            return self.why.replace("{right}", written(self.answer))
        for key, reason in self.wrong.items():
            if self._same(answer, _plain(key() if callable(key) else key)):
                return reason
        return self.otherwise or _LOOK_AGAIN[self.kind]

    def _same(self, one: Answer, other: Answer) -> bool:
        if isinstance(one, str | tuple) or isinstance(other, str | tuple):
            return one == other
        if self.within is not None:
            return abs(one - other) <= self.within
        return math.isclose(one, other, rel_tol=1e-9 if float(other).is_integer() else 0.01)

    def _read_choice(self, given: Any) -> str:
        """Find a choice by its words, or by its number where the choices are no numbers."""
        folded = " ".join(str(given).split()).casefold()
        for number, choice in enumerate(self.choices, 1):
            if folded == choice.casefold():
                return choice
            if folded == str(number) and not any(c.strip().isnumeric() for c in self.choices):
                return choice
        raise NotAnAnswerError(
            f"Answer with one of these, in quotes: {', '.join(map(repr, self.choices))}."
        )


_LOOK_AGAIN = {
    "number": "That is not the number. Read the question once more, and count one step at a time.",
    "shape": "That is not the shape. Write down the shape of each thing that goes in, in order.",
    "choice": "That is not it. Try the smallest example that you can think of.",
}


def written(answer: Answer) -> str:
    """Write an answer as a person would."""
    if isinstance(answer, float) and not answer.is_integer():
        return f"{answer:.4g}"
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def _plain(value: Any) -> Any:
    """Give Python's own number for one of NumPy's, and plain numbers in a shape."""
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    return value.item() if getattr(value, "ndim", None) == 0 else value


def _read_number(given: Any) -> float:
    if isinstance(given, str):
        text = given.strip().replace("−", "-").replace(" ", "")
        share = text.endswith("%")
        try:
            number = float(Fraction(text.rstrip("%")))
        except (ValueError, ZeroDivisionError, OverflowError):
            number = math.nan
        given = number / 100 if share else number
    if isinstance(given, bool) or not isinstance(given, int | float) or math.isnan(given):
        raise NotAnAnswerError("Answer with a number, such as `3` or `0.25`.")
    return given


def _read_shape(given: Any) -> tuple[int, ...]:
    if isinstance(given, str):
        text = given.strip().lower().replace("×", "x").replace("x", ",")
        try:
            given = _plain(ast.literal_eval(text))
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            given = None
    if not isinstance(given, tuple) or not all(type(size) is int for size in given):
        raise NotAnAnswerError(
            "Answer with a shape, such as `(2, 3)`; one of a single axis has its comma: `(3,)`."
        )
    return given
