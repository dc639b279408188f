"""Find which exercise a learner means, and say what to write where that is not clear."""

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True)
class Target:
    """What a command is about: an exercise's name, and the learner's function if there is one."""

    exercise: str
    function: Callable[..., Any] | None


def find(
    function: Any,
    exercise: object,
    names: Mapping[str, Any],
    known: Collection[str],
    command: str = "check",
) -> Target | str:
    """Find what ``command(function, exercise)`` is about.

    Parameters
    ----------
    function : object
        What the learner handed over: a function, the name of one, or anything by mistake.
    exercise : object
        The exercise's name, where the learner gave it; anything by mistake, None for nothing.
    names : mapping
        What the learner's notebook has defined.
    known : collection of str
        The names of all exercises.
    command : str
        What the learner typed: "check", "hint" or "solution".

    Returns
    -------
    Target or str
        What was found; else one or two sentences that say what to write instead.
    """
    if isinstance(function, str) and exercise is None:
        exercise, function = function, names.get(function)
        if exercise in known and not callable(function):
            return Target(exercise, None)
    if callable(exercise):
        return (
            f"`{command}` looks at one function at a time. Give each a cell of its own: "
            f"`{command}(compute_cost)`."
        )
    if exercise is not None and not (isinstance(exercise, str) and exercise in known):
        return unknown(str(exercise), known)
    if isinstance(function, type):
        return (
            f"`{function.__name__}` is a class, and the exercises are functions. Write yours with "
            f"`def`, then give its name: `{command}(compute_cost)`."
        )
    if not callable(function):
        return _not_a_function(function, command)
    name = exercise or _name_of(function, names, known)
    if name is None and getattr(function, "__name__", None) in known:
        return (
            f"`{command}` was given a `{function.__name__}` that is a library's own. Write yours "
            f"with `def`, and run `{command}({function.__name__})`."
        )
    if name is None:
        return unknown(getattr(function, "__name__", type(function).__name__), known)
    return Target(name, function)


def _name_of(
    function: Callable[..., Any], names: Mapping[str, Any], known: Collection[str]
) -> str | None:
    """Take the function's own name, or one under which the notebook knows it."""
    own = getattr(function, "__name__", None)
    written = hasattr(inspect.unwrap(function), "__code__")  # and not NumPy's own, say
    if isinstance(own, str) and own in known and (written or names.get(own) is function):
        return own
    return next((name for name in known if names.get(name) is function), None)


def _not_a_function(value: Any, command: str) -> str:
    plain = isinstance(value, bool | int | float)
    if value is None:
        what = "nothing"
    else:
        what = f"`{value}`" if plain else f"a value of type `{type(value).__name__}`"
    return (
        f"`{command}` was given {what}. It needs the function itself, by its name and without "
        f"calling it: `{command}(compute_cost)`, not `{command}(compute_cost(…))`."
    )


def unknown(name: str, known: Collection[str]) -> str:
    """Say that there is no such exercise, and name the nearest ones."""
    if name == "<lambda>":
        return (
            "A lambda has no name to find its exercise by. Say which one it answers: "
            '`check(f, exercise="sigmoid")`.'
        )
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return f"No exercise is called `{name}`. Did you mean {' or '.join(map(_code, close))}?"
    return f"No exercise is called `{name}`. The exercises are {', '.join(map(_code, known))}."


def _code(name: str) -> str:
    return f"`{name}`"
