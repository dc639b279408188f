"""The gradebook is the truth, whatever lies in folders; what can't be written to it is told."""

import csv
import errno
import json
import shutil
import sqlite3
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError

from course_utils.grading import gradebook
from course_utils.grading.assignment import Assignment
from course_utils.grading.attempting import attempt
from course_utils.grading.gradebook import patiently
from course_utils.grading.judging_outside import mark_exercises
from course_utils.grading.recorder import Recorder
from course_utils.grading.running import Run
from course_utils.trouble import TroubleError

pytestmark = pytest.mark.xdist_group("gradebook")

LESSON = "00_welcome"
FILE = f"{LESSON}.ipynb"
RIGHT = {"square": "def square(x):\n    return x * x"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, released):
    """A course in which two right submissions were graded."""
    course = released(tmp_path_factory.mktemp("gradebook"), LESSON)
    for student in ("ada", "blaise"):
        course.submit(student, RIGHT)
    done = course.run("course", "grade", f"{LESSON}/")
    assert done.returncode == 0, done.stderr
    course.nbgrader("generate_feedback", LESSON)
    return course


@pytest.fixture
def course(graded, monkeypatch):
    monkeypatch.chdir(graded.root)
    return graded


def book(course):
    return Gradebook(f"sqlite:///{course.work / 'gradebook.db'}")


def grades(course, student):
    """Read what a student was given: without a person, by one, and whether one is to look at it."""
    with book(course) as opened:
        (notebook,) = opened.find_submission(LESSON, student).notebooks
        return [(g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades]


def submission(student):
    assignment = Assignment(LESSON)
    (found,) = [s for s in assignment.submissions() if s.student == student]
    return assignment, found


def test_who_is_not_in_the_gradebook_is_neither_graded_nor_counted(course):
    assert "2 graded already" in course.run("course", "grade", LESSON).stdout
    with book(course) as opened:
        opened.remove_student("ada")
    assert [student for student, _ in Assignment(LESSON).graded()] == ["blaise"]
    again = course.run("course", "grade", LESSON)
    assert "1 graded already" in again.stdout
    assert course.scores("ada") == {"square": 1.0}


def test_points_that_the_gradebook_holds_no_more_are_given_again(course):
    with book(course) as opened:
        (notebook,) = opened.find_submission(LESSON, "blaise").notebooks
        notebook.grades[0].auto_score = 0.25  # as a copy of the gradebook from before would
        opened.db.commit()
    assert not Assignment(LESSON).is_graded(submission("blaise")[1])
    course.run("course", "grade", LESSON)
    assert course.scores("blaise") == {"square": 1.0}


def test_an_assignment_that_is_gone_is_made_again_by_what_the_sentence_says(course, monkeypatch):
    def unknown(self, name):
        raise MissingEntry(name)

    monkeypatch.setattr(Gradebook, "find_assignment", unknown)
    with pytest.raises(TroubleError, match=f"`nbgrader generate_assignment {LESSON} --force`"):
        Assignment(LESSON)


def test_feedback_is_of_what_was_handed_in_last(course):
    course.nbgrader("generate_feedback", LESSON)
    assert "square: right" in course.feedback("ada")
    path = course.work / "submitted" / "ada" / LESSON / FILE
    right = path.read_text()
    document = json.loads(right)
    for cell in document["cells"]:
        if cell["id"] == "square":
            cell["source"] = "def square(x):\n    return 2 * x"
    path.write_text(json.dumps(document))
    course.run("course", "grade", LESSON)
    assert not (course.work / "feedback" / "ada" / LESSON / f"{LESSON}.html").exists()
    course.nbgrader("generate_feedback", LESSON)
    assert "square: right" not in course.feedback("ada")
    path.write_text(right)


def test_points_that_a_person_gave_are_looked_at_again_once_something_damaged_comes(course):
    with book(course) as opened:
        (notebook,) = opened.find_submission(LESSON, "blaise").notebooks
        notebook.grades[0].manual_score = 0.5
        opened.db.commit()
    assignment, found = submission("blaise")
    assignment.record_refused(found, "It is damaged.")
    assert grades(course, "blaise") == [(0, 0.5, True)]
    assert assignment.is_graded(found)


def test_a_fault_of_ours_leaves_the_mark_unset_and_the_submission_to_be_graded(course, monkeypatch):
    def broken(self):
        raise KeyError("of ours")

    monkeypatch.setattr(Recorder, "start", broken)
    assignment, found = submission("ada")
    outcome = attempt(assignment, found, lambda: assignment.grade_here(found))
    assert outcome.trouble == ""
    assert "KeyError: 'of ours' (test_gradebook.py:" in outcome.fault
    assert grades(course, "ada") == [(None, None, True)]
    assert not assignment.is_graded(found)


def test_a_folder_that_vanishes_while_its_notebook_runs_is_recorded_as_it_was(course):
    course.submit("charles", RIGHT)
    assignment, found = submission("charles")
    work = assignment.prepare(found)
    shutil.rmtree(found.folder.parent)
    runs = {}
    for name, notebook in work.notebooks.items():
        run = Run(notebook)
        runs[name] = (run, mark_exercises(run, work.drawn[name]))
    assert (
        attempt(assignment, found, lambda: assignment.record(found, work, runs) or "").fault == ""
    )
    assert course.scores("charles") == {"square": 0.0}
    with book(course) as opened:
        opened.remove_student("charles")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_told_in_a_sentence_and_ends_the_run(course, monkeypatch, code):
    def full(self):
        raise OSError(code, "nothing left", "/some/place")

    monkeypatch.setattr(Recorder, "start", full)
    assignment, found = submission("ada")
    with pytest.raises(TroubleError, match="Nothing can be written to /some/place"):
        attempt(assignment, found, lambda: assignment.grade_here(found))


def locked():
    return OperationalError("", {}, sqlite3.OperationalError("database is locked"))


def test_a_locked_gradebook_is_waited_for(monkeypatch):
    monkeypatch.setattr(gradebook, "_PAUSE", 0)
    tries = SimpleNamespace(count=0)

    def work():
        tries.count += 1
        if tries.count < 3:
            raise locked()
        return "done"

    assert patiently(work) == "done"
    assert tries.count == 3


def test_a_gradebook_that_stays_locked_is_told_at_the_start_and_in_the_middle(course, monkeypatch):
    monkeypatch.setattr(gradebook, "_TRIES", 1)
    assignment, found = submission("ada")
    with sqlite3.connect(course.work / "gradebook.db") as held:
        held.execute("BEGIN EXCLUSIVE")
        with pytest.raises(TroubleError, match="another program holds it"):
            Assignment(LESSON)
        with pytest.raises(TroubleError, match="another program holds it"):
            attempt(assignment, found, lambda: assignment.grade_here(found))
        held.rollback()


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_export(course):
    with book(course) as opened:
        opened.add_student("=cmd|' /C calc'!A0", first_name='+1,"2', last_name="@x\ny")
    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    with book(course) as opened:
        opened.remove_student("=cmd|' /C calc'!A0")
    row = rows["'=cmd|' /C calc'!A0"]
    assert (row["first_name"], row["last_name"]) == ("'+1,\"2", "'@x\ny")
    assert {"ada", "blaise"} < set(rows)
