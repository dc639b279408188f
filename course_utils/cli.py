"""The `course` command, which the Makefile calls."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from course_utils.trouble import TroubleError
from course_utils.workspace import REPOSITORY, LaidOut

app = typer.Typer(
    help="The course on how neural networks are trained.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Option("--folder", help="The learner's copy of the course.")]
LEARN = REPOSITORY / "learn"


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def learn(context: typer.Context, folder: Folder = LEARN) -> None:
    """Lay out your copy of the lessons and open JupyterLab on them.

    Your own work is never overwritten. Whatever else you add is handed to JupyterLab, for
    instance --no-browser or --port 9000.
    """
    from course_utils.workspace import lay_out

    folder = folder.absolute()
    try:
        _tell(lay_out(REPOSITORY / "notebooks", folder), folder)
    except TroubleError as trouble:
        _fail(trouble)
    _open_lab(folder, context.args)


def _tell(done: LaidOut, folder: Path) -> None:
    """Say what laying out the lessons did."""
    if done.new:
        typer.echo(f"Your copy of the lessons is in {folder}.")
    for name in done.updated:
        typer.echo(f"Updated: {name} (you had not changed it).")
    for name, beside in done.beside:
        typer.echo(f"You have worked in {name}, so it stays. Its new version is {beside}.")


def _open_lab(folder: Path, arguments: list[str]) -> None:
    """Turn this process into JupyterLab, so that what stops one stops the other."""
    first = sorted(folder.glob("[0-9][0-9]_*/*.ipynb"))[0].relative_to(folder).as_posix()
    settings = Path(__file__).parent / "lab"
    kernels = Path(__file__).parent / "kernels" / "specs" / "warm"
    binaries = Path(sys.executable).parent
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_PATH": _before(settings, "JUPYTER_CONFIG_PATH"),
        "JUPYTER_PATH": _before(kernels, "JUPYTER_PATH"),
        "PATH": _before(binaries, "PATH"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{first}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    sys.stdout.flush()
    os.chdir(folder)  # away from nbgrader's configuration, which is the instructor's
    os.execve(sys.executable, [*command, *arguments], environment)


def _before(folder: Path, variable: str) -> str:
    """Put a folder in front of those that an environment variable names."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get(variable)]))


@app.command()
def doctor(folder: Folder = LEARN) -> None:
    """Look whether this machine has what the course needs, and say how to mend it."""
    from course_utils.doctor import examine

    findings = examine(folder)
    for finding in findings:
        sign = "✓" if finding.fine else "✗"
        typer.echo(f"{sign} {finding.subject:<9}{finding.found}")
        if not finding.fine:
            typer.echo(f"  To mend it, {finding.mend}.")
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


@app.command()
def progress(folder: Folder = LEARN) -> None:
    """Show how far you have come."""
    from course_utils.checking.progress import FILE, FOLDER, Progress
    from course_utils.learner import overview

    if not folder.is_dir():
        _fail(TroubleError(f"There is no course in {folder} yet. Start it with `make learn`."))
    typer.echo(overview(Progress(folder / FOLDER / FILE)))


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="As in `nbgrader autograde ASSIGNMENT`.")],
    scheduler: Annotated[
        str | None, typer.Option(help="A running Dask scheduler, tcp://HOST:PORT.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes on this machine; one a core if not given.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Grade again what is graded already.")] = False,
    no_sandbox: Annotated[
        bool, typer.Option("--no-sandbox", help="Run submissions as yourself. Only code you trust.")
    ] = False,
    seconds: Annotated[int, typer.Option(help="The time for one submission.")] = 300,
) -> None:
    """Grade all submissions to an assignment, many at once, each in a sandbox of its own.

    Run it where you run nbgrader. What is graded already is left alone, so a run that was stopped
    goes on where it was.
    """
    from course_utils.grading.command import grade_all

    try:
        grade_all(assignment, scheduler, workers, force, not no_sandbox, seconds)
    except TroubleError as trouble:
        _fail(trouble)


@app.command()
def insights(
    assignment: Annotated[str, typer.Argument(help="A graded assignment.")],
    names: Annotated[bool, typer.Option(help="Say who made which mistake.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write the table to this file.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write a page with plots to this file.")] = None,
) -> None:
    """Show what the class misunderstood: by exercise, how many are right, and the mistakes."""
    from course_utils.grading import insights

    try:
        insights.show(assignment, names, csv, page)
    except TroubleError as trouble:
        _fail(trouble)


def _fail(trouble: TroubleError) -> None:
    typer.echo(str(trouble), err=True)
    raise typer.Exit(1)
