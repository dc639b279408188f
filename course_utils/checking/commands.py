"""Read from a cell's source which exercise a command such as ``check(sigmoid)`` is about."""

import ast
from collections.abc import Collection


def command_target(expression: ast.expr | None, commands: Collection[str]) -> str | None:
    """Give the name that a call such as ``check(name)`` is made with.

    Parameters
    ----------
    expression : ast.expr or None
    commands : collection of str
        The functions whose calls count.

    Returns
    -------
    str or None
        None where the expression is anything else.
    """
    if (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Name)
        and expression.func.id in commands
        and expression.args
        and isinstance(expression.args[0], ast.Name)
    ):
        return expression.args[0].id
    return None


def checked_name(source: str) -> str | None:
    """Give the exercise that a cell such as ``check(sigmoid)`` checks, else None."""
    try:
        expression = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError):  # Python 3.11 refuses null bytes by a ValueError
        return None
    return command_target(expression, ("check",))
