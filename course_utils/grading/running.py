"""Run a submission in a kernel, within limits, and keep what it shows.

Nothing that a submission does ends this process or stops it for longer than the time limit.
"""

import asyncio
import os
import re
import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from course_utils.answering.time_limit import PATIENCE, Ended, Meter
from course_utils.grading.receiving import (
    BoundedClient,
    HeardClient,
    NonsenseError,
    OneTimeSession,
    used_up,
)
from course_utils.kernels.inside.limits import Limits
from course_utils.kernels.outside.private import PrivateFolder
from course_utils.places import DEMO_TAG, MB, NBGRADER_MODE, PACKAGE, QUESTIONS

_LOOK_AFTER = 0.1  # seconds in which a kernel can send some hundred MB
_BY_TRUST = {True: ("sandboxed", "course-sandboxed"), False: ("warm", "python3")}


@dataclass(frozen=True)
class Allowance:
    """How much one submission may take."""

    cell_seconds: int = 120
    """Of computing, for one cell; then it is interrupted."""

    seconds: int = 300
    """Of computing, for the whole notebook; then its kernel is ended. By the clock, each of the
    two may take `PATIENCE` times as long."""

    output: int = 1 * MB
    """Bytes that a cell may show, besides its answers."""

    answers: int = 20 * MB
    """Bytes of the answers that a cell may publish."""

    total: int = 100 * MB
    """Bytes that all cells together may show and publish."""

    memory: int = 1024 * MB
    """Bytes that this process may grow by meanwhile: what has come and is not yet looked at."""

    limits: Limits = field(default_factory=Limits)
    """What the sandbox bounds."""


@dataclass(frozen=True)
class Run:
    """What came of running a submission."""

    notebook: NotebookNode
    ended: str = ""
    """Why it did not come to its end, in a sentence; "" where it did."""

    completed: frozenset[int] = frozenset()
    """The places of the cells that came to their end without an error, by the kernel's replies."""


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
    with PrivateFolder() as private:
        path = private / "questions.json"
        path.write_text(questions, encoding="ascii")
        # In a thread of its own, as Formgrader's server has an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            work = _run(notebook, folder, path, sandboxed, allowance)
            return thread.submit(asyncio.run, work).result()


async def _run(
    notebook: NotebookNode, folder: Path, questions: Path, sandboxed: bool, allowance: Allowance
) -> Run:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    with zmq.asyncio.Context() as context:
        client = _client(notebook, folder, sandboxed, allowance, context)
        given: dict[str, Any] = {
            "env": {**os.environ, NBGRADER_MODE: "autograde", QUESTIONS: str(questions)}
        }
        if sandboxed:
            given["limits"] = allowance.limits
            given["tensorflow"] = _wants_tensorflow(notebook)
        # Until here nothing of the submission runs, so the time that this takes is not its own.
        await client.async_start_new_kernel(**given)
        await client.async_start_new_kernel_client()
        ended = await _execute(client, allowance)
        return Run(notebook, ended, frozenset(client.completed))


def _wants_tensorflow(notebook: NotebookNode) -> bool:
    """Tell whether TensorFlow is worth importing beforehand, which takes ten seconds, once."""
    return any(
        cell.cell_type == "code"
        and DEMO_TAG not in cell.metadata.get("tags", ())
        and re.search(r"\b(tensorflow|keras)\b", cell.source)
        for cell in notebook.cells
    )


async def _execute(client: BoundedClient, allowance: Allowance) -> str:
    """Run all cells, and say why they did not come to their end; "" where they did."""
    execution = asyncio.ensure_future(client.async_execute(cleanup_kc=True))
    size = asyncio.ensure_future(_outgrow(allowance.memory))
    time = asyncio.ensure_future(used_up(Meter(allowance.seconds, client.work)))
    tasks = (execution, size, time)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stopped, outgrown, overrun = not execution.done(), size.done(), time.done()
    for task in tasks:
        task.cancel()
    problem, _, ended = await asyncio.gather(*tasks, return_exceptions=True)
    if stopped and outgrown:
        return "It was stopped, as it sent more than it may."
    if stopped and overrun and not isinstance(ended, BaseException):
        return f"It was stopped after {_time_words(allowance.seconds, ended)}."
    match problem:
        case DeadKernelError():
            return "Its kernel died: it ended itself, or took more than it may."
        case NonsenseError():
            return "It was stopped, as its kernel sent what no kernel sends."
        case BaseException():
            raise problem
    if client.interrupted:
        took = _time_words(allowance.cell_seconds, client.interrupted)
        return f"A cell was interrupted after {took}."
    return ""


def _time_words(seconds: float, ended: Ended) -> str:
    if ended == "waiting":
        return f"{PATIENCE * seconds:g} seconds, in which it waited more than it computed"
    return f"{seconds:g} seconds of computing"


async def _outgrow(most: int) -> None:
    """End once this process has grown by more than that.

    ZeroMQ bounds each part of a message and the number of messages, but not the number of parts,
    and takes in all of them before it hands out the first.
    """
    before = _resident()
    while _resident() - before <= most:
        await asyncio.sleep(_LOOK_AFTER)


def _resident() -> int:
    """Give the bytes of this process in memory; 0 where the system has no such file."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except FileNotFoundError:
        return 0


def _client(
    notebook: NotebookNode,
    folder: Path,
    sandboxed: bool,
    allowance: Allowance,
    context: zmq.asyncio.Context,
) -> BoundedClient:
    specs, name = _BY_TRUST[sandboxed]
    context.setsockopt(zmq.MAXMSGSIZE, allowance.answers)
    context.setsockopt(zmq.RCVHWM, 64)  # what waits to be read takes memory here
    manager = AsyncKernelManager(
        kernel_name=name,
        context=context,
        session=OneTimeSession(),
        client_factory=HeardClient,
        kernel_spec_manager=KernelSpecManager(
            kernel_dirs=[str(PACKAGE / "kernels" / "specs" / specs / "kernels")]
        ),
    )
    return BoundedClient(
        notebook,
        cell_seconds=allowance.cell_seconds,
        output=allowance.output,
        answers=allowance.answers,
        total=allowance.total,
        km=manager,
        kernel_name=name,
        resources={"metadata": {"path": str(folder)}},
        timeout=None,
        startup_timeout=120,
        allow_errors=True,
        raise_on_iopub_timeout=False,
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        skip_cells_with_tag=DEMO_TAG,  # figures and explorers have no part in a grade
    )
