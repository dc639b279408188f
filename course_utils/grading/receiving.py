"""Take in what a submission's kernel sends.

The submission holds the kernel's keys, so it can send whatever it likes in the kernel's name. Of
that, text, pictures and answers are kept, as much as was agreed. Nothing kept is active content.
"""

import asyncio
import json
import re
import secrets
import time
from collections.abc import Mapping
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.session import Session
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from course_utils.answering.time_limit import Ended, Meter
from course_utils.grading.asking import is_marked
from course_utils.kernels.outside.provisioner import RemoteProvisioner
from course_utils.places import ANSWERS_MIME

PICTURES = ("image/png", "image/jpeg")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_AT_ONCE = 0.05  # seconds in which most cells have ended
_INTERRUPT_AGAIN = 1.0  # second after an interrupt that had no effect
_OVERHEAD = 400  # bytes that the smallest message takes once it is part of a notebook
_SHARE = 5000  # bytes that it takes of what all cells share, which bounds the number of messages


class NonsenseError(RuntimeError):
    """Something came that no kernel sends."""


async def used_up(meter: Meter) -> Ended:
    """Wait until the time is up, and say what it was spent on."""
    while (ended := meter.over()) is None:
        await asyncio.sleep(meter.next_look())
    return ended


class OneTimeSession(Session):
    """Names each message so that nobody knows the name before the message has come.

    Jupyter counts them. A submission could reply to cells that are still to be sent, and then end
    itself: its replies would be waiting for them.
    """

    @property
    def msg_id(self) -> str:
        """Give the next message's name."""
        return secrets.token_hex(16)


class HeardClient(AsyncKernelClient):
    """Talks to a kernel as soon as that replies.

    Jupyter's own waits for 0.2 s without a word besides, for whoever takes in what is not a reply
    to them. nbclient does not.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has replied, and was heard on the channel of outputs.

        Raises
        ------
        RuntimeError
            If it ends before, or takes longer than `timeout` seconds.
        """
        started = time.monotonic()
        while not await self._replies():
            if not await self.is_alive():
                raise RuntimeError("The kernel died before it replied.")
            if timeout is not None and time.monotonic() - started > timeout:
                raise RuntimeError(f"The kernel did not reply in {timeout:g} seconds.")

    async def _replies(self) -> bool:
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            await self.iopub_channel.get_msg(timeout=0.2)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


