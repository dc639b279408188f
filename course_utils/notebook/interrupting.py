"""One line in place of a traceback, where the learner has interrupted what was running."""

import linecache
import traceback
from types import TracebackType
from typing import Any

from course_utils.notebook.cards import Card


def interrupted(trace: TracebackType | None, names: dict[str, Any]) -> Card:
    """Say where in the learner's own code it was.

    Parameters
    ----------
    trace : traceback
    names : dict
        The notebook's: what runs with these globals is written in it.
    """
    place = ""
    for frame, number in traceback.walk_tb(trace):
        if frame.f_globals is names:
            line = linecache.getline(frame.f_code.co_filename, number).strip().replace("`", "'")
            name = frame.f_code.co_name
            where = "this cell" if name.startswith("<") else f"`{name}`"
            place = f" in line {number} of {where}" + (f": `{line}`" if line else "")
    return Card("Interrupted", f"It was stopped{place}. Nothing that you wrote is lost.")
