"""The process that owns the fork server and starts kernels from it, for one client.

It is run with the number of an inherited socket, on which client and host exchange lines of JSON:

- ``{"do": "warm"}`` starts the fork server;
- ``{"do": "start", "kernel": 1, "launch": {...}}`` is followed by ``{"kernel": 1, "pid": 9}`` and,
  when the kernel has ended, by ``{"kernel": 1, "code": 0}``;
- ``{"do": "signal", "kernel": 1, "signal": 2}``.

When the client goes, however it goes, the host and all of its kernels go.
"""

import contextlib
import json
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Any

from course_utils.kernels.inside import linux
from course_utils.kernels.inside.fork import run_kernel
from course_utils.kernels.inside.launch import Launch

# Imports only. An operation of TensorFlow would start threads, which do not survive a fork.
PRELOAD = [
    "course_utils.kernels.inside.fork",
    "course_utils.kernels.inside.preload",
]


class Host:
    """The kernels of one client."""

    def __init__(self, client: socket.socket, preload: Sequence[str] = ()):
        self._client = client
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*PRELOAD, *preload])
        self._starting = threading.Lock()
        self._sending = threading.Lock()
        self._kernels: dict[int, tuple[int | None, bool]] = {}

    def serve(self) -> None:
        """Do what the client asks until it goes."""
        with self._client.makefile("rb") as requests:
            for line in requests:
                request = json.loads(line)
                match request["do"]:
                    case "warm":
                        self._warm()
                    case "start":
                        arguments = (request["kernel"], Launch.from_plain(request["launch"]))
                        threading.Thread(target=self._run, args=arguments, daemon=True).start()
                    case "signal":
                        self._signal(request["kernel"], request["signal"])

    def close(self) -> None:
        """End every kernel, the fork server, and this process."""
        for kernel in list(self._kernels):
            self._signal(kernel, signal.SIGKILL)
        os.killpg(0, signal.SIGKILL)

    def _warm(self) -> None:
        from multiprocessing import forkserver

        with self._starting:
            forkserver.ensure_running()

    def _run(self, kernel: int, launch: Launch) -> None:
        process = self._context.Process(target=run_kernel, args=(launch,))
        with self._starting:
            process.start()
        self._kernels[kernel] = (process.pid, launch.limits is not None)
        self._say({"kernel": kernel, "pid": process.pid})
        process.join()
        del self._kernels[kernel]
        self._say({"kernel": kernel, "code": process.exitcode})

    def _signal(self, kernel: int, signum: int) -> None:
        pid, isolated = self._kernels.get(kernel, (None, False))
        if pid is None:
            return
        try:
            if not isolated:
                os.killpg(pid, signum)
            elif signum == signal.SIGINT:
                os.kill(pid, signum)
            else:
                # The process before the namespaces waits until nothing is left inside them.
                os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            pass  # it has ended, or has not yet a group of its own and will be asked again

    def _say(self, message: dict[str, Any]) -> None:
        # When the client has gone, `serve` is about to see it.
        with self._sending, contextlib.suppress(BrokenPipeError):
            self._client.sendall(json.dumps(message).encode() + b"\n")


def become(user: int | None) -> None:
    """Go on as this user, with its rights only; None changes nothing."""
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        linux.hide_memory(False)  # which Linux does here, and then one can't set up namespaces


def main(descriptor: int, user: int | None = None, preload: Sequence[str] = ()) -> None:
    """Serve a client.

    Parameters
    ----------
    descriptor : int
        The socket at whose other end it is.
    user : int, optional
        Whom to become first.
    preload : sequence of str
        Modules that kernels find imported, besides those that all find.
    """
    become(user)
    os.set_inheritable(descriptor, False)
    sys.path[:] = [entry for entry in sys.path if entry]  # not whatever lies in the folder
    host = Host(socket.socket(fileno=descriptor), preload)
    try:
        host.serve()
    except ConnectionResetError:
        pass
    finally:
        host.close()
