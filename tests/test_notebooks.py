"""Every lesson is a clean source and runs headless, for the instructor and for the learner."""

import ast
import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils.cli.scaffold import FILL_IN
from course_utils.cli.workspace import lay_out
from course_utils.lessons import LESSONS, all_exercises
from course_utils.places import VERDICT_MIME
from tests.conftest import REPOSITORY
from tests.kernels.conftest import run_warm

SOURCES = sorted((REPOSITORY / "notebooks").glob("*/*.ipynb"))
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
runs_headless = pytest.mark.xdist_group("warm")
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


def source_of(lesson):
    return REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb"


def run_stock(notebook, **options):
    NotebookClient(notebook, startup_timeout=300, **options).execute()


def run(path, folder, how=run_warm):
    """Run a notebook from top to bottom, as JupyterLab's Run All does: an error stops it."""
    notebook = nbformat.read(path, 4)
    resources = {"metadata": {"path": str(folder)}}
    for attempt in (1, 2):  # a kernel that does not come up is started once more
        try:
            how(notebook, timeout=600, resources=resources)
            break
        except RuntimeError:
            if attempt == 2:
                raise
    return notebook


def verdicts(notebook):
    """Give the verdict of every check by its exercise."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            verdict = output.get("data", {}).get(VERDICT_MIME)
            if verdict:
                found[verdict["exercise"]] = verdict
    return found


def assert_ran_well(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", cell.id
            assert output.get("name") != "stderr", (cell.id, output.get("text"))
            text = output.get("data", {}).get("text/plain", "")
            assert "could not finish" not in text, (cell.id, text)


def test_the_folders_are_the_lessons():
    assert [path.stem for path in SOURCES] == [lesson.folder for lesson in LESSONS]
    assert [path.parent.name for path in SOURCES] == [path.stem for path in SOURCES]


@runs_headless
@each_lesson
def test_the_instructors_version_passes_every_check(lesson, tmp_path):
    # A learner's kernel is a stock one in all but its start; those that import no TensorFlow of
    # their own run in both kinds.
    how = run_warm if "keras" in source_of(lesson).read_text() else run_stock
    notebook = run(source_of(lesson), tmp_path, how)
    assert_ran_well(notebook)
    found = verdicts(notebook)
    assert set(found) == {exercise.name for exercise in lesson.exercises}
    assert all(verdict["passed"] and verdict["score"] == 1 for verdict in found.values())


@runs_headless
@each_lesson
def test_the_learners_version_runs_to_the_end_unattempted(lesson, tmp_path):
    lay_out(REPOSITORY / "notebooks", tmp_path)
    folder = tmp_path / lesson.folder
    notebook = run(folder / f"{lesson.folder}.ipynb", folder)
    assert_ran_well(notebook)
    found = verdicts(notebook)
    assert set(found) == {exercise.name for exercise in lesson.exercises}
    assert {verdict["cause"] for verdict in found.values()} == {"stub"}
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


@each_source
def test_it_is_a_clean_source(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-zA-Z0-9_-]*", cell.id), cell.id
        assert not re.fullmatch(r"[0-9a-f]{8}(-.*)?", cell.id), f"{cell.id} is not readable"
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert cell.source == cell.source.strip("\n")


@each_source
def test_nothing_is_left_to_fill_in(path):
    cells = nbformat.read(path, 4).cells
    left = [f"{cell.id}: {line}" for cell in cells for line in cell.source.splitlines()]
    left = [line for line in left if FILL_IN in line]
    assert not left, "\n".join(left)


@each_source
def test_its_metadata_suits_nbgrader(path):
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader")
        if meta is None:
            assert "SOLUTION" not in cell.source, cell.id
            continue
        assert meta.grade_id == cell.id
        if meta.solution:
            assert "### BEGIN SOLUTION" in cell.source
            assert "### END SOLUTION" in cell.source
            assert not meta.locked


@each_lesson
def test_each_exercise_has_a_function_to_write_and_one_locked_line_to_check_it(lesson):
    cells = {cell.id: cell for cell in nbformat.read(source_of(lesson), 4).cells}
    for exercise in lesson.exercises:
        solution, check = cells[exercise.name], cells[f"check-{exercise.name}"]
        assert solution.metadata.nbgrader.solution
        flat = re.sub(r"\s+", " ", solution.source)
        assert f"def {exercise.signature}:" in flat
        assert check.source == f"check({exercise.name})"
        assert check.metadata.nbgrader.grade
        assert check.metadata.nbgrader.locked
        assert check.metadata.nbgrader.points == exercise.points
    graded = [c for c in cells.values() if c.metadata.get("nbgrader", {}).get("grade")]
    for cell in graded:
        if cell.cell_type == "code":
            assert cell.id.removeprefix("check-") in all_exercises()


@each_lesson
def test_the_points_are_stated(lesson):
    notebook = nbformat.read(source_of(lesson), 4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for exercise in lesson.exercises:
        unit = "point" if exercise.points == 1 else "points"
        assert f"`{exercise.name}` ({exercise.points:g} {unit})" in text
    written = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    for number, cell in enumerate(written, 1):
        assert f"**Question {number}** ({cell.metadata.nbgrader.points} points)." in text


@each_source
def test_it_imports_nothing_that_would_give_answers_away(path):
    """What a cell imports is shown in the sandbox; a demo cell may besides play the bug hunt."""
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type != "code":
            continue
        names = re.findall(r"from (course_utils\S*) import|import (course_utils\S*)", cell.source)
        for name in filter(None, (part for pair in names for part in pair)):
            hunt = name == "course_utils.lessons.backpropagation.bug_hunt"
            if not (hunt and "demo" in cell.metadata.get("tags", ())):
                assert name == "course_utils" or name.split(".")[1] in ("data", "visuals"), cell.id


@each_lesson
def test_the_text_of_an_exercise_says_what_is_declared(lesson):
    cells = {cell.id: cell for cell in nbformat.read(source_of(lesson), 4).cells}
    for exercise in lesson.exercises:
        functions = ast.parse(cells[exercise.name].source).body
        written = next(f for f in functions if getattr(f, "name", "") == exercise.name)
        assert ast.get_docstring(written).splitlines()[0] == exercise.summary


@each_lesson
def test_exercises_are_numbered_in_their_order(lesson):
    if lesson.module == "welcome":
        return  # its only exercise has no number
    cells = nbformat.read(source_of(lesson), 4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.findall(r"^#+ Exercise (\d+): `(\w+)`", text, re.MULTILINE)
    assert found == [(str(n), name) for n, name in enumerate(lesson.names, 1)]


@each_lesson
def test_the_functions_that_it_gives_are_declared(lesson):
    cells = nbformat.read(source_of(lesson), 4).cells
    code = [c.source for c in cells if c.cell_type == "code" and c.id not in lesson.names]
    defined = [n.name for c in code for n in ast.parse(c).body if isinstance(n, ast.FunctionDef)]
    assert lesson.gives == tuple(name for name in defined if name in all_exercises())


@each_source
def test_what_only_shows_is_not_run_while_grading(path):
    cells = nbformat.read(path, 4).cells
    for cell in cells:
        shows = re.search(r"\b(show_|explore_)\w+\(", cell.source) and cell.cell_type == "code"
        if shows and "import" not in cell.source:
            assert "demo" in cell.metadata.get("tags", []), cell.id


@each_source
def test_prose_is_plain(path):
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown":
            assert "<img" not in cell.source
            assert "![" not in cell.source
            prose = re.sub(r"\$[^$]*\$|`[^`]*`", "", cell.source)
            assert "!" not in prose, cell.id
            for line in cell.source.splitlines():
                assert len(line) <= 110 or line.startswith("|"), cell.id


@each_lesson
def test_it_begins_and_ends_with_the_ways_on(lesson):
    cells = nbformat.read(source_of(lesson), 4).cells
    number = LESSONS.index(lesson)
    near = [LESSONS[k].folder for k in (number - 1, number + 1) if 0 <= k < len(LESSONS)]
    links = [f"](../{folder}/{folder}.ipynb)" for folder in near]
    for cell in (cells[0], cells[-1]):
        assert all(link in cell.source for link in links), cell.id
    glance = "#The-course-at-a-glance)"
    assert glance in cells[0].source
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert f"](../{LESSONS[0].folder}/{LESSONS[0].folder}.ipynb{glance}" in text or number == 0
    assert "Run All Above Selected Cell" in cells[0].source


@each_lesson
def test_each_part_says_how_long_it_takes(lesson):
    cells = nbformat.read(source_of(lesson), 4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    for part in parts:
        title = part.splitlines()[0]
        short = title in ("Summary", "Next", "The course at a glance")
        assert short or re.match(r"\*About \d+ minutes", part.splitlines()[2]), title


def test_the_course_at_a_glance_names_every_lesson():
    cells = nbformat.read(source_of(LESSONS[0]), 4).cells
    glance = next(cell.source for cell in cells if cell.id == "at-a-glance")
    assert glance.startswith("## The course at a glance\n")
    found = re.findall(r"\[(\d\d) (.*)\]\(\.\./(\w+)/(\w+)\.ipynb\)", glance)
    expected = [
        (lesson.folder[:2], lesson.title, lesson.folder, lesson.folder) for lesson in LESSONS[1:]
    ]
    assert found == expected


def test_nothing_generated_is_in_the_sources():
    for path in (REPOSITORY / "notebooks").rglob("*"):
        assert path.is_dir() or path in SOURCES, path
    for path in SOURCES:
        assert "outputs" in path.read_text()
        json.loads(path.read_text())
