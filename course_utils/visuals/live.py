"""The place in a notebook where a training is watched: a panel while it runs, a picture after."""

import os
import sys
from collections.abc import Callable

from course_utils.visuals.controls import Controls, picture
from course_utils.visuals.style import as_image, to_png


def open_panel(epochs: int, at_cell_end: Callable[[], None]) -> "Panel | None":
    """Open a panel below the running cell, where somebody can see it.

    Parameters
    ----------
    epochs : int
        How many the progress bar counts.
    at_cell_end : callable
        Called when the cell ends, also by an error or an interrupt, unless the panel is gone.

    Returns
    -------
    Panel or None
        None in plain Python, in a terminal and while nbgrader runs the notebook. A notebook run by
        nbclient or nbconvert cannot be told from one with a reader: it gets the picture that is
        left at the end, and its one output is that.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or getattr(shell, "kernel", None) is None:
        return None
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    return Panel(epochs, shell.events, at_cell_end)


class Panel:
    """A progress bar with words and a picture, all changed in place, so that nothing flickers.

    Parameters
    ----------
    epochs : int
    events : IPython.core.events.EventManager
        Tells when the cell ends.
    at_cell_end : callable
    """

    def __init__(self, epochs: int, events, at_cell_end: Callable[[], None]):
        import ipywidgets as widgets

        self._bar = widgets.IntProgress(0, min=0, max=epochs, layout={"width": "220px"})
        self._progress, self._values = widgets.Label("starting"), widgets.Label()
        # Takes no room before there is a picture: an image without one shows as broken.
        layout = {"max_width": "100%", "align_self": "flex-start", "display": "none"}
        self._picture = widgets.Image(format="png", layout=layout)
        head = widgets.HBox([self._bar, self._progress])
        self._box = widgets.VBox([head, self._values, self._picture])
        note = "So far it was when this was saved. Run this cell again to see it to its end."
        self._controls = Controls(self._box, "", "A training is running.", note)
        self._events, self._at_cell_end = events, lambda _result: at_cell_end()
        events.register("post_run_cell", self._at_cell_end)

    def tell(self, done: int, progress: str, values: str) -> None:
        """Move the bar and change the words."""
        self._bar.max = max(self._bar.max, done)
        self._bar.value, self._progress.value, self._values.value = done, progress, values

    def draw(self, figure, alt: str) -> None:
        """Change the picture."""
        png = to_png(figure)
        self._picture.value = png
        self._picture.layout.display = None
        said = f"{self._progress.value}, when this was drawn. {alt}"
        self._controls.leave(picture(png, said), said)

    def leave(self, figure, alt: str) -> None:
        """Leave a picture in place of the panel: it is saved with the notebook, a panel is not."""
        data, metadata = as_image(figure, alt)._repr_mimebundle_()
        self._controls.replace(data, metadata)
        self._close()

    def leave_words(self, words: str) -> None:
        """Leave a sentence in place of the panel."""
        self._controls.replace({"text/plain": words})
        self._close()

    def _close(self) -> None:
        self._events.unregister("post_run_cell", self._at_cell_end)
        head = self._box.children[0]
        for widget in (*head.children, *self._box.children, self._box):
            widget.close()
