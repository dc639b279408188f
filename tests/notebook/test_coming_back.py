"""The second evening: a new kernel, old answers, and the way back to where one was."""

import json
from datetime import date

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.lessons import LESSONS
from course_utils.notebook.missing import solved_before
from course_utils.notebook.place import Place, kept_place
from course_utils.notebook.progress import kept_progress
from tests.kernels.conftest import run_warm
from tests.notebook.test_hooks import SETUP, kinds, text

SOLVED = {"sigmoid": {"attempts": 1, "passed": True, "solved": "2026-11-03"}}


@pytest.fixture
def lesson(workspace):
    """The folder of lesson 1, in which `sigmoid` was solved on an evening before."""
    folder = workspace / LESSONS[1].folder
    folder.mkdir()
    (workspace / ".course" / "progress.json").write_text(json.dumps(SOLVED))
    return folder


def evening(folder, *sources, how=run_warm):
    """Run cells in a new kernel of the course; an error in one does not stop the rest."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    how(notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(folder)}})
    nbformat.validate(notebook)
    return notebook.cells


@pytest.mark.xdist_group("warm")
def test_before_the_imports_a_card_says_what_to_do(lesson):
    cells = evening(lesson, "check(sigmoid)", "np.ones(3)", "guess('x')", "1 + 1")
    for cell, name in zip(cells[:3], ("check", "np", "guess"), strict=True):
        assert kinds(cell.outputs) == ["display_data"]
        words = " ".join(text(cell.outputs).split())
        assert f"It does not know `{name}` yet" in words
        assert "Run All Above Selected Cell" in words
    assert text(cells[3].outputs) == "2"


@pytest.mark.xdist_group("warm")
def test_what_was_solved_is_told_with_its_day_and_its_cell(lesson):
    _, *cells = evening(
        lesson,
        SETUP,
        "check(sigmoid)",
        "hint(sigmoid)",
        "sigmoid(3)",
        "with when_written():\n    sigmoid(3)",
        "check(predict)",
        "undefined_name",
    )
    for cell in cells[:4]:
        words = " ".join(text(cell.outputs).split())
        assert "You solved `sigmoid` on 3 November 2026." in words
        assert "run the cell in which you wrote it" in words
    assert "There is no `predict` yet" in text(cells[4].outputs)
    assert kinds(cells[5].outputs) == ["error"], "once the imports were run, Python speaks"


@pytest.mark.xdist_group("warm")
def test_an_answer_that_needs_a_solved_one_says_to_run_its_cell(lesson):
    cells = evening(
        lesson,
        SETUP,
        "def predict_proba(X, w, b):\n    return sigmoid(X @ w + b)\ncheck(predict_proba)",
    )
    assert "You solved `sigmoid` on 3 November 2026." in text(cells[1].outputs)
    records = json.loads((lesson.parent / ".course" / "progress.json").read_text())
    assert "predict_proba" not in records, "which is no attempt"


@pytest.mark.xdist_group("warm")
def test_the_stub_of_what_was_solved_is_not_called_unattempted_only(lesson):
    cells = evening(lesson, SETUP, "def sigmoid(z):\n    raise NotImplementedError\ncheck(sigmoid)")
    words = " ".join(text(cells[1].outputs).split())
    assert "You solved `sigmoid` on 3 November 2026. This cell holds the lesson's stub" in words


@pytest.mark.xdist_group("warm")
def test_the_place_is_the_cell_that_was_run_last(lesson):
    cells = evening(lesson, SETUP, "1 + 1")
    place = kept_place(lesson.parent / ".course" / "place.json")
    assert place is not None
    assert place.lesson == LESSONS[1].folder
    assert place.cell in ("", cells[1].id)  # nbclient names no cells


def test_outside_of_a_lesson_an_error_is_an_error(tmp_path):
    (cell,) = evening(tmp_path, "np.ones(3)")
    assert kinds(cell.outputs) == ["error"]


def test_the_day_is_kept(workspace):
    kept_progress().attempt("sigmoid", passed=False, mistake=None)
    assert solved_before("sigmoid") == ""
    kept_progress().attempt("sigmoid", passed=True, mistake=None)
    assert kept_progress().record("sigmoid").solved == date.today().isoformat()
    assert str(date.today().year) in solved_before("sigmoid")


def test_a_record_of_an_older_course_has_no_day(workspace):
    (workspace / ".course" / "progress.json").write_text('{"sigmoid": {"passed": true}}')
    assert solved_before("sigmoid") == "You solved `sigmoid` before."


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"lesson": "01_logistic_regression", "cell": "check-sigmoid"}', "check-sigmoid"),
        ('{"lesson": "01_logistic_regression", "cell": "\\" --port=1"}', ""),
        ('{"lesson": "../../etc", "cell": ""}', None),
        ("{", None),
        ("[]", None),
    ],
)
def test_a_place_is_a_cell_of_a_lesson_or_none(workspace, content, place):
    path = workspace / ".course" / "place.json"
    path.write_text(content)
    found = kept_place(path)
    assert found == (None if place is None else Place("01_logistic_regression", place))


INTERRUPT = """import os, signal, threading
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()"""


@pytest.mark.xdist_group("warm")
def test_an_interrupt_ends_in_a_line(lesson):
    endless = "def sigmoid(z):\n    while True:\n        pass"
    _, own, checked, after = evening(
        lesson,
        f"{SETUP}\n{endless}",
        f"{INTERRUPT}\nwhile True:\n    pass",
        f"{INTERRUPT}\ncheck(sigmoid)",
        "1 + 1",
    )
    for cell, place in ((own, "of this cell"), (checked, "of `sigmoid`")):
        assert kinds(cell.outputs) == ["display_data"]
        words = " ".join(text(cell.outputs).split())
        assert words.startswith("→ Interrupted It was stopped in line")
        assert place in words
    assert text(after.outputs) == "2"
