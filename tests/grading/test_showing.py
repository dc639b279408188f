"""To show a text takes no longer than it may, and then it is shown as it was written."""

import time
from typing import Any

import pytest

from course_utils.grading import showing
from course_utils.grading.showing import inert_code, inert_markdown, inert_terminal


class Context(dict[str, Any]):
    """Stands for a template's variables."""


@pytest.fixture
def context():
    """One notebook's."""
    return Context(resources={}, cell={})


def test_text_code_and_terminals_are_formatted(context):
    assert "<em>a</em>" in inert_markdown(context, "*a*")
    assert '<span class="k">def</span>' in inert_code(context, "def f(): pass", metadata={})
    assert 'class="ansi-red-fg">x</span>' in inert_terminal(context, "\x1b[31mx\x1b[0m")


COSTLY = {
    "spaces before a line's end": (inert_markdown, ("x" + " " * 200_000) * 3),
    "elements that do not end": (inert_markdown, "<b>" * 50_000),
    "quotes in quotes": (inert_markdown, "> " * 20_000),
    "colours without end": (inert_terminal, "\x1b[m" * 300_000),
    "line after line that goes on": (inert_code, " \\\n" * 300_000),
}


@pytest.mark.parametrize(("show", "text"), COSTLY.values(), ids=COSTLY)
def test_what_would_take_too_long_is_shown_as_it_was_written_or_at_once(context, show, text):
    started = time.monotonic()
    html = show(context, text + "<i>end</i>")
    assert time.monotonic() - started < 30
    assert "end" in html
    assert "<script" not in html
    assert inert_markdown(Context(resources={}), "*after*") == "<p><em>after</em></p>\n"


def test_many_texts_together_take_no_longer_than_a_notebook_may(context, monkeypatch):
    monkeypatch.setattr(showing, "PER_NOTEBOOK", 0.0)
    assert "<em>" in inert_markdown(context, "*first*")
    html = inert_markdown(context, "*second* <script>")
    assert html.endswith("<pre>*second* &lt;script&gt;</pre>")
    assert "shown as it was written" in html
    assert "<em>" in inert_markdown(Context(resources={}), "*another notebook's*")


def test_what_would_end_him_who_reads_the_page_is_shown_as_it_was_written(context):
    assert "too odd to be rendered" in inert_markdown(context, "<b>" * 300 + "x")
    assert "<b>x</b>" in inert_markdown(context, "<b>x</b>")


def test_a_picture_that_is_not_there_costs_its_text_nothing(context):
    for attachments in ({}, {"x.png": {}}):
        context["cell"] = {"attachments": attachments}
        assert "<em>a</em>" in inert_markdown(context, "*a* ![b](attachment:x.png)")
