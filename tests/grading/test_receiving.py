"""A grader goes on as soon as a kernel replies, and gives up one that never does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest

from course_utils.grading.receiving import HeardClient


class Channel:
    """Hands out messages, and nothing where there is a gap or the end."""

    def __init__(self, *messages):
        self.messages = list(messages)

    async def get_msg(self, timeout):
        message = self.messages.pop(0) if self.messages else None
        if message is None:
            raise Empty
        return message


class Client(HeardClient):
    """A client of a kernel that is made up."""

    shell_channel, iopub_channel = Channel(), Channel()
    alive = True

    def __init__(self, shell, iopub, alive=True):
        self.shell_channel, self.iopub_channel, self.alive = Channel(*shell), Channel(*iopub), alive
        self.asked = 0

    def kernel_info(self):
        self.asked += 1

    async def is_alive(self):
        return self.alive


REPLY = {"content": {"protocol_version": "5.3"}}


def waited_for(*channels, **options):
    client = Client(*channels, **options)
    # In a thread of its own: a browser that another test has opened leaves a loop in this one.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: asyncio.run(client.wait_for_ready(timeout=0.05))).result()
    return client


def test_it_is_ready_at_its_first_reply_and_asked_no_more():
    assert waited_for([REPLY], ["status", "more"]).asked == 1


def test_it_is_asked_again_until_its_outputs_are_heard():
    assert waited_for([None, REPLY, REPLY], [None, "status"]).asked == 3


def test_one_that_is_silent_is_given_up():
    with pytest.raises(RuntimeError, match=r"did not reply in 0\.05 seconds"):
        waited_for([], [])


def test_one_that_died_is_given_up_at_once():
    with pytest.raises(RuntimeError, match="died before it replied"):
        waited_for([None, REPLY], ["status"], alive=False)
