"""An explorer: controls, and below them a picture that follows them and says what it shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from course_utils.visuals.controls import Controls, picture

_ROW = {"display": "flex", "flex_flow": "row wrap", "width": "100%"}
_CONTROL = {"flex": "1 1 280px", "width": "auto", "min_width": "280px", "max_width": "420px"}


def show_explorer(
    draw: Callable[..., tuple[bytes, str]],
    controls: Mapping[str, Any],
    extras: Sequence[Any] = (),
) -> None:
    """Display an explorer.

    Parameters
    ----------
    draw : callable
        Takes the controls' values by their names, gives a PNG and what it shows in words. The
        words stand above the picture, where a screen reader tells each change.
    controls : mapping of str to ipywidgets.Widget
        Each has a value. Where the window is narrow, they stand below each other.
    extras : sequence of ipywidgets.Widget
        What else stands below them, such as buttons that move a control.
    """
    import ipywidgets as widgets

    view = widgets.HTML()

    def redraw() -> tuple[str, str]:
        png, words = draw(**{name: control.value for name, control in controls.items()})
        view.value = _WITH_WORDS.format(words, Markup(picture(png, words)))
        return str(view.value), words

    for control in controls.values():
        control.layout = _CONTROL
    rows = [widgets.Box([*controls.values()], layout=_ROW), *extras, view]
    shown = Controls(widgets.VBox(rows), *redraw())
    for control in controls.values():
        control.observe(lambda _: shown.leave(*redraw()), names="value")


_WITH_WORDS = Markup('<p role="status" style="margin: 4px 0; line-height: 1.4">{}</p>{}')
