"""`course grade`, as an instructor sees it: a bar, a rate, the time left, and what went wrong."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from course_utils.kernels import sandbox
from course_utils.trouble import TroubleError


def grade_all(
    name: str,
    scheduler: str | None,
    count: int | None,
    force: bool,
    sandboxed: bool,
    seconds: int,
) -> None:
    """Grade what was handed in for an assignment, and say how it goes.

    Parameters
    ----------
    name : str
        The assignment.
    scheduler : str or None
        The address of a Dask scheduler; None for this machine.
    count : int or None
        Workers on this machine; None for one a core.
    force : bool
        Whether to grade again what is graded.
    sandboxed : bool
    seconds : int
        For one submission.

    Raises
    ------
    TroubleError
        If it can't begin; its message says what to do.
    """
    if sandboxed and scheduler is None:
        sandbox.require("--no-sandbox")
    # What follows loads nbgrader and Dask, which takes a while; what is above is told at once.
    from course_utils.grading import batch
    from course_utils.grading.gradebook import Assignment
    from course_utils.grading.running import Allowance

    console = Console()
    assignment = Assignment(name)
    handed_in = assignment.submissions()
    if not handed_in:
        raise TroubleError(f"Nothing was handed in for {name}: {assignment.where_submitted}.")
    todo = [s for s in handed_in if force or not assignment.is_graded(s)]
    already = len(handed_in) - len(todo)
    console.print(f"{name}: {len(handed_in)} handed in, {already} graded already.")
    if not todo:
        return
    if not sandboxed:
        console.print("Without a sandbox: the submissions' code can do all that you can.")
    with batch.workers(scheduler, count) as client, _bar(console) as bar:
        task = bar.add_task("grading", total=len(todo))
        outcomes = batch.grade(
            assignment,
            todo,
            client,
            sandboxed,
            Allowance(seconds=seconds),
            tell=lambda outcome: bar.advance(task),
        )
    troubled = [outcome for outcome in outcomes if outcome.trouble]
    console.print(f"Graded {len(outcomes)}. In {len(troubled)} something went wrong.")
    for outcome in troubled:
        told = f"  {outcome.submission.student}: {outcome.trouble}"
        console.print(told, markup=False, highlight=False)


class _Rate(ProgressColumn):
    """How many are graded in a minute."""

    def render(self, task: Task) -> Text:
        """Write the rate since the beginning."""
        minutes = (task.elapsed or 0) / 60
        return Text(
            f"{task.completed / minutes:.0f} a minute" if minutes and task.completed else ""
        )


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=console,
    )
