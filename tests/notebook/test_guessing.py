"""Predictions, as a learner meets them."""

import json

import numpy as np
import pytest

from course_utils import guess, progress
from course_utils.judging.guess import Guess
from course_utils.notebook import guessing
from course_utils.notebook.guessing import kept_guesses
from tests.notebook.test_hooks import run_cells, text

pytestmark = pytest.mark.usefixtures("workspace")

STEPS = Guess(
    "steps-of-fit",
    "How many steps are 10 epochs of 51 batches?",
    lambda: 51 * 10,
    "Each epoch takes a step per batch: {right}.",
    {51: "That is one epoch.", (lambda: 5 + 5): "That is the number of epochs."},
)
SLOPE = Guess(
    "which-way", "Which way?", "down", "So.", {"up": "That is against it."}, choices=("up", "down")
)


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    known = {guess.name: guess for guess in (STEPS, SLOPE)}
    monkeypatch.setattr(guessing, "find_guess", known.get)


@pytest.fixture
def said(capsys):
    def answer(*arguments):
        assert guess(*arguments) is None
        return " ".join(capsys.readouterr().out.split())

    return answer


def test_without_an_answer_it_asks_and_says_how_to_call(said):
    assert "How many steps are 10 epochs of 51 batches?" in said("steps-of-fit")
    assert 'guess("steps-of-fit", …)' in said("steps-of-fit")
    assert "1. up 2. down" in said("which-way")
    assert kept_guesses().all() == {}


def test_a_right_answer_is_told_why(said):
    assert "✓ 510: right Each epoch takes a step per batch: 510." in said("steps-of-fit", 510)
    assert "right" in said("steps-of-fit", np.int64(510))


def test_a_wrong_answer_is_told_its_own_reason(said):
    assert "✗ 51: no That is one epoch." in said("steps-of-fit", 51)
    assert "That is the number of epochs." in said("steps-of-fit", 10)
    assert "Read the question once more" in said("steps-of-fit", 7)
    assert "That is against it." in said("which-way", "up")


def test_what_is_no_answer_is_not_counted(said):
    assert "Answer with a number" in said("steps-of-fit", "a lot")
    assert "Answer with a number" in said("steps-of-fit", None)
    assert kept_guesses().all() == {}


def test_it_may_be_answered_again_and_right_stays_right(said):
    for given in (51, 510, 10):
        said("steps-of-fit", given)
    record = kept_guesses().all()["steps-of-fit"]
    assert (record.answers, record.right, record.latest) == (3, True, "10")
    assert "You answered `10`, the latest of 3 times" in said("steps-of-fit")


@pytest.mark.parametrize("name", ["steps-of-fitt", "", 510, None, ["steps"]])
def test_an_unknown_question_is_one_clear_sentence(said, name):
    assert "Which question?" in said(name)
    assert "Did you mean" in said(name) or "in quotes" in said(name)


def test_it_is_kept_beside_the_progress_and_is_worth_no_points(said, workspace):
    said("steps-of-fit", 510)
    kept_guesses.cache_clear()
    assert kept_guesses().all()["steps-of-fit"].right
    stored = json.loads((workspace / ".course" / "guesses.json").read_text())
    assert stored["steps-of-fit"]["latest"] == "510"
    assert not (workspace / ".course" / "progress.json").exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"steps-of-fit": {"answers": "x"}}'])
def test_a_damaged_file_is_set_aside_and_told(said, workspace, content):
    (workspace / ".course" / "guesses.json").write_text(content)
    assert "right" in said("steps-of-fit", 510)
    assert (workspace / ".course" / "guesses.json.damaged").read_text() == content
    assert "was damaged" in str(progress())


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_while_grading_nothing_is_asked_or_kept(said, workspace, monkeypatch, mode):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    kept_guesses.cache_clear()
    for arguments in (("steps-of-fit",), ("steps-of-fit", 510), ("nothing",), ()):
        assert said(*arguments) == ""
    assert list((workspace / ".course").iterdir()) == []


def test_progress_counts_what_was_predicted(said, monkeypatch):
    from course_utils.lessons import LESSONS, Lesson
    from course_utils.notebook import overview

    lessons = (Lesson("00_welcome", "Welcome", ("square",)), *LESSONS[1:])
    monkeypatch.setattr(Lesson, "guesses", property(lambda self: (STEPS, SLOPE)))
    monkeypatch.setattr(overview, "LESSONS", lessons[:1])
    said("steps-of-fit", 51)
    assert "1 of 2 predictions made" in str(progress())
    assert "1 of 2 predictions made" in progress()._repr_mimebundle_()["text/html"]


def test_in_a_kernel_it_is_asked_with_something_to_type_into(workspace):
    asked, answered, unknown = run_cells(
        'from course_utils import guess\nguess("square-of-minus-3")',
        'guess("square-of-minus-3", -6)',
        'guess("square-of-minus-4")',
        folder=workspace,
    )
    live, left = (output["data"] for output in asked)
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "What will `square(-3)` return?" in left["text/plain"]
    assert 'guess("square-of-minus-3", …)' in " ".join(left["text/plain"].split())
    assert "That is -3 doubled" in text(answered)
    assert "Did you mean `square-of-minus-3`?" in " ".join(text(unknown).split())
