"""The init of a sandboxed kernel: it reaps, passes on interrupts, and counts what all take.

The limits that Linux keeps by itself hold for one process. Those for all of a kernel's processes
together are held here, by looking four times a second, whatever else is to be done.
"""

import contextlib
import functools
import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from course_utils.kernels.inside.limits import Limits

_INTERVAL, _MOMENT = 0.25, 0.02
_OVER_MEMORY, _OVER_TIME = 137, 152  # as if ended by SIGKILL or SIGXCPU
_TICKS = os.sysconf("SC_CLK_TCK")
_KB = 1024
_SIZES = ("VmRSS:", "VmPTE:", "VmSwap")

# What Linux itself holds on behalf of a process is not told; so the most that it may be is counted.
_PER_FILE = 16 * _KB  # one that is open: its half of a pipe, where a user's are many, and records


def keep(kernel: int, limits: Limits) -> None:
    """Be the init until the kernel has ended, then end with its code; all else ends with it."""
    look = time.monotonic()
    while True:
        rest = max(0.0, look - time.monotonic())
        caught = signal.sigtimedwait({signal.SIGINT, signal.SIGCHLD}, rest)
        if caught is not None and caught.si_signo == signal.SIGINT:
            _interrupt(kernel)
        code = _reap(kernel, limits.processes)
        if code is not None:
            os._exit(code)
        # Not only when nothing else is to be done: signals can come faster than they are taken.
        if time.monotonic() >= look:
            _hold(limits)
            look = time.monotonic() + _INTERVAL


def _interrupt(kernel: int) -> None:
    # Before it leads a group of its own it runs nothing that could be interrupted.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(kernel, signal.SIGINT)


def _reap(kernel: int, most: int) -> int | None:
    """Take leave of so many processes that have ended; give the kernel's code if it is among them.

    Those that are left have their turn at the next look.
    """
    for _ in range(most):
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if pid == 0:
            return None
        if pid == kernel:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code
    return None


@dataclass(frozen=True)
class _Process:
    """A process that has memory."""

    path: Path
    """Its folder in /proc; that of another thread where the first has ended and shows nothing."""

    resident: int
    """Bytes in memory and swapped out, and of the tables that say where they are."""

    tables: int
    """Bytes of these tables alone."""


def _hold(limits: Limits) -> None:
    """End everything if the processes together are over a limit."""
    code = _over(limits)
    if code is not None:
        # While one starts a program, both have the same memory.
        time.sleep(_MOMENT)
        if _over(limits) is not None:
            os._exit(code)


def _over(limits: Limits) -> int | None:
    folders = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    processes = [process for process in map(_look_at, folders) if process is not None]
    beside = _of_sockets() + sum(_of_files(process, limits) for process in processes)
    # What was there before the fork is resident in each; the exact share takes longer to read.
    resident = sum(process.resident for process in processes)
    if beside + resident > limits.memory and beside + sum(map(_share, processes)) > limits.memory:
        return _OVER_MEMORY
    ended = os.times()
    gone = ended.children_user + ended.children_system
    theirs = (folder for folder in folders if folder.name != "1")  # looking is this one's own work
    if gone + sum(map(_seconds, theirs)) > limits.cpu_seconds:
        return _OVER_TIME
    return None


def _look_at(folder: Path) -> _Process | None:
    """Find out how much memory a process has; None if it has ended, or is about to."""
    found = _with_memory(folder)
    if found is None:
        with contextlib.suppress(OSError):
            others = map(_with_memory, (folder / "task").iterdir())
            found = next((other for other in others if other is not None), None)
    return found


def _with_memory(path: Path) -> _Process | None:
    try:
        lines = (path / "status").read_text(errors="replace").splitlines()
    except OSError:  # it has ended meanwhile
        return None
    sizes = {name: int(line.split()[1]) * _KB for line in lines if (name := line[:6]) in _SIZES}
    if not sizes:
        return None
    return _Process(path, sum(sizes.values()), sizes["VmPTE:"])


def _share(process: _Process) -> int:
    """Give a process's memory, with what it shares divided among those who share it."""
    try:
        lines = (process.path / "smaps_rollup").read_text().splitlines()
    except OSError:  # it hides from others, which gains it nothing, or has just ended
        now = _with_memory(process.path)
        return now.resident if now else 0
    sizes = [int(line.split()[1]) * _KB for line in lines if line.startswith(("Pss:", "SwapPss:"))]
    return process.tables + sum(sizes)


def _of_sockets() -> int:
    """Give what may be on its way in the sockets of these namespaces, also in those let go."""
    first = Path("/proc/net/sockstat").read_text().split(maxsplit=3)
    return int(first[2]) * _room_of_a_socket()


@functools.cache
def _room_of_a_socket() -> int:
    with socket.socket(socket.AF_UNIX) as ordinary:
        options = (socket.SO_SNDBUF, socket.SO_RCVBUF)
        return sum(ordinary.getsockopt(socket.SOL_SOCKET, option) for option in options)


def _of_files(process: _Process, limits: Limits) -> int:
    try:
        count = sum(1 for _ in (process.path / "fd").iterdir())
    except PermissionError:  # it hides from others, or has just ended
        count = limits.open_files if _with_memory(process.path) else 0
    except OSError:  # it has ended meanwhile
        count = 0
    return count * _PER_FILE


def _seconds(folder: Path) -> float:
    """Give the processor time of a process and of its children that have ended."""
    try:
        fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    except (OSError, ValueError):  # it has ended meanwhile
        return 0.0
