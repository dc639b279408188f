"""A line that says what a cell is waiting for, once it takes longer than a moment."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import Any

from markupsafe import escape

MOMENT = 1.0  # seconds


@contextmanager
def meanwhile(words: str) -> Iterator[Callable[[str], None]]:
    """Say what is going on where a block takes longer than a moment, and take it away afterwards.

    In plain Python, in a terminal and while nbgrader runs the notebook nothing is said.

    Parameters
    ----------
    words : str

    Yields
    ------
    callable
        Takes other words, to stand in the place of the first.
    """
    line = _Line(words)
    timer = Timer(MOMENT, line.show) if _somebody_waits() else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield line.change
    finally:
        if timer is not None:
            timer.cancel()
        line.take_away()


def _somebody_waits() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None and not os.environ.get("NBGRADER_EXECUTION")


class _Line:
    """The line, which a timer shows and the block's end takes away, whichever comes first."""

    def __init__(self, words: str):
        self._words, self._output, self._over, self._lock = words, None, False, Lock()

    def show(self) -> None:
        from IPython.display import display

        # A front end that is gone must not end the timer's thread in a traceback.
        with self._lock, suppress(OSError, RuntimeError):
            if not self._over:
                self._output = display(self._bundle(), raw=True, display_id=True)

    def change(self, words: str) -> None:
        with self._lock:
            self._words = words
            if self._output is not None:
                self._output.update(self._bundle(), raw=True)

    def take_away(self) -> None:
        with self._lock:
            self._over = True
            if self._output is not None:
                self._output.update({"text/plain": "", "text/html": ""}, raw=True)

    def _bundle(self) -> dict[str, Any]:
        style = "font-style: italic; color: var(--jp-content-font-color2, #555)"
        html = f'<div role="status" style="{style}">{escape(self._words)}</div>'
        return {"text/plain": self._words, "text/html": html}
