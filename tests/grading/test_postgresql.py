"""A gradebook in PostgreSQL, named by `db_url`, with two graders at once."""

import contextlib
import csv
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course_utils.grading.assignment import Assignment
from tests.processes import complete, end, eventually

pytestmark = pytest.mark.xdist_group("batch")

LESSON = "00_welcome"
RIGHT = {"square": "def square(x):\n    return x * x\n"}
WRONG = {"square": "def square(x):\n    return 2 * x\n"}
STUDENTS = {f"student{k}": RIGHT if k % 3 else WRONG for k in range(8)}


def _programs() -> Path:
    """Find PostgreSQL's programs, which Debian keeps out of the way."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = found[-1] if found else shutil.which("initdb")
    assert initdb, "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    return Path(initdb).parent


@pytest.fixture(scope="module")
def database():
    """A cluster of its own in a temporary folder, reached by a socket there and by nothing else."""
    place = Path(tempfile.mkdtemp(prefix="postgresql-"))
    as_user = {}
    if os.geteuid() == 0:  # as which PostgreSQL refuses to run
        user = pwd.getpwnam("postgres")
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(place, user.pw_uid, user.pw_gid)
    programs, data = _programs(), place / "data"
    initdb = (programs / "initdb", "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8")
    made = complete(*initdb, "--no-sync", cwd=place, **as_user)
    assert made.returncode == 0, made.stderr
    with (place / "log").open("w") as log:
        settings = ("-c", "listen_addresses=", "-c", "fsync=off", "-k", place)
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *settings],
            stdout=log,
            stderr=log,
            cwd=place,
            start_new_session=True,
            **as_user,
        )
    try:
        socket = place / ".s.PGSQL.5432"
        ready = (programs / "pg_isready", "-h", place)
        assert eventually(lambda: socket.exists() and complete(*ready).returncode == 0)
        yield f"postgresql+psycopg://course@/postgres?host={place}"
    finally:
        server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(30)
        end(server)
        shutil.rmtree(place)


@pytest.fixture(scope="module")
def course(tmp_path_factory, released, database):
    """A class that handed in, with its gradebook in the database."""
    made = released(tmp_path_factory.mktemp("postgresql"), LESSON)
    (made.work / "gradebook.db").unlink()
    with (made.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {database!r}\n")
    made.nbgrader("generate_assignment", LESSON, "--force")
    for student, answers in STUDENTS.items():
        made.submit(student, answers)
    return made


def _scores(database) -> dict[str, float]:
    with Gradebook(database) as gradebook:
        submitted = gradebook.assignment_submissions(LESSON)
        return {submission.student.id: submission.score for submission in submitted}


def test_two_graders_at_once_record_everybody_once(course, database):
    command = [Path(sys.executable).parent / "course", "grade", LESSON, "--workers", "1"]
    graders = [
        subprocess.Popen(
            command,
            cwd=course.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        for _ in range(2)
    ]
    try:
        said = [grader.communicate(timeout=300)[0] for grader in graders]
    finally:
        for grader in graders:
            end(grader)
    assert [grader.returncode for grader in graders] == [0, 0], said
    right = {student: float(answers is RIGHT) for student, answers in STUDENTS.items()}
    assert _scores(database) == right, said


def test_what_another_grader_has_recorded_is_left_alone(course, monkeypatch):
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    late, early = Assignment(LESSON), Assignment(LESSON)
    submission = next(s for s in late.submissions() if s.student == "student1")
    assert not late.recorded_meanwhile(submission)
    early.record_refused(submission, "It was refused to see who records it.")
    assert late.recorded_meanwhile(submission)
    assert not early.recorded_meanwhile(submission)  # which has recorded it itself
    late.record_refused(submission, "It is not recorded a second time.")
    graded = course.work / "autograded" / "student1" / LESSON / f"{LESSON}.ipynb"
    assert "to see who records it" in graded.read_text()
    assert not Assignment(LESSON).recorded_meanwhile(submission)  # that was before it began
    again = course.run("course", "grade", LESSON, "--force")
    assert again.returncode == 0, again.stdout + again.stderr


def test_what_comes_after_is_as_with_any_gradebook(course, database):
    again = course.run("course", "grade", LESSON)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "graded already" in again.stdout
    course.nbgrader("generate_feedback", LESSON)
    assert "<html" in course.feedback("student1")
    course.nbgrader("export", "--to", str(course.root / "marks.csv"))
    with (course.root / "marks.csv").open() as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == _scores(database)
    insights = course.run("course", "insights", LESSON)
    assert insights.returncode == 0, insights.stdout + insights.stderr
    assert not (course.work / "gradebook.db").exists()
