"""The trusted side of a host: it starts it, asks it for kernels, and hears when they end.

What comes from the host of sandboxed kernels is read with suspicion: short lines of known form, or
the host counts as dead.
"""

import atexit
import contextlib
import functools
import io
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from course_utils.kernels.inside.launch import Launch
from course_utils.kernels.outside import walls
from course_utils.kernels.outside.exchange import Exchange
from course_utils.places import INLINE_FIGURES, KERAS_SETTINGS, TENSORFLOW_SETTINGS

_LONGEST_LINE = 1_000
_LONGEST_COMPLAINT = 2_000
_LOST = 255  # the code of a kernel whose host is gone
_RUN = "from course_utils.kernels.inside.host import main; main({descriptor}, {user}, {preload})"
_WALLS = ("course_utils.kernels.inside.isolation",)
_LESSONS = ("course_utils.notebook.preload",)  # for learners' kernels only: it knows answers


class HostError(RuntimeError):
    """The host could not be started, or did not start a kernel."""


class RemoteKernel:
    """A kernel of the host, which looks like a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, signal: Callable[[int], None]):
        self.pid: int | None = None
        self.returncode: int | None = None
        self._send_signal = signal
        self._started, self._ended = threading.Event(), threading.Event()

    def started(self, pid: int) -> None:
        """Note that it runs."""
        self.pid = pid
        self._started.set()

    def ended(self, code: int) -> None:
        """Note that it runs no more."""
        if self.returncode is None:
            self.returncode = code
        self._ended.set()
        self._started.set()

    def wait_for_start(self, seconds: float) -> bool:
        """Wait until it runs; tell whether it does."""
        self._started.wait(seconds)
        return self.pid is not None

    def poll(self) -> int | None:
        """Give the exit code, None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and give the exit code."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
        assert self.returncode is not None  # it is noted before the end is told
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal to it and the processes it started."""
        if self.returncode is None:
            self._send_signal(signum)


class HostClient:
    """A running host."""

    def __init__(self, sandboxed: bool, tensorflow: bool = True):
        self._tensorflow = tensorflow
        self.exchange = Exchange() if sandboxed else None
        self._kernels: dict[int, RemoteKernel] = {}
        self._numbers = itertools.count(1)
        self._sending = threading.Lock()
        self.alive = True
        self._socket, theirs = socket.socketpair()
        self._complaint = b""
        starting: Future[None] = Future()
        threading.Thread(
            target=self._live, args=(theirs, starting), name="kernel host", daemon=True
        ).start()
        starting.result()
        if self.exchange is not None:
            threading.Thread(target=self._drain, name="kernel host errors", daemon=True).start()

    def _live(self, theirs: socket.socket, starting: "Future[None]") -> None:
        """Start the process and listen to it, in one thread: with its thread, bwrap would end."""
        try:
            with theirs:
                self._process = self._start(theirs.fileno())
        except OSError as error:
            starting.set_exception(error)
            return
        starting.set_result(None)
        self._listen()

    def _start(self, descriptor: int) -> subprocess.Popen[bytes]:
        environment = None
        if self.exchange is not None:
            code = _RUN.format(descriptor=descriptor, user=walls.user_inside(), preload=_WALLS)
            command = walls.command(self.exchange.shared, code, self._tensorflow)
        else:
            code = _RUN.format(descriptor=descriptor, user=None, preload=_LESSONS)
            command = [sys.executable, "-c", code]
            environment = {
                **TENSORFLOW_SETTINGS,
                **os.environ,
                **KERAS_SETTINGS,
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # its advice is not for learners
                **INLINE_FIGURES,
            }
        return subprocess.Popen(
            command,
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self.exchange is not None else None,
            stderr=subprocess.PIPE if self.exchange is not None else None,
            pass_fds=[descriptor],
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process that all of its kernels descend from."""
        return self._process.pid

    def warm(self) -> None:
        """Have it import everything now rather than at the first kernel."""
        self._say({"do": "warm"})

    def launch(self, launch: Launch, seconds: float = 120) -> RemoteKernel:
        """Start a kernel.

        Raises
        ------
        HostError
            If it has not started within `seconds`.
        """
        number = next(self._numbers)
        kernel = RemoteKernel(
            lambda signum: self._say({"do": "signal", "kernel": number, "signal": signum})
        )
        self._kernels[number] = kernel
        self._say({"do": "start", "kernel": number, "launch": launch.as_plain()})
        if not self.alive:
            kernel.ended(_LOST)
        if not kernel.wait_for_start(seconds):
            raise HostError(
                "The kernel did not start: its host ended or does not answer." + self._why()
            )
        return kernel

    def close(self) -> None:
        """End it and all of its kernels."""
        self.alive = False
        with contextlib.suppress(OSError):  # it is closed already
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._kill()
        if self.exchange is not None:
            self.exchange.close()

    def _kill(self) -> None:
        """End it with all that is in its session, such as a fork server that still imports."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def let_go(self) -> None:
        """Close this process's end of the socket, which in a forked child is not its own."""
        self.alive = False
        self._socket.close()

    def _say(self, request: dict[str, Any]) -> None:
        with self._sending:
            try:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
            except OSError:
                self.alive = False

    def _listen(self) -> None:
        # Whoever says what a host never says is none any more.
        never = (OSError, ValueError, KeyError, TypeError, RecursionError)
        with contextlib.suppress(*never), self._socket.makefile("rb") as lines:
            while line := lines.readline(_LONGEST_LINE):
                self._hear(json.loads(line))
        self.alive = False
        self._kill()
        for kernel in list(self._kernels.values()):
            kernel.ended(_LOST)

    def _drain(self) -> None:
        """Keep the end of what the host complains of; it must never wait for a reader."""
        stream = self._process.stderr
        assert isinstance(stream, io.BufferedReader)  # as Popen makes them
        with stream:
            while chunk := stream.read1(4096):
                self._complaint = (self._complaint + chunk)[-_LONGEST_COMPLAINT:]

    def _why(self) -> str:
        lines = self._complaint.decode(errors="replace").strip().splitlines()
        return f" Its last words: {lines[-1][:200]}" if lines else ""

    def _hear(self, message: dict[str, Any]) -> None:
        number = int(message["kernel"])
        if "pid" in message:
            self._kernels[number].started(int(message["pid"]))
        else:
            self._kernels.pop(number).ended(int(message["code"]))


_hosts: dict[tuple[bool, bool], HostClient] = {}
_choosing = threading.Lock()


def running_host(sandboxed: bool, tensorflow: bool = True) -> HostClient:
    """Give this process's host of a kind, started if there is none.

    Parameters
    ----------
    sandboxed : bool
    tensorflow : bool
        Whether its kernels find TensorFlow imported. Only sandboxed ones may do without.
    """
    kind = (sandboxed, tensorflow)
    with _choosing:
        host = _hosts.get(kind)
        if host is None or not host.alive:
            _close(kind)
            host = _hosts[kind] = HostClient(*kind)
        return host


def _close(kind: tuple[bool, bool]) -> None:
    host = _hosts.pop(kind, None)
    if host is not None:
        host.close()


def _after_fork() -> None:
    """A child of this process has no host: an end of the socket held there would keep it alive."""
    global _choosing
    _choosing = threading.Lock()
    for host in _hosts.values():
        host.let_go()
    _hosts.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
for kind in ((False, True), (True, False), (True, True)):
    atexit.register(functools.partial(_close, kind))
