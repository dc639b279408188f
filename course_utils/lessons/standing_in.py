"""The source of functions that stand alone: with all that they use, in a notebook of others.

While grading, right functions stand in the place of wrong ones. In a later lesson a learner's own
stand in the place of the lesson's.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from course_utils.answering.inspecting import codes
from course_utils.lessons import all_exercises


class NotSelfContainedError(ValueError):
    """A function that can't stand alone; the message says what it uses."""


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
    return self_contained(all_exercises()[name].reference, name)


def self_contained(function: Callable[..., Any], name: str) -> str:
    """Write code that gives a name to a function, and changes no other name.

    Parameters
    ----------
    function : callable
        Its helpers, from where it is itself, come along.
    name : str

    Returns
    -------
    str

    Raises
    ------
    NotSelfContainedError
        If it uses something that can't be written down, such as data of the notebook.
    """
    home = _root(function)
    parts: dict[str, str] = {}
    waiting: list[tuple[str, Any]] = [(name, function)]
    for used, value in waiting:  # which grows meanwhile
        if used in parts:
            continue
        if isinstance(value, FunctionType) and _root(value) == home:
            parts[used] = _source(used, value)
            waiting += _globals_of(value, parts[used])
        else:
            parts[used] = _import(used, value) or _literal(used, value)
    # Helpers are looked up when they are called, but a default value is when it is defined.
    ordered = sorted(parts.values(), key=lambda part: "def " in part or "lambda" in part)
    body = textwrap.indent("\n".join([*ordered, f"return {name}"]), "    ")
    maker = f"_right_{name}"
    return f"def {maker}():\n{body}\n\n{name} = {maker}()\ndel {maker}\n"


def _root(value: Any) -> str:
    """Name the package, or the notebook, that something was written in."""
    return str(getattr(value, "__module__", None) or "").partition(".")[0]


def _source(used: str, function: FunctionType) -> str:
    """Give the source that defines a function under the name by which it is used."""
    if function.__closure__:
        raise NotSelfContainedError(f"`{used}` was made inside another function")
    try:
        source = textwrap.dedent(inspect.getsource(function)).strip()
        (statement,) = ast.parse(source).body
    except (OSError, TypeError, SyntaxError, ValueError) as error:
        raise NotSelfContainedError(f"the text of `{used}` is not at hand") from error
    if isinstance(statement, ast.FunctionDef):
        own = statement.name
        return source if own == used else f"{source}\n{used} = {own}"
    if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == used:
        return source
    raise NotSelfContainedError(f"`{used}` is not written as a function of its own")


def _import(used: str, value: Any) -> str:
    """Write the import that gives a value, "" where there is none."""
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {used}"
    name = str(getattr(value, "__name__", ""))
    loaded = sorted(sys.modules, key=len)  # NumPy's functions on elements don't say where they are
    for module in (str(getattr(value, "__module__", "")), *loaded):
        public = module in sys.modules and not module.startswith("_")  # nor `__main__`
        if public and name and vars(sys.modules[module]).get(name) is value:
            return f"from {module} import {name} as {used}"
    return ""


def _literal(used: str, value: Any) -> str:
    """Write down a number, a text, or what is made of them."""
    try:
        written = repr(value)
        if type(ast.literal_eval(written)) is type(value) and ast.literal_eval(written) == value:
            return f"{used} = {written}"
    # It is whatever the notebook holds, and may fail to be written or compared in any way.
    except Exception as error:
        raise NotSelfContainedError(f"it uses `{used}`, which stands outside of it") from error
    raise NotSelfContainedError(f"it uses `{used}`, which stands outside of it")


def _globals_of(function: FunctionType, source: str) -> Iterator[tuple[str, Any]]:
    """Give the names of its module that a function uses, and what stands under them."""
    names = [name for code in codes(function.__code__) for name in code.co_names]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):  # what is worked out as it is defined
            given = node.args
            every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
            notes = (argument.annotation for argument in every if argument)
            parts = (
                *node.decorator_list,
                *given.defaults,
                *given.kw_defaults,
                *notes,
                node.returns,
            )
            for part in filter(None, parts):
                names += [n.id for n in ast.walk(part) if isinstance(n, ast.Name)]
    for name in dict.fromkeys(names):
        if name in function.__globals__:
            yield name, function.__globals__[name]
