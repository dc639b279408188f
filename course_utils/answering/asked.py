"""What is asked: calls of a learner's function, as they travel to where it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from course_utils.answering.given import Given
from course_utils.answering.given_models import GivenModel
from course_utils.answering.plain import copy_plain, same_plain


@dataclass(frozen=True)
class Call:
    """One call of the learner's function."""

    arguments: tuple[Any, ...]
    """Plain values (see `plain`), `Given` functions and models, in the order of the signature."""

    observer: str = ""
    """Who looks at what is returned, where that is no plain value: one of `OBSERVERS`."""

    probe: tuple[Any, ...] = ()
    """Plain values for the observer to try it with."""

    def fresh_arguments(self, models: dict[int, Any] | None = None) -> list[Any]:
        """Give the arguments for one call: copies of values, given functions, models made anew.

        Parameters
        ----------
        models : dict, optional
            Keeps the models for the next call, which has their weights put back: to make one takes
            longer than to ask it.
        """
        return [_fresh(argument, {} if models is None else models) for argument in self.arguments]

    def changed(self, arguments: Sequence[Any]) -> tuple[int, ...]:
        """Give the positions of those fresh arguments that are not what they were."""
        pairs = enumerate(zip(self.arguments, arguments, strict=True))
        return tuple(
            position
            for position, (before, after) in pairs
            if not isinstance(before, Given | GivenModel) and not same_plain(before, after)
        )


def _fresh(argument: Any, models: dict[int, Any]) -> Any:
    if isinstance(argument, Given):
        return argument.function
    if not isinstance(argument, GivenModel):
        return copy_plain(argument)
    if id(argument) in models:
        models[id(argument)].set_weights(argument.weights)
    else:
        models[id(argument)] = argument.build()
    return models[id(argument)]


@dataclass(frozen=True)
class Asked:
    """The calls for one exercise, and what is needed to make them."""

    parameters: tuple[str, ...]
    """The names of the arguments, in order."""

    seconds: float
    """Of computing, for all calls together."""

    calls: tuple[Call, ...]
