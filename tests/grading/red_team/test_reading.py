"""What it takes to read what was handed in is bounded, and costs nobody else anything."""

import json
import time

import pytest

from course_utils.grading import readable
from course_utils.grading.children import Bounds, Child
from course_utils.grading.handed_in import RefusedError
from course_utils.grading.readable import MOST_TAGS, read_notebook
from course_utils.places import MB

CELL = {"cell_type": "markdown", "source": "*a*", "metadata": {"tags": ["demo"]}}


def notebook(*cells, **more):
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}
    return json.dumps(document).encode()


def test_a_notebook_is_read_in_another_process(monkeypatch):
    monkeypatch.setattr(readable, "notebook_from", None)
    (cell,) = read_notebook(notebook(CELL)).cells
    assert (cell.source, cell.metadata.tags) == ("*a*", ["demo"])


def test_why_one_is_refused_is_told_as_before():
    with pytest.raises(RefusedError, match="damaged, or no notebook"):
        read_notebook(b"{")


COSTLY = {
    "lists in an output": b'{"cells":[{"cell_type":"code","outputs":[' + b"[]," * 4_500_000,
    "lines without a letter": b'{"cells":[{"cell_type":"code","source":["",' + b'"",' * 9_000_000,
    "cells without anything": b'{"cells":[' + b"{}," * 1_500_000,
    "half a million tags": b'{"cells":[{"cell_type":"code","metadata":{"tags":['
    + b",".join(b'"%d"' % number for number in range(500_000))
    + b",",
}
ENDS = {"cells without anything": b"0]}", "half a million tags": b"0]}}]}"}


@pytest.mark.parametrize("name", COSTLY)
def test_no_notebook_takes_long_to_read_or_becomes_large(name):
    started = time.monotonic()
    try:
        cells = read_notebook(COSTLY[name] + ENDS.get(name, b"0]}]}")).cells
    except RefusedError:
        cells = []
    assert time.monotonic() - started < 60
    assert len(json.dumps(cells)) < MB


def test_one_that_takes_more_than_it_may_is_refused_and_the_next_is_read(monkeypatch):
    reader = Child("course_utils.grading.readable:read_request", Bounds(memory=40 * MB))
    monkeypatch.setattr(readable, "_reader", lambda: reader)
    with pytest.raises(RefusedError, match="could not be read: it took more than 40 MB of memory"):
        read_notebook(COSTLY["lists in an output"] + b"0]}]}")
    assert len(read_notebook(notebook(CELL)).cells) == 1
    reader.close()


def test_of_tags_and_attachments_as_many_are_kept_as_anybody_has():
    picture = {"image/png": "iVBORw0KGgo="}
    many = {
        **CELL,
        "metadata": {"tags": [str(number) for number in range(1000)]},
        "attachments": {f"{number}.png": picture for number in range(1000)},
    }
    (cell,) = read_notebook(notebook(many)).cells
    assert len(cell.metadata.tags) == len(cell.attachments) == MOST_TAGS
