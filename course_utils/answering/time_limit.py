"""A bound on how long a learner's code may run: it counts work, not waiting for the processor.

On a machine that many share, a right answer takes as much processor time as ever and many times as
long by the clock. So the limit is on processor time, and the clock only ends what waits for ever.
"""

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Literal

Ended = Literal["work", "waiting"]
"""What a limit ended: code that computed for too long, or that waited for too long."""

PATIENCE = 4
"""How many times the limit on work may pass by the clock."""

_SOONEST_LOOK = 0.02  # seconds
_REPEAT_AFTER = 0.2  # seconds until a time limit that was swallowed strikes again


class TimeLimitError(BaseException):
    """The time is up. Not an `Exception`, so that ``except Exception`` does not swallow it."""

    def __init__(self, ended: Ended = "work"):
        super().__init__(ended)
        self.ended: Ended = ended


@dataclass
class Meter:
    """Counts the work and the time since it was made, against a limit on work.

    Parameters
    ----------
    limit : float
        Seconds of processor time; `PATIENCE` times as many may pass.
    work : callable
        Gives the processor time that was spent so far, in seconds.
    held_up : callable, optional
        Gives the time spent so far on waiting for a processor, which is nobody's fault.
    """

    limit: float
    work: Callable[[], float]
    held_up: Callable[[], float] = lambda: 0.0
    _work: float = field(init=False)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self._work, self._began = self.work(), time.monotonic() - self.held_up()

    def over(self) -> Ended | None:
        """Tell which of the two is used up, if one is."""
        if self.work() - self._work >= self.limit:
            return "work"
        return "waiting" if self._passed() >= PATIENCE * self.limit else None

    def next_look(self) -> float:
        """Give the seconds in which nothing can be used up, if one thread does the work."""
        left = self.limit - (self.work() - self._work)
        return max(_SOONEST_LOOK, min(left, PATIENCE * self.limit - self._passed()))

    def _passed(self) -> float:
        return time.monotonic() - self.held_up() - self._began


def time_limit(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Raise `TimeLimitError` in this thread once it has computed for `seconds` inside the block.

    It is raised too when `PATIENCE` times as many seconds have passed. On the main thread of Linux
    and macOS a signal does it, which also ends a sleep or a wait for input. Elsewhere another
    thread does it, which takes effect when Python code next runs.
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
        self._seconds = seconds
        self._done = False
        self._entered_from: FrameType | None = None

    def __enter__(self) -> None:
        self._entered_from = sys._getframe(1)
        self._tracing = sys.gettrace()
        self._previous = signal.signal(signal.SIGALRM, self._strike)
        self._drops = sys.unraisablehook
        sys.unraisablehook = self._drop
        thread = threading.get_native_id()
        self._meter = Meter(self._seconds, time.thread_time, lambda: _held_up(thread))
        signal.setitimer(signal.ITIMER_REAL, self._meter.next_look())

    def __exit__(self, *_: object) -> None:
        self._done = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._previous)
        sys.unraisablehook = self._drops
        sys.settrace(self._tracing)
        self._entered_from = None

    def _drop(self, dropped: Any) -> None:
        """Say nothing of a limit that struck where Python drops errors: it will strike again.

        It drops them in finalizers and in callbacks of the garbage collection.
        """
        if not issubclass(dropped.exc_type, TimeLimitError):
            self._drops(dropped)

    def _strike(self, signum: int, frame: FrameType | None) -> None:
        if self._done:
            return
        ended = self._meter.over()
        if ended is None:
            signal.setitimer(signal.ITIMER_REAL, self._meter.next_look())
            return
        signal.setitimer(signal.ITIMER_REAL, _REPEAT_AFTER)
        sys.settrace(lambda *_: None)
        while frame is not None and frame is not self._entered_from:
            frame.f_trace = self._raise_again
            frame = frame.f_back
        raise TimeLimitError(ended)

    def _raise_again(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line" and not self._done:
            sys.settrace(self._tracing)
            raise TimeLimitError(self._meter.over() or "work")
        return self._raise_again


class _LimitByThread:
    """A second thread that has the error raised in this one, again and again until it ends."""

    def __init__(self, seconds: float):
        self._thread = threading.get_ident()
        native = threading.get_native_id()
        self._meter = Meter(seconds, _work_of(self._thread), lambda: _held_up(native))
        self._ended: Ended = "work"
        self._done = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        while not self._done.is_set():
            with contextlib.suppress(TimeLimitError), self._lock:
                self._done.set()
        with contextlib.suppress(TimeLimitError):
            time.sleep(0)  # where one that was sent at the last moment arrives
        if isinstance(error, TimeLimitError):
            error.ended = self._ended  # another thread can only send a class

    def _watch(self) -> None:
        wait = self._meter.next_look()
        while not self._done.wait(wait):
            ended = self._meter.over()
            wait = self._meter.next_look()
            with self._lock:
                if ended is not None and not self._done.is_set():
                    self._ended, wait = ended, _REPEAT_AFTER
                    _raise_in(self._thread, TimeLimitError)


def _work_of(thread: int) -> Callable[[], float]:
    """Find the clock of a thread's processor time; where there is none, that of all threads."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)


def _held_up(thread: int) -> float:
    """Give how long a thread has waited for a processor; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/self/task/{thread}/schedstat").read_text(encoding="ascii")
        return int(told.split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _raise_in(thread: int, exception: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(exception))
