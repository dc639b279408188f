"""`course grade` runs many submissions at once; each is graded once, whatever happens."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute

from course_utils.grading import batch, pools
from course_utils.grading.asking import Drawn
from course_utils.grading.assignment import Assignment
from course_utils.grading.crossing import Job, pack_job
from course_utils.grading.handed_in import RefusedError
from course_utils.grading.preprocessors.record_verdicts import RecordVerdicts
from course_utils.grading.preprocessors.run_submission import RunSubmission
from course_utils.grading.running import Allowance, Run
from course_utils.grading.submission import Submission, Work
from tests.conftest import REPOSITORY
from tests.grading.standins import NAME
from tests.processes import eventually, listening_sockets

pytestmark = pytest.mark.xdist_group("batch")

LESSON = "00_welcome"
FILE = f"{LESSON}.ipynb"
RIGHT = {"square": "def square(x):\n    return x * x"}
WRONG = {"square": "def square(x):\n    return 2 * x"}
ODD_NAME = os.fsdecode(b"non-utf8-\xff")


def place(course, student):
    return course.work / "submitted" / student / LESSON


def change(course, student, edit):
    """Hand in a right notebook, edited as JSON."""
    course.submit(student, RIGHT)
    path = place(course, student) / FILE
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(json.dumps(document))


def without_check(document):
    document["cells"] = [
        c for c in document["cells"] if "check(square)" not in "".join(c["source"])
    ]


def with_twins(document):
    twin = next(c for c in document["cells"] if c["id"] == "square")
    copy = json.loads(json.dumps(twin))
    copy["id"], copy["source"] = "twin", ["def square(x):\n", "    return 0 * x"]
    document["cells"].append(copy)


def hand_in(course):
    for number in range(3):
        course.submit(f"right{number}", RIGHT)
    course.submit("wrong", WRONG)
    course.submit("untouched", {})
    course.submit("[odd] name*", RIGHT)
    change(course, "no-check", without_check)
    change(course, "twins", with_twins)
    change(course, "kernel", lambda d: d["metadata"]["kernelspec"].update(name="julia"))
    change(course, "old", lambda d: d.update(nbformat=2))
    course.submit("linked", RIGHT)
    (place(course, "linked") / "secret.txt").symlink_to("/etc/hostname")
    course.submit("data", {"square": "open('data.txt').read()\n" + RIGHT["square"]})
    (place(course, "data") / "data.txt").write_text("3")
    course.submit("large", RIGHT)
    with (place(course, "large") / "large.bin").open("wb") as file:
        file.truncate(30_000_000)
    for student, text in (("empty", ""), ("cut", '{"cells": ['), ("number", "3"), ("html", "<p>")):
        place(course, student).mkdir(parents=True)
        (place(course, student) / FILE).write_text(text)
    place(course, "nothing").mkdir(parents=True)
    shutil.copytree(place(course, "right0"), place(course, ODD_NAME))


@pytest.fixture(scope="module")
def hall(tmp_path_factory, released):
    """A course of which everything that may be handed in was graded."""
    course = released(tmp_path_factory.mktemp("hall"), LESSON)
    hand_in(course)
    course.first = course.run("course", "grade", LESSON)
    course.nbgrader("generate_feedback", LESSON)
    return course


EARNED = {
    "right0": 1, "right1": 1, "right2": 1, "wrong": 0, "untouched": 0, "[odd] name*": 1,
    "no-check": 1, "twins": 1, "kernel": 1, "linked": 0, "data": 1,
    "large": 0, "empty": 0, "cut": 0, "number": 0, "html": 0, "nothing": 0, "old": 1,
    "non-utf8-\\xff": 0,
}  # fmt: skip


def test_each_submission_has_the_score_that_it_earned(hall):
    assert hall.first.returncode == 0, hall.first.stdout + hall.first.stderr
    assert {student: hall.scores(student)["square"] for student in EARNED} == EARNED


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("empty", "empty, damaged, or no notebook"),
        ("linked", "secret.txt is a link"),
        ("no-check", "put back: check-square"),
        ("number", "empty, damaged, or no notebook"),
        ("nothing", "There is no 00_welcome.ipynb"),
        ("large", "larger than 20 MB"),
        ("non-utf8-\\xff", "name is not UTF-8"),
    ],
)
def test_what_can_not_be_graded_is_told_to_the_instructor_and_in_the_feedback(
    hall, student, reason
):
    told = " ".join(hall.first.stdout.split())
    assert f"{student}: " in told
    assert reason in told
    assert reason in " ".join(hall.feedback(student).split())


def test_a_second_run_has_nothing_to_do_until_somebody_hands_in_again(hall):
    def when(student):
        return (hall.work / "autograded" / student / LESSON / FILE).stat().st_mtime_ns

    before = {student: when(student) for student in ("right1", "wrong", "empty")}
    again = hall.run("course", "grade", LESSON)
    assert again.returncode == 0, again.stdout + again.stderr
    assert {student: when(student) for student in before} == before
    shutil.copy(place(hall, "right1") / FILE, place(hall, "wrong") / FILE)
    hall.submit("late", RIGHT)
    assert hall.run("course", "grade", LESSON).returncode == 0
    assert [hall.scores(student)["square"] for student in ("wrong", "late")] == [1, 1]
    assert {student: when(student) for student in ("right1", "empty")} == {
        student: before[student] for student in ("right1", "empty")
    }


def test_killed_and_run_again_it_goes_on_where_it_was(tmp_path, released):
    course = released(tmp_path, LESSON)
    students = [f"s{number}" for number in range(8)]
    for student in students[:-2]:
        course.submit(student, RIGHT)
    for student in students[-2:]:  # so that there is time to kill it, also where there is little
        course.submit(student, {"square": f"import time\ntime.sleep(4)\n{RIGHT['square']}"})
    done = tmp_path / "instructor" / "autograded"
    command = [Path(sys.executable).parent / "course", "grade", LESSON]
    first = subprocess.Popen(command, cwd=tmp_path, start_new_session=True)
    eventually(lambda: len(list(done.glob(f"*/{LESSON}/{FILE}"))) >= 3, seconds=300)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    finished = [
        path
        for path in done.glob(f"*/{LESSON}/{FILE}")
        if "course" in nbformat.read(path, 4).metadata
    ]
    assert finished
    assert len(finished) < len(students)
    before = {path: path.stat().st_mtime_ns for path in finished}
    second = course.run("course", "grade", LESSON)
    assert second.returncode == 0, second.stdout + second.stderr
    assert f"{len(finished)} graded already" in second.stdout
    assert {path: path.stat().st_mtime_ns for path in finished} == before
    assert [course.scores(student)["square"] for student in students] == [1] * len(students)


def test_recording_runs_nothing_that_was_run_already(hall, monkeypatch):
    monkeypatch.chdir(hall.root)
    recording = Assignment(LESSON).recording
    assert RecordVerdicts in recording
    assert not any(issubclass(p, RunSubmission | Execute) for p in recording)


def test_without_the_sandbox_it_refuses_in_one_sentence(hall):
    binaries = str(Path(sys.executable).parent)
    done = hall.run("course", "grade", LESSON, "--force", PATH=binaries)
    assert done.returncode == 1
    assert "install bubblewrap" in done.stderr
    assert "--no-sandbox" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_assignment_that_nobody_knows_is_met_with_what_to_do(hall):
    done = hall.run("course", "grade", "09_nothing")
    assert done.returncode == 1
    assert "nbgrader generate_assignment 09_nothing" in done.stderr


def test_what_the_class_misunderstood_is_shown(hall, tmp_path):
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    done = hall.run("course", "insights", LESSON, "--csv", str(table), "--page", str(page))
    assert done.returncode == 0, done.stderr
    assert "square" in done.stdout
    assert "not attempted" in table.read_text()
    assert "right0" not in done.stdout + table.read_text() + page.read_text()
    assert "data:image/png;base64," in page.read_text()


class Register:
    """Stands for an assignment: hands out work, and keeps what is recorded."""

    def __init__(self, folder):
        self.folder, self.recorded, self.refused, self.unset = folder, [], [], []

    def prepare(self, submission):
        if submission.student == "refused":
            raise RefusedError("It is no notebook.")
        files = {NAME: f"{self.folder}/{submission.student}".encode()}
        return Work({"n": new_notebook()}, {"n": Drawn(0, {})}, files, "digest")

    def recorded_meanwhile(self, submission):
        return False

    def record(self, submission, work, runs):
        assert isinstance(runs["n"][0], Run)
        self.recorded.append(submission.student)

    def record_refused(self, submission, reason):
        self.refused.append(submission.student)

    def leave_unset(self, submission):
        self.unset.append(submission.student)


@pytest.fixture
def stand_in(monkeypatch):
    """Give a function that puts one of those in `standins` in the place of what workers do."""

    def put(name):
        monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
        monkeypatch.setattr(pools, "RUN", f"tests.grading.standins:{name}")

    return put


def test_a_lost_worker_is_replaced_and_who_takes_two_down_is_marked(tmp_path, stand_in):
    stand_in("fragile")
    names = ["a", "unlucky", "deadly", "refused", *(f"b{k}" for k in range(6))]
    register = Register(tmp_path)
    with pools.pool(count=2) as workers:
        outcomes = batch.grade(register, [Submission(name, tmp_path) for name in names], workers)
    assert sorted(register.recorded) == sorted(set(names) - {"deadly", "refused"})
    assert sorted(register.refused) == ["deadly", "refused"]
    assert sorted(outcome.submission.student for outcome in outcomes) == sorted(names)
    troubles = {o.submission.student: o.trouble for o in outcomes if o.trouble}
    assert troubles == {
        "deadly": "It took the process that ran it down, twice.",
        "refused": "It is no notebook.",
    }


def test_a_fault_of_ours_marks_nobody_and_stops_nobody(tmp_path, stand_in):
    stand_in("fragile")
    register = Register(tmp_path)
    with pools.pool(count=1) as workers:
        outcomes = batch.grade(
            register, [Submission(name, tmp_path) for name in ("odd", "a")], workers
        )
    assert (register.recorded, register.refused) == (["a"], [])
    assert register.unset == ["odd"]
    faults = {o.submission.student: o.fault for o in outcomes}
    assert faults.pop("a") == ""
    assert "ValueError: a fault of ours" in faults.pop("odd")


def test_on_one_machine_nothing_listens():
    before = listening_sockets()
    slow = nbformat.writes(new_notebook(cells=[new_code_cell("import time\ntime.sleep(2)")]))
    job = pack_job(Job({"n": (slow, "{}")}, {}, sandboxed=True, allowance=Allowance()))
    seen = set()
    with pools.pool(count=2) as workers:
        waiting = [workers.submit(job) for _ in range(2)]
        while not all(future.done() for future in waiting):
            seen |= listening_sockets()
            time.sleep(0.1)
        assert all(b'"completed": [0]' in future.result() for future in waiting)
    assert seen <= before


def test_that_something_listens_is_seen():
    before = listening_sockets()
    with socket.create_server(("127.0.0.1", 0)):
        assert len(listening_sockets() - before) == 1
