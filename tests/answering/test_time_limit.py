"""Endless code is stopped on every kind of thread, and leaves nothing behind."""

import signal
import sys
import threading
import time

import pytest

from course_utils.answering.printed import BoundedText
from course_utils.answering.time_limit import TimeLimitError, time_limit


def spin():
    while True:
        pass


def sleep():
    time.sleep(30)


def swallow_exceptions():
    while True:
        try:
            spin()
        except Exception:  # noqa: BLE001 - as learners write it
            pass


def swallow_everything():
    while True:
        try:
            spin()
        except:  # noqa: E722
            pass


def swallow_and_continue():
    while True:
        try:
            sleep()
        except BaseException:  # noqa: BLE001 - as learners write it
            continue


def seconds_until_stopped(function):
    began = time.monotonic()
    with pytest.raises(TimeLimitError), time_limit(0.2):
        function()
    return time.monotonic() - began


@pytest.mark.parametrize(
    "function", [spin, sleep, swallow_exceptions, swallow_everything, swallow_and_continue]
)
def test_the_main_thread_is_stopped(function):
    before = signal.getsignal(signal.SIGALRM)
    assert seconds_until_stopped(function) < 2
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("function", [spin, swallow_exceptions])
def test_another_thread_is_stopped(function):
    taken = []
    thread = threading.Thread(target=lambda: taken.append(seconds_until_stopped(function)))
    thread.start()
    thread.join(10)
    assert taken
    assert taken[0] < 2


def test_a_call_in_time_is_left_alone():
    with time_limit(0.2):
        answer = 6 * 7
    time.sleep(0.4)
    assert answer == 42


def test_what_traced_before_traces_after():
    def tracer(frame, event, argument):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        with pytest.raises(TimeLimitError), time_limit(0.1):
            spin()
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_bounded_text_keeps_the_beginning():
    text = BoundedText(limit=5)
    print("abcdefgh", file=text)
    print("more", file=text)
    assert text.getvalue() == "abcde […]"


def test_what_a_progress_bar_wrote_over_is_not_kept():
    kept = BoundedText()
    kept.write("Epoch 1/2\n\r\x1b[1m1/3\x1b[0m ====" + "\x08" * 9 + "\r3/3 done\r\n")
    assert kept.getvalue() == "Epoch 1/2\n3/3 done\n"
