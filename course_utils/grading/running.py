"""Run a submission in a kernel, within limits, and keep what it shows.

Nothing that a submission does ends this process or stops it for longer than the time limit.
"""

import asyncio
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from course_utils import kernels
from course_utils.checking.grading_mode import ANSWERS_MIME, QUESTIONS
from course_utils.kernels.limits import Limits

MB = 2**20
_OUTPUTS = ("stream", "display_data", "execute_result", "error", "update_display_data")
_BY_TRUST = {True: ("sandboxed", "course-sandboxed"), False: ("warm", "python3")}


@dataclass(frozen=True)
class Allowance:
    """How much one submission may take."""

    cell_seconds: int = 120
    """For one cell; a cell that takes longer is interrupted."""

    seconds: int = 300
    """For the whole notebook; then its kernel is ended."""

    output: int = 1 * MB
    """Bytes that a cell may show, besides its answers."""

    answers: int = 20 * MB
    """Bytes of the answers that a cell may publish."""

    total: int = 100 * MB
    """Bytes that all cells together may show and publish."""

    limits: Limits = field(default_factory=Limits)
    """What the sandbox bounds."""


@dataclass(frozen=True)
class Run:
    """What came of running a submission."""

    notebook: NotebookNode
    ended: str = ""
    """Why it did not come to its end, in a sentence; "" where it did."""


class _BoundedClient(NotebookClient):
    """Runs a notebook and keeps of its outputs no more than was agreed."""

    def __init__(self, notebook: NotebookNode, allowance: Allowance, **options: Any):
        super().__init__(notebook, **options)
        self._allowance = allowance
        self._shown: dict[int, int] = {}
        self._published: dict[int, int] = {}

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int):
        """Take a message in, unless it is output beyond the limit, or a widget's."""
        kind = msg["msg_type"]
        if kind.startswith("comm_") or (kind in _OUTPUTS and not self._fits(msg, cell_index)):
            return None
        return super().process_message(msg, cell, cell_index)

    def _fits(self, msg: dict[str, Any], cell_index: int) -> bool:
        content = msg["content"]
        data = content.get("data")
        answers = isinstance(data, dict) and ANSWERS_MIME in data
        so_far = self._published if answers else self._shown
        so_far[cell_index] = so_far.get(cell_index, 0) + len(repr(content))
        limit = self._allowance.answers if answers else self._allowance.output
        everything = sum(self._shown.values()) + sum(self._published.values())
        return so_far[cell_index] <= limit and everything <= self._allowance.total


def run(
    notebook: NotebookNode,
    folder: Path,
    questions: str,
    sandboxed: bool = True,
    allowance: Allowance | None = None,
) -> Run:
    """Run a submission.

    Parameters
    ----------
    notebook : NotebookNode
        With its locked cells restored. Its outputs are replaced.
    folder : Path
        Holds the submission's other files. In the sandbox, the kernel gets copies.
    questions : str
        As `wire.pack_questions` writes them.
    sandboxed : bool
        Whether nothing of this machine is in reach. Without it, the code runs as you.
    allowance : Allowance, optional

    Returns
    -------
    Run

    Raises
    ------
    TroubleError
        If the sandbox can't be built here.
    """
    allowance = allowance or Allowance()
    with tempfile.TemporaryDirectory() as private:
        path = Path(private, "questions.json")
        path.write_text(questions, encoding="ascii")
        return asyncio.run(_run(notebook, folder, path, sandboxed, allowance))


async def _run(notebook, folder: Path, questions: Path, sandboxed: bool, allowance) -> Run:
    client = _client(notebook, folder, sandboxed, allowance)
    given: dict[str, Any] = {
        "env": {**os.environ, "NBGRADER_EXECUTION": "autograde", QUESTIONS: str(questions)}
    }
    if sandboxed:
        given["limits"] = allowance.limits
    try:
        await asyncio.wait_for(client.async_execute(cleanup_kc=True, **given), allowance.seconds)
    except TimeoutError:
        return Run(notebook, f"It was stopped after {allowance.seconds} seconds.")
    except CellTimeoutError:
        return Run(notebook, f"A cell did not end within {allowance.cell_seconds} seconds.")
    except DeadKernelError:
        return Run(notebook, "Its kernel died: it ended itself, or took more than it may.")
    return Run(notebook)


def _client(notebook, folder: Path, sandboxed: bool, allowance: Allowance) -> _BoundedClient:
    specs, name = _BY_TRUST[sandboxed]
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.MAXMSGSIZE, allowance.answers)
    context.setsockopt(zmq.RCVHWM, 64)  # what waits to be read takes memory here
    manager = AsyncKernelManager(
        kernel_name=name,
        context=context,
        kernel_spec_manager=KernelSpecManager(
            kernel_dirs=[str(Path(kernels.__file__).parent / "specs" / specs / "kernels")]
        ),
    )
    return _BoundedClient(
        notebook,
        allowance,
        km=manager,
        kernel_name=name,
        resources={"metadata": {"path": str(folder)}},
        timeout=allowance.cell_seconds,
        interrupt_on_timeout=True,
        startup_timeout=120,
        allow_errors=True,
        raise_on_iopub_timeout=False,
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        skip_cells_with_tag="demo",  # figures and explorers have no part in a grade
    )
