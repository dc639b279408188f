"""Find the line in which a returned value is made, without running anything."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from course_utils.mending.search import Written

_MOST_LINES = 3


def made_in(function: Callable[..., Any], names: tuple[str, ...], part: str) -> str:
    """Say in which lines a returned value is made.

    Parameters
    ----------
    function : callable
        The learner's.
    names : tuple of str
        The names of all returned values, in order; ("",) where there is one.
    part : str
        The name of the one that is looked for.

    Returns
    -------
    str
        "line 3: `…`", or "" where that can't be told from the code alone.
    """
    written = Written.of(function)
    if written is None:
        return ""
    returned = [node for node in _own(written.tree) if isinstance(node, ast.Return) and node.value]
    if len(returned) != 1:
        return ""
    value = returned[0].value
    if len(names) > 1:
        if not isinstance(value, ast.Tuple) or len(value.elts) != len(names):
            return ""
        value = value.elts[names.index(part)]
    numbers = [returned[0].lineno]
    if isinstance(value, ast.Name):
        numbers = sorted({n.lineno for n in _own(written.tree) if _sets(n, value.id)})
    if not 0 < len(numbers) <= _MOST_LINES:
        return ""
    lines = [
        f"line {written.first_line + n - 1}: `{written.lines[n - 1].strip()}`" for n in numbers
    ]
    return ", ".join(lines)


def _own(function: ast.AST) -> "Iterator[Any]":
    """Give the nodes of a function, without those of functions inside it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from _own(node)


def _sets(node: ast.AST, name: str) -> bool:
    """Tell whether a statement gives a variable, or an element of it, a value."""
    match node:
        case ast.Assign(targets=targets):
            return any(_is(target, name) for target in targets)
        case ast.AugAssign(target=target):
            return _is(target, name)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=own), attr=method))):
            return own == name and method in ("append", "insert", "extend")
    return False


def _is(target: ast.expr, name: str) -> bool:
    match target:
        case ast.Name(id=own):
            return own == name
        case ast.Subscript(value=inner):
            return _is(inner, name)
        case ast.Tuple(elts=elements):
            return any(_is(element, name) for element in elements)
    return False
