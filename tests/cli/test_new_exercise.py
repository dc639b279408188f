"""`course new-exercise`: what it writes is red until it is filled in, and then green."""

import re

import nbformat
import pytest

from course_utils.cli import scaffold
from course_utils.cli.listing import Listing
from course_utils.cli.scaffold import FILL_IN, LONGEST_NAME, Clone, parsed, written
from course_utils.trouble import TroubleError
from tests.cli.scaffolding import (
    QUICK,
    assert_in_style,
    assert_refused,
    copied,
    course,
    everything,
    fill,
    pytest_there,
)
from tests.conftest import REPOSITORY

LESSON = "02_forward_propagation"
NOTEBOOK = f"notebooks/{LESSON}/{LESSON}.ipynb"
LESSONS = "course_utils/lessons/__init__.py"
GENERAL = "tests/lessons/test_all_exercises.py"


@pytest.fixture
def clone(tmp_path):
    return copied(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A copy that nothing is written to."""
    return copied(tmp_path_factory.mktemp("untouched"))


def cells(clone, place=NOTEBOOK):
    return nbformat.read(clone / place, 4).cells


def names_of(clone, folder):
    listing = Listing((clone / LESSONS).read_text())
    return next(lesson.names for lesson in listing.lessons if lesson.folder == folder)


def fill_in_twice(clone):
    """Write what is missing of an exercise `twice` with the argument `x`."""
    package = clone / "course_utils/lessons/forward_propagation"
    summary = (f"{FILL_IN}: what it does, in one sentence.", "Give twice each number.")
    shape = (f"{FILL_IN}: what it is, and its shape", "numbers of any shape")
    result = (f"{FILL_IN}: what comes out, and its shape", "twice as much, of the same shape")
    fill(
        package / "reference.py",
        summary,
        shape,
        result,
        (f'raise NotImplementedError("{FILL_IN}: `twice` in reference.py")', "return 2 * x"),
    )
    more = "".join(
        f'        Mistake("{name}", lambda x: {wrong}, "Look at {name}: 2 times 3 is 6."),\n'
        for name, wrong in [("squared", "x * x"), ("four-times", "4 * x"), ("negated", "-2 * x")]
    )
    fill(
        package / "twice.py",
        (f"{FILL_IN}: what the exercise is about.", "Twice each number."),
        (
            f"    # {FILL_IN}: fixed cases first, then random ones, with sizes that all differ.\n",
            "",
        ),
        (f"{FILL_IN}: what the case is", "three numbers"),
        ("fill-in-several-lines", "two-added"),
        (f"{FILL_IN}: what to look at, then why.", "Look at 3: twice 3 is 6."),
        (
            f'raise NotImplementedError("{FILL_IN}: a wrong version of several lines")',
            "two = 2.0\n    return x + two",
        ),
        ("fill-in-one-line", "halved"),
        (f"            # {FILL_IN}: a wrong version of one line.\n", ""),
        ("lambda x: None", "lambda x: x / 2"),
        (
            f"        # {FILL_IN}: five mistakes at least, each told from the others by the "
            "questions.\n",
            more,
        ),
        (f"{FILL_IN}: a nudge.", "What is twice 3?"),
        (f"{FILL_IN}: a bigger one.", "Multiply by a number."),
        (f"{FILL_IN}: nearly there.", "The number is 2."),
        (f"{FILL_IN}: why the lesson writes it so.", "NumPy does it for every element."),
    )
    fill(
        clone / NOTEBOOK,
        summary,
        shape,
        result,
        (f'raise NotImplementedError(\\"{FILL_IN}: `twice` in the notebook\\")', "return 2 * x"),
        (f"{FILL_IN}: what the learner is to write, and what for.", "Give twice each number."),
    )
    fill(
        clone / "tests/lessons/test_twice.py",
        ("RIGHT = ()", "RIGHT = (lambda x: x + x, lambda numbers: [2.0 * n for n in numbers])"),
    )


def test_it_is_red_until_it_is_filled_in_and_then_green(clone):
    done = course(clone, "new-exercise", LESSON, "twice")
    assert done.exit_code == 0, done.output
    assert_in_style(clone)

    passed, printed = pytest_there(clone, GENERAL, "-k", "twice")
    assert not passed
    assert f"NotImplementedError: {FILL_IN}: `twice` in reference.py" in printed
    assert f"{FILL_IN}: five mistakes at least" in printed
    for test in (
        "test_the_reference_passes[twice-1958]",
        "test_every_mistake_is_rejected_under_its_own_name[1958-twice-fill-in-one-line-0]",
        "test_it_is_declared_in_full[twice]",
        "test_nothing_of_it_is_left_to_fill_in[twice]",
    ):
        assert f"FAILED {GENERAL}::{test}" in printed
    passed, printed = pytest_there(clone, "tests/lessons/test_twice.py")
    assert not passed
    assert f"{FILL_IN}: in RIGHT" in printed
    passed, printed = pytest_there(clone, "tests/test_notebooks.py", "-k", QUICK)
    assert not passed
    failed = re.findall(r"^FAILED tests/test_notebooks.py::(\S+)", printed, re.MULTILINE)
    assert failed == [f"test_nothing_is_left_to_fill_in[{LESSON}]"]
    assert f"{FILL_IN}: what the learner is to write" in printed

    fill_in_twice(clone)
    assert not any(FILL_IN in p.read_text() for p in (clone / "notebooks").rglob("*.ipynb"))
    passed, printed = pytest_there(
        clone, GENERAL, "tests/lessons/test_twice.py", "-k", "twice or fill_in"
    )
    assert passed, printed
    passed, printed = pytest_there(
        clone, "tests/test_notebooks.py", "tests/test_architecture.py", "-k", QUICK
    )
    assert passed, printed


def test_a_half_filled_one_stays_red(clone):
    """Whoever leaves a hint or the text of the notebook is told."""
    course(clone, "new-exercise", LESSON, "twice")
    fill_in_twice(clone)
    hint = ('"The number is 2."', f'"{FILL_IN}: nearly there."')
    fill(clone / "course_utils/lessons/forward_propagation/twice.py", hint)
    passed, printed = pytest_there(clone, GENERAL, "-k", "twice")
    assert not passed
    assert printed.count("\nFAILED") == 1
    assert f"{FILL_IN}: nearly there." in printed


def test_the_cells_stand_after_the_last_exercise(clone):
    before = cells(clone)
    course(clone, "new-exercise", "forward_propagation", "add_up", "--signature", "x, y")
    after = cells(clone)
    ids = [cell.id for cell in after]
    where = ids.index("check-count_parameters") + 1
    assert ids[where : where + 3] == ["exercise-add-up", "add_up", "check-add_up"]
    assert after[:where] + after[where + 3 :] == before
    text, solution, check = after[where : where + 3]
    assert text.source.startswith("### Exercise 5: `add_up` (10 points)\n")
    assert solution.source.startswith("def add_up(x, y):\n")
    assert check.source == "check(add_up)"
    alike = {cell.id: cell.metadata for cell in before}
    for cell, model in ((solution, "forward"), (check, "check-forward")):
        expected = {**alike[model].nbgrader, "grade_id": cell.id}
        assert cell.metadata == {"nbgrader": expected}


def test_only_five_files_change(clone):
    before = everything(clone)
    course(clone, "new-exercise", LESSON, "twice")
    after = everything(clone)
    changed = {str(p.relative_to(clone)) for p in after if after[p] != before.get(p)}
    assert changed == {
        "course_utils/lessons/forward_propagation/twice.py",
        "course_utils/lessons/forward_propagation/reference.py",
        LESSONS,
        NOTEBOOK,
        "tests/lessons/test_twice.py",
    }
    old = (REPOSITORY / LESSONS).read_text()
    last = '"count_parameters"),'
    assert (clone / LESSONS).read_text() == old.replace(last, '"count_parameters", "twice"),')


def test_every_lesson_takes_several_more_in_style(clone):
    folders = [lesson.folder for lesson in Listing((clone / LESSONS).read_text()).lessons]
    signatures = ("", "x", "X, y, weights_of_units, b", "x")
    for k, folder in enumerate(folders):
        before = names_of(clone, folder)
        for number, signature in enumerate(signatures):
            name = f"one_with_the_longest_name_that_is_ok_{k}_{number}"
            assert len(name) == LONGEST_NAME
            done = course(clone, "new-exercise", folder, name, "--signature", signature)
            assert done.exit_code == 0, done.output
            assert names_of(clone, folder) == (*before, name)
            before = (*before, name)
    assert_in_style(clone)


@pytest.mark.parametrize(
    ("points", "worth", "words"), [("1", 1, "1 point"), ("2.5", 2.5, "2.5 points")]
)
def test_points_are_stated_everywhere(clone, points, worth, words):
    course(clone, "new-exercise", LESSON, "twice", "--points", points)
    by_id = {cell.id: cell for cell in cells(clone)}
    assert by_id["check-twice"].metadata.nbgrader.points == worth
    assert f"`twice` ({words})" in by_id["exercise-twice"].source
    declared = (clone / "course_utils/lessons/forward_propagation/twice.py").read_text()
    assert f"    points={points},\n" in declared


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("02_forward_propagatoin", "new"), "the nearest is 02_forward_propagation."),
        (("backprop", "new"), "There is no lesson `backprop`; the nearest is 03_backpropagation."),
        ((LESSON, "sigmoid"), "Lesson 01_logistic_regression has an exercise `sigmoid` already."),
        ((LESSON, "two-words"), "`two-words` is no name in Python"),
        ((LESSON, "2nd"), "`2nd` is no name in Python"),
        ((LESSON, "lambda"), "`lambda` is a keyword of Python"),
        ((LESSON, "match"), "`match` is a keyword of Python"),
        ((LESSON, "sum"), "`sum` has a meaning of its own already"),
        ((LESSON, "check"), "`check` has a meaning of its own already"),
        ((LESSON, "reference"), "`reference` has a meaning of its own already"),
        ((LESSON, "Twice"), "`Twice` should be of small letters"),
        ((LESSON, "größe"), "`größe` should be of small letters"),
        ((LESSON, "a" * 41), "is longer than 40 letters"),
        ((LESSON, "pairwise"), "reference.py has a `pairwise` already"),
        (("03_backpropagation", "bug_hunt"), "bug_hunt.py already; choose another name"),
        ((LESSON, "backpropagation"), "There is tests/lessons/test_backpropagation.py already"),
        ((LESSON, "explorer"), "has a cell `explorer` already"),
        ((LESSON, "new", "--points", "0"), "can't be worth 0 points"),
        ((LESSON, "new", "--points", "nan"), "can't be worth nan points"),
        ((LESSON, "new", "--signature", "x, x"), '"x, x" is no signature'),
        ((LESSON, "new", "--signature", "x y"), '"x y" is no signature'),
        ((LESSON, "new", "--signature", "*x"), '"*x" is no signature'),
        ((LESSON, "new", "--signature", "x, if"), '"x, if" is no signature'),
        ((LESSON, "new", "--signature", ", ".join(f"x_{k}" for k in range(30))), "is too long"),
    ],
)
def test_bad_input_is_met_with_a_sentence(untouched, arguments, sentence):
    assert_refused(untouched, ("new-exercise", *arguments), sentence)


@pytest.mark.parametrize(
    "place", [LESSONS, NOTEBOOK, "course_utils/lessons/forward_propagation/reference.py"]
)
def test_what_is_no_complete_clone_is_refused(clone, place):
    (clone / place).unlink()
    sentence = f"{clone} is not a complete clone of the course: it has no {place}."
    assert_refused(clone, ("new-exercise", LESSON, "new"), sentence)


def test_an_empty_folder_is_refused(tmp_path):
    sentence = "is not a complete clone of the course: it has no pyproject.toml."
    assert_refused(tmp_path, ("new-exercise", LESSON, "new"), sentence)


@pytest.mark.parametrize(
    ("place", "text", "sentence"),
    [
        (LESSONS, "LESSONS = (", "`LESSONS` in course_utils/lessons/__init__.py is not written as"),
        (LESSONS, "LESSONS = tuple()", "is not written as this command knows"),
        (LESSONS, "LESSONS = (Lesson('02_a', 'A', NAMES),)", "is not written as this command"),
        (LESSONS, "LESSONS = (Lesson('02_a', 'A'),)", "is not written as this command"),
        (LESSONS, "LESSONS = (Lesson('02_a', 'A', [1]),)", "is not written as this command"),
        (NOTEBOOK, "{}", f"{NOTEBOOK} is not a valid notebook"),
        (NOTEBOOK, '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "no cell"),
        ("course_utils/lessons/forward_propagation/reference.py", "def", "is not valid Python"),
    ],
)
def test_what_is_broken_is_named(clone, place, text, sentence):
    (clone / place).write_text(text)
    assert_refused(clone, ("new-exercise", LESSON, "new"), sentence)


def test_what_is_not_utf_8_is_named(clone):
    (clone / LESSONS).write_bytes(b'"\xff"')
    assert_refused(clone, ("new-exercise", LESSON, "new"), "is not UTF-8")


def test_all_is_written_or_nothing(clone):
    """A folder that can't be made stops it midway, and what was written is taken back."""
    before = everything(clone)
    (clone / "file").write_text("")
    changes = {LESSONS: "changed", "new/folder/a": "new", "file/below": "impossible"}
    with pytest.raises(TroubleError, match="could not be used"):
        Clone(clone).write(changes)
    (clone / "file").unlink()
    assert everything(clone) == before
    assert not (clone / "new").exists()


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "notebooks").glob("*/*.ipynb")), ids=lambda path: path.stem
)
def test_reading_and_writing_a_notebook_changes_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert written(parsed(text, path.name)) == text


