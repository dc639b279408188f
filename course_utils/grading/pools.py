"""Who runs submissions: children on this machine, or the workers of a cluster."""

import itertools
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from subprocess import DEVNULL
from typing import Protocol

from course_utils.grading.children import Bounds, Child, ChildEndedError, python
from course_utils.grading.cluster import Cluster
from course_utils.grading.crossing import NUMBER, TAKEN_DOWN, most_bytes
from course_utils.grading.running import Allowance
from course_utils.kernels.outside import sandbox
from course_utils.kernels.outside.walls import bridge_command
from course_utils.trouble import TroubleError

_LOST = "The connection to the cluster was lost. Run the command again: it goes on where it was."
_MOST_SLOTS = 1000  # each of which has submissions waiting here
RUN = "course_utils.grading.working:run_job"
_RESULT = most_bytes(Allowance())


class Pool(Protocol):
    """Who runs jobs."""

    size: int
    """How many at a time."""

    def submit(self, job: bytes) -> "Future[bytes]":
        """Have a job run. Its future raises `TookDownError` where it ends who runs it."""


class TookDownError(RuntimeError):
    """A job ended two workers."""


class _Here:
    """Children on this machine. Nothing listens, so nobody else can speak to them."""

    def __init__(self, size: int):
        self.size = size
        self._threads = ThreadPoolExecutor(size)
        self._children = [Child(RUN, Bounds(reply=_RESULT)) for _ in range(size)]
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)

    def submit(self, job: bytes) -> "Future[bytes]":
        return self._threads.submit(self._run, job)

    def _run(self, job: bytes) -> bytes:
        child = self._idle.get()
        try:
            return child.call(job)
        except ChildEndedError as ended:
            raise TookDownError(str(ended)) from ended
        finally:
            self._idle.put(child)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.close()
        self._threads.shutdown()


class _Bridge(Child):
    """Where Dask's messages are unpickled."""

    errors = DEVNULL  # what it tells may be for a terminal to obey

    def __init__(self, cluster: Cluster):
        super().__init__("course_utils.grading.bridge")
        self._cluster = cluster

    def _command(self, line: str) -> list[str]:
        files = [str(path.resolve()) for path in self._cluster.certificates]
        command = python(self._answer, line, self._cluster.address, *files)
        # Where there are no walls, somebody has insisted to do without.
        return command if sandbox.why_not() else bridge_command(command, files)


class _There:
    """A Dask cluster's workers, spoken to by a child inside walls.

    Whatever Dask's messages are made of is unpickled there, where there is nothing to take or to
    change. This process reads bytes from it, within limits.
    """

    def __init__(self, cluster: Cluster):
        self._child = _Bridge(cluster)
        self._connection = self._child.start()
        try:
            slots = int.from_bytes(self._connection.recv_bytes(NUMBER), "big")
        except (OSError, EOFError):
            slots = 0
        if not slots:
            self._child.close()
            raise TroubleError(
                f"No Dask scheduler answers at {cluster.address}. Start one with `dask scheduler`, "
                "or leave the option out to use this machine."
            )
        self.size = min(slots, _MOST_SLOTS)
        self._waiting: dict[int, Future[bytes]] = {}
        self._lost = False
        self._one_at_a_time = threading.Lock()  # who submits, and who listens
        self._numbers = itertools.count()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def submit(self, job: bytes) -> "Future[bytes]":
        future: Future[bytes] = Future()
        number = next(self._numbers)
        with self._one_at_a_time:
            self._waiting[number] = future
        try:
            self._connection.send_bytes(number.to_bytes(NUMBER, "big") + job)
        except OSError:
            self._lose()
        if self._lost:  # nobody listens to what would come of it
            self._lose()
        return future

    def _lose(self) -> None:
        """Give up on all that is waited for."""
        with self._one_at_a_time:
            self._lost = True
            for future in self._waiting.values():
                future.set_exception(TroubleError(_LOST))
            self._waiting.clear()

    def _listen(self) -> None:
        """Take in what comes of the jobs, until there is nobody any more who could tell."""
        try:
            while True:
                message = self._connection.recv_bytes(_RESULT)
                number = int.from_bytes(message[:NUMBER], "big")
                with self._one_at_a_time:
                    future = self._waiting.pop(number)
                if message[NUMBER : NUMBER + 1] == TAKEN_DOWN:
                    future.set_exception(TookDownError())
                else:
                    future.set_result(message[NUMBER + 1 :])
        # What is not of this form comes from somebody to whom nobody should listen any longer.
        except (OSError, EOFError, KeyError):
            self._lose()

    def close(self) -> None:
        self._child.end()
        self._listener.join()


@contextmanager
def pool(cluster: Cluster | None = None, count: int | None = None) -> Iterator[Pool]:
    """Connect to a running cluster, or start a worker for each core of this machine.

    Parameters
    ----------
    cluster : Cluster, optional
    count : int, optional
        The workers on this machine.

    Yields
    ------
    Pool

    Raises
    ------
    TroubleError
        If the cluster does not answer, or is open to anybody.
    """
    made = _There(cluster) if cluster else _Here(count or len(os.sched_getaffinity(0)))
    try:
        yield made
    finally:
        made.close()
