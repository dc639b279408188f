"""Nothing that was tried is lost: earlier attempts are kept and shown, and a stub comes back."""

import json

import nbformat
import pytest
from nbgrader.preprocessors import ClearSolutions

from course_utils import attempts, check, reset
from course_utils.lessons import LESSONS, all_exercises
from course_utils.notebook.attempting import LONGEST, MOST, Attempts
from course_utils.notebook.source import stub
from tests.conftest import REPOSITORY
from tests.notebook.test_hooks import run_cells, text

pytestmark = pytest.mark.usefixtures("workspace")


def square(x):
    return 2 * x  # doubled


def right_square(x):
    return x * x


def test_what_is_checked_is_kept_with_what_was_said():
    check(square)
    check(right_square, exercise="square")
    latest, earlier = Attempts("square").all()[::-1]
    assert latest.passed
    assert "return x * x" in latest.source
    assert "return 2 * x  # doubled" in earlier.source
    assert earlier.said.startswith("not yet. You added `x` to itself.")
    shown = str(attempts("square"))
    assert shown.index("return x * x") < shown.index("return 2 * x")
    html = attempts("square")._repr_mimebundle_()["text/html"]
    assert html.count("<details") == 2


def test_the_same_attempt_twice_is_one():
    check(square)
    check(square)
    assert len(Attempts("square").all()) == 1


def test_a_stub_is_none():
    namespace = {}
    exec("def square(x): raise NotImplementedError()", namespace)
    check(namespace["square"])
    assert "no earlier attempts" in str(attempts("square"))


def test_they_are_bounded_in_number_and_size_and_a_right_one_outlives_all(workspace):
    kept = Attempts("square")
    kept.keep("right", "right.", passed=True)
    for number in range(2 * MOST):
        kept.keep(f"version {number}", "not yet.")
    kept.keep("x" * (LONGEST + 1), "not yet.")
    sources = [attempt.source for attempt in kept.all()]
    assert len(sources) == MOST
    assert sources[0] == "right"
    assert sources[-1] == f"version {2 * MOST - 1}"
    assert len(list((workspace / ".course" / "attempts").iterdir())) == 1


@pytest.mark.parametrize(
    "content", ["{", "3", '[{"when": 3}]', '[{"when": "x", "source": "", "said": ""}]']
)
def test_a_damaged_file_is_set_aside(workspace, content):
    path = workspace / ".course" / "attempts" / "square.json"
    path.parent.mkdir()
    path.write_text(content)
    assert "was damaged" in str(attempts("square"))
    assert path.with_name("square.json.damaged").read_text() == content
    assert check(right_square, exercise="square").passed


def test_what_a_learner_wrote_is_escaped():
    Attempts("square").keep("<script>alert(1)</script>", "<b>")
    html = attempts("square")._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_nothing_is_kept_while_grading(workspace, monkeypatch, mode):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    check(right_square, exercise="square")
    assert list((workspace / ".course").iterdir()) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_a_stub_is_what_the_lesson_gives_out(lesson):
    path = REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb"
    released, _ = ClearSolutions().preprocess(nbformat.read(path, 4), {})
    cells = {cell.id: cell.source for cell in released.cells}
    for name in lesson.names:
        assert stub(name) == cells[name]
        assert "raise NotImplementedError()" in stub(name)


def test_reset_gives_the_stub_and_keeps_what_was_written():
    told = str(reset(square))
    assert "raise NotImplementedError()" in told
    (kept,) = Attempts("square").all()
    assert "doubled" in kept.source


def test_what_is_no_exercise_is_met_with_what_to_write():
    for command in (attempts, reset):
        assert f"{command.__name__}(compute_cost)" in " ".join(str(command()).split())
        assert "Did you mean `square`" in str(command("sqare"))


def test_in_a_kernel_the_stub_stands_in_a_new_cell(workspace):
    given, missing, shown = run_cells(
        "from course_utils import reset, attempts\ndef square(x):\n    return 7\nreset(square)",
        "del square\nreset(square)",
        "attempts(square)",
        folder=workspace,
    )
    for outputs in (given, missing):
        assert "stands in the new cell below" in text(outputs)
    assert "return 7" in text(shown)
    stored = json.loads((workspace / ".course" / "attempts" / "square.json").read_text())
    assert stored[0]["said"] == "kept when it was reset"


def test_every_exercise_has_a_stub_to_come_back_to():
    assert all(stub(name) for name in all_exercises())
