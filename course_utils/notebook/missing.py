"""What to say of a name that this kernel does not know, but that the learner has used before."""

from datetime import date

from course_utils.lessons import all_exercises
from course_utils.notebook.cards import Card
from course_utils.notebook.progress import kept_progress

RUN_ABOVE = "Run → Run All Above Selected Cell"


def solved_before(name: str) -> str:
    """Say when an exercise was solved; "" where it was not."""
    record = kept_progress().record(name) if name in all_exercises() else None
    if record is None or not record.passed:
        return ""
    return f"You solved `{name}`{_on(record.solved)}."


def _on(day: str) -> str:
    if not day:
        return " before"
    when = date.fromisoformat(day)
    return f" on {when.day} {when:%B %Y}"


def run_its_cell(name: str) -> str:
    """Say of a solved exercise what to do where its function is not there; "" for others."""
    solved = solved_before(name)
    if not solved:
        return ""
    return (
        f"{solved} This kernel does not have it yet, as a kernel starts with nothing: run the "
        f"cell in which you wrote it, then this one again. Or select this cell and choose "
        f"{RUN_ABOVE} in the menu."
    )


def not_in_this_kernel(name: str) -> Card | None:
    """Say the same on a card; None for what was not solved."""
    words = run_its_cell(name)
    return Card(title=f"{name} is not in this kernel yet", message=words) if words else None


def new_kernel(name: str) -> Card:
    """Say what to do where the first cell of the lesson was not run in this kernel."""
    return Card(
        title="This kernel has just started",
        message=f"It does not know `{name}` yet, nor anything else that you ran before. What you "
        f"wrote is all still there. Select this cell, choose {RUN_ABOVE} in the menu, then run "
        "it again.",
    )


def not_imported(name: str) -> Card:
    """Say how to come by a command of the course that the lesson's first cell did not import."""
    return Card(
        title=f"{name} is not imported yet",
        message=f"Run `from course_utils import {name}` first, then this cell again.",
    )
