"""What a learner is told beyond the verdict: what comes next, what takes long, how to call."""

import time

import numpy as np
import pytest

from course_utils import attempts, check, guess, hint, progress, reset, solution
from course_utils.lessons import LESSONS, all_exercises
from course_utils.notebook.next_step import next_step
from course_utils.notebook.progress import kept_progress
from course_utils.notebook.source import written_questions
from course_utils.visuals.meanwhile import meanwhile
from tests.notebook.test_hooks import kinds, run_cells, text

pytestmark = pytest.mark.usefixtures("workspace")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def solve(*names):
    for name in names:
        kept_progress().attempt(name, passed=True, mistake=None)


def test_a_right_card_says_what_is_next():
    assert "Next: `predict_proba`, exercise 2 of this lesson." in str(check(sigmoid))


def test_what_was_left_out_is_named_at_the_end():
    solve(*LESSONS[1].names[1:])
    assert "Next: `sigmoid`, further up" in next_step("predict")


def test_a_finished_lesson_is_told_warmly_and_leads_to_the_next():
    solve(*LESSONS[1].names)
    told = next_step("predict")
    assert "all 7 functions of this lesson are your own work. Well done." in told
    assert f"go on with 02, {LESSONS[2].title}" in told
    assert "\n" not in told


def test_the_last_lesson_leads_to_none():
    solve(*all_exercises())
    assert "the last lesson" in next_step(LESSONS[-1].names[-1])


def test_a_wrong_card_does_not():
    assert "Next:" not in str(check(lambda z: z, exercise="sigmoid"))


@pytest.mark.parametrize("command", [check, hint, solution, attempts, reset])
def test_a_command_without_a_function_says_how_it_is_called(command):
    name = command.__name__
    told = " ".join(str(command()).split())
    assert f"`{name}` was given nothing. It needs the function itself" in told
    assert repr(command).endswith(f"Give it the name: {name}(compute_cost)")


def test_other_commands_say_how_they_are_called_too():
    assert repr(progress).endswith("progress()")
    assert 'guess("' in repr(guess)


def test_two_functions_are_met_with_a_sentence():
    for given in ((sigmoid, sigmoid), (sigmoid, sigmoid, sigmoid)):
        told = str(check(*given))
        assert "`check` looks at one function at a time" in told
        assert "0x" not in told


def test_chips_lead_to_their_exercises(workspace, monkeypatch):
    assert "<a " not in progress()._repr_mimebundle_()["text/html"]
    folder = workspace / LESSONS[1].folder
    folder.mkdir()
    monkeypatch.chdir(folder)
    html = progress()._repr_mimebundle_()["text/html"]
    assert 'href="../02_forward_propagation/02_forward_propagation.ipynb#cell-id=dense"' in html


# Waiting

SAID = "from course_utils.visuals import meanwhile as m\nm.MOMENT = 0.2\nimport time\n"


def test_a_wait_is_told_and_taken_away(workspace):
    long, short, failed = run_cells(
        f'{SAID}with m.meanwhile("Working …") as say:\n    time.sleep(1)\n    say("Still …")\n',
        'with m.meanwhile("Working …"):\n    pass',
        'with m.meanwhile("Working …"):\n    time.sleep(1)\n    1 / 0',
        folder=workspace,
    )
    assert kinds(long) == ["display_data"]
    assert text(long) == "", "when all is done, nothing of it is left"
    assert short == []
    assert kinds(failed) == ["display_data", "error"]
    assert text(failed[:1]) == ""


def test_plain_python_says_nothing(capsys, monkeypatch):
    monkeypatch.setattr("course_utils.visuals.meanwhile.MOMENT", 0.01)
    with meanwhile("Working …") as say:
        say("Still working …")
        time.sleep(0.1)
    assert capsys.readouterr().out == ""


# Written questions

LESSON = LESSONS[1].folder


@pytest.fixture
def lesson(workspace, monkeypatch):
    """The learner's copy of a lesson, with nothing answered."""
    from course_utils.cli.workspace import lay_out
    from tests.conftest import REPOSITORY

    lay_out(REPOSITORY / "notebooks", workspace)
    monkeypatch.chdir(workspace / LESSON)
    return workspace / LESSON / f"{LESSON}.ipynb"


def test_a_model_answer_is_shown_to_who_has_written_one(lesson):
    first = written_questions(LESSON)[0].model_answer
    asked = solution("Question 1")
    assert "no answer of yours is saved yet" in asked.title
    assert first not in str(asked)
    answered = lesson.read_text().replace("YOUR ANSWER HERE", "Because it can be added up.", 1)
    lesson.write_text(answered)
    kept_progress.cache_clear()
    (lesson.parent.parent / ".course" / "progress.json").unlink()
    shown = solution("question 1")._repr_mimebundle_()
    assert first in shown["text/markdown"]
    assert "no answer of yours" in solution("Question 2").title


def test_who_asks_twice_is_shown_it_all_the_same(lesson):
    solution("Question 2")
    assert written_questions(LESSON)[1].model_answer in solution("Question 2").markdown


@pytest.mark.parametrize("asked", ["Question 0", "Question 99", "question 123"])
def test_a_question_that_is_not_there_is_told(lesson, asked):
    assert "has the questions 1 to" in solution(asked).message


def test_outside_of_a_lesson_there_are_no_questions():
    assert "has no such questions" in solution("Question 1").message


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_every_written_question_has_a_model_answer(lesson):
    for question in written_questions(lesson.folder):
        assert len(question.model_answer.split()) > 20, question.cell
        assert "SOLUTION" not in question.model_answer
