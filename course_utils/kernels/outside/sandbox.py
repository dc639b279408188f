"""Whether this machine can keep a kernel in a sandbox, found out by trying."""

import functools
import shutil
import subprocess
import sys

from course_utils.kernels.outside.exchange import Exchange
from course_utils.kernels.outside.walls import command, user_inside
from course_utils.places import HANDED
from course_utils.trouble import TroubleError

_INSTALL = "install bubblewrap (`apt-get install bubblewrap` or your system's like)"
_CAN_IT = """
import os, sys
from course_utils.kernels.inside import host
from course_utils.kernels.inside.isolation import isolate
from course_utils.kernels.inside.limits import Limits
host.become({user!r})
os.makedirs("{handed}/try/work")
os.makedirs("{handed}/try/sockets")
isolate("{handed}/try", Limits())
os._exit(42)
"""
_YES = 42


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
    with Exchange() as exchange:
        code = _CAN_IT.format(user=user_inside(), handed=HANDED)
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
