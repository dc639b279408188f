"""The card in place of a traceback, where a cell waits for what is still to be written."""

import traceback

from course_utils.lessons import all_exercises
from course_utils.notebook.cards import Card
from course_utils.notebook.missing import not_in_this_kernel


def unfinished(error: Exception) -> Card:
    """Say which of the learner's functions ended a block, and what to do."""
    name, place = _guilty_exercise(error)
    missing = error.name if isinstance(error, NameError) else None
    if missing is not None and missing in all_exercises():
        return _missing(missing)
    # What libraries can't do they call by the same name, and say what it is.
    stub = isinstance(error, NotImplementedError) and not str(error)
    if stub and name:
        return Card(
            title=f"Waiting for your {name}",
            message=f"This cell uses `{name}`. Once `check({name})` is right, run it again.",
            tone="open",
        )
    if stub and (step := _unwritten_step(error)):
        return Card(
            title=f"Waiting for your {step}",
            message=f"This cell uses `{step}`. Once you have written it and run its cell, run this "
            "one again.",
            tone="open",
        )
    what = f"`{name}` stopped at {place}" if name else "It stopped"
    advice = f" Run `check({name})` to see why." if name else ""
    return Card(
        title="This cell could not finish",
        message=f"{what} with {type(error).__name__}: {error}.{advice}",
        tone="wrong",
    )


def _guilty_exercise(error: Exception) -> tuple[str, str]:
    """Find the last function on the way to the error that a learner wrote for an exercise."""
    guilty = ("", "")
    for frame, number in traceback.walk_tb(error.__traceback__):
        ours = frame.f_globals.get("__name__", "").startswith("course_utils")
        if frame.f_code.co_name in all_exercises() and not ours:
            guilty = (frame.f_code.co_name, f"line {number}")
    return guilty


def _unwritten_step(error: Exception) -> str:
    """Find the function of the notebook's own that is still to be written and is no exercise."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    name = frame.f_code.co_name
    return name if frame.f_globals.get("__name__") == "__main__" and name.isidentifier() else ""


def _missing(name: str) -> Card:
    return not_in_this_kernel(name) or Card(
        title=f"Waiting for your {name}",
        message=f"This cell uses `{name}`, which does not exist yet. Run the cell in which you "
        "write it, then this one again.",
        tone="open",
    )
