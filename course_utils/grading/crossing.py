"""What crosses between the grader and its workers: JSON, read within limits, and nothing else.

A worker is not trusted. What it gives back is read as the outputs of a notebook's cells, in the
forms that a kernel's own messages are kept in; all else is refused, and nothing is unpickled.
"""

import base64
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

from course_utils.grading.asking import is_marked
from course_utils.grading.receiving import NonsenseError, plain_content
from course_utils.grading.running import Allowance, Run
from course_utils.kernels.inside.limits import Limits
from course_utils.trouble import TroubleError

_TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_MOST_PARTS = 2_000_000
"""Values in one result. An empty list is two bytes on the way and 60 in memory."""

NUMBER = 8
"""The bytes of a job's number, which messages over the bridge to a cluster begin with."""

DONE, TAKEN_DOWN = b"+", b"-"
"""What follows the number of a job that has ended: with its result, or with two workers."""

MOST_OUTPUTS = 25_000
"""Outputs of all cells together."""

_MOST_WORDS = 2000
_SHOWN = ("stream", "error", "display_data", "execute_result")


class NonsenseFromWorkerError(ValueError):
    """A worker gave back what no worker gives back."""


class FailedError(RuntimeError):
    """A worker could not run a submission, through no fault of the submission's."""


@dataclass(frozen=True)
class Job:
    """All that a worker needs to run a submission."""

    notebooks: dict[str, tuple[str, str]]
    """Each notebook's text and its questions, by its name."""

    files: dict[str, bytes]
    """The other files' contents, by their names."""

    sandboxed: bool
    allowance: Allowance


def pack_job(job: Job) -> bytes:
    """Write a job."""
    document = {
        "notebooks": job.notebooks,
        "files": {name: base64.b64encode(c).decode("ascii") for name, c in job.files.items()},
        "sandboxed": job.sandboxed,
        "allowance": asdict(job.allowance),
    }
    return _written(document)


def unpack_job(data: bytes) -> Job:
    """Read a job, which comes from the grader."""
    document = json.loads(data)
    allowance = document["allowance"]
    return Job(
        {name: (text, questions) for name, (text, questions) in document["notebooks"].items()},
        {name: base64.b64decode(content) for name, content in document["files"].items()},
        document["sandboxed"] is True,
        Allowance(**{**allowance, "limits": Limits(**allowance["limits"])}),
    )


def pack_runs(runs: Mapping[str, Run]) -> bytes:
    """Write what came of a submission's notebooks."""
    document = {
        name: {
            "outputs": [cell.get("outputs", []) for cell in run.notebook.cells],
            "ended": run.ended,
            "completed": sorted(run.completed),
        }
        for name, run in runs.items()
    }
    return _written({"runs": document})


def pack_trouble(error: Exception) -> bytes:
    """Write why a worker could not run a submission at all."""
    if isinstance(error, TroubleError):
        return _written({"trouble": str(error)})
    return _written({"failed": f"{type(error).__name__}: {error}"[:_MOST_WORDS]})


def _written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def most_bytes(allowance: Allowance) -> int:
    """Give the length that a result may have: in JSON, a byte may take six."""
    return 6 * allowance.total


def unpack_runs(data: bytes, notebooks: Mapping[str, NotebookNode]) -> dict[str, Run]:
    """Read what came of a submission's notebooks.

    Parameters
    ----------
    data : bytes
        Not trusted.
    notebooks : mapping
        The notebooks that were to be run, by their names.

    Returns
    -------
    dict of Run
        Copies of these notebooks, with outputs.

    Raises
    ------
    TroubleError
        If the worker can't run any submission.
    FailedError
        If it could not run this one.
    NonsenseFromWorkerError
        If it is neither this, nor what came of these notebooks.
    """
    try:
        document = _read(data)
        for kind, error in (("trouble", TroubleError), ("failed", FailedError)):
            if kind in document:
                raise error(_words(document[kind]))
        runs = document["runs"]
        if runs.keys() != notebooks.keys():
            raise NonsenseFromWorkerError("it is of other notebooks")
        return {name: _run(runs[name], notebook) for name, notebook in notebooks.items()}
    # In as many ways as something can differ from what it should be.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NonsenseError) as odd:
        raise NonsenseFromWorkerError(f"{type(odd).__name__}: {odd}"[:_MOST_WORDS]) from odd


def _read(data: bytes) -> Any:
    """Read JSON, if that makes no more of it than was agreed."""
    bare = _TEXT.sub(b"", data)
    if sum(map(bare.count, (b",", b"[", b"{"))) > _MOST_PARTS:
        raise NonsenseFromWorkerError("there is too much of it")
    return json.loads(data)


def _run(packed: Any, notebook: NotebookNode) -> Run:
    given = packed["outputs"]
    if len(given) != len(notebook.cells) or sum(map(len, given)) > MOST_OUTPUTS:
        raise NonsenseFromWorkerError("there are outputs of other cells, or too many")
    done = deepcopy(notebook)
    for cell, outputs in zip(done.cells, given, strict=True):
        if cell.cell_type == "code":
            marked = is_marked(cell)
            cell.outputs = [_output(output, marked) for output in outputs]
    completed = packed["completed"]
    if not all(type(k) is int and 0 <= k < len(given) for k in completed):
        raise NonsenseFromWorkerError("there are no such cells")
    return Run(done, _words(packed["ended"]), frozenset(completed))


def _output(packed: Any, marked: bool) -> NotebookNode:
    kind = packed["output_type"]
    if kind not in _SHOWN:
        raise NonsenseFromWorkerError("no cell shows that")
    content = plain_content(kind, packed, marked)
    output: NotebookNode = output_from_msg({"header": {"msg_type": kind}, "content": content})
    return output


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise NonsenseFromWorkerError("there should be a text")
    return value[:_MOST_WORDS]