class BoundedClient(NotebookClient):
    """Runs a notebook and keeps of its outputs what is harmless, and no more than was agreed.

    Parameters
    ----------
    notebook : NotebookNode
    cell_seconds : float
        The processor time of a cell. One that takes more, or waits for many times as long, is
        interrupted, again and again until it ends.
    output, answers, total : int
        The bytes that a cell may show, that it may publish as answers, and that all cells together
        may show and publish.
    **options
        Those of `NotebookClient`.
    """

    def __init__(
        self,
        notebook: NotebookNode,
        *,
        cell_seconds: float,
        output: int,
        answers: int,
        total: int,
        **options: Any,
    ):
        super().__init__(notebook, on_cell_executed=self._note_reply, **options)
        self.interrupted: Ended | None = None
        self.completed: set[int] = set()
        """The places of the cells that the kernel said to have come to their end without an error,
        in its reply to just that cell, and that were not interrupted."""
        self._in_time = True
        self._cell_seconds = cell_seconds
        self._limits = {False: output, True: answers}
        self._room = total
        self._taken: dict[tuple[int, bool], int] = {}
        self._graded = {k for k, cell in enumerate(notebook.cells) if is_marked(cell)}

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *arguments: Any, **options: Any
    ) -> NotebookNode:
        """Run one cell.

        Raises
        ------
        NonsenseError
            If what came can't be taken in.
        """
        self._in_time = True
        watch = asyncio.ensure_future(self._interrupt_overdue())
        try:
            return await super().async_execute_cell(cell, cell_index, *arguments, **options)
        except DeadKernelError:
            raise
        # nbclient is made for kernels that keep to the protocol. It breaks in as many ways as
        # there are ways not to keep to it.
        except Exception as error:
            raise NonsenseError(type(error).__name__) from error
        finally:
            watch.cancel()

    async def _interrupt_overdue(self) -> None:
        """Interrupt the cell that runs once its time is up."""
        await asyncio.sleep(_AT_ONCE)  # to read what it has taken costs a millisecond
        self.interrupted = await used_up(Meter(self._cell_seconds, self.work))
        self._in_time = False
        while self.km is not None:
            await ensure_async(self.km.interrupt_kernel())
            await asyncio.sleep(_INTERRUPT_AGAIN)

    def _note_reply(self, cell: NotebookNode, cell_index: int, execute_reply: Any) -> None:
        """Keep what the kernel replied to a cell; what the cell shows may say anything."""
        if execute_reply["content"]["status"] == "ok" and self._in_time:
            self.completed.add(cell_index)

    def work(self) -> float:
        """Give the processor time that the kernel has taken so far."""
        provisioner = self.km.provisioner if self.km is not None else None
        return provisioner.seconds_of_work() if isinstance(provisioner, RemoteProvisioner) else 0.0

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message in, or what is harmless of it."""
        content = plain_content(msg["msg_type"], msg["content"], cell_index in self._graded)
        if content is None or not self._fits(content, cell_index):
            return None
        return super().process_message({**msg, "content": content}, cell, cell_index)

    def _fits(self, content: Mapping[str, Any], cell_index: int) -> bool:
        if "execution_state" in content:
            return True
        answers = ANSWERS_MIME in content.get("data", ())
        size = len(repr(content)) + _OVERHEAD
        so_far = self._taken.get((cell_index, answers), 0) + size
        share = max(size, _SHARE)
        if so_far > self._limits[answers] or share > self._room:
            return False
        self._taken[cell_index, answers] = so_far
        self._room -= share
        return True


def plain_content(kind: str, content: Any, graded: bool) -> dict[str, Any] | None:
    """Give what is kept of a message: known fields of known types.

    Parameters
    ----------
    kind : str
        The message's type.
    content : object
        Not trusted.
    graded : bool
        Whether the message comes from a graded cell, whose answers are judged.

    Returns
    -------
    dict or None
        None for widgets, updates of what was shown before, and all that is not output.
    """
    match kind:
        case "status":
            return {"execution_state": content["execution_state"]}
        case "clear_output":
            return {"wait": content["wait"] is True}
        case "stream":
            name = "stderr" if content["name"] == "stderr" else "stdout"
            return {"name": name, "text": _text(content["text"])}
        case "error":
            return {
                "ename": _text(content["ename"]),
                "evalue": _text(content["evalue"]),
                "traceback": [_text("\n".join(content["traceback"]))],
            }
        case "display_data" | "execute_result":
            data = _plain_data(content["data"], graded)
            return {"data": data, "metadata": {}, "execution_count": None}
    return None


def _plain_data(data: Mapping[str, Any], graded: bool) -> dict[str, Any]:
    kept = {"text/plain": _text(data.get("text/plain", ""))}
    for kind in PICTURES:
        # It stands inside an attribute of the feedback's HTML.
        if isinstance(data.get(kind), str) and _BASE64.fullmatch(data[kind]):
            kept[kind] = data[kind]
    if graded and ANSWERS_MIME in data:
        document = data[ANSWERS_MIME]
        # As text: what it holds is looked at where there is a limit to what that may take.
        kept[ANSWERS_MIME] = document if isinstance(document, str) else json.dumps(document)
    return kept


def _text(value: Any) -> str:
    """Give a text that can be written to a file: half a surrogate pair can't be."""
    if not isinstance(value, str):
        raise NonsenseError("there should be a text")
    return value.encode("utf-8", "replace").decode("utf-8")
