"""What runs in a child of the grader: it answers requests until the grader hangs up."""

import atexit
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path

from course_utils.grading.children import OUT_OF_MEMORY


def main() -> None:
    """Answer, as the command's arguments say: over which line, by what function, within what."""
    line, function, seconds, memory = sys.argv[1:]
    connection: Connection[bytes, bytes] = Connection(int(line))
    heed_the_grader()
    module, _, name = function.partition(":")
    answer: Callable[[bytes], bytes] = getattr(import_module(module), name)
    _bound_memory(int(memory))
    connection.send_bytes(b"+")
    try:
        while True:
            request = connection.recv_bytes()
            _bound_time(int(seconds))
            connection.send_bytes(answer(request))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        _end(OUT_OF_MEMORY)
    # It is told on this process's own stream, and the grader sees that it is gone.
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        _end(1)


def heed_the_grader() -> None:
    """End when the grader says so, and not when somebody interrupts it at the keyboard."""
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, _leave)


def _bound_memory(most: int) -> None:
    if most and sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (taken + most, taken + most))


def _bound_time(seconds: int) -> None:
    if seconds:
        until = ceil(time.process_time()) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _leave(*_: object) -> None:
    """End as asked, in the middle of whatever it does, and leave nothing behind."""
    atexit._run_exitfuncs()
    _end(128 + signal.SIGTERM)


def _end(code: int) -> None:
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
