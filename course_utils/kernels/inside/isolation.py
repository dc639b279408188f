"""What a forked child does to be locked in before it runs a line that is not ours.

Three processes come of it. The first stays outside, in the fork server's namespaces: it passes on
signals and ends when all that is inside has ended. The second is the init of the new namespaces:
when it ends, Linux ends everything in them. The third becomes the kernel.
"""

import os
import resource
import signal
import socket
import sys
from pathlib import Path

from course_utils.kernels.inside import calls, linux
from course_utils.kernels.inside.limits import Limits
from course_utils.kernels.inside.view import arrange
from course_utils.kernels.inside.warden import keep
from course_utils.places import WORK

LEARNER = 1000  # the user inside
_CHANNELS = 5
_PASSED_ON = {signal.SIGINT, signal.SIGTERM, signal.SIGCHLD}
_FILTER = calls.program()  # once, where this is imported before the fork
_LOWER = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup", "time")


def isolate(handed: str, limits: Limits) -> dict[str, socket.socket]:
    """Go on in the third process, with no privilege and within `limits`.

    Parameters
    ----------
    handed : str
        The folder with what this kernel is handed: `work`, `sockets`, `connection.json`.
    limits : Limits

    Returns
    -------
    dict of str to socket
        The sockets that the kernel is to be reached by, already listening.
    """
    os.setsid()
    signal.pthread_sigmask(signal.SIG_BLOCK, _PASSED_ON)
    _enter_namespaces()
    linux.die_with_parent(signal.SIGKILL)
    init = os.fork()
    if init:
        _stand_outside(init)
    linux.die_with_parent(signal.SIGKILL)
    listening = _listen(Path(handed) / "sockets")
    arrange(Path(handed), limits)
    _forbid_more_namespaces()
    socket.sethostname("course")
    linux.renounce_privileges()
    linux.hide_memory(True)
    _silence()
    kernel = os.fork()
    if kernel:
        for listener in listening.values():
            listener.close()
        keep(kernel, limits)
    os.setsid()
    linux.hide_memory(False)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _PASSED_ON)
    _restrain(limits)
    os.chdir(WORK)
    linux.filter_calls(_FILTER)
    return listening


def _enter_namespaces() -> None:
    user, group = os.getuid(), os.getgid()
    linux.unshare("user", "pid", "mount", "ipc", "net", "uts")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{LEARNER} {user} 1"),
        ("gid_map", f"{LEARNER} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(text)


def _stand_outside(init: int) -> None:
    """End when the namespaces have ended; end them when asked to."""
    while True:
        signum = signal.sigwait(_PASSED_ON)
        if signum == signal.SIGINT:
            os.kill(init, signal.SIGINT)
        elif signum == signal.SIGTERM:
            os.kill(init, signal.SIGKILL)
        pid, status = os.waitpid(init, os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            sys.stderr.flush()
            os._exit(code if code >= 0 else 128 - code)


def _listen(folder: Path) -> dict[str, socket.socket]:
    """Open the sockets while their folder can still be written to."""
    listening = {}
    for number in range(1, _CHANNELS + 1):
        name = f"s-{number}"
        listening[name] = socket.socket(socket.AF_UNIX)
        listening[name].bind(str(folder / name))
        listening[name].listen()
    return listening


def _forbid_more_namespaces() -> None:
    for kind in _LOWER:
        path = Path(f"/proc/sys/user/max_{kind}_namespaces")
        if path.exists():
            path.write_text("0")


def _silence() -> None:
    """Send what is written past Python's own streams nowhere."""
    with Path(os.devnull).open("r+b", buffering=0) as nowhere:
        for descriptor in range(3):
            os.dup2(nowhere.fileno(), descriptor)


def _restrain(limits: Limits) -> None:
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, limits.processes),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
    ):
        resource.setrlimit(kind, (value, value))
