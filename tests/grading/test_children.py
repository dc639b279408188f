"""A child of the grader answers within limits, and is replaced where it does not."""

import os
import time

import pytest

from course_utils.grading.children import Bounds, Child, ChildEndedError, NotStartedError
from course_utils.places import MB
from tests.conftest import REPOSITORY
from tests.processes import eventually

OBEY = "tests.grading.standins:obey"
BOUNDS = Bounds(seconds=1, patience=20, memory=100 * MB, reply=MB)


@pytest.fixture
def child(monkeypatch):
    """A child that does what it is told."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    made = Child(OBEY, BOUNDS)
    yield made
    made.close()


def test_one_process_answers_all_requests(child):
    assert child.call(b"echo \xc3\xa4\0") == b"\xc3\xa4\0"
    assert child.call(b"pid") == child.call(b"pid") != str(os.getpid()).encode()


def test_one_lives_on_that_is_asked_while_somebody_handles_an_error(child):
    before = child.call(b"pid")
    try:
        raise ValueError("of somebody else")
    except ValueError:
        assert child.call(b"pid") == before
    assert child.call(b"pid") == before


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (b"compute 30", "it took more than 1 seconds of computing"),
        (b"hold 300000000", "it took more than 100 MB of memory"),
        (b"answer 5000000", "its answer is longer than it may be"),
        (b"end 3", "the process ended with code 3"),
        (b"fail now", "the process ended with code 1"),
    ],
)
def test_one_that_gives_no_answer_is_replaced_and_the_reason_is_told(child, request_, reason):
    before = child.call(b"pid")
    with pytest.raises(ChildEndedError) as ended:
        child.call(request_)
    assert str(ended.value) == reason
    assert ended.value.exceeded is (reason.startswith("it"))
    assert child.call(b"pid") != before


def test_one_that_only_waits_is_ended_too(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    child = Child(OBEY, Bounds(patience=0.5))
    started = time.monotonic()
    with pytest.raises(ChildEndedError, match=r"more than 0.5 seconds"):
        child.call(b"wait 100")
    assert time.monotonic() - started < 60
    child.close()


def test_limits_are_for_each_request(child):
    for _ in range(3):
        child.call(b"compute 0.7")
        child.call(b"hold 50000000")


def test_it_ends_when_it_is_closed_and_when_the_grader_is_gone(child):
    pid = int(child.call(b"pid"))
    child.close()
    assert eventually(lambda: not os.path.exists(f"/proc/{pid}"))  # noqa: PTH110
    with pytest.raises(NotStartedError):
        child.call(b"pid")


def test_one_that_does_not_start_is_told():
    with pytest.raises(NotStartedError, match="did not start"):
        Child("course_utils.nothing:at_all").call(b"")
