"""What tests start: it is done in time or is named, and it ends with the tests.

Every pytest process marks its own environment, which all that it starts inherits, and has a
watcher: a small process that waits for its end, however that comes, and then kills whatever bears
the mark. So it reaches the children of children too, and those that a library has started.
"""

import contextlib
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

MARK = "COURSE_TESTS_STARTED_THIS"
_LONGEST_HUNT = 60  # seconds
_watchers = []


def end_with_this_process() -> None:
    """Have all that is started from now on end when this process does, on Linux."""
    if sys.platform != "linux":
        return
    unmarked = {name: value for name, value in os.environ.items() if name != MARK}
    mark = os.environ[MARK] = secrets.token_hex(8)
    command = [sys.executable, "-I", "-S", __file__, str(os.getpid()), mark]
    nowhere = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    # In a session of its own, so that what interrupts or hangs up the tests leaves it at work.
    watcher = subprocess.Popen(command, env=unmarked, start_new_session=True, **nowhere)
    _watchers.append(watcher)


def _watch(pid: int, mark: str) -> None:
    """Wait until a process, this one's parent, has ended; then end all that bears its mark."""
    with contextlib.suppress(ProcessLookupError):
        parent = os.pidfd_open(pid)
        if os.getppid() == pid:
            select.select([parent], [], [])
    started, nothing_left = time.monotonic(), 0
    while nothing_left < 3 and time.monotonic() - started < _LONGEST_HUNT:
        nothing_left = 0 if _kill_marked(mark) else nothing_left + 1
        time.sleep(0.05)


def _kill_marked(mark: str) -> bool:
    """Kill all that bears a mark; tell whether there was anything."""
    entry = f"{MARK}={mark}".encode()
    found = False
    for folder in Path("/proc").glob("[0-9]*"):
        # Of the process that is held open it is certain that it still is the one that was read.
        with contextlib.suppress(OSError):
            process = os.pidfd_open(int(folder.name))
            try:
                if entry in (folder / "environ").read_bytes().split(b"\0"):
                    found = True
                    signal.pidfd_send_signal(process, signal.SIGKILL)
            finally:
                os.close(process)
    return found


def eventually(condition: Callable[[], object], seconds: float = 60) -> bool:
    """Wait for something to become true, and say whether it did."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(condition())


def complete(
    *command: str | Path, seconds: float = 300, **options
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says; one that takes too long fails by its name."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )
    try:
        said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        step = " ".join(map(str, command))
        heard = ((late.stdout or b"") + (late.stderr or b"")).decode(errors="replace")
        raise AssertionError(f"It took longer than {seconds} s: {step}\n{heard}") from None
    finally:
        end(process)
    return subprocess.CompletedProcess(command, process.returncode, *said)


def end(process: subprocess.Popen) -> None:
    """End a process that leads a session, and all that is in it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def listening_sockets() -> set[str]:
    """Name all that this process and its descendants listen at, on a network or by a name."""
    import psutil  # the watcher runs without what is installed

    ours = {f"socket:[{inode}]" for inode in _listening_inodes()}
    found = set()
    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):
        for descriptor in Path(f"/proc/{process.pid}/fd").glob("*"):
            with contextlib.suppress(OSError):
                target = str(descriptor.readlink())
                if target in ours:
                    found.add(f"{process.name()}: {target}")
    return found


def _listening_inodes() -> Iterator[str]:
    for protocol in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{protocol}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                yield fields[9]


class Server(NamedTuple):
    """A Jupyter server that answers."""

    process: subprocess.Popen
    address: str
    token: str
    first_page: str


@contextlib.contextmanager
def jupyter_server(*command: str | Path, log: Path, seconds: float = 300, **options) -> Iterator:
    """Start a Jupyter server and wait for its address; afterwards have it end, politely first."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **options
        )
    try:
        name = " ".join(map(str, command))
        yield _wait_for_address(process, name, log, seconds)
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
    finally:
        end(process)


def _wait_for_address(process, name: str, log: Path, seconds: float) -> Server:
    def listening():
        found = re.search(r"(http://127\.0\.0\.1:\d+)/\S*token=(\w+)", log.read_text())
        # Jupyter says where it listens a moment before it does.
        return found if found and _listens(found.group(1)) else None

    eventually(lambda: process.poll() is not None or listening(), seconds)
    address = listening()
    if address is None:
        how = "ended" if process.poll() is not None else f"did not listen within {seconds} s"
        raise AssertionError(f"{name} {how}.\n{log.read_text()}")
    return Server(process, address.group(1), address.group(2), address.group(0))


def _listens(address: str) -> bool:
    host, _, port = address.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port)), 5).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    _watch(int(sys.argv[1]), sys.argv[2])
