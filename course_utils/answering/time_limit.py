"""A bound on how long a learner's code may run."""

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

_REPEAT_AFTER = 0.2  # seconds until a time limit that was swallowed strikes again


class TimeLimitError(BaseException):
    """The time is up. Not an `Exception`, so that ``except Exception`` does not swallow it."""


def time_limit(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Raise `TimeLimitError` in this thread once `seconds` have passed inside the block.

    On the main thread of Linux and macOS a signal does it, which also ends a sleep or a wait for
    input. Elsewhere another thread does it, which takes effect when Python code next runs.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and on_main_thread:
        return _LimitBySignal(seconds)
    return _LimitByThread(seconds)


class _LimitBySignal:
    """A timer whose signal raises the error wherever the main thread is.

    A bare `except:` inside an endless loop swallows an exception. So a second one is raised on
    the next line that runs inside the block, which is in the handler, outside of its `try`.
    """

    def __init__(self, seconds: float):
        self._seconds = max(seconds, 1e-3)
        self._done = False
        self._entered_from: FrameType | None = None

    def __enter__(self) -> None:
        self._entered_from = sys._getframe(1)
        self._tracing = sys.gettrace()
        self._previous = signal.signal(signal.SIGALRM, self._strike)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, _REPEAT_AFTER)

    def __exit__(self, *_: object) -> None:
        self._done = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._previous)
        sys.settrace(self._tracing)
        self._entered_from = None

    def _strike(self, signum: int, frame: FrameType | None) -> None:
        if self._done:
            return
        sys.settrace(lambda *_: None)
        while frame is not None and frame is not self._entered_from:
            frame.f_trace = self._raise_again
            frame = frame.f_back
        raise TimeLimitError

    def _raise_again(
        self, frame: FrameType, event: str, argument: Any
    ) -> Callable[[FrameType, str, Any], Any]:
        if event == "line" and not self._done:
            sys.settrace(self._tracing)
            raise TimeLimitError
        return self._raise_again


class _LimitByThread:
    """A second thread that has the error raised in this one, again and again until it ends."""

    def __init__(self, seconds: float):
        self._seconds = seconds
        self._thread = threading.get_ident()
        self._done = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        while not self._done.is_set():
            with contextlib.suppress(TimeLimitError), self._lock:
                self._done.set()
        with contextlib.suppress(TimeLimitError):
            time.sleep(0)  # where one that was sent at the last moment arrives

    def _watch(self) -> None:
        wait = self._seconds
        while not self._done.wait(wait):
            with self._lock:
                if not self._done.is_set():
                    _raise_in(self._thread, TimeLimitError)
            wait = _REPEAT_AFTER


def _raise_in(thread: int, exception: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(exception))
