"""The learner's copy of the course: brought up to date, never at the cost of their work."""

import json
import shutil

import nbformat
import pytest

from course_utils.cli.workspace import lay_out
from course_utils.trouble import TroubleError
from tests.conftest import REPOSITORY

NAME = "01_logistic_regression"
FILE = f"{NAME}/{NAME}.ipynb"


@pytest.fixture
def source(tmp_path):
    """The instructor's notebooks, to be changed by the test."""
    return shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks")


@pytest.fixture
def learn(tmp_path):
    return tmp_path / "learn"


def edit(path, text):
    notebook = nbformat.read(path, 4)
    notebook.cells[0].source += text
    nbformat.write(notebook, path)


def test_the_first_time_everything_is_new(source, learn):
    done = lay_out(source, learn)
    assert FILE in done.new
    text = (learn / FILE).read_text()
    assert "SOLUTION" not in text
    assert "raise NotImplementedError()" in text


def test_the_second_time_nothing_happens(source, learn):
    lay_out(source, learn)
    before = (learn / FILE).stat().st_mtime_ns
    done = lay_out(source, learn)
    assert (done.new, done.updated, done.beside) == ([], [], [])
    assert (learn / FILE).stat().st_mtime_ns == before


def test_an_untouched_file_is_updated(source, learn):
    lay_out(source, learn)
    edit(source / FILE, "\nA better sentence.")
    assert lay_out(source, learn).updated == [FILE]
    assert "A better sentence." in (learn / FILE).read_text()


def test_work_stays_and_the_new_version_is_put_beside_it(source, learn):
    lay_out(source, learn)
    edit(learn / FILE, "\nMy own note.")
    mine = (learn / FILE).read_bytes()
    edit(source / FILE, "\nA better sentence.")
    done = lay_out(source, learn)
    assert (learn / FILE).read_bytes() == mine
    (kept, beside) = done.beside[0]
    assert kept == FILE
    assert "A better sentence." in (learn / beside).read_text()
    assert lay_out(source, learn).beside == [], "it is told once"


def test_a_new_version_that_was_worked_in_stays_too(source, learn):
    lay_out(source, learn)
    edit(learn / FILE, "\nMine.")
    edit(source / FILE, "\nSecond.")
    first = lay_out(source, learn).beside[0][1]
    edit(learn / first, "\nMine too.")
    edit(source / FILE, "\nThird.")
    second = lay_out(source, learn).beside[0][1]
    assert first != second
    assert "Mine too." in (learn / first).read_text()
    assert "Third." in (learn / second).read_text()


def test_a_deleted_file_is_laid_out_anew(source, learn):
    lay_out(source, learn)
    (learn / FILE).unlink()
    assert lay_out(source, learn).new == [FILE]


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 3}', ""])
def test_without_a_record_every_file_counts_as_the_learners(source, learn, content):
    lay_out(source, learn)
    edit(learn / FILE, "\nMine.")
    mine = (learn / FILE).read_bytes()
    (learn / ".course" / "laid_out.json").write_text(content)
    done = lay_out(source, learn)
    assert (learn / FILE).read_bytes() == mine
    assert [kept for kept, _ in done.beside] == [FILE]


def test_other_files_of_a_lesson_come_along(source, learn):
    (source / NAME / "table.csv").write_text("a,b\n1,2\n")
    lay_out(source, learn)
    assert (learn / NAME / "table.csv").read_text() == "a,b\n1,2\n"


@pytest.mark.parametrize("content", ["{", "{}", '{"cells": 3}', "\xff"])
def test_a_damaged_notebook_is_named_and_nothing_is_lost(source, learn, content):
    lay_out(source, learn)
    before = (learn / FILE).read_bytes()
    (source / FILE).write_text(content, encoding="latin-1")
    with pytest.raises(TroubleError, match=f"{NAME}.ipynb is damaged"):
        lay_out(source, learn)
    assert (learn / FILE).read_bytes() == before


def test_an_empty_source_says_where_to_run_it(tmp_path, learn):
    with pytest.raises(TroubleError, match="no lessons"):
        lay_out(tmp_path, learn)


def test_a_folder_that_is_a_file_is_trouble_in_one_sentence(source, learn):
    learn.write_text("I am a file")
    with pytest.raises(TroubleError, match="could not be used"):
        lay_out(source, learn)
    assert learn.read_text() == "I am a file"


@pytest.mark.parametrize(
    "refusal",
    [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")],
    ids=["full-disk", "no-permission"],
)
def test_a_refusal_to_write_is_one_sentence_and_leaves_the_old_file(
    source, learn, monkeypatch, refusal
):
    lay_out(source, learn)
    before = (learn / FILE).read_bytes()
    edit(source / FILE, "\nNew.")

    def refuse(*_, **__):
        raise refusal

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(TroubleError, match=refusal.strerror):
        lay_out(source, learn)
    assert (learn / FILE).read_bytes() == before
    json.loads((learn / ".course" / "laid_out.json").read_text())


def assert_lesson_cells_stay(cells):
    """No cell is deleted by a slip; text is typed into where it is an answer, code anywhere."""
    for cell in cells:
        answer = cell.metadata.get("nbgrader", {}).get("solution")
        answer = answer or cell.source == "YOUR ANSWER HERE"
        locked = cell.metadata.get("nbgrader", {}).get("locked")
        assert cell.metadata.deletable is False, cell.id
        typed = cell.metadata.get("editable", True)
        assert typed == (answer or (cell.cell_type == "code" and not locked)), cell.id


def test_a_lessons_own_cells_cannot_be_deleted_nor_its_text_edited(learn):
    lay_out(REPOSITORY / "notebooks", learn)
    for path in learn.glob("*/*.ipynb"):
        assert_lesson_cells_stay(nbformat.read(path, 4).cells)
