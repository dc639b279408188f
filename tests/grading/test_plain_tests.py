"""Graded cells that an instructor wrote as plain tests, on all three ways to grade."""

import json

import nbformat
import pytest

from tests.grading.conftest import Course
from tests.grading.red_team.conftest import graded_cell

pytestmark = pytest.mark.xdist_group("batch")

LESSON = "00_welcome"
SQUARE = "def square(x):\n    return x * x"
EXIT = "import os\nos._exit(0)"
SUBMISSIONS = {
    "right": SQUARE,
    "wrong": "def square(x):\n    return 2 * x",
    "noisy": "import sys\ndef square(x):\n    print('noise', file=sys.stderr)\n    return x * x",
    "ended": f"{SQUARE}\n{EXIT}",
    "late": f"{SQUARE}\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "while True: pass",
}
CELLS = {
    "own-test": ("assert square(3) == 9", 3),
    "own-result": ("square(3) - 5", 4),
    "own-check": ("print('now'); verdict = check(square);", 2),
    "own-alias": ("from course_utils import check as accept\naccept(square)", 5),
}
WHOLE = {"check-square": 1, "own-test": 3, "own-result": 4, "own-check": 2, "own-alias": 0}
NOTHING = dict.fromkeys(WHOLE, 0)
EARNED = {
    "right": WHOLE,
    "wrong": {**NOTHING, "own-result": 1},
    "noisy": WHOLE,
    "ended": NOTHING,
    "late": NOTHING,
}
REASONS = {"ended": "Its kernel died", "late": "It was stopped after"}
WAYS = ("course", "nbgrader", "formgrader")
BUTTON = """
import json, sys
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
app = NbGrader()
app.initialize(["--RunSubmission.seconds=4"])
api = NbGraderAPI(CourseDirectory(parent=app), parent=app)
print(json.dumps(api.autograde("00_welcome", sys.argv[1])))
"""


def with_cells(course: Course, cells: dict[str, tuple[str, int]]) -> None:
    """Add graded cells to an instructor's notebook."""
    path = course.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, 4)
    for name, (source, points) in cells.items():
        cell = graded_cell("square")
        cell.id, cell.source = name, source
        cell.metadata.nbgrader.update(grade_id=name, points=points)
        notebook.cells.append(cell)
    nbformat.write(notebook, path)


def all_scores(course: Course, student: str) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.work / 'gradebook.db'}") as book:
        (notebook,) = book.find_submission(LESSON, student).notebooks
        return {g.name: g.auto_score for g in notebook.grades if g.cell_type == "code"}


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A course whose instructor wrote tests, graded in each of the three ways."""
    course = Course(tmp_path_factory.mktemp("hall"), configured=True, lesson=LESSON)
    with_cells(course, CELLS)
    course.nbgrader("generate_assignment", LESSON)
    course.told = {}
    for way in WAYS:
        for name, source in SUBMISSIONS.items():
            course.submit(f"{name}-{way}", {"square": source})
        if way == "course":
            done = course.run("course", "grade", LESSON, "--seconds", "4")
        elif way == "nbgrader":
            done = course.run("nbgrader", "autograde", LESSON, "--RunSubmission.seconds=4")
        else:
            pressed = [course.run("python", "-c", BUTTON, f"{s}-{way}") for s in SUBMISSIONS]
            assert all(json.loads(done.stdout)["success"] for done in pressed)
            course.told[way] = "".join(done.stdout for done in pressed)
            continue
        assert done.returncode == 0, done.stdout + done.stderr
        course.told[way] = " ".join((done.stdout + done.stderr).split())
    course.nbgrader("generate_feedback", LESSON)
    return course


@pytest.mark.parametrize("way", WAYS)
def test_each_graded_cell_earns_what_it_is_worth(hall, way):
    earned = {name: all_scores(hall, f"{name}-{way}") for name in SUBMISSIONS}
    assert earned == EARNED


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REASONS)
def test_why_nothing_was_earned_stands_in_the_feedback_and_is_told(hall, way, name):
    feedback = " ".join(hall.feedback(f"{name}-{way}").split())
    for cell in ("own-test", "own-result"):
        assert f"{cell}: no points" in feedback
    assert f"It did not come to its end. {REASONS[name]}" in feedback
    assert f"{name}-{way}" in hall.told[way]
    assert REASONS[name] in hall.told[way]


@pytest.mark.parametrize("way", WAYS)
def test_a_check_that_nobody_could_recognise_beforehand_is_told_too(hall, way):
    assert "own-alias: no points" in hall.feedback(f"right-{way}")
    assert "own-alias: It calls `check` in a way that can't be graded" in hall.told[way]


def test_what_a_test_showed_stays_in_the_feedback(hall):
    assert "AssertionError" in hall.feedback("wrong-course")
    assert "own-test: 3 of 3 points" in hall.feedback("right-course")


def test_a_check_that_nobody_can_pass_is_not_released(tmp_path):
    course = Course(tmp_path, configured=True, lesson=LESSON)
    with_cells(course, {"accurate": ("check(accuracy)", 1), "hidden": ("if 1: check(square)", 1)})
    done = course.run("nbgrader", "generate_assignment", LESSON)
    assert done.returncode == 1
    assert "'accurate' can't be released. It checks `accuracy`, and no exercise" in done.stderr
    assert "'hidden' can't be released. It calls `check` in a way" in done.stderr
    assert not (course.work / "release" / LESSON).exists()
