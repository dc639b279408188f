"""Whether this machine can keep a kernel in a sandbox, found out by trying."""

import ctypes.util
import functools
import shutil
import subprocess
import sys

from course_utils.kernels.outside.exchange import Exchange
from course_utils.kernels.outside.walls import command, smallest_command, user_inside
from course_utils.places import HANDED, PACKAGE
from course_utils.trouble import TroubleError

_INSTALL = "install bubblewrap (`apt-get install bubblewrap` or your system's like)"
_INSTALL_FILTER = "install libseccomp (`apt-get install libseccomp2` or your system's like)"
_CAN_IT = """
import os, sys
from course_utils.kernels.inside import host
from course_utils.kernels.inside.isolation import isolate
from course_utils.kernels.inside.limits import Limits
host.become({user!r})
os.makedirs("{handed}/try/work")
os.makedirs("{handed}/try/sockets")
print("{started}", flush=True)
isolate("{handed}/try", Limits())
os._exit(42)
"""
_YES, _STARTED = 42, "Python has started"


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
    if ctypes.util.find_library("seccomp") is None:
        return f"The sandbox needs the library libseccomp: {_INSTALL_FILTER}."
    try:
        with Exchange() as exchange:
            code = _CAN_IT.format(user=user_inside(), handed=HANDED, started=_STARTED)
            done = _try(command(exchange.shared, code))
        if done.returncode == _YES:
            return None
        bare = _try(smallest_command())
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The sandbox does not start here: {type(error).__name__}."
    if bare.returncode or _STARTED in done.stdout:
        words = _last_words(bare if bare.returncode else done)
        return f"This machine refuses the namespaces that the sandbox is made of ({words})."
    return (
        f"Python does not start in the sandbox ({_last_words(done)}). There it sees "
        f"{sys.prefix}, {sys.base_prefix} and the course in {PACKAGE}, and must need no more."
    )


def _try(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        encoding="utf-8",
        errors="replace",
    )


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = done.stderr.strip().splitlines() or ["no reason given"]
    return lines[-1][:200]
