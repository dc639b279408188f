"""What the tests of `course new-exercise` and `course new-lesson` share: a copy to add to."""

import os
import shutil
import subprocess
import sys

from typer.testing import CliRunner

from course_utils.cli.app import app
from tests.conftest import REPOSITORY

QUICK = "not instructors_version and not learners_version"
"""Of tests/test_notebooks.py, those that run no notebook."""


# A test of the sandbox, which may run meanwhile, puts such files into the package for a moment.
NOT_COPIED = shutil.ignore_patterns("__pycache__", f"new_{'[0-9a-f]' * 8}.py")


def copied(folder):
    """Copy what the commands need of the repository."""
    for name in ("benchmarks", "course_utils", "notebooks", "tests"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    return folder


def course(clone, *arguments):
    return CliRunner().invoke(app, [*arguments, "--root", str(clone)])


def python(clone, *arguments):
    """Run Python in the copy, with the copy's package and no other."""
    environment = {**os.environ, "PYTHONPATH": str(clone), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=clone, env=environment, capture_output=True, text=True
    )


def pytest_there(clone, *arguments):
    """Run tests of the copy; say what they printed and whether they passed."""
    place = python(clone, "-c", "import course_utils; print(course_utils.__file__)").stdout
    assert place.strip() == str(clone / "course_utils" / "__init__.py")
    # Hypothesis is in none of them, and takes half a second to load.
    without = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    done = python(clone, "-m", "pytest", "-q", *without, *arguments)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode == 0, done.stdout


def assert_in_style(clone):
    for arguments in (("check",), ("format", "--check")):
        done = python(clone, "-m", "ruff", *arguments, "--no-cache", ".")
        assert done.returncode == 0, done.stdout + done.stderr


def everything(clone):
    """Give every file of the copy with its bytes."""
    return {path: path.read_bytes() for path in sorted(clone.rglob("*")) if path.is_file()}


def assert_refused(clone, arguments, sentence):
    """The command ends with one sentence, and nothing is written."""
    before = everything(clone)
    done = course(clone, *arguments)
    assert done.exit_code == 1, done.output
    assert sentence in done.output
    assert "Traceback" not in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert everything(clone) == before


def fill(path, *replacements):
    """Replace parts of a file, each of which must be there."""
    text = path.read_text()
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text)
