"""Read from a cell's source which exercise a command such as ``check(sigmoid)`` is about."""

import ast
from collections.abc import Collection

COMMANDS = ("check", "hint", "solution")


def checked_name(source: str) -> str | None:
    """Give the exercise that a cell such as ``check(sigmoid)`` checks, else None."""
    try:
        expression = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError):  # Python 3.11 refuses null bytes by a ValueError
        return None
    return _target(expression, ("check",))


def last_target(source: str) -> str | None:
    """Give the name that a cell ends in ``check(name)``, ``hint(name)`` or the like on."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    last = body[-1] if body else None
    return _target(last.value, COMMANDS) if isinstance(last, ast.Expr) else None


def _target(expression: ast.expr, commands: Collection[str]) -> str | None:
    if (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Name)
        and expression.func.id in commands
        and expression.args
        and isinstance(expression.args[0], ast.Name)
    ):
        return expression.args[0].id
    return None
