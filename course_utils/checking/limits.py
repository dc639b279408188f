"""Bounds on a learner's code: how long it may run, and how much of what it prints is kept."""

import contextlib
import ctypes
import io
import signal
import sys
import threading
import time
from collections.abc import Iterator

_REPEAT_AFTER = 0.2  # seconds until a time limit that was swallowed strikes again


class TimeLimitError(BaseException):
    """The time is up. Not an `Exception`, so that ``except Exception`` does not swallow it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeLimitError` in this thread once `seconds` have passed.

    On the main thread of Linux and macOS a signal does it, which also ends a sleep or a wait for
    input. Elsewhere another thread does it, which takes effect when Python code next runs.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and on_main_thread:
        yield from _limit_by_signal(seconds)
    else:
        yield from _limit_by_thread(seconds)


def _limit_by_signal(seconds: float) -> Iterator[None]:
    tracing = sys.gettrace()
    done = False

    # A bare `except:` inside an endless loop swallows an exception. So a second one is raised on
    # the next line that the learner's code runs, which is in the handler, outside its `try`.
    def raise_again(frame, event, argument):
        if event == "line" and not done:
            sys.settrace(tracing)
            raise TimeLimitError
        return raise_again

    def strike(signum, frame):
        if done:
            return
        sys.settrace(lambda *_: None)
        while frame is not None and not _is_ours(frame):
            frame.f_trace = raise_again
            frame = frame.f_back
        raise TimeLimitError

    previous = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), _REPEAT_AFTER)
    try:
        yield
    finally:
        done = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        sys.settrace(tracing)


def _is_ours(frame) -> bool:
    return frame.f_globals.get("__name__", "").startswith(__package__)


def _limit_by_thread(seconds: float) -> Iterator[None]:
    thread = threading.get_ident()
    done = threading.Event()
    lock = threading.Lock()

    def strike() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    _raise_in(thread, TimeLimitError)
            wait = _REPEAT_AFTER

    threading.Thread(target=strike, daemon=True).start()
    try:
        yield
    finally:
        while not done.is_set():
            with contextlib.suppress(TimeLimitError), lock:
                done.set()
        with contextlib.suppress(TimeLimitError):
            time.sleep(0)  # where one that was sent at the last moment arrives


def _raise_in(thread: int, exception: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(exception))


class BoundedText(io.TextIOBase):
    """A file to print to that keeps the first `limit` characters and drops the rest."""

    def __init__(self, limit: int = 4_000):
        super().__init__()
        self._room = limit
        self._parts: list[str] = []
        self.dropped = False

    def writable(self) -> bool:
        """Say that this can be printed to."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is room for; claim to have written all of it."""
        kept = text[: self._room]
        self._parts.append(kept) if kept else None
        self._room -= len(kept)
        self.dropped = self.dropped or len(kept) < len(text)
        return len(text)

    def getvalue(self) -> str:
        """All that was kept."""
        return "".join(self._parts) + (" […]" if self.dropped else "")
