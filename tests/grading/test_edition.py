"""An assignment's edition: what answers to it are worth."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course_utils.grading.edition import edition
from course_utils.lessons import LESSONS, Catalogue, all_exercises

LESSON = "00_welcome"


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A gradebook with an assignment that checks an exercise and holds a plain test."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)  # nbgrader calls `alembic` by its name
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("lesson")
        book.add_notebook("lesson", "lesson")
        for name, source in (("check-square", "check(square);"), ("own", "assert square(2) == 4")):
            book.add_grade_cell(name, "lesson", "lesson", max_score=2, cell_type="code")
            book.add_source_cell(
                name, "lesson", "lesson", source=source, cell_type="code", locked=True
            )
        book.add_source_cell("text", "lesson", "lesson", source="free", cell_type="code")
        yield book


@pytest.fixture
def exercise(monkeypatch):
    """Give a function that puts a changed `square` in the place of the course's."""

    def change(**changes):
        catalogue = Catalogue(LESSONS)
        catalogue._loaded["square"] = replace(all_exercises()["square"], **changes)
        monkeypatch.setattr("course_utils.grading.edition.all_exercises", lambda: catalogue)

    return change


def of(book):
    return edition(book.find_assignment("lesson"))


def test_it_stays_as_long_as_nothing_changes_that_counts(book, exercise):
    before = of(book)
    book.find_source_cell("text", "lesson", "lesson").source = "other"
    exercise(hints=("other",), mistakes=(), explanation="other")
    assert of(book) == before


def test_points_and_tests_are_part_of_it(book):
    editions = {of(book)}
    book.find_grade_cell("own", "lesson", "lesson").max_score = 5
    editions.add(of(book))
    book.find_source_cell("own", "lesson", "lesson").source = "assert square(3) == 9"
    editions.add(of(book))
    book.find_source_cell("check-square", "lesson", "lesson").source = "check(sigmoid)"
    editions.add(of(book))
    assert len(editions) == 4


def test_questions_and_their_right_answers_are_part_of_it(book, exercise):
    square = all_exercises()["square"]

    def cube(x):
        return x * x * x

    cube.__name__ = "square"
    editions = {of(book)}
    for change in (
        {"questions": lambda rng: list(square.questions(rng))[1:]},
        {"reference": cube},
        {"rtol": 0.1},
        {"partial": False},
    ):
        exercise(**change)
        editions.add(of(book))
    assert len(editions) == 5


def test_what_was_graded_by_another_edition_is_graded_again(tmp_path, released):
    course = released(tmp_path, LESSON)
    course.submit("anna", {"square": "def square(x):\n    return x * x"})
    course.submit("bert", {})
    assert "0 graded already" in course.run("course", "grade", LESSON).stdout
    path = course.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    source = nbformat.read(path, 4)
    (check,) = (cell for cell in source.cells if cell.id == "check-square")
    for points in (8, 4):
        check.metadata.nbgrader.points = points
        nbformat.write(source, path)
        course.nbgrader("generate_assignment", LESSON, "--force")
        if points == 8:
            assert "2 handed in, 0 graded already" in course.run("course", "grade", LESSON).stdout
        else:
            course.nbgrader("autograde", LESSON)
        assert [course.scores(s) for s in ("anna", "bert")] == [{"square": points}, {"square": 0}]
        assert "2 handed in, 2 graded already" in course.run("course", "grade", LESSON).stdout
