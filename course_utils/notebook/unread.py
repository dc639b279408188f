"""Versions of a function that the notebook holds and Python has not taken in."""

import ast
import re

from course_utils.notebook.protecting import running_shell


def unread_version(name: str) -> str:
    """Say so where the last cell that defines a function was run and is not what is checked.

    Parameters
    ----------
    name : str
        The function's.

    Returns
    -------
    str
        "" where the last one was taken in.
    """
    shell = running_shell()
    if shell is None:
        return ""
    defines = re.compile(rf"^[ \t]*def {re.escape(name)}\b", re.MULTILINE)
    cells = [cell for cell in shell.history_manager.input_hist_raw if defines.search(cell)]
    if not cells:
        return ""
    if cells[-1].lstrip().startswith("%%timeit"):
        return (
            f"`%%timeit` runs a cell and keeps none of its names, so the `{name}` in it is not "
            "known outside. Take the first line out and run the cell again."
        )
    try:
        ast.parse(shell.transform_cell(cells[-1]))
    except (SyntaxError, ValueError):
        return (
            f"Python could not read the cell with `def {name}` when it was last run, so this is "
            "about what was there before. Mend the SyntaxError, and run the cell again."
        )
    return ""
