"""The source of right functions, to stand in a notebook in the place of wrong ones."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from course_utils.lessons import all_exercises

_OURS = f"{__name__.partition('.')[0]}."


def stand_in(name: str) -> str:
    """Write code that gives an exercise's name to its right function, and changes no other name.

    Parameters
    ----------
    name : str
        The exercise's.

    Returns
    -------
    str
        It imports nothing of the course's lessons.
    """
    functions: dict[str, FunctionType] = {}
    imports: dict[str, str] = {}
    waiting: list[Any] = [all_exercises()[name].reference]
    for function in waiting:  # which grows meanwhile
        functions[function.__name__] = function
        for used, value in _globals_of(function):
            if isinstance(value, ModuleType):
                imports[used] = f"import {value.__name__} as {used}"
            elif not value.__module__.startswith(_OURS):
                imports[used] = f"from {value.__module__} import {value.__qualname__} as {used}"
            elif value.__name__ not in functions:
                waiting.append(value)
    parts = [*imports.values(), *(inspect.getsource(f) for f in functions.values())]
    body = textwrap.indent("\n".join([*parts, f"return {name}"]), "    ")
    maker = f"_right_{name}"
    return f"def {maker}():\n{body}\n\n{name} = {maker}()\ndel {maker}\n"


def _globals_of(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Give the names of its module that a function uses, and what stands under them."""
    for code in _codes(function.__code__):
        for name in code.co_names:
            if name in function.__globals__:
                yield name, function.__globals__[name]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
