"""`course doctor`: look at what learning and grading need, and say how to mend what is wrong."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from course_utils.cli.options import LEARN, Folder
from course_utils.places import REPOSITORY

NEEDED_BYTES = 500 * 2**20
REINSTALL = "run `make clean`, then `make learn`, which install everything anew"


@dataclass(frozen=True)
class Examined:
    """What one examination found."""

    subject: str
    fine: bool
    found: str
    mend: str = ""


def doctor(folder: Folder = LEARN) -> None:
    """Look whether this machine has what the course needs, and say how to mend it."""
    results = examine(folder)
    for result in results:
        sign = "✓" if result.fine else "✗"
        typer.echo(f"{sign} {result.subject:<9}{result.found}")
        if not result.fine:
            typer.echo(f"  To mend it, {result.mend}.")
    if not all(result.fine for result in results):
        raise typer.Exit(1)


def examine(folder: Path) -> list[Examined]:
    """Examine the machine; `folder` is where the learner's notebooks are or will be."""
    examinations: tuple[Callable[[Path], Examined], ...] = (
        _python,
        _packages,
        _data,
        _kernel,
        _disk,
        _learners_folder,
        _sandbox,
        _instructors_folder,
    )
    return [examination(folder) for examination in examinations]


def _python(folder: Path) -> Examined:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = (3, 11) <= sys.version_info < (3, 14)
    mend = "install Python 3.11, 3.12 or 3.13, and run `make learn PYTHON=python3.12`"
    return Examined("Python", fine, version, mend)


def _packages(folder: Path) -> Examined:
    from packaging.requirements import Requirement

    try:
        wanted = map(Requirement, metadata.requires("course-utils") or [])
    except metadata.PackageNotFoundError:
        return Examined("Packages", False, "the course itself is not installed", REINSTALL)
    wrong = []
    for requirement in wanted:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} {version} does not meet {requirement.specifier}")
    return Examined("Packages", not wrong, ", ".join(wrong) or "all there", REINSTALL)


def _data(folder: Path) -> Examined:
    try:
        from course_utils import data

        shapes = [data.load_student_hours()[0].shape, data.load_digits01()[0].shape]
    except (ImportError, OSError, ValueError) as error:
        return Examined("Data", False, str(error), REINSTALL)
    fine = shapes == [(12, 2), (360, 64)]
    return Examined("Data", fine, "two sets, offline" if fine else str(shapes), REINSTALL)


def _kernel(folder: Path) -> Examined:
    from jupyter_client.manager import start_new_kernel

    try:
        manager, client = start_new_kernel(
            kernel_name="python3", startup_timeout=60, stderr=subprocess.DEVNULL
        )
    # A kernel fails to start in as many ways as there are broken installations; all are told.
    except Exception as error:  # noqa: BLE001
        return Examined("Kernel", False, f"{type(error).__name__}: {error}", REINSTALL)
    try:
        reply = client.execute_interactive("import course_utils", timeout=60, store_history=False)
        fine = reply["content"]["status"] == "ok"
        found = "starts and finds the course" if fine else reply["content"]["evalue"]
    except TimeoutError:
        fine, found = False, "starts, and does not answer within a minute"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return Examined("Kernel", fine, found, REINSTALL)


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _disk(folder: Path) -> Examined:
    free = shutil.disk_usage(_nearest_existing(folder)).free
    return Examined(
        "Disk",
        free >= NEEDED_BYTES,
        f"{free / 2**30:.1f} GiB free",
        f"make room: the course wants {NEEDED_BYTES / 2**30:.1f} GiB free",
    )


def _learners_folder(folder: Path) -> Examined:
    import tempfile

    place = _nearest_existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        mend = f"give yourself the right to write there: `chmod u+w {place}`"
        return Examined("Folder", False, f"{place} cannot be written: {error.strerror}", mend)
    return Examined("Folder", True, f"{folder} can be written")


def _sandbox(folder: Path) -> Examined:
    from course_utils.kernels.outside import sandbox

    if sys.platform != "linux":
        return Examined("Sandbox", True, f"none on {sys.platform}: grade on a Linux machine")
    reason = sandbox.why_not()
    mend = "do what is said there; only grading needs it, and not learning"
    return Examined("Sandbox", reason is None, reason or "can be built", mend)


def _instructors_folder(folder: Path) -> Examined:
    places = (root / "instructor" for root in dict.fromkeys((Path.cwd(), REPOSITORY)))
    open_ones = [path for place in places for path in _open_to_others(place)]
    if not open_ones:
        return Examined("Marks", True, "no other user of this machine can get at them")
    found = ", and ".join(found for found, _ in open_ones)
    mend = "run " + " and ".join(f"`{command}`" for _, command in open_ones)
    return Examined("Marks", False, found, mend)


def _open_to_others(workplace: Path) -> Iterator[tuple[str, str]]:
    """Tell what of an instructor's folder is open to others, and the command that closes it."""
    if os.name != "posix" or not workplace.is_dir():
        return
    if workplace.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"others can get into {workplace}", f"chmod 700 {workplace}"
    submitted = workplace / "submitted"
    if any(map(_writable_by_others, (submitted, *submitted.rglob("*")))):
        yield f"others can write in {submitted}", f"chmod -R go-w {submitted}"


def _writable_by_others(path: Path) -> bool:
    return not path.is_symlink() and path.exists() and bool(path.stat().st_mode & stat.S_IWOTH)
