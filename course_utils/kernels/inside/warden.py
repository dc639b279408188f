"""The init of a sandboxed kernel: it reaps, passes on interrupts, and counts what all take.

The limits that Linux keeps by itself hold for one process. Those for all of a kernel's processes
together are held here, by looking four times a second.
"""

import contextlib
import os
import signal
from pathlib import Path

from course_utils.kernels.inside.limits import Limits

_INTERVAL = 0.25
_OVER_MEMORY, _OVER_TIME = 137, 152  # as if ended by SIGKILL or SIGXCPU
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


def keep(kernel: int, limits: Limits) -> None:
    """Be the init until the kernel has ended, then end with its code; all else ends with it."""
    while True:
        caught = signal.sigtimedwait({signal.SIGINT, signal.SIGCHLD}, _INTERVAL)
        if caught is None:
            _hold(limits)
        elif caught.si_signo == signal.SIGINT:
            _interrupt(kernel)
        code = _reap(kernel)
        if code is not None:
            os._exit(code)


def _interrupt(kernel: int) -> None:
    # Before it leads a group of its own it runs nothing that could be interrupted.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(kernel, signal.SIGINT)


def _reap(kernel: int) -> int | None:
    """Take leave of the processes that have ended; give the kernel's code if it is among them."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if pid == 0:
            return None
        if pid == kernel:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _hold(limits: Limits) -> None:
    """End everything if the processes together are over a limit."""
    processes = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    # What was there before the fork is resident in each; the exact share takes longer to read.
    for measure in (_resident, _share):
        if sum(map(measure, processes)) <= limits.memory:
            break
    else:
        os._exit(_OVER_MEMORY)
    mine = os.times()
    gone = mine.children_user + mine.children_system
    if gone + sum(map(_seconds, processes)) > limits.cpu_seconds:
        os._exit(_OVER_TIME)


def _resident(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):  # it has ended meanwhile
        return 0


def _share(process: Path) -> int:
    """Give a process's memory, with what it shares divided among those who share it."""
    try:
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has ended, or hides from others, which gains it nothing
        return _resident(process)
    return 0


def _seconds(process: Path) -> float:
    """Give the processor time of a process and of its children that have ended."""
    try:
        fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    except (OSError, ValueError):  # it has ended meanwhile
        return 0.0
