"""An instructor's own tests earn their points by having come to their end, and by nothing else."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from course_utils.grading.asking import ask, pack
from course_utils.grading.plain_tests import mark, not_told_yet
from course_utils.grading.running import run
from tests.grading.red_team.conftest import ALLOWANCE, IMPATIENT, IMPORT, SQUARE, graded_cell
from tests.grading.red_team.test_protocol import SEND

pytestmark = pytest.mark.xdist_group("red_team")


def plain_test(source="assert square(3) == 9", points=7):
    cell = graded_cell("square")
    cell.source, cell.metadata.nbgrader.points = source, points
    return cell


@pytest.fixture
def earned(tmp_path, unharmed):
    """Run cells and a plain test after them, and give its points, its reason, and the table's."""

    def graded(*cells, test=None, allowance=ALLOWANCE):
        made = [new_code_cell(source) for source in (IMPORT, *cells)]
        notebook = new_notebook(cells=[*made, test or plain_test()])
        done = run(notebook, tmp_path, pack(ask(notebook, 1)), True, allowance)
        cell = done.notebook.cells[-1]
        told = list(not_told_yet(done.notebook, done))
        mark(cell, len(made), done)
        return determine_grade(cell)[0], cell.outputs[0].data["text/html"], told, done

    return graded


def test_a_test_that_comes_to_its_end_earns_its_points(earned):
    points, card, told, _ = earned(SQUARE)
    assert (points, told) == (7, [])
    assert "7 of 7 points" in card


UNFINISHED = {
    "an exit": "import os\nos._exit(0)",
    "an exit a moment after the cell": """
import os, threading, time
threading.Thread(target=lambda: (time.sleep(0.3), os._exit(0))).start()
def square(x): time.sleep(2); return x * x
""",
    "an exit in the function": "import os\ndef square(x): os._exit(0)",
    "a kernel that kills itself": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "a loop that no interrupt ends": """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass
""",
    "a loop without end in the function": "def square(x):\n    while True: pass",
    "an interrupt that is taken for an answer": """
def square(x):
    try:
        while True: pass
    except KeyboardInterrupt:
        return x * x
""",
    "replies that are waiting for cells to come": SEND
    + """
import os
before, _, number = kernel.get_parent("shell")["header"]["msg_id"].rpartition("_")
idle = {"execution_state": "idle"}
reply({"status": "ok", "execution_count": 1})
publish("status", idle)
for n in range(1, 20):
    follows = f"{before}_{int(number, 16) + n}" if before else hex(int(number, 16) + n)[2:]
    header = {**kernel.get_parent("shell")["header"], "msg_id": follows}
    parent = {"header": header, "msg_id": follows, "msg_type": "execute_request"}
    reply({"status": "ok", "execution_count": 1}, parent)
    publish("status", idle, parent)
import time
time.sleep(0.5)
os._exit(0)
""",
    "nonsense in place of a reply": SEND + "reply(b'[]')",
    "what passes shown as the result": SEND
    + """
from IPython.display import publish_display_data
publish_display_data({"text/plain": "7.0"})
import os
os._exit(0)
""",
}


@pytest.mark.parametrize("code", UNFINISHED.values(), ids=UNFINISHED)
def test_what_does_not_come_to_its_end_earns_nothing_and_says_why(earned, code):
    points, card, _, done = earned(SQUARE, code, allowance=IMPATIENT)
    assert points == 0
    assert done.ended
    assert done.ended in card


def test_a_wrong_answer_earns_nothing_and_is_no_trouble(earned):
    points, card, told, done = earned("def square(x): return x + x")
    assert (points, told, done.ended) == (0, [], "")
    assert "It stopped with an error." in card


WIPED_AWAY = {
    "outputs that are cleared": """
from IPython.display import clear_output
get_ipython().events.register("post_run_cell", lambda *_: clear_output())
get_ipython()._showtraceback = lambda *_: None
def square(x): return 0
""",
    "errors that somebody else takes": """
get_ipython().set_custom_exc((BaseException,), lambda *_, **__: None)
def square(x): return 0
""",
    "a program that ends in order": "import sys\ndef square(x): sys.exit(0)",
    "a child that has the right answer": """
import os
def square(x):
    child = os.fork()
    if child: os.waitpid(child, 0)
    return 0 if child else x * x
""",
}


@pytest.mark.parametrize("code", WIPED_AWAY.values(), ids=WIPED_AWAY)
def test_an_error_that_is_wiped_away_stays_one(earned, code):
    points, card, *_ = earned(code, allowance=IMPATIENT)
    assert points == 0
    assert "no points" in card


@pytest.mark.parametrize(
    ("source", "points"),
    [
        ("square(2)", 4),
        ("square(3)", 7),
        ("-square(2)", 0),
        ("float('nan')", 0),
        ("float('inf')", 7),
        ("'passed'", 7),
        ("assert square(2) == 4\nprint('well done')", 7),
        ("import sys\nprint('noise', file=sys.stderr)\nassert square(2) == 4", 7),
        ("import warnings\nwarnings.warn('noise')\nsquare(1)", 1),
    ],
)
def test_its_result_may_be_a_part_of_the_points_and_noise_costs_nothing(earned, source, points):
    assert earned(SQUARE, test=plain_test(source))[0] == points


def test_a_test_that_was_not_run_earns_nothing(earned):
    test = plain_test()
    test.metadata.tags = ["demo"]
    points, card, told, _ = earned(SQUARE, test=test)
    assert points == 0
    assert "It did not come to its end." in card
    assert told == ["check-square: It did not come to its end."]


@pytest.mark.parametrize(
    "source",
    [
        "check(accuracy)",
        "if True:\n    check(square)",
        "check(square)\ncheck(square)",
        "[check(f) for f in (square,)]",
        "import course_utils.notebook.graded as course\ncourse.check(square)",
        "from course_utils import check as accept\naccept(square)",
        "%time check(square)",
        "%%time\ncheck(square)",
    ],
)
def test_a_check_that_is_not_recognised_earns_nobody_anything(earned, source):
    points, card, told, done = earned(SQUARE, "accuracy = square", test=plain_test(source))
    assert points == 0
    assert done.ended == ""
    (reason,) = told
    assert reason.startswith("check-square: It c")
    assert "no points" in card
    assert nbformat.writes(done.notebook)
