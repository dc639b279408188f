"""Processes of the grader's own, which it hands what is not to be read or run in itself.

A child gets bytes and gives bytes back, over a pair of sockets without a name that nobody else can
reach. One that ends, or takes more than it may, is replaced at the next request.
"""

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from course_utils.places import MB

_TO_START = 120.0  # seconds, on a machine that does other things too
_TO_END = 5.0  # seconds until one that is asked to end is killed

OUT_OF_MEMORY = 77
"""The code with which a child ends that reached the limit of its memory."""


@dataclass(frozen=True)
class Bounds:
    """How much a child may take for one request; None where that is not bounded here."""

    seconds: int | None = None
    """Of computing."""

    patience: float | None = None
    """Seconds by the clock."""

    memory: int | None = None
    """Bytes, beyond those that it has taken once it is ready."""

    reply: int = 256 * MB
    """Bytes that it may answer."""


class ChildEndedError(RuntimeError):
    """A child ended, or was ended, before it answered; the message says why.

    Parameters
    ----------
    reason : str
    exceeded : bool
        Whether the request was the reason, as it took more than it may.
    """

    def __init__(self, reason: str, exceeded: bool = False):
        super().__init__(reason)
        self.exceeded = exceeded


class NotStartedError(RuntimeError):
    """A child does not start on this machine."""


class Child:
    """A process that answers requests, one after the other. It is started by the first of them.

    Parameters
    ----------
    answer : str
        The function that answers, of bytes and giving bytes, as "package.module:name". What its
        module imports is there before limits hold. Who gives a command of its own may name a
        module alone.
    bounds : Bounds, optional
    environment : dict, optional
        Of the process; this one's own if not given.
    """

    errors: int | None = None
    """Where it tells of faults; None for where this process does."""

    def __init__(
        self, answer: str, bounds: Bounds | None = None, environment: dict[str, str] | None = None
    ):
        self._answer, self._bounds = answer, bounds or Bounds()
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[bytes, bytes] | None = None
        self._one_at_a_time = threading.Lock()
        self._closed = False

    def call(self, request: bytes) -> bytes:
        """Have a request answered.

        One that a child ended at, and that took no more than it may, is tried a second time: it may
        have been the machine.

        Raises
        ------
        ChildEndedError
            If there is no answer.
        NotStartedError
            If there is nobody to answer.
        """
        try:
            return self._call(request)
        except ChildEndedError as ended:
            if ended.exceeded:
                raise
        return self._call(request)

    def _call(self, request: bytes) -> bytes:
        with self._one_at_a_time:
            connection = self.start()
            with self._or_killed():
                try:
                    connection.send_bytes(request)
                    if not connection.poll(self._bounds.patience):
                        reason = f"it took more than {self._bounds.patience:g} seconds"
                        raise ChildEndedError(reason, exceeded=True)
                    return connection.recv_bytes(self._bounds.reply)
                except (OSError, EOFError):
                    raise self._ended() from None

    def start(self) -> "Connection[bytes, bytes]":
        """Start the process if it does not run, and give this end of the line to it."""
        if self._connection is not None:
            return self._connection
        if self._closed:
            raise NotStartedError(f"The process for {self._answer} was closed.")
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                self._command(str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                pass_fds=(theirs.fileno(),),
                env=self._environment,
            )
        self._connection = Connection(ours.detach())
        with self._or_killed():
            try:
                if not self._connection.poll(_TO_START):
                    raise NotStartedError(f"The process for {self._answer} did not start in time.")
                self._connection.recv_bytes(1)
            except (OSError, EOFError):
                reason = f"The process for {self._answer} did not start: {self._ended()}."
                raise NotStartedError(reason) from None
        return self._connection

    @contextmanager
    def _or_killed(self) -> Iterator[None]:
        """Let no process live on that is in the middle of something that failed."""
        try:
            yield
        except BaseException:
            self._kill()
            raise

    def _command(self, line: str) -> list[str]:
        """Give the command that starts the process, at the other end of a line."""
        limits = [str(limit or 0) for limit in (self._bounds.seconds, self._bounds.memory)]
        return python("course_utils.grading.serving", line, self._answer, *limits)

    def close(self) -> None:
        """Have the process end for good: by itself where it waits for a request."""
        self._closed = True
        process = self._process
        if process is None:
            return
        if self._one_at_a_time.acquire(blocking=False):
            self._hang_up()
            self._one_at_a_time.release()
            self._wait(process)
        else:
            self.end()

    def end(self) -> None:
        """Have the process end in the middle of whatever it does."""
        self._closed = True
        if self._process is not None:
            self._process.terminate()
            self._wait(self._process)

    @staticmethod
    def _wait(process: "subprocess.Popen[bytes]") -> None:
        try:
            process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ended(self) -> ChildEndedError:
        """Say why it gave no answer, where it has not been ended from here."""
        if self._process is None:
            return ChildEndedError("it was ended")
        try:
            code = self._process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            return ChildEndedError("its answer is longer than it may be", exceeded=True)
        if code == -signal.SIGXCPU:
            reason = f"it took more than {self._bounds.seconds} seconds of computing"
            return ChildEndedError(reason, exceeded=True)
        if code == OUT_OF_MEMORY:
            reason = f"it took more than {(self._bounds.memory or 0) // MB} MB of memory"
            return ChildEndedError(reason, exceeded=True)
        return ChildEndedError(f"the process ended with code {code}")

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def python(module: str, *arguments: str) -> list[str]:
    """Give the command that runs a module with this Python."""
    # With -P, nothing that lies in the working folder is taken for a module.
    return [sys.executable, "-P", "-m", module, *arguments]
