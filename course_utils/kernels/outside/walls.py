"""The walls around the fork server of sandboxed kernels: what it sees of this machine.

The fork server runs no learner's code, but all that a kernel sees later is at most what it sees.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from course_utils.places import (
    HANDED,
    INLINE_FIGURES,
    PACKAGE,
    REPOSITORY,
    TENSORFLOW_SETTINGS,
    WITHOUT_TENSORFLOW,
    WORK,
)

SHOWN = (
    "__init__.py",
    "places.py",
    "data.py",
    "visuals",
    "answering",
    "notebook/__init__.py",
    "notebook/graded.py",
    "notebook/protecting.py",
    "kernels/__init__.py",
    "kernels/inside",
)
"""What of the course a sandboxed kernel sees, files and folders. All else is hidden from it, and so
is a new file until it is listed here."""

_NAMES = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/passwd")
"""Where a process with a network finds the names of others, and its own."""

NOBODY = 65534  # whom root becomes: Linux keeps some limits for everybody but root
ENVIRONMENT = {
    "HOME": WORK,
    "LANG": "C.UTF-8",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "IPYTHONDIR": "/tmp/ipython",
    "KERAS_HOME": "/tmp/keras",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
    # Many kernels run side by side, and one thread gives the same digits everywhere.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
    **TENSORFLOW_SETTINGS,
    **INLINE_FIGURES,
}


def command(shared: Path, code: str, tensorflow: bool = True) -> list[str]:
    """Give the command that runs `code` with this Python inside the walls.

    Parameters
    ----------
    shared : Path
        The one folder that both sides can write to, in there `/run/course`.
    code : str
        What Python is to run.
    tensorflow : bool
        Whether the fork server imports TensorFlow before it forks.
    """
    return [
        "bwrap",
        *_namespaces(),
        "--die-with-parent",
        "--clearenv",
        *(part for name, value in ENVIRONMENT.items() for part in ("--setenv", name, value)),
        *(() if tensorflow else ("--setenv", WITHOUT_TENSORFLOW, "1")),
        *_system(),
        *("--bind", "/proc", "/proc"),  # a masked one would keep a kernel from having its own
        *("--dev", "/dev", "--perms", "1777", "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--tmpfs", "/tmp", "--dir", WORK),
        *("--dir", "/run", "--bind", str(shared), HANDED),
        *_python(),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"),
        # This course, and not one that the environment was made for.
        *(_executable(), "-c", f"import sys; sys.path.append({str(REPOSITORY)!r})\n{code}"),
    ]


def smallest_command() -> list[str]:
    """Give a command that does nothing, in namespaces such as `command` makes."""
    return ["bwrap", *_namespaces(), "--ro-bind", "/", "/", "true"]


def bridge_command(command: list[str], shown: Sequence[str]) -> list[str]:
    """Give the command that runs another one where there is a network, and nothing to take.

    Parameters
    ----------
    command : list of str
        With this Python, whose packages and course it sees.
    shown : sequence of str
        The files besides that it may read.
    """
    networked = [kind for kind in _namespaces() if kind != "--unshare-net"]
    return [
        "bwrap",
        *(["--share-net"] if "--unshare-all" in networked else []),
        *networked,
        "--die-with-parent",
        "--new-session",  # without one it could type into the grader's terminal
        "--clearenv",
        *("--setenv", "PYTHONDONTWRITEBYTECODE", "1"),
        *_system(),
        *(part for name in _NAMES for part in ("--ro-bind-try", name, name)),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *_interpreter(),
        *("--ro-bind", str(PACKAGE), str(PACKAGE)),
        *_folders_above(*shown),
        *(part for name in shown for part in ("--ro-bind", name, name)),
        *("--chdir", "/"),
        *(_executable(), *command[1:]),
    ]


def _namespaces() -> list[str]:
    if os.geteuid() == 0:
        kinds = ("pid", "net", "ipc", "uts", "cgroup-try")
        kept = ("CAP_SETUID", "CAP_SETGID")  # to become somebody with fewer rights
        return [
            *(f"--unshare-{kind}" for kind in kinds),
            *("--cap-drop", "ALL"),
            *(part for name in kept for part in ("--cap-add", name)),
        ]
    return ["--unshare-all"]


def _system() -> list[str]:
    """Show the operating system's programs and libraries, and of its settings very few."""
    arguments = ["--ro-bind", "/usr", "/usr", "--dir", "/etc"]
    for path in map(Path, ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")):
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "fonts"):
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return arguments


def _python() -> list[str]:
    """Show this Python with its packages, and of the course what a learner's code may use."""
    arguments = [*_interpreter(), "--tmpfs", str(PACKAGE)]
    for parent in sorted({part.parent for part in map(Path, SHOWN)} - {Path()}):
        arguments += ["--dir", str(PACKAGE / parent)]
    for part in SHOWN:
        arguments += ["--ro-bind", str(PACKAGE / part), str(PACKAGE / part)]
    return [*arguments, "--remount-ro", str(PACKAGE)]


def _interpreter() -> list[str]:
    """Show this Python with its packages, and nothing of the course."""
    base, prefix = map(_without_detours, (sys.base_prefix, sys.prefix))
    arguments = [*_folders_above(str(base), str(prefix), str(PACKAGE))]
    for folder in dict.fromkeys((base, prefix)):
        arguments += ["--ro-bind", str(folder), str(folder)]
    if not REPOSITORY.is_relative_to(prefix):
        # An editable installation is inside the repository, of which nothing else is to be seen.
        arguments += ["--tmpfs", str(REPOSITORY)]
        if prefix.is_relative_to(REPOSITORY):
            arguments += ["--ro-bind", str(prefix), str(prefix)]
    # Another copy of the course, installed among the packages, knows answers too.
    for copy in {Path(entry, PACKAGE.name).resolve() for entry in sys.path if entry} - {PACKAGE}:
        seen = any(copy.is_relative_to(folder) for folder in (base, prefix, "/usr"))
        if seen and copy.is_dir():
            arguments += ["--tmpfs", str(copy)]
    return arguments


def _executable() -> str:
    folder, name = os.path.split(sys.executable)
    return str(_without_detours(folder) / name)


def _without_detours(folder: str) -> Path:
    """Give a path without `..`, of which bubblewrap would try to make a folder."""
    path = Path(folder)
    return path.resolve() if ".." in path.parts else path


def _folders_above(*paths: str) -> list[str]:
    """Make the folders on the way ourselves: those that bwrap makes are for root only."""
    above = {str(folder) for path in paths for folder in Path(path).parents[:-1]}
    return [part for folder in sorted(above) for part in ("--dir", folder)]


def user_inside() -> int | None:
    """Tell whom the host is to become: None where it is nobody in particular already."""
    return NOBODY if os.geteuid() == 0 else None
