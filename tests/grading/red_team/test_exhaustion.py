"""A submission that takes all it can ends by its limits, in its time, and alone.

Every bomb here is bounded in number and in time, so that it would do little harm without walls.
"""

from dataclasses import replace

import pytest

from course_utils.answering.time_limit import PATIENCE
from course_utils.kernels.inside.limits import Limits
from tests.grading.red_team.conftest import (
    ALLOWANCE,
    HONEST_PART,
    IMPATIENT,
    MARK,
    SQUARE,
    WRONG,
    graded_cell,
    processes_with,
)

pytestmark = pytest.mark.xdist_group("red_team")

FATAL = {
    "an end without goodbye": "import os\nos._exit(0)",
    "an end with a code": "import sys, os\nos._exit(255)",
    "a segmentation fault": "import ctypes\nctypes.string_at(0)",
    "an abort": "import os\nos.abort()",
    "a recursion too deep for C": """
import sys
sys.setrecursionlimit(10 ** 7)
class Deep:
    def __repr__(self): return repr(self)
def down(n): return down(n + 1) + (lambda: n)() if n < 10 ** 6 else 0
f = lambda *_: list(map(f, [0]))
f()
""",
    "children that fill memory together": """
import os, time
for _ in range(6):
    if os.fork() == 0:
        held = bytearray(b"x") * (700 * 2 ** 20)
        time.sleep(15)
        os._exit(0)
time.sleep(15)
""",
}
UNENDING = {
    "a stop of itself": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        f"after {PATIENCE * IMPATIENT.seconds} seconds, in which it waited more than it computed",
    ),
    "a loop that ignores interrupts": (
        """
import signal, time
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM): signal.signal(number, signal.SIG_IGN)
end = time.time() + 30
while time.time() < end: pass
""",
        f"after {IMPATIENT.seconds} seconds of computing",
    ),
}
BOUNDED = {
    "a fork bomb": """
import os, time
end = time.time() + 20
count = 0
try:
    while count < 1000:
        if os.fork() == 0:
            time.sleep(max(0, end - time.time()))
            os._exit(0)
        count += 1
except OSError as error: print("refused after", count, error.strerror)
assert count < 128
""",
    "a thread bomb": """
import threading, time
count = 0
try:
    while count < 1000:
        threading.Thread(target=time.sleep, args=(10,), daemon=True).start()
        count += 1
except RuntimeError: print("refused after", count)
assert count < 128
""",
    "a memory bomb": """
held = []
try:
    for _ in range(60): held.append(b"x" * (100 * 2**20))
except MemoryError: print("refused after", len(held))
assert len(held) < 30
held.clear()
""",
    "a disk bomb": """
import os
written = 0
try:
    for n in range(50):
        with open(f"/tmp/big{n}", "wb") as file: written += file.write(bytes(10 * 2 ** 20))
except OSError as error: print("refused after", written, error.strerror)
assert written <= 20 * 2 ** 20
""",
    "a bomb of small files": """
count = 0
try:
    for count in range(20_000): open(f"{count}", "w").close()
except OSError as error: print("refused after", count, error.strerror)
assert count < 10_000
""",
    "a bomb of open files": """
held = []
try:
    for _ in range(5000): held.append(open("/dev/null"))
except OSError as error: print("refused after", len(held), error.strerror)
assert len(held) < 1024
held.clear()
""",
    "a file of any size with nothing in it": """
try: open("/tmp/sparse", "wb").truncate(10 ** 12); print("made")
except OSError as error: print("refused", error.strerror)
""",
    "namespaces inside namespaces": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
flags = (0x10000000, 0x20000000, 0x00020000, 0x40000000, 0x10000000 | 0x40000000)
outcomes = {libc.unshare(flag) for flag in flags}
print("refused" if outcomes == {-1} else "made", outcomes)
assert outcomes == {-1}
""",
}
ENDLESS = {
    "an endless loop": "while True: pass",
    "an endless loop that swallows errors": """
while True:
        try:
            while True: pass
        except BaseException: pass""",
    "a sleep without end": "import time\n    time.sleep(1000)",
    "an array as large as a zip bomb": "return np.broadcast_to(0.5, (10 ** 6, 10 ** 6))",
    "a list that holds itself": "a = []\n    a.append(a)\n    return a",
    "lists in lists without end": "a = []\n    for _ in range(10 ** 5): a = [a]\n    return a",
    "a list whose copies multiply": """
    a = [0.5] * 9
    for _ in range(9): a = [a] * 9
    return tuple(a)""",
    "a recursion without end": "return sigmoid(z)",
    "an output without end": "for n in range(10 ** 6): print('x' * 1000)\n    return z",
    "an error whose text is endless": "raise ValueError('x' * 10 ** 8)",
    "warnings without end": """
    import warnings
    for n in range(20_000): warnings.warn(str(n))
    return z""",
}


@pytest.mark.parametrize("code", FATAL.values(), ids=FATAL)
def test_one_that_dies_keeps_what_it_earned_before(attack, code):
    graded = attack(WRONG, code)
    assert graded.scores == HONEST_PART
    assert graded.run.ended.startswith("Its kernel died")
    assert graded.messages["sigmoid"].endswith(graded.run.ended)


@pytest.mark.parametrize(("code", "when"), UNENDING.values(), ids=UNENDING)
def test_one_that_never_ends_is_ended_and_keeps_what_it_earned_before(attack, code, when):
    graded = attack(WRONG, code, allowance=IMPATIENT)
    assert graded.scores == HONEST_PART
    assert graded.run.ended == f"It was stopped {when}."
    assert graded.messages["sigmoid"].endswith(graded.run.ended)


@pytest.mark.parametrize("code", BOUNDED.values(), ids=BOUNDED)
def test_one_that_meets_a_limit_is_told_and_goes_on(attack, code):
    graded = attack(WRONG, code)
    assert graded.failed == []
    assert "refused" in graded.shown
    assert graded.scores == HONEST_PART
    assert graded.run.ended == ""


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_a_function_without_end_costs_its_own_points_only(hand_in, body):
    endless = f"def sigmoid(z):\n    {body.strip()}"
    graded = hand_in(SQUARE, endless, checks=("sigmoid", "square"), check_seconds=1.0)
    assert graded.scores == HONEST_PART
    assert graded.run.ended == ""


def test_a_loop_outside_a_function_is_interrupted_and_the_rest_still_counts(hand_in):
    cells = (SQUARE, WRONG, "while True: pass")
    graded = hand_in(*cells, checks=("sigmoid", "square"), allowance=IMPATIENT)
    assert graded.scores == HONEST_PART
    assert graded.failed == ["KeyboardInterrupt: "]
    assert graded.run.ended == "A cell was interrupted after 2 seconds of computing."


def test_a_cell_that_waits_too_long_is_interrupted_and_told_from_one_that_computes(hand_in):
    brief = replace(ALLOWANCE, cell_seconds=1)
    code = "import time\ntime.sleep(60)"
    graded = hand_in(SQUARE, WRONG, code, checks=("sigmoid", "square"), allowance=brief)
    assert graded.scores == HONEST_PART
    assert graded.run.ended.startswith("A cell was interrupted after 4 seconds, in which it waited")


def test_a_cell_that_waits_less_than_it_may_is_left_alone(hand_in):
    cells = (SQUARE, WRONG, "import time\ntime.sleep(3)")  # longer than it may compute
    graded = hand_in(*cells, checks=("sigmoid", "square"), allowance=IMPATIENT)
    assert graded.failed == []
    assert graded.run.ended == ""


def test_children_that_compute_too_long_together_are_ended(attack):
    code = """
import os, time
end = time.time() + 20
for _ in range(8):
    if os.fork() == 0:
        while time.time() < end: pass
        os._exit(0)
time.sleep(20)
"""
    graded = attack(WRONG, code, allowance=replace(ALLOWANCE, limits=Limits(cpu_seconds=3)))
    assert graded.scores == HONEST_PART
    assert graded.run.ended.startswith("Its kernel died")


def test_what_it_leaves_running_ends_with_it(attack):
    daemon = f"""
import os, subprocess, sys
environment = {{**os.environ, "LEFT": {MARK!r}}}
for options in ({{"start_new_session": True}}, {{"preexec_fn": os.setsid}}):
    subprocess.Popen(["sleep", "60"], env=environment, **options)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.execvpe("sleep", ["sleep", "61"], environment)
    os._exit(0)
print("left")
"""
    graded = attack(WRONG, daemon)
    assert "left" in graded.shown
    assert graded.scores == HONEST_PART
    assert processes_with(MARK) == []


def test_a_submission_that_never_ends_costs_the_next_one_nothing(attack):
    code = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()"
    assert attack(WRONG, code).seconds < 40
    assert attack(SQUARE, graded_cell("square")).scores["square"] == 1.0
