"""An explorer: controls, and below them pictures that follow them and say what they show."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from course_utils.visuals.controls import Controls, picture

_ROW = {"display": "flex", "flex_flow": "row wrap", "width": "100%"}
_CONTROL = {"flex": "1 1 280px", "width": "auto", "min_width": "280px", "max_width": "420px"}


def show_explorer(
    draw: Callable[..., tuple[bytes | tuple[bytes, ...], str]],
    controls: Mapping[str, Any],
    extras: Sequence[Any] = (),
) -> None:
    """Display an explorer.

    Parameters
    ----------
    draw : callable
        Takes the controls' values by their names, gives a PNG, or several, and what they show in
        words. The words stand above the pictures, where a screen reader tells each change.
    controls : mapping of str to ipywidgets.Widget
        Each has a value. Where the window is narrow, they stand below each other,
        and so do the pictures.
    extras : sequence of ipywidgets.Widget
        What else stands below them, such as buttons that move a control.
    """
    import ipywidgets as widgets

    view = widgets.HTML()

    def redraw() -> tuple[str, str]:
        drawn, words = draw(**{name: control.value for name, control in controls.items()})
        first, *others = drawn if isinstance(drawn, tuple) else (drawn,)
        shown = [picture(first, words), *(picture(png, "") for png in others)]
        view.value = _WITH_WORDS.format(words, Markup("".join(shown)))
        return str(view.value), words

    for control in controls.values():
        control.layout = _CONTROL
    rows = [widgets.Box([*controls.values()], layout=_ROW), *extras, view]
    on_display = Controls(widgets.VBox(rows), *redraw())
    for control in controls.values():
        control.observe(lambda _: on_display.leave(*redraw()), names="value")


_WITH_WORDS = Markup('<p role="status" style="margin: 4px 0; line-height: 1.4">{}</p>{}')
