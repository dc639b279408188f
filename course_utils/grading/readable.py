"""Make a sound notebook of what somebody handed in as one, without touching what they wrote.

Of the file only what grading needs is taken over, each part in the form that it has to have. So
what is odd in the rest costs nobody anything: outputs, the state of widgets, identifiers, fields of
other programs or of other versions. How long it takes to read is for the file to say; so that is
done in a child, within limits.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

import nbformat
from nbformat import NotebookNode

from course_utils.grading.children import Bounds, Child, ChildEndedError
from course_utils.grading.handed_in import MOST_BYTES, RefusedError
from course_utils.places import MB

MOST_CELLS = 2000
MOST_TAGS = 50
"""Of a cell, and as many attachments. Others are left out."""

BOUNDS = Bounds(seconds=10, patience=120, memory=1536 * MB, reply=6 * MOST_BYTES)
"""What it may take to read a notebook. An honest one takes some milliseconds."""

_READ, _REFUSED = b"+", b"-"

_MOST_PARSED = 500 * MB  # of memory that a file's lists and dictionaries take once it is parsed
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")


def read_notebook(data: bytes) -> NotebookNode:
    """Have a notebook read as `notebook_from` reads it, by a process with limits.

    Raises
    ------
    RefusedError
        If it is none, or takes more than it may.
    """
    try:
        reply = _reader().call(data)
    except ChildEndedError as reason:
        raise RefusedError(f"The notebook could not be read: {reason}.") from reason
    if reply.startswith(_REFUSED):
        raise RefusedError(reply.removeprefix(_REFUSED).decode("utf-8"))
    notebook: NotebookNode = nbformat.from_dict(json.loads(reply.removeprefix(_READ)))
    return notebook


@cache
def _reader() -> Child:
    return Child(f"{__name__}:read_request", BOUNDS)


def read_request(data: bytes) -> bytes:
    """Answer a request of `read_notebook`, in the reader's own process."""
    try:
        return _READ + json.dumps(notebook_from(data)).encode("ascii")
    except RefusedError as reason:
        return _REFUSED + str(reason).encode("utf-8", "replace")


def notebook_from(data: bytes) -> NotebookNode:
    """Read a notebook in this process.

    Parameters
    ----------
    data : bytes
        As it was handed in.

    Returns
    -------
    NotebookNode
        Valid, of the current version, without outputs. Of its metadata, what nbgrader needs and
        the cells' tags.

    Raises
    ------
    RefusedError
        If it is none.
    """
    document = _parsed(data)
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=list(_cells(document)))
    nbformat.validate(notebook)
    return notebook


def _parsed(data: bytes) -> dict[str, Any]:
    # What a list, a dictionary and an entry of either take at least.
    if 64 * data.count(b"[") + 240 * data.count(b"{") + 40 * data.count(b",") > _MOST_PARSED:
        raise RefusedError("There is more in the notebook than a notebook can hold.")
    text = data.decode(json.detect_encoding(data), "replace")
    try:
        document = json.loads(text, strict=False, parse_int=float)
    except RecursionError as error:
        raise RefusedError("The notebook is nested too deeply to be one.") from error
    except ValueError as error:
        raise RefusedError("The file is empty, damaged, or no notebook.") from error
    if not isinstance(document, dict):
        raise RefusedError("The file is empty, damaged, or no notebook.")
    return document


def _cells(document: Mapping[str, Any]) -> Iterator[NotebookNode]:
    written = [cell for cell in _written(document) if isinstance(cell, dict)]
    if len(written) > MOST_CELLS:
        raise RefusedError(f"The notebook has more than {MOST_CELLS} cells.")
    room = MOST_BYTES
    ids: set[str] = set()
    for raw in written:
        cell = _cell(raw)
        given = raw.get("id")
        if isinstance(given, str) and _ID.fullmatch(given) and given not in ids:
            cell.id = given  # else it keeps the one that it was made with
        ids.add(cell.id)
        room -= len(cell.source) + sum(map(len, _texts(cell.get("attachments", {}))))
        if room < 0:
            raise RefusedError(
                f"The notebook is larger than {MOST_BYTES // MB} MB, without what it showed."
            )
        yield cell


def _written(document: Mapping[str, Any]) -> list[Any]:
    """Find the cells; until 2014 they were in sheets."""
    cells = document.get("cells")
    if cells is None and isinstance(document.get("worksheets"), list):
        sheets = [sheet for sheet in document["worksheets"] if isinstance(sheet, dict)]
        cells = [
            cell
            for sheet in sheets
            if isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(cells, list):
        raise RefusedError("The file is empty, damaged, or no notebook.")
    return cells


def _cell(raw: Mapping[str, Any]) -> NotebookNode:
    kind = raw.get("cell_type")
    source = _text(raw.get("source", raw.get("input", "")))
    if kind == "heading":
        kind, source = "markdown", f"## {source}"
    if kind not in _KINDS:
        kind = "raw"
    cell: NotebookNode = getattr(nbformat.v4, f"new_{kind}_cell")(source)
    metadata = raw.get("metadata")
    if isinstance(metadata, dict):
        cell.metadata.update(_metadata(metadata))
    attachments = raw.get("attachments")
    if kind == "markdown" and isinstance(attachments, dict):
        cell.attachments = nbformat.from_dict(_attachments(attachments))
    return cell


def _text(value: Any) -> str:
    """Give a text that can be written to a file: half a surrogate pair can't be."""
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    return text.encode("utf-8", "replace").decode("utf-8")


def _metadata(metadata: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    tags = metadata.get("tags")
    if isinstance(tags, list):
        # As the format has them: each once, and without a comma.
        words = dict.fromkeys(_text(tag).replace(",", "") for tag in tags)
        yield "tags", [word for word in words if word][:MOST_TAGS]
    ours = metadata.get("nbgrader")
    if isinstance(ours, dict) and isinstance(ours.get("grade_id"), str) and ours["grade_id"]:
        # All that nbgrader keeps with a cell is put back as the gradebook has it. What was graded
        # and is not there any more is told.
        name, graded = _text(ours["grade_id"]), ours.get("grade") is True
        yield "nbgrader", NotebookNode(grade_id=name, grade=graded)


def _attachments(attachments: Mapping[Any, Any]) -> dict[str, dict[str, str]]:
    return {
        _text(name): {
            _text(kind): data
            for kind, data in islice(bundle.items(), MOST_TAGS)
            if _is_base64(data)
        }
        for name, bundle in islice(attachments.items(), MOST_TAGS)
        if isinstance(bundle, dict)
    }


def _is_base64(data: Any) -> bool:
    return isinstance(data, str) and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data) is not None


def _texts(attachments: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    return (data for bundle in attachments.values() for data in bundle.values())
