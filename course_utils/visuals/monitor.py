"""A live training monitor, for a loop in NumPy and for Keras alike.

Without anybody to look at it (plain Python, a test, a notebook that nbgrader runs) it only keeps
the numbers, and shows nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import perf_counter

import numpy as np

from course_utils.visuals.curves import Curve, draw_curves
from course_utils.visuals.live import Panel, open_panel

_FIRST_EPOCHS = 10  # on the axis at first; then twice as many whenever it is full
_PAUSE = 0.25  # seconds: four pictures a second look alive
_SHARE = 15  # of the time, at most one part in so many goes into drawing
_LONGEST_PAUSE = 2.0  # seconds, however slow the drawing


class TrainingMonitor:
    """Keep what is measured in each epoch, and show it while the training runs.

    Parameters
    ----------
    epochs : int
        How many are planned.
    title : str
        Stands above the curves.
    """

    def __init__(self, epochs: int, title: str = ""):
        self.epochs, self.title, self.done = epochs, title, 0
        self._curves: dict[str, Curve] = {}
        self._panel: Panel | None = None
        with suppress(Exception):  # a training without a picture is better than none
            self._panel = open_panel(epochs, at_cell_end=self.finish)
        self._started = self._told = perf_counter()
        self._draw_next = self._started

    @property
    def history(self) -> dict[str, list[float]]:
        """Every value by its name, epoch by epoch, as Keras's History has it."""
        return {name: curve.values for name, curve in self._curves.items()}

    def __call__(self, **values) -> None:
        """Tell what was measured in an epoch that has ended.

        Parameters
        ----------
        **values : float
            By name. ``val_cost`` is drawn beside ``cost``.

        Raises
        ------
        ValueError
            If a value is not a single number.
        """
        for name, value in values.items():
            if np.size(value) != 1:
                raise ValueError(f"{name} has shape {np.shape(value)}: give one number an epoch")
        self.done += 1
        for name, value in values.items():
            curve = self._curves.setdefault(name, Curve())
            curve.epochs.append(self.done)
            curve.values.append(float(np.reshape(value, ())))
        if self._panel is not None:
            self._show(self._panel)

    def _show(self, panel: Panel) -> None:
        """Move the bar and redraw the curves, each if its time has come."""
        now = perf_counter()
        if now - self._told < _PAUSE and self.done > 1:
            return
        self._told = now
        latest = ", ".join(f"{name} {c.values[-1]:.4g}" for name, c in self._curves.items())
        with self._showing(panel):
            panel.tell(self.done, self._progress(now - self._started), latest)
            if now >= self._draw_next and self._curves:
                with draw_curves(self._curves, self._shown_epochs()) as (figure, words):
                    panel.draw(figure, words)
                ended = perf_counter()
                # The first drawing loads matplotlib, and says nothing about the next.
                took = ended - now if self._draw_next > self._started else 0
                self._draw_next = ended + np.clip(_SHARE * took, _PAUSE, _LONGEST_PAUSE)

    def _shown_epochs(self) -> int:
        """Tell where the axis ends: of 2000 epochs the first ones would not be seen."""
        end = _FIRST_EPOCHS
        while end < self.done:
            end *= 2
        return max(min(end, self.epochs), self.done)

    def _progress(self, seconds: float) -> str:
        planned = max(self.epochs, self.done)
        left = seconds / self.done * (planned - self.done)
        return f"epoch {self.done} of {planned}, {_duration(seconds)}, about {_duration(left)} left"

    def finish(self) -> None:
        """Leave the curves as a picture that is saved with the notebook."""
        panel = self._panel
        if panel is None:
            return
        heading = f"{self._ending()}, {_duration(perf_counter() - self._started)}"
        if self.title:
            heading = f"{self.title}: {heading}"
        with self._showing(panel):
            if self._curves:
                with draw_curves(self._curves, self.done, heading) as (figure, words):
                    panel.leave(figure, words)
            else:
                panel.leave_words(f"{heading}; nothing was measured")
        self._panel = None

    def _ending(self) -> str:
        if self.done < self.epochs:
            return f"stopped after {self.done} of {self.epochs} epochs"
        return f"{self.done} epoch{'s' if self.done != 1 else ''}"

    @contextmanager
    def _showing(self, panel: Panel) -> Iterator[None]:
        """Keep trouble with the display away from the training: say it, and show no more."""
        try:
            yield
        # Whatever fails in drawing or in the front end, the training is to go on.
        except Exception as error:  # noqa: BLE001
            self._panel = None
            with suppress(Exception):
                panel.leave_words(f"The curves could not be drawn: {error}")


def _duration(seconds: float) -> str:
    """Say a time as people do."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"


@contextmanager
def watch(epochs: int, title: str = ""):
    """Watch a training loop.

    Parameters
    ----------
    epochs : int
        How many are planned.
    title : str
        Stands above the curves.

    Yields
    ------
    TrainingMonitor
        Call it once an epoch: ``monitor(cost=J)``. However the loop ends, what was reached stays.
    """
    monitor = TrainingMonitor(epochs, title)
    try:
        yield monitor
    finally:
        monitor.finish()


def keras_monitor(title: str = ""):
    """Make a callback that watches Keras's `fit`.

    Parameters
    ----------
    title : str
        Stands above the curves.

    Returns
    -------
    keras.callbacks.Callback
        For ``model.fit(X, Y, verbose=0, callbacks=[keras_monitor()])``. Its attribute `monitor` is
        the `TrainingMonitor` of the latest `fit`.
    """
    from keras.callbacks import Callback

    class KerasMonitor(Callback):
        """Hands on to a monitor what Keras logs; each `fit` gets a monitor of its own."""

        monitor: TrainingMonitor | None = None

        def on_train_begin(self, logs=None):
            self.monitor = None

        def on_epoch_begin(self, epoch, logs=None):
            if self.monitor is None:  # a later fit may begin with initial_epoch
                self.monitor = TrainingMonitor(self.params["epochs"] - epoch, title)

        def on_epoch_end(self, epoch, logs=None):
            if self.monitor is not None:
                self.monitor(**{k: v for k, v in (logs or {}).items() if np.size(v) == 1})

        def on_train_end(self, logs=None):
            if self.monitor is not None:  # no epochs, no monitor
                self.monitor.finish()

    return KerasMonitor()
