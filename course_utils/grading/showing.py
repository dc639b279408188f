"""Show what a submission holds to people, without what is active in it: script, and links to it.

nbconvert takes HTML and links of Markdown over as they are, into a page of the grader's server. How
long it takes to show a text is for the text to say; so that is done in a child, within limits.
"""

import json
import re
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from nbconvert.filters import Highlight2HTML, ansi2html
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

from course_utils.grading.children import Bounds, Child, ChildEndedError
from course_utils.places import MB

_TAGS = (
    "a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s "
    "span strong sub summary sup table tbody td th thead tr ul"
)
_EMPTY = ("br", "hr", "img")
_DEEPEST = 200
_PROTOCOLS = ["http", "https", "mailto", "data"]
_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")


_Attachments = dict[str, dict[str, str]]
"""By its name, a picture's data by media type."""

BOUNDS = Bounds(seconds=2, patience=30, memory=512 * MB, reply=64 * MB)
"""What it may take to show one text: such as people write takes some milliseconds."""

PER_NOTEBOOK = 10.0
"""Seconds by the clock in which all of a notebook's texts are to be shown. Then those that are left
stand there as they were written."""

_TAKEN = "course_seconds_taken"


@pass_context
def inert_markdown(context: Context, source: str) -> str:
    """Render Markdown; a filter for nbconvert in the place of its own.

    Parameters
    ----------
    context : jinja2.runtime.Context
        The template's variables, the cell among them.
    source : str
        A text cell's. Not trusted.

    Returns
    -------
    str
        HTML, in which tags that are not for text are shown as they were written. Where it would
        take more than it may to make that, the text as it was written.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    return _shown(context, "markdown", source, attachments=attachments)


@pass_context
def inert_code(context: Context, source: str, metadata: Any = None) -> str:
    """Colour code, in the same way."""
    return _shown(context, "code", source)


@pass_context
def inert_terminal(context: Context, source: str) -> str:
    """Turn what is meant for a terminal, with its colours, into HTML in the same way."""
    return _shown(context, "terminal", source)


def _shown(context: Context, kind: str, source: str, **more: Any) -> str:
    resources = context.get("resources", {})
    taken = resources.get(_TAKEN, 0.0)
    if taken > PER_NOTEBOOK:
        return _as_written(
            source, f"showing this notebook takes more than {PER_NOTEBOOK:g} seconds"
        )
    started = time.monotonic()
    request = json.dumps({"kind": kind, "source": source, **more}).encode("ascii")
    try:
        return _renderer().call(request).decode("utf-8")
    except ChildEndedError as reason:
        return _as_written(source, str(reason))
    finally:
        resources[_TAKEN] = taken + time.monotonic() - started


def _as_written(source: str, why: str) -> str:
    return f"<p>This is shown as it was written: {escape(why)}.</p><pre>{escape(source)}</pre>"


@cache
def _renderer() -> Child:
    return Child(f"{__name__}:render_request", BOUNDS)


def render_request(request: bytes) -> bytes:
    """Answer a request of the filters, in a process of its own."""
    asked = json.loads(request)
    source = asked.pop("source")
    try:
        html = _HOW[asked.pop("kind")](source, **asked)
    # Those who make HTML of text have as many ways to fail as there are odd texts.
    except Exception as error:  # noqa: BLE001
        html = _as_written(source, f"it is too odd to be rendered ({type(error).__name__})")
    return html.encode("utf-8", "replace")


def _markdown(source: str, attachments: _Attachments) -> str:
    there = {name: bundle for name, bundle in attachments.items() if bundle}
    try:
        html = _rendered(source, there)
    except InvalidNotebook:  # it names a picture that was not handed in
        html = _rendered(source.replace("attachment:", ""), {})
    clean: str = bleach.clean(html, _TAGS.split(), _is_harmless, _PROTOCOLS)
    if _depth(clean) > _DEEPEST:
        raise ValueError("what reads the page would fail at it")
    return clean


def _depth(html: str) -> int:
    """Tell how deep elements stand in each other; bleach has closed all of them."""
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)(\w+)", html):
        if name not in _EMPTY:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def _code(source: str) -> str:
    highlight: Callable[[str], str] = Highlight2HTML(pygments_lexer="ipython3")  # type: ignore[no-untyped-call]
    return highlight(source)


_HOW: dict[str, Callable[..., str]] = {
    "markdown": _markdown,
    "code": _code,
    "terminal": ansi2html,
}


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
