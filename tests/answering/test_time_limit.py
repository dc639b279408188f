"""Endless code is stopped on every kind of thread, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import pytest

from course_utils.answering.calling import answer
from course_utils.answering.printed import BoundedText
from course_utils.answering.time_limit import TimeLimitError, time_limit
from course_utils.judging.judge import judge
from course_utils.lessons import all_exercises


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
    with pytest.raises(TimeLimitError) as limit, time_limit(0.2):
        function()
    assert limit.value.ended == ("waiting" if "sleep" in function.__code__.co_names else "work")
    return time.monotonic() - began


def work(seconds):
    """Compute for so long in this thread, however long that takes."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


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


def test_it_strikes_again_and_in_silence_where_python_drops_errors(monkeypatch):
    class Slow:
        def __del__(self):
            ends = time.thread_time() + 0.2
            while time.thread_time() < ends:
                pass

    def leave_it_and_spin():
        Slow()
        spin()

    dropped = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    with pytest.raises(TimeLimitError), time_limit(0.05):
        leave_it_and_spin()
    assert dropped == []
    assert sys.unraisablehook == dropped.append


def test_a_call_in_time_is_left_alone():
    with time_limit(0.2):
        answer = 6 * 7
    time.sleep(0.4)
    assert answer == 42


def test_waiting_is_not_counted_until_it_is_many_times_the_limit():
    with time_limit(1.0):
        time.sleep(1.2)
        work(0.02)


def in_another_thread(block):
    """Run a block in a thread, and give the error that ended it."""
    errors = []

    def run():
        try:
            block()
        except BaseException as error:  # noqa: BLE001 - whatever it was, the test looks at it
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    return errors[0] if errors else None


def test_the_work_of_another_thread_is_its_own():
    def wait_and_work():
        with time_limit(1.0):
            time.sleep(1.2)
            work(0.02)

    assert in_another_thread(wait_and_work) is None

    def work_for_ever():
        with time_limit(0.1):
            work(5)

    assert in_another_thread(work_for_ever).ended == "work"


@contextmanager
def busy_machine(count):
    """Have so many processes compete for two processors, for a minute at most."""
    spin = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:2])  # which the others inherit
    others = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(count)]
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
        for other in others:
            other.kill()
            other.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are tied to processors in Linux")
def test_a_right_answer_passes_on_a_busy_machine():
    def square(x):
        work(0.05)
        return x * x

    with busy_machine(8):
        began = time.monotonic()
        work(0.2)
        by_the_clock = time.monotonic() - began
        assert by_the_clock > 0.5, "the machine was not busy, so nothing can be shown"
        # What takes 0.2 s of computing takes about twice the limit by the clock.
        exercise = replace(all_exercises()["square"], time_limit=by_the_clock / 2)
        questions = exercise.ask(1)
        answers = answer(square, exercise.asked(questions))
    assert judge(exercise, questions, answers).passed


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
