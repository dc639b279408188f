"""`course learn`: lay out the lessons, and open JupyterLab on them."""

import os
import sys
from pathlib import Path

import typer

from course_utils.cli.desk import lay_out_desk
from course_utils.cli.options import LEARN, Folder, fail
from course_utils.cli.workspace import LaidOut, lay_out
from course_utils.notebook.place import Place, kept_place
from course_utils.places import LEARNERS_FOLDER, PACKAGE, PLACE_FILE, REPOSITORY
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
    _open_lab(folder, _where_to_open(folder), context.args)


def _tell(done: LaidOut, folder: Path) -> None:
    """Say what laying out the lessons did."""
    if done.new:
        typer.echo(f"Your copy of the lessons is in {folder}.")
    for name in done.updated:
        typer.echo(f"Updated: {name} (you had not changed it).")
    for name, beside in done.beside:
        typer.echo(f"You have worked in {name}, so it stays. Its new version is {beside}.")


def _where_to_open(folder: Path) -> Place:
    """Find the lesson that was left, and the first one for who is new."""
    left = kept_place(folder / LEARNERS_FOLDER / PLACE_FILE)
    if left is None or not _notebook(folder, left.lesson).exists():
        return Place(sorted(folder.glob("[0-9][0-9]_*/*.ipynb"))[0].parent.name)
    typer.echo(f"Welcome back. You left at {left.lesson}, so that opens.")
    return left


def _notebook(folder: Path, lesson: str) -> Path:
    return folder / lesson / f"{lesson}.ipynb"


def _open_lab(folder: Path, place: Place, arguments: list[str]) -> None:
    """Turn this process into JupyterLab, so that what stops one stops the other."""
    notebook = _notebook(folder, place.lesson).relative_to(folder).as_posix()
    fragment = f"#cell-id={place.cell}" if place.cell else ""
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
        f"--LabApp.default_url=/lab/tree/{notebook}{fragment}",
        f"--LabApp.workspaces_dir={lay_out_desk(folder, notebook)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    sys.stdout.flush()
    os.chdir(folder)  # away from nbgrader's configuration, which is the instructor's
    os.execve(sys.executable, [*command, *arguments], environment)


def _before(folder: Path, variable: str) -> str:
    """Put a folder in front of those that an environment variable names."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get(variable)]))
