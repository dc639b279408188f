"""An explorer: controls, and below them a picture that follows them and says what it shows."""

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

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
        words stand below the controls, where a screen reader tells each change.
    controls : mapping of str to ipywidgets.Widget
        Each has a value. Where the window is narrow, they stand below each other.
    extras : sequence of ipywidgets.Widget
        What else stands with them, such as buttons that move a control.

    Notes
    -----
    The output holds the first picture too, for where widgets don't run: on paper, on a web page.
    """
    import ipywidgets as widgets
    from IPython.display import display

    view = widgets.HTML()

    def redraw(_change=None) -> tuple[bytes, str]:
        picture, words = draw(**{name: control.value for name, control in controls.items()})
        view.value = _as_html(picture, words)
        return picture, words

    for control in controls.values():
        control.layout = _CONTROL
        control.observe(redraw, names="value")
    picture, words = redraw()
    rows = [widgets.Box([*controls.values()], layout=_ROW), *extras, view]
    display(_Shown(widgets.VBox(rows), picture, words))


def _as_html(picture: bytes, words: str) -> str:
    encoded, said = base64.b64encode(picture).decode(), escape(words)
    return (
        f'<p role="status" style="margin: 4px 0; line-height: 1.4">{said}</p>'
        f'<img src="data:image/png;base64,{encoded}" alt="{said}" style="max-width: 100%">'
    )


class _Shown:
    """A widget with the picture that stands in its place where no widget runs."""

    def __init__(self, widget: Any, picture: bytes, words: str):
        self._widget, self._picture, self._words = widget, picture, words

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = {
            **self._widget._repr_mimebundle_(),
            "image/png": base64.b64encode(self._picture).decode(),
            "text/plain": self._words,
        }
        return bundle, {"image/png": {"alt": self._words}}
