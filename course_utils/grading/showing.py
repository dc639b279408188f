"""Show a submission's text cells to people without what is active in them: script, and links to it.

nbconvert takes HTML and links of Markdown over as they are, into a page of the grader's server.
"""

from collections.abc import Mapping
from typing import Any

import bleach
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

_TAGS = (
    "a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s "
    "span strong sub summary sup table tbody td th thead tr ul"
)
_PROTOCOLS = ["http", "https", "mailto", "data"]
_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")


_Attachments = dict[str, dict[str, str]]
"""By its name, a picture's data by media type."""


@pass_context
def inert_markdown(context: Mapping[str, Any], source: str) -> str:
    """Render Markdown; a filter for nbconvert in the place of its own.

    Parameters
    ----------
    context : mapping
        The template's variables, the cell among them.
    source : str
        A text cell's. Not trusted.

    Returns
    -------
    str
        HTML, in which tags that are not for text are shown as they were written.
    """
    attachments: _Attachments = context.get("cell", {}).get("attachments", {})
    try:
        html = _rendered(source, attachments)
    except InvalidNotebook:  # it names a picture that was not handed in
        html = _rendered(source.replace("attachment:", ""), {})
    clean: str = bleach.clean(html, _TAGS.split(), _is_harmless, _PROTOCOLS)
    return clean


def _rendered(source: str, attachments: _Attachments) -> str:
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return MarkdownWithMath(renderer=renderer).render(source)


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "src":
        is_data = value.strip().lower().startswith("data")
        return tag == "img" and (not is_data or value.startswith(_PICTURES))
    if name == "href":
        return tag == "a" and not value.strip().lower().startswith("data")
    return name in ("class", "title", "alt")
