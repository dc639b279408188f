"""`course learn`: lay out the lessons, and open JupyterLab on them."""

import os
import sys
from pathlib import Path

import typer

from course_utils.cli.desk import WHERE_YOU_LEFT, lay_out_desk, left, notebook_of
from course_utils.cli.options import LEARN, Folder, fail
from course_utils.cli.workspace import LaidOut, lay_out
from course_utils.places import PACKAGE, REPOSITORY
from course_utils.trouble import TroubleError


def learn(context: typer.Context, folder: Folder = LEARN) -> None:
    """Lay out your copy of the lessons and open JupyterLab on them.

    Your own work is never overwritten. Whatever else you add is handed to JupyterLab, for
    instance --no-browser or --port 9000.
    """
    folder = folder.absolute()
    try:
        _tell(lay_out(REPOSITORY / "notebooks", folder), folder)
    except TroubleError as trouble:
        fail(trouble)
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
    place = left(folder)
    if place is None:
        first = sorted(folder.glob("[0-9][0-9]_*/*.ipynb"))[0].relative_to(folder).as_posix()
        address = f"/lab/tree/{first}"
    else:
        typer.echo(f"Welcome back. You left at {place.lesson}, so that opens.")
        first, address = notebook_of(place.lesson), WHERE_YOU_LEFT
    settings = Path(__file__).parent / "lab"
    kernels = PACKAGE / "kernels" / "specs" / "warm"
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
        f"--LabApp.default_url={address}",
        f"--LabApp.workspaces_dir={lay_out_desk(folder, first)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    sys.stdout.flush()
    os.chdir(folder)  # away from nbgrader's configuration, which is the instructor's
    os.execve(sys.executable, [*command, *arguments], environment)


def _before(folder: Path, variable: str) -> str:
    """Put a folder in front of those that an environment variable names."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get(variable)]))
