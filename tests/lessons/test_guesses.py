"""What holds for every prediction: the right answer is taken, each wrong one told its reason."""

import ast
import math
import re

import nbformat
import pytest

from course_utils.cli.scaffold import FILL_IN
from course_utils.judging.guess import Guess, NotAnAnswerError, written
from course_utils.lessons import LESSONS, find_guess
from tests.conftest import REPOSITORY

GUESSES = [guess for lesson in LESSONS for guess in lesson.guesses]
each_guess = pytest.mark.parametrize("guess", GUESSES, ids=lambda guess: guess.name)
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)


def asked_in(lesson):
    """Give the names of the questions that a notebook asks, cell by cell."""
    cells = nbformat.read(
        REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb", 4
    ).cells
    for cell in cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "guess":
                    yield cell, node


@each_lesson
def test_a_lesson_asks_what_it_declares_and_nothing_else(lesson):
    asked = [node.args[0].value for _, node in asked_in(lesson)]
    assert sorted(asked) == sorted(guess.name for guess in lesson.guesses)


@each_lesson
def test_a_lesson_asks_without_answering_in_a_cell_that_is_not_graded(lesson):
    for cell, node in asked_in(lesson):
        assert len(node.args) == 1, cell.id
        assert cell.metadata.get("tags") == ["demo"], cell.id


def test_the_names_of_predictions_are_unique():
    names = [guess.name for guess in GUESSES]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@each_guess
def test_the_right_answer_is_taken_however_it_is_given(guess):
    for given in (guess.answer, str(guess.answer), written(guess.answer)):
        answer = guess.read(given)
        assert guess.is_right(answer)
        assert guess.said(answer) == guess.why.replace("{right}", written(guess.answer))


@each_guess
def test_each_wrong_answer_is_told_its_own_reason(guess):
    reasons = [guess.why]
    for key, reason in guess.wrong.items():
        answer = guess.read(key() if callable(key) else key)
        assert not guess.is_right(answer), key
        assert guess.said(answer) == reason, key
        reasons.append(reason)
    assert len(set(reasons)) == len(reasons)
    assert guess.wrong, "a prediction needs at least one wrong answer with its reason"


@each_guess
def test_every_choice_has_something_to_be_said_of_it(guess):
    if guess.choices:
        assert len(set(map(str.casefold, guess.choices))) == len(guess.choices) >= 2
        assert guess.answer in guess.choices
        assert set(guess.wrong) <= set(guess.choices)
        assert guess.otherwise or len(guess.wrong) == len(guess.choices) - 1
    else:
        assert not isinstance(guess.answer, str), "a text is chosen among choices"


@each_guess
def test_its_text_is_written_and_plain(guess):
    for text in (guess.question, guess.why, guess.otherwise, *guess.wrong.values()):
        assert FILL_IN not in text
        assert "!" not in text.replace("!=", "")
        assert "$" not in text, "formulas are not set on a card"
    assert guess.question
    assert guess.why


# How answers are read and compared

NUMBER = Guess("steps", "How many?", lambda: 51 * 10, "It is {right}.", {51: "An epoch's only."})
ROUGH = Guess("ln-2", "How much?", math.log(2), "It is {right}.")
SHAPE = Guess("shape", "Which shape?", (4, 3), "It is {right}.", {(3, 4): "Turned over."})
CHOICE = Guess(
    "way", "Which way?", "it falls", "So.", {"it rises": "No."}, choices=("it rises", "it falls")
)


@pytest.mark.parametrize(
    ("guess", "given"),
    [
        (NUMBER, "510"),
        (NUMBER, " 510.0 "),
        (NUMBER, 510.0),
        (ROUGH, "0.69"),
        (ROUGH, "69%"),
        (ROUGH, "9/13"),
        (SHAPE, "4, 3"),
        (SHAPE, "(4,3)"),
        (SHAPE, "4 x 3"),
        (SHAPE, "4×3"),
        (SHAPE, [4, 3]),
        (CHOICE, "It  falls"),
        (CHOICE, 2),
    ],
)
def test_an_answer_may_be_written_in_other_ways(guess, given):
    assert guess.is_right(guess.read(given))


@pytest.mark.parametrize(
    ("guess", "given", "said"),
    [
        (NUMBER, "many", "such as `3`"),
        (NUMBER, "", "such as `3`"),
        (NUMBER, None, "such as `3`"),
        (NUMBER, True, "such as `3`"),
        (NUMBER, "1/0", "such as `3`"),
        (NUMBER, [510], "such as `3`"),
        (SHAPE, "4", "has its comma"),
        (SHAPE, "(4, b)", "has its comma"),
        (SHAPE, "4, 3.5", "has its comma"),
        (SHAPE, "(" * 300, "has its comma"),
        (CHOICE, "sideways", "'it rises', 'it falls'"),
        (CHOICE, 3, "'it rises', 'it falls'"),
    ],
)
def test_what_is_no_answer_is_told_how_one_is_written(guess, given, said):
    with pytest.raises(NotAnAnswerError, match=re.escape(said)):
        guess.read(given)


@pytest.mark.parametrize(
    ("guess", "given"),
    [(NUMBER, "511"), (ROUGH, "0.6"), (SHAPE, "(3, 4)"), (SHAPE, "(4, 3, 1)"), (CHOICE, "1")],
)
def test_another_answer_is_wrong(guess, given):
    assert not guess.is_right(guess.read(given))
    assert guess.said(guess.read(given)) != guess.why


def test_an_unknown_prediction_is_not_found():
    assert find_guess("nothing-of-the-kind") is None
