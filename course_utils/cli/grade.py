"""`course grade`: all submissions to an assignment, many at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_utils.cli.options import fail
from course_utils.trouble import TroubleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from course_utils.grading.attempting import Outcome
    from course_utils.grading.cluster import Cluster


def grade(
    assignment: Annotated[str, typer.Argument(help="As in `nbgrader autograde ASSIGNMENT`.")],
    scheduler: Annotated[
        str | None, typer.Option(help="A running Dask scheduler, tls://HOST:PORT.")
    ] = None,
    tls_ca_file: Annotated[
        Path | None, typer.Option(help="As for `dask scheduler`: the authority's certificate.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(help="As for `dask scheduler`: a certificate by it.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Use a scheduler that anybody may speak to.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(help="Processes on this machine; one a core if not given.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Grade again what is graded already.")] = False,
    no_sandbox: Annotated[
        bool, typer.Option("--no-sandbox", help="Run submissions as yourself. Only code you trust.")
    ] = False,
    seconds: Annotated[
        int,
        typer.Option(help="Of computing, for one submission."),
    ] = 300,
) -> None:
    """Grade all submissions to an assignment, many at once, each in a sandbox of its own.

    Run it where you run nbgrader. What is graded already is left alone, so a run that was stopped
    goes on where it was.
    """
    try:
        cluster = None
        if scheduler is not None:
            from course_utils.grading.cluster import Cluster

            cluster = Cluster.at(scheduler, tls_ca_file, tls_cert, tls_key, insecure)
        grade_all(assignment, cluster, workers, force, not no_sandbox, seconds)
    except TroubleError as trouble:
        fail(trouble)


def grade_all(
    name: str,
    cluster: "Cluster | None",
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
    cluster : Cluster or None
        None for this machine.
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
    from course_utils.kernels.outside import sandbox

    if cluster is not None:
        cluster.require()
    elif sandboxed:
        sandbox.require("--no-sandbox")
    # What follows loads nbgrader, which takes a while; what is above is told at once.
    from rich.console import Console

    from course_utils.cli.bar import progress_bar
    from course_utils.grading import batch
    from course_utils.grading.assignment import Assignment
    from course_utils.grading.pools import pool
    from course_utils.grading.running import Allowance

    console = Console()
    assignment = Assignment(name)
    handed_in = assignment.submissions()
    if not handed_in:
        raise TroubleError(
            f"Nothing was handed in for {assignment.name}: {assignment.where_submitted}."
        )
    todo = [s for s in handed_in if force or not assignment.is_graded(s)]
    already = len(handed_in) - len(todo)
    console.print(f"{assignment.name}: {len(handed_in)} handed in, {already} graded already.")
    if not todo:
        return
    if not sandboxed:
        console.print("Without a sandbox: the submissions' code can do all that you can.")
    outcomes: list[Outcome] = []
    try:
        with pool(cluster, count) as workers, progress_bar(console) as bar:
            task = bar.add_task("grading", total=len(todo))

            def tell(outcome: "Outcome") -> None:
                outcomes.append(outcome)
                bar.advance(task)

            allowance = Allowance(seconds=seconds)
            once = assignment.second_run
            batch.grade(assignment, todo, workers, sandboxed, allowance, tell, once)
    finally:  # what is recorded is told, also where the rest can't be graded now
        summarise(console, outcomes)
    if any(outcome.fault for outcome in outcomes):
        raise TroubleError(
            "Some have no mark, for a reason that is not their own. Grade them again: "
            f"`course grade {assignment.name}`."
        )


def summarise(console: "Console", outcomes: "Sequence[Outcome]") -> None:
    """Say what became of all submissions, and of whom something is to be known."""
    troubled = [outcome for outcome in outcomes if outcome.trouble]
    faults = [outcome for outcome in outcomes if outcome.fault]
    graded = len(outcomes) - len(faults)
    console.print(f"Graded {graded}. In {len(troubled)} something went wrong.")
    for outcome in troubled:
        told = f"  {outcome.submission.student}: {outcome.trouble}"
        console.print(told, markup=False, highlight=False)
    if faults:
        console.print(f"Not graded, through no fault of their own: {len(faults)}.")
    for outcome in faults:
        told = f"  {outcome.submission.student}: {outcome.fault}"
        console.print(told, markup=False, highlight=False)
