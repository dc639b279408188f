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
