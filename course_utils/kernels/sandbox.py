"""The walls around the fork server of sandboxed kernels: what it sees, and whether it can be built.

The fork server runs no learner's code, but all that a kernel sees later is at most what it sees.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course_utils.trouble import TroubleError

PACKAGE = Path(__file__).resolve().parent.parent
HIDDEN = ("reference", "exercises", "grading", "bug_hunt.py", "__pycache__")
NOBODY = 65534  # whom root becomes: Linux keeps some limits for everybody but root
ENVIRONMENT = {
    "HOME": "/home/learner",
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
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    # As ipykernel sets it before an ordinary kernel imports matplotlib.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
WITHOUT_TENSORFLOW = "COURSE_WITHOUT_TENSORFLOW"

_INSTALL = "install bubblewrap (`apt-get install bubblewrap` or your system's like)"
_CAN_IT = """
import os, sys
from course_utils.kernels import host
from course_utils.kernels.isolation import isolate
from course_utils.kernels.limits import Limits
host.become({user!r})
os.makedirs("/run/course/try/work")
os.makedirs("/run/course/try/sockets")
isolate("/run/course/try", Limits())
os._exit(42)
"""
_YES = 42


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
        *("--perms", "1777", "--tmpfs", "/tmp", "--dir", "/home/learner"),
        *("--dir", "/run", "--bind", str(shared), "/run/course"),
        *_python(),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"),
        *(sys.executable, "-c", code),
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
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(name):
            arguments += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "fonts"):
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return arguments


def _python() -> list[str]:
    """Show this Python with its packages, and of the course what a learner's code may use."""
    repository = PACKAGE.parent
    arguments = [*_folders_above(sys.base_prefix, sys.prefix, str(PACKAGE))]
    for folder in dict.fromkeys((sys.base_prefix, sys.prefix)):
        arguments += ["--ro-bind", folder, folder]
    if not repository.is_relative_to(sys.prefix):
        # An editable installation is inside the repository, of which nothing else is to be seen.
        arguments += ["--tmpfs", str(repository)]
        if Path(sys.prefix).is_relative_to(repository):
            arguments += ["--ro-bind", sys.prefix, sys.prefix]
    arguments += ["--tmpfs", str(PACKAGE)]
    for path in sorted(PACKAGE.iterdir()):
        if path.name not in HIDDEN:
            arguments += ["--ro-bind", str(path), str(path)]
    return [*arguments, "--remount-ro", str(PACKAGE)]


def _folders_above(*paths: str) -> list[str]:
    """Make the folders on the way ourselves: those that bwrap makes are for root only."""
    above = {str(folder) for path in paths for folder in Path(path).parents[:-1]}
    return [part for folder in sorted(above) for part in ("--dir", folder)]


def user_inside() -> int | None:
    """Tell whom the host is to become: None where it is nobody in particular already."""
    return NOBODY if os.geteuid() == 0 else None


def require(waiver: str) -> None:
    """Refuse to go on where submissions can't be kept in a sandbox.

    Parameters
    ----------
    waiver : str
        What to add to a command to do without.

    Raises
    ------
    TroubleError
        If this machine can't build the sandbox.
    """
    reason = why_not()
    if reason is not None:
        raise TroubleError(
            f"{reason} Submissions are not run without it. If you trust every one of them as you "
            f"trust yourself, add {waiver}."
        )


@functools.cache
def why_not() -> str | None:
    """Say in one sentence why this machine can't keep a kernel in a sandbox; None if it can.

    It is found out by trying, once.
    """
    if sys.platform != "linux":
        return f"The sandbox needs Linux's namespaces, and this is {sys.platform}."
    if shutil.which("bwrap") is None:
        return f"The sandbox needs the program `bwrap`: {_INSTALL}."
    from course_utils.kernels.exchange import Exchange

    with Exchange() as exchange:
        code = _CAN_IT.format(user=user_inside())
        try:
            done = subprocess.run(
                command(exchange.shared, code),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"The sandbox does not start here: {type(error).__name__}."
    if done.returncode == _YES:
        return None
    lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
    return f"This machine refuses the namespaces that the sandbox is made of ({lines[-1][:200]})."
