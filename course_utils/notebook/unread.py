"""Versions of a function that the notebook holds and Python has not taken in."""

import ast
import json
import os
import re
import stat
import time
from pathlib import Path
from typing import Any

from course_utils.notebook.protecting import running_shell
from course_utils.places import MB

_MOST = 20 * MB


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
    ran = shell.history_manager.input_hist_raw
    numbers = [number for number, cell in enumerate(ran) if defines.search(cell)]
    if not numbers:
        return ""
    last = ran[numbers[-1]]
    if last.lstrip().startswith("%%timeit"):
        return (
            f"`%%timeit` runs a cell and keeps none of its names, so the `{name}` in it is not "
            "known outside. Take the first line out and run the cell again."
        )
    try:
        ast.parse(shell.transform_cell(last))
    except (SyntaxError, ValueError):
        return (
            f"Python could not read the cell with `def {name}` when it was last run, so this is "
            "about what was there before. Mend the SyntaxError, and run the cell again."
        )
    began = _began.get(numbers[-1])
    saved = None if began is None else _saved_since(began)
    written = [cell for cell in saved or () if defines.search(cell)]
    if written and last.strip() not in {cell.strip() for cell in written}:
        return (
            f"The cell with `def {name}` was changed after it was last run, so this is about what "
            "was there before. Run that cell, and check again."
        )
    return ""


_began: dict[int, float] = {}
"""When each cell began to run, by its number."""


def note_the_time(shell: Any) -> None:
    """Have a shell note when each cell begins to run."""
    shell.events.register(
        "pre_run_cell", lambda info: _began.update({shell.execution_count: time.time()})
    )


def _saved_since(moment: float) -> list[str] | None:
    """Read the code cells of this kernel's notebook, if it was saved after a moment.

    What is typed is known to the kernel once it is saved, which JupyterLab does by itself every
    few seconds. Jupyter's server tells a kernel where its notebook lies.
    """
    path = Path(os.environ.get("JPY_SESSION_NAME") or os.devnull)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_mtime < moment or about.st_size > _MOST:
            return None
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = (cell["source"] for cell in cells if cell["cell_type"] == "code")
        return [source if isinstance(source, str) else "".join(source) for source in code]
    # It is just being written, or no notebook of a form that is known: then nothing is known.
    except (OSError, ValueError, KeyError, TypeError):
        return None
