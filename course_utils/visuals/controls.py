"""Controls in a notebook, and what stands in their place once the kernel that moved them is gone.

A widget lives in its kernel and in the page. After a restart it is deaf, and after a reload nothing
is left of it but the words "model not found". So a second output is saved with the notebook, which
a page shows where there is no living widget just above it.
"""

from base64 import b64encode
from typing import Any

from markupsafe import Markup

# What is not trusted, or not JupyterLab, drops the rules or finds nothing to apply them to. A
# sanitised page drops `display: none`, too, and so shows what was left.
_LIVING = ".jp-OutputArea-child:has(.jupyter-widgets > *):not(:has(.jupyter-widgets-disconnected))"
_LEFT = ".jp-OutputArea-child .course-left"
_RULES = (
    f"{_LEFT} {{ display: block !important }} "
    f"{_LIVING} + {_LEFT} {{ display: none !important }} "
    f".jp-OutputArea-child:has(.jupyter-widgets):not({_LIVING}):has(+ {_LEFT}) {{ display: none }}"
)


class Controls:
    """Widgets on display, with what is left where they no longer work.

    Parameters
    ----------
    box : ipywidgets.Widget
    html, words : str
        What to leave, as a page shows it and as plain text.
    note : str
        Stands below it on a page.
    """

    def __init__(
        self, box, html: str, words: str, note: str = "Run this cell again to use its controls."
    ):
        from IPython.display import display

        self._widgets = display(box, display_id=True)
        small = "font-size: 0.92em; color: var(--jp-content-font-color2, #555)"
        self._note = str(Markup('<div style="{}">{}</div>').format(small, note))
        self._output = display(self._left(html, words), raw=True, display_id=True)

    def leave(self, html: str, words: str) -> None:
        """Change what is left."""
        self._output.update(self._left(html, words), raw=True)

    def _left(self, html: str, words: str) -> dict[str, str]:
        left = f'<div class="course-left" style="display: none">{html}{self._note}</div>'
        return {"text/html": f"{left}<style>{_RULES}</style>", "text/plain": words}

    def replace(self, bundle: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Put something else in the place of the widgets for good, and leave nothing besides."""
        self._widgets.update(bundle, metadata=metadata or {}, raw=True)
        self._output.update({"text/plain": "", "text/html": ""}, raw=True)


def picture(png: bytes, alt: str) -> str:
    """Give a picture as HTML, with its message for those who cannot see it.

    Parameters
    ----------
    png : bytes
    alt : str
        What the picture shows, in a sentence or two.
    """
    address = f"data:image/png;base64,{b64encode(png).decode()}"
    return str(Markup('<img src="{}" alt="{}" style="max-width: 100%">').format(address, alt))
