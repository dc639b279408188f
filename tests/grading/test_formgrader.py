"""The written answers are graded by a person, in nbgrader's Formgrader."""

import json
import os
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.grading.conftest import LESSON
from tests.processes import jupyter_server

pytestmark = pytest.mark.xdist_group("nbgrader")


@pytest.fixture
def formgrader(course, tmp_path):
    """Give a function that asks Formgrader, started where an instructor starts it."""
    binaries = Path(sys.executable).parent
    command = (binaries / "jupyter", "server", "--no-browser", "--allow-root", "--port=8900")
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
    log = tmp_path / "server.log"
    with jupyter_server(*command, log=log, cwd=course.root, env=environment) as server:

        def ask(path: str, method: str = "GET", **body) -> str:
            request = urllib.request.Request(
                f"{server.address}/formgrader/{path}",
                data=json.dumps(body).encode() if body else None,
                method="PUT" if body else method,
                headers={"Authorization": f"token {server.token}"},
            )
            with urllib.request.urlopen(request, timeout=300) as answer:
                return answer.read().decode()

        yield ask


def test_the_button_that_grades_a_submission_runs_it_in_the_sandbox(course, formgrader):
    # Of nobody whose feedback is looked at elsewhere: what is graded anew has none yet.
    before = course.scores("partly")
    answer = formgrader(f"api/submission/{LESSON}/partly/autograde", method="POST")
    assert json.loads(answer)["success"], answer
    assert course.scores("partly") == before


def test_a_written_answer_is_shown_and_its_points_are_kept(course, formgrader):
    (submission,) = [
        entry
        for entry in json.loads(formgrader(f"api/submitted_notebooks/{LESSON}/{LESSON}"))
        if entry["student"] == "noisy"
    ]
    assert submission["needs_manual_grade"]

    page = formgrader(f"submissions/{submission['id']}/")
    assert "punishes confident errors without bound" in page
    assert "sigmoid: right" in page

    grades = json.loads(formgrader(f"api/grades?submission_id={submission['id']}"))
    waiting = {grade["name"]: grade for grade in grades if grade["needs_manual_grade"]}
    assert set(waiting) == {"explain-loss", "explain-divergence", "explain-cancel"}
    for grade in waiting.values():
        formgrader(f"api/grade/{grade['id']}", manual_score=4)

    (graded,) = [
        entry
        for entry in json.loads(formgrader(f"api/submitted_notebooks/{LESSON}/{LESSON}"))
        if entry["student"] == "noisy"
    ]
    assert graded["score"] == submission["score"] + 12
    assert not graded["needs_manual_grade"]
