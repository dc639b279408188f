"""An instructor's path from end to end, with nbgrader's own commands."""

import nbformat
import pytest

from tests.conftest import REPOSITORY
from tests.grading.conftest import LESSON, POINTS


@pytest.fixture(params=["configured", "plain"])
def graded(request):
    """The graded course, with the course's configuration and without it."""
    group = {"configured": "course", "plain": "plain_course"}
    return request.getfixturevalue(group[request.param])


pytestmark = pytest.mark.xdist_group("nbgrader")


def test_a_right_submission_earns_all_points(graded):
    assert graded.scores("right") == POINTS


def test_a_right_and_noisy_submission_earns_all_points(graded):
    assert graded.scores("noisy") == POINTS


def test_three_mistakes_cost_what_they_are_worth(graded):
    scores = graded.scores("three-mistakes")
    # Its `predict` is wrong only where a probability is exactly one half.
    assert scores == {**POINTS, "compute_cost": 0, "compute_gradient": 0, "predict": 2.5}
    assert sum(scores.values()) == 42.5


def test_what_goes_wrong_only_at_the_edges_earns_a_part(graded):
    assert graded.scores("partly") == {**POINTS, "compute_cost": 5}


def test_an_untouched_submission_earns_nothing(graded):
    assert set(graded.scores("untouched").values()) == {0}


def test_what_is_missing_or_does_not_run_earns_nothing(graded):
    scores = graded.scores("broken")
    assert scores["sigmoid"] == 0
    assert scores["compute_cost"] == 0
    # It calls the sigmoid that is not there, which costs its points once.
    assert scores["predict_proba"] == POINTS["predict_proba"] * graded.configured


def test_a_check_that_the_notebook_put_in_our_place_decides_nothing(graded):
    scores = graded.scores("broken")
    assert scores["logistic_loss"] == POINTS["logistic_loss"]
    assert scores["compute_gradient"] == POINTS["compute_gradient"] * graded.configured


def test_written_answers_wait_for_a_person(graded):
    assert graded.needs_manual_grade("right") == {
        "explain-loss",
        "explain-divergence",
        "explain-cancel",
    }
    assert graded.needs_manual_grade("untouched") == set()


def test_feedback_shows_the_card_with_its_advice(graded):
    feedback = graded.feedback("three-mistakes")
    assert "you added the losses up and did not divide by m" in feedback
    assert "The lesson returns" in feedback or "the lesson wants" in feedback
    assert "At a probability of exactly one half yours gives 0" in feedback


def test_feedback_shows_no_test_and_no_traceback(graded):
    feedback = graded.feedback("three-mistakes")
    assert "BEGIN HIDDEN" not in feedback
    assert "assert" not in feedback
    assert "Traceback (most recent call last)" not in feedback


def test_the_release_holds_no_solution(course):
    release = nbformat.read(course.work / "release" / LESSON / f"{LESSON}.ipynb", 4)
    text = "\n".join(cell.source for cell in release.cells)
    assert "SOLUTION" not in text
    source = nbformat.read(REPOSITORY / "notebooks" / LESSON / f"{LESSON}.ipynb", 4)
    to_write = [c for c in source.cells if c.cell_type == "code" and "BEGIN SOLUTION" in c.source]
    assert text.count("raise NotImplementedError()") == len(to_write) >= len(POINTS)
    assert text.count("YOUR ANSWER HERE") == 3
    assert all(cell.metadata.deletable is False for cell in release.cells)


def test_nbgrader_writes_only_below_the_instructors_folder(course):
    assert {path.name for path in course.root.iterdir()} <= {
        "notebooks",
        "nbgrader_config.py",
        "instructor",
    }


def test_nobody_else_gets_into_the_instructors_folder(course):
    assert course.work.stat().st_mode & 0o777 == 0o700
    course.work.chmod(0o755)
    course.nbgrader("list")
    assert course.work.stat().st_mode & 0o777 == 0o700


def test_a_missing_function_is_told_on_a_card(course):
    assert "There is no <code>sigmoid</code>" in course.feedback("broken")


def test_validate_shows_what_is_wrong(course):
    submitted = course.work / "submitted" / "three-mistakes" / LESSON / f"{LESSON}.ipynb"
    said = course.nbgrader("validate", str(submitted))
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    assert "and did not divide by m" in " ".join(said.split())
    assert "Traceback" not in said


def test_validate_is_content_with_a_right_submission(course):
    submitted = course.work / "submitted" / "right" / LESSON / f"{LESSON}.ipynb"
    assert "Success" in course.nbgrader("validate", str(submitted))
