"""One case of an exercise: a call of the learner's function, and how what comes of it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from course_utils.answering.asked import Call
from course_utils.answering.plain import Array

Tier = Literal["ordinary", "edge", "courtesy"]
TIERS: tuple[str, ...] = get_args(Tier)


@dataclass(frozen=True)
class Question:
    """One call of the learner's function, and how what comes of it counts."""

    name: str
    """What the case is, for the learner: "the twelve students"."""

    arguments: tuple[Any, ...]
    """Plain values (see `plain`), `Given` functions and models, in the order of the signature."""

    tier: Tier = "ordinary"
    """Ordinary cases decide; edge cases decide the rest of the score; a courtesy is a form of
    input that a good function takes and a right one need not: it earns a note and costs nothing."""

    tip: str = ""
    """For a courtesy: what would make the function take it."""

    accept: Callable[[Any, Array], str | None] | None = None
    """In place of the comparison with the reference: (expected, got) to what is wrong, or None."""

    observer: str = ""
    """Who looks at what is returned, where that is no plain value: one of `OBSERVERS`."""

    probe: tuple[Any, ...] = ()
    """Plain values for the observer to try it with."""

    @property
    def call(self) -> Call:
        """What of it travels to the learner's code: neither its name nor its tier."""
        return Call(self.arguments, self.observer, self.probe)
