"""The rules that hold the house together."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "course_utils"

MAY_IMPORT = {
    "reference": {"data"},
    "data": set(),
    "bug_hunt": set(),
    "checking": set(),
    "exercises": {"reference", "data", "bug_hunt", "checking"},
    "visuals": {"reference", "data"},
    "kernels": {"trouble"},
    "graded": {"checking"},
    "grading": {"checking", "exercises", "kernels", "trouble"},
}


def imported_parts(path: Path) -> set[str]:
    """Give the parts of course_utils that a file imports, anywhere in it."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "course_utils":
            names = [f"course_utils.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        parts |= {name.split(".")[1] for name in names if name.startswith("course_utils.")}
    return parts


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_run_one_way(part):
    folder = PACKAGE / part
    files = list(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{part}.py"]
    assert files
    for path in files:
        assert imported_parts(path) <= MAY_IMPORT[part] | {part}, path


def test_visuals_reach_the_reference_only_inside_functions():
    for path in (PACKAGE / "visuals").rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith("course_utils.reference"), path


HEAVY = ("tensorflow", "keras", "matplotlib", "ipywidgets", "sklearn", "IPython", "nbgrader")


@pytest.mark.parametrize(
    "statement",
    [
        "import course_utils",
        "from course_utils import check, hint, solution, progress, when_written",
        "import course_utils.cli",
        "import course_utils.data, course_utils.visuals.logistic_regression",
        "import course_utils.visuals.monitor, course_utils.visuals.regions",
    ],
)
def test_import_leaves_heavy_packages_alone(statement):
    code = f"{statement}\nimport sys\nprint([m for m in {HEAVY} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error():
    import course_utils

    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        course_utils.chek  # noqa: B018
    assert "check" in dir(course_utils)
