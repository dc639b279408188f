"""Read from a cell's source which exercise a command such as ``check(sigmoid)`` is about."""

import ast
import re
from collections.abc import Iterator

COMMANDS = ("check", "hint", "solution", "attempts", "reset")
_PARAMETERS = ("function", "exercise")

_PLAIN_STATEMENTS = (ast.Expr, ast.Assign, ast.AnnAssign)
_RUN_PERHAPS = (
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.IfExp,
    ast.BoolOp,
)
"""What may run the expressions inside it never, or many times."""


def checked_name(source: str) -> str | None:
    """Give the exercise that a cell checks, else None.

    Such a cell comes to one call of `check` for certain, and may do other things besides: print,
    or keep what the call returns.
    """
    tree = _parsed(source)
    if tree is None or sum(map(_is_check, ast.walk(tree))) != 1:
        return None
    for statement in tree.body:
        if isinstance(statement, _PLAIN_STATEMENTS):
            for node in _run_for_certain(statement):
                if isinstance(node, ast.Call) and _is_check(node.func):
                    return _named(node)
    return None


def has_check(source: str) -> bool:
    """Tell whether `check` occurs in a cell's code, in whatever form."""
    tree = _parsed(source)
    if tree is None:  # magics, to which code is text
        return re.search(r"\bcheck\s*\(", source) is not None
    return any(map(_is_check, ast.walk(tree)))


def last_target(source: str) -> str | None:
    """Give the name that a cell ends in ``check(name)``, ``hint(name)`` or the like on."""
    return last_call(source)[1]


def last_call(source: str) -> tuple[str, str | None]:
    """Give the command and the name of the ``check(name)`` or the like that a cell ends in."""
    tree = _parsed(source)
    last = tree.body[-1] if tree is not None and tree.body else None
    match last:
        case ast.Expr(ast.Call(func=ast.Name(id=command), args=[ast.Name(id=name), *_])):
            return (command, name) if command in COMMANDS else ("", None)
    return "", None


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source.strip())
    # Python 3.11 refuses null bytes by a ValueError, and what is nested too deeply by the others.
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_check(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "check"


def _run_for_certain(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _RUN_PERHAPS):
            yield from _run_for_certain(child)


def _named(call: ast.Call) -> str | None:
    """Give the exercise that a call names: ``check(f)``, ``check(f, exercise="sigmoid")``."""
    given: dict[str | None, ast.expr] = dict(zip(_PARAMETERS, call.args, strict=False))
    given.update((keyword.arg, keyword.value) for keyword in call.keywords)
    if len(given) != len(call.args) + len(call.keywords) or not given.keys() <= {*_PARAMETERS}:
        return None
    for parameter in reversed(_PARAMETERS):
        match given.get(parameter):
            case ast.Constant(value=str(name)):
                return name
            case ast.Name(id=name) if parameter == "function":
                return name
            case None | ast.Constant(value=None):
                continue
            case _:
                return None
    return None