LISTS = {
    "in one line": (
        'LESSONS = (\n    Lesson("00_a", "A", ("b",)),\n)\n',
        'LESSONS = (\n    Lesson("00_a", "A", ("b", "c")),\n)\n',
    ),
    "without exercises": (
        'LESSONS = (\n    Lesson("00_a", "A", ()),\n)\n',
        'LESSONS = (\n    Lesson("00_a", "A", ("c",)),\n)\n',
    ),
    "with comments": (
        'LESSONS = (  # all\n    Lesson(\n        "00_a",\n        "Ä",  # a title\n        (\n'
        '            "b",  # the last\n            # none after it\n        ),\n    ),\n)\n',
        'LESSONS = (  # all\n    Lesson(\n        "00_a",\n        "Ä",  # a title\n        (\n'
        '            "b",  # the last\n            # none after it\n            "c",\n        ),\n'
        "    ),\n)\n",
    ),
    "annotated, with letters of two bytes before it": (
        'LESSONS: tuple[Lesson, ...] = (\n    Lesson("00_a", "Größe", ("b",)),  # ö\n)\n',
        'LESSONS: tuple[Lesson, ...] = (\n    Lesson("00_a", "Größe", ("b", "c")),  # ö\n)\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_the_list_is_edited_in_its_place(before, after):
    assert Listing(before).with_exercise("00_a", "c") == after


def test_a_name_that_no_longer_fits_spreads_the_list_as_ruff_does():
    names = tuple(f"name_of_an_exercise_{k}" for k in range(4))
    row = ", ".join(f'"{name}"' for name in names[:3])
    before = f'LESSONS = (\n    Lesson("00_a", "A", ({row})),\n)\n'
    after = Listing(before).with_exercise("00_a", names[3])
    lines = "".join(f'            "{name}",\n' for name in names)
    spread = f"        (\n{lines}        ),\n"
    assert after == f'LESSONS = (\n    Lesson(\n        "00_a",\n        "A",\n{spread}    ),\n)\n'


def test_a_list_that_would_come_out_wrong_is_left_alone():
    """The last line of the tuple holds more than its end."""
    text = 'LESSONS = (\n    Lesson("00_a", "A", (\n        "b", "d")),\n)\n'
    with pytest.raises(TroubleError, match="not written as"):
        Listing(text).with_exercise("00_a", "c")


def test_the_marker_is_the_one_that_tests_look_for():
    assert scaffold.FILL_IN == "FILL IN"
