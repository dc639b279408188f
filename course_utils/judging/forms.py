"""The forms that an exercise's answers have: values, lists of layers, what is worked out on paper.

A form gives the right answer to a question, takes what was returned apart into named values, and
runs a wrong version.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from course_utils.answering.asked import Asked
from course_utils.answering.calling import Answer, answer
from course_utils.answering.observing import Observed
from course_utils.answering.plain import Foreign, to_plain
from course_utils.judging.question import Question

UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError)
"""What reading untrusted values may raise: they may lack what they should hold."""


MOST_LAYERS = 50
"""Of an answer that has a list of them; more were made to take time."""


class Form(Protocol):
    """What an exercise's answers look like, and how right and wrong ones are come by."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the returned values, outermost ones only; ("",) where there is one."""

    @property
    def of_one_piece(self) -> bool:
        """Whether the named values are aspects of one thing, and not returned side by side."""

    def right(self, reference: Callable[..., Any], question: Question) -> Any:
        """Give the right answer."""

    def apart(self, value: Any) -> dict[str, Any] | None:
        """Take what was returned apart into named values; None where it has another form."""

    def read(self, question: Question, given: Answer) -> Answer:
        """Put what may have been observed in the place of what was returned."""

    def wrong(
        self, version: Callable[..., Any], questions: Sequence[Question], asked: Asked
    ) -> Sequence[Answer]:
        """Give the answers of a wrong version."""


def named_values(value: Any, names: tuple[str, ...]) -> dict[str, Any] | None:
    """Take a returned tuple, or an array that was a list, apart by names."""
    if len(names) == 1:
        return {names[0]: value}
    if isinstance(value, np.ndarray) and value.ndim and len(value) == len(names):
        return dict(zip(names, value, strict=True))
    if isinstance(value, tuple | list) and len(value) == len(names):
        return dict(zip(names, value, strict=True))
    return None


def _named_already(value: Any) -> dict[str, Any] | None:
    """Give what was read of something observed: values by their names."""
    return value if isinstance(value, dict) else None


class _Run:
    """Right and wrong are come by by running the reference and the mistakes, in NumPy."""

    of_one_piece = False

    def right(self, reference: Callable[..., Any], question: Question) -> Any:
        """Run the reference."""
        return reference(*question.call.fresh_arguments())

    def read(self, question: Question, given: Answer) -> Answer:
        """Leave plain values as they are."""
        return given

    def wrong(
        self, version: Callable[..., Any], questions: Sequence[Question], asked: Asked
    ) -> Sequence[Answer]:
        """Run the wrong version."""
        return answer(version, asked).answers


@dataclass(frozen=True)
class Values(_Run):
    """A value, or a fixed number of named ones."""

    names: tuple[str, ...] = ("",)

    def apart(self, value: Any) -> dict[str, Any] | None:
        """Take it apart by the names."""
        return named_values(value, self.names)


@dataclass(frozen=True)
class Layers(_Run):
    """Lists with an entry a layer, so that the number of values varies from case to case."""

    names: tuple[str, ...]

    layout: Callable[[Any], dict[str, Any] | None] = field(kw_only=True)
    """Names the values of all layers; None for what is no such list."""

    def apart(self, value: Any) -> dict[str, Any] | None:
        """Take it apart by the layout."""
        return self.layout(value)


@dataclass(frozen=True)
class OnPaper:
    """What needs TensorFlow to run: right and wrong are worked out in NumPy, on the question."""

    names: tuple[str, ...]

    expected: Callable[[Question], Any] = field(kw_only=True)
    """The right answer to a question. A mistake's wrong version has the same form."""

    reading: Callable[[Question, Mapping[str, Any]], dict[str, Any] | None] | None = field(
        default=None, kw_only=True
    )
    """Works out, from what was observed (not trusted), the named values that are compared; None
    where that can't be done."""

    layout: Callable[[Any], dict[str, Any] | None] = field(default=_named_already, kw_only=True)
    """Takes apart what is returned, where that is plain."""

    @property
    def of_one_piece(self) -> bool:
        """Whether something was observed, and its aspects are compared."""
        return self.reading is not None

    def right(self, reference: Callable[..., Any], question: Question) -> Any:
        """Work the right answer out."""
        return self.expected(question)

    def apart(self, value: Any) -> dict[str, Any] | None:
        """Take it apart by the layout."""
        return self.layout(value)

    def read(self, question: Question, given: Answer) -> Answer:
        """Work out from what was observed the values to compare."""
        if self.reading is None or not isinstance(given.value, Observed):
            return given
        try:
            return replace(given, value=self.reading(question, given.value.values))
        except UNREADABLE:
            return replace(given, value=Foreign("something that could not be read"))

    def wrong(
        self, version: Callable[..., Any], questions: Sequence[Question], asked: Asked
    ) -> Sequence[Answer]:
        """Work the wrong version out."""
        values = (version(question) for question in questions)
        return tuple(Answer(v if isinstance(v, dict) else to_plain(v)) for v in values)
