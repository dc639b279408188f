"""`course new-lesson`: what it writes is red until it is filled in, and then green."""

import re

import nbformat
import pytest

from course_utils.cli.listing import Listing
from course_utils.cli.scaffold import FILL_IN
from tests.cli.scaffolding import (
    QUICK,
    assert_in_style,
    assert_refused,
    copied,
    course,
    everything,
    fill,
    pytest_there,
    python,
)
from tests.conftest import REPOSITORY

LESSONS = "course_utils/lessons/__init__.py"
NOTEBOOK = "notebooks/05_losses/05_losses.ipynb"


@pytest.fixture
def clone(tmp_path):
    return copied(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A copy that nothing is written to."""
    return copied(tmp_path_factory.mktemp("untouched"))


def test_it_is_red_until_it_is_filled_in_and_then_green(clone):
    done = course(clone, "new-lesson", "losses", "--title", "What wrong costs")
    assert done.exit_code == 0, done.output
    assert_in_style(clone)
    tests = (
        "tests/lessons/test_losses.py",
        "tests/lessons/test_all_exercises.py",
        "tests/test_notebooks.py",
        "-k",
        f"(losses or fill_in) and {QUICK}",
    )
    passed, printed = pytest_there(clone, *tests)
    assert not passed
    failed = set(re.findall(r"^FAILED \S+::(\S+)", printed, re.MULTILINE))
    assert failed == {
        "test_the_lesson_has_exercises",
        "test_nothing_that_exercises_share_is_left_to_fill_in[05_losses]",
        "test_nothing_is_left_to_fill_in[05_losses]",
    }
    assert f"{FILL_IN}: an exercise of lesson 5, with `course new-exercise`" in printed
    assert f"{FILL_IN}: what the functions of lesson 5 are" in printed
    assert f"title: {FILL_IN}: what the lesson is about, and why." in printed

    # An exercise that is there already stands for one to write.
    done = course(clone, "new-exercise", "losses", "twice")
    assert done.exit_code == 0, done.output
    assert_in_style(clone)
    package = clone / "course_utils/lessons/losses"
    square = (REPOSITORY / "course_utils/lessons/welcome/square.py").read_text()
    declared = square.replace("square", "twice").replace("welcome", "losses")
    (package / "twice.py").write_text(declared.replace("points=1", "points=10"))
    reference = (REPOSITORY / "course_utils/lessons/welcome/reference.py").read_text()
    (package / "reference.py").write_text(reference.replace("def square", "def twice"))
    summary = (f"{FILL_IN}: what it does, in one sentence.", "Multiply each number by itself.")
    code = (f'raise NotImplementedError(\\"{FILL_IN}: `twice` in the notebook\\")', "return x * x")
    fill(clone / NOTEBOOK, summary, code, (f"{FILL_IN}: ", ""))
    link = "[{0}05 What wrong costs](../05_losses/05_losses.ipynb)"
    glance = "[The course at a glance](../00_welcome/00_welcome.ipynb#The-course-at-a-glance)"
    four = clone / "notebooks/04_tensorflow_three_steps/04_tensorflow_three_steps.ipynb"
    fill(four, (glance, f'{glance}\\n",\n    "{link.format("Next: ")}'))
    welcome = clone / "notebooks/00_welcome/00_welcome.ipynb"
    notebook = nbformat.read(welcome, 4)
    overview = next(cell for cell in notebook.cells if cell.id == "at-a-glance")
    overview.source = re.sub(
        r"^(\| \[04 .*)$", rf"\1\n| {link.format('')} | what is off | an hour |", overview.source,
        flags=re.MULTILINE,
    )  # fmt: skip
    nbformat.write(notebook, welcome)
    passed, printed = pytest_there(clone, *tests)
    assert passed, printed
    passed, printed = pytest_there(
        clone, "tests/test_notebooks.py", "tests/test_architecture.py", "-k", QUICK
    )
    assert passed, printed


def test_the_notebook_begins_and_ends_as_the_others(clone):
    course(clone, "new-lesson", "losses")
    notebook = nbformat.read(clone / NOTEBOOK, 4)
    other = nbformat.read(REPOSITORY / "notebooks/03_backpropagation/03_backpropagation.ipynb", 4)
    assert [cell.id for cell in notebook.cells] == ["title", "setup", "progress", "next"]
    assert notebook.cells[0].source.startswith("# Losses\n")
    assert (notebook.metadata, notebook.nbformat_minor) == (other.metadata, other.nbformat_minor)
    theirs = {cell.id: cell for cell in other.cells}
    assert notebook.cells[2] == theirs["progress"]
    for line in notebook.cells[1].source.splitlines():
        assert line in theirs["setup"].source.splitlines()
    course(clone, "new-exercise", "losses", "twice")
    ids = [cell.id for cell in nbformat.read(clone / NOTEBOOK, 4).cells]
    assert ids == ["title", "setup", "exercise-twice", "twice", "check-twice", "progress", "next"]


def test_only_the_list_changes_and_the_rest_is_new(clone):
    before = everything(clone)
    course(clone, "new-lesson", "losses")
    after = everything(clone)
    changed = {str(p.relative_to(clone)) for p in after if after[p] != before.get(p)}
    package = "course_utils/lessons/losses"
    assert changed == {
        NOTEBOOK,
        LESSONS,
        *(f"{package}/{name}.py" for name in ("__init__", "reference", "cases")),
        "tests/lessons/test_losses.py",
    }
    old, new = (before[clone / LESSONS].decode(), after[clone / LESSONS].decode())
    line = '    Lesson("05_losses", "Losses", ()),\n'
    assert line in new
    assert new.replace(line, "") == old


def test_progress_shows_a_lesson_without_exercises(clone):
    course(clone, "new-lesson", "losses")
    code = "from course_utils import progress; print(progress()._repr_mimebundle_()['text/html'])"
    done = python(clone, "-c", code)
    assert done.returncode == 0, done.stderr
    assert "05 Losses</strong> — 0 of 0" in done.stdout


@pytest.mark.parametrize(
    "title", ['Say "loss"', "It's a loss", 'It\'s a "loss"', "Größen", "a" * 60, "back\\slash"]
)
def test_titles_are_written_as_ruff_writes_them(clone, title):
    name = "a" * 40  # the longest that is allowed
    done = course(clone, "new-lesson", name, "--title", title)
    assert done.exit_code == 0, done.output
    assert Listing((clone / LESSONS).read_text()).lessons[-1].title == title
    assert_in_style(clone)


def test_the_number_is_the_next_one_of_the_folders_too(clone):
    (clone / "notebooks" / "07_begun").mkdir()
    course(clone, "new-lesson", "losses")
    assert (clone / "notebooks/08_losses/08_losses.ipynb").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("backpropagation",), "is the name of the lesson 03_backpropagation already."),
        (("sigmoid",), "is the name of an exercise of 01_logistic_regression already."),
        (("05_losses",), "`05_losses` is no name in Python"),
        (("for",), "`for` is a keyword of Python"),
        (("Losses",), "`Losses` should be of small letters"),
        (("all_exercises",), "There is tests/lessons/test_all_exercises.py already"),
        (("import_module",), "has a `import_module` already"),
        (("losses", "--title", "Wow!"), "A title is one plain line of at most 60 letters"),
        (("losses", "--title", "two\nlines"), "A title is one plain line"),
        (("losses", "--title", "a" * 61), "A title is one plain line"),
    ],
)
def test_bad_input_is_met_with_a_sentence(untouched, arguments, sentence):
    assert_refused(untouched, ("new-lesson", *arguments), sentence)


@pytest.mark.parametrize("place", ["course_utils/lessons/losses", "tests/lessons/test_losses.py"])
def test_what_exists_is_not_written_over(clone, place):
    (clone / place).mkdir()
    assert_refused(clone, ("new-lesson", "losses"), f"There is {place} already")


def test_what_is_no_complete_clone_is_refused(tmp_path):
    sentence = f"{tmp_path} is not a complete clone of the course: it has no pyproject.toml."
    assert_refused(tmp_path, ("new-lesson", "losses"), sentence)
