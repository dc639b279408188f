"""What a check found."""

from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from course_utils.judging.exercise import Exercise

Cause = Literal[
    "missing",  # there is no such function yet
    "stub",  # it is as the lesson gave it
    "raised",  # it stopped with an error
    "timeout",  # it ran too long
    "none",  # it returned None
    "type",  # it returned something of another kind
    "returned",  # the number or the order of the returned values is off
    "shape",
    "nonfinite",  # NaN or infinity
    "mutated",  # it changed its input
    "mistake",  # a named mistake gives exactly these values
    "scaled",  # the right answer times, plus or turned by something
    "values",  # none of these, but the values are off
]
"""Why an answer is not right, the first cause first."""

IN_FULL = "The case in full"
"""The label of evidence that is folded away: the case as code, for who wants to run it."""

CAUSES: tuple[str, ...] = get_args(Cause)


@dataclass(frozen=True)
class Verdict:
    """What a check found."""

    exercise: str
    """The exercise's name, or "" where none was found."""

    passed: bool

    score: float
    """From 0 to 1: the share of the points earned."""

    cause: Cause | None = None
    """The first cause that applies, or None where the answer is right."""

    mistake: str | None = None
    """The name of the mistake that gives the same answers, where one does."""

    message: str = ""
    """What to say to the learner, in plain text; code stands between backticks."""

    evidence: tuple[tuple[str, str], ...] = ()
    """Labels and values: the case, the input, what was expected and what came."""

    notes: tuple[str, ...] = ()
    """Further remarks, in plain text."""

    printed: str = ""
    """What the learner's function printed."""

    signature: str = ""
    """The exercise's signature."""

    points: float = 0
    """What the exercise is worth."""

    @classmethod
    def on(cls, exercise: Exercise, **fields: Any) -> Self:
        """Make a verdict on an exercise: not passed and worth nothing, unless `fields` say so."""
        fields = {"passed": False, "score": 0.0, **fields}
        return cls(
            exercise=exercise.name, signature=exercise.signature, points=exercise.points, **fields
        )

    def __bool__(self) -> bool:
        """Tell whether the answer is right, so that ``assert check(f)`` means it."""
        return self.passed
