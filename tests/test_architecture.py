"""The rules that hold the house together."""

import ast
import os
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from course_utils.kernels.outside.walls import SHOWN
from course_utils.lessons import LESSONS, Catalogue, Lesson, all_exercises
from course_utils.places import PACKAGE
from tests.processes import complete

# In one process with the test that puts new files into the package for a moment.
pytestmark = pytest.mark.xdist_group("sandbox")

EVERYONE = {"places", "trouble"}
MAY_IMPORT = {
    "places": set(),
    "trouble": set(),
    "data": set(),
    "visuals": {"data", "lessons"},
    "answering": set(),
    "judging": {"answering"},
    "lessons": {"answering", "judging", "data"},
    "mending": {"answering", "judging"},
    "notebook": {"answering", "judging", "lessons", "mending", "visuals"},
    "kernels": set(),
    "grading": {"answering", "judging", "lessons", "notebook", "kernels"},
    "cli": {"answering", "judging", "lessons", "notebook", "kernels", "grading", "data"},
}


def modules() -> dict[str, Path]:
    """Give every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(path: Path, outermost_only: bool = False) -> set[str]:
    """Give the modules of course_utils that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text())
    names = set()
    for node in tree.body if outermost_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in MODULES else node.module for name in inside}
    return {name for name in names if name in MODULES and name != "course_utils"}


def part(name: str) -> str:
    return name.split(".")[1]


def said(code: str, **options) -> str:
    """Give what a new Python prints."""
    done = complete(sys.executable, "-c", code, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_part_of_the_package_has_a_rule():
    parts = {part(name) for name in MODULES if name != "course_utils"}
    assert parts == set(MAY_IMPORT)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "course_utils"])
def test_imports_run_one_way(name):
    allowed = MAY_IMPORT[part(name)] | EVERYONE | {part(name)}
    assert {part(other) for other in imported(MODULES[name])} <= allowed


def test_no_imports_run_in_a_circle():
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(circle.args[1]))


def shown(name: str) -> bool:
    """Tell whether a module is to be seen inside the sandbox."""
    here = MODULES[name].relative_to(PACKAGE)
    return any(here == Path(entry) or Path(entry) in here.parents for entry in SHOWN)


def test_what_the_sandbox_shows_is_there():
    for entry in SHOWN:
        assert (PACKAGE / entry).exists(), entry


@pytest.mark.parametrize("name", [name for name in MODULES if shown(name)])
def test_what_the_sandbox_shows_needs_nothing_that_it_hides(name):
    # Figures reach a reference inside the functions that draw, which are not run while grading.
    reached = imported(MODULES[name], outermost_only=part(f"{name}.") == "visuals")
    assert [other for other in reached if not shown(other)] == []


def test_nothing_that_knows_an_answer_is_shown():
    hidden = ("judging", "lessons", "grading", "cli", "notebook.checking", "kernels.outside")
    for name in MODULES:
        if name.startswith(tuple(f"course_utils.{part}" for part in hidden)):
            assert not shown(name), name


def test_the_graded_edge_loads_nothing_that_judges(tmp_path):
    questions = tmp_path / "questions"
    questions.write_text("{}")
    code = "from course_utils import check\nimport sys\nprint(*sys.modules)"
    environment = {**os.environ, "COURSE_QUESTIONS": str(questions)}
    loaded = [name for name in said(code, env=environment).split() if name in MODULES]
    assert "course_utils.notebook.graded" in loaded
    assert [name for name in loaded if not shown(name)] == []


def test_visuals_reach_only_the_textbook_and_only_inside_functions():
    for name, path in MODULES.items():
        if name.startswith("course_utils.visuals"):
            assert not any(part(i) == "lessons" for i in imported(path, outermost_only=True)), path
            for other in imported(path):
                if part(other) == "lessons":
                    assert other.endswith((".reference", ".mini_batches")), (path, other)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_a_file_an_exercise(lesson):
    folder = PACKAGE / "lessons" / lesson.module
    declaring = {p.stem for p in folder.glob("*.py") if "\nEXERCISE = " in p.read_text()}
    assert declaring == set(lesson.names)


def test_no_lesson_is_loaded_before_it_is_asked_for():
    code = "from course_utils import check\nimport sys\nprint(*sys.modules)"
    loaded = {name for name in said(code).split() if name.startswith("course_utils.")}
    assert not {name for name in loaded if part(name) == "judging"}
    assert not {name for name in loaded if name.startswith("course_utils.lessons.")}


def test_a_broken_lesson_is_named_and_leaves_the_others_working(workspace, monkeypatch):
    from course_utils import check, hint, progress
    from course_utils.notebook import checking, helping

    broken = Catalogue((*LESSONS, Lesson("99_nowhere", "Nowhere", ("nothing",))))
    for module in (checking, helping):
        monkeypatch.setattr(module, "all_exercises", lambda: broken)
    verdict = check(lambda x: x, exercise="nothing")
    assert not verdict.passed
    assert "lesson 99_nowhere" in verdict.message
    assert "not yours" in verdict.message
    assert "lesson 99_nowhere" in hint("nothing").message
    assert check(lambda x: x * x, exercise="square").passed
    assert "square" in str(progress())


HEAVY = ("tensorflow", "keras", "matplotlib", "ipywidgets", "sklearn", "IPython", "nbgrader")


@pytest.mark.parametrize(
    "statement",
    [
        "import course_utils",
        "from course_utils import check, guess, hint, solution, progress, when_written",
        "import course_utils.cli.app",
        "import course_utils.data, course_utils.visuals.logistic_regression",
        "import course_utils.visuals.monitor, course_utils.visuals.regions",
        "import course_utils.visuals.controls, course_utils.lessons.welcome.guesses",
    ],
)
def test_import_leaves_heavy_packages_alone(statement):
    code = f"{statement}\nimport sys\nprint([m for m in {HEAVY} if m in sys.modules])"
    assert said(code).strip() == "[]"


def test_an_unknown_name_is_an_attribute_error():
    import course_utils

    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        course_utils.chek  # noqa: B018
    assert "check" in dir(course_utils)


def test_the_names_of_exercises_are_unique():
    assert len(all_exercises()) == sum(len(lesson.names) for lesson in LESSONS)
