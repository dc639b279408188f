"""Submissions that the suite makes up, run and judged as nbgrader runs and judges them."""

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.answering.time_limit import PATIENCE
from course_utils.grading.asking import ask, checked_exercise, new_seed, pack
from course_utils.grading.judging_outside import judge_answers, published
from course_utils.grading.running import Allowance, Run, run
from course_utils.kernels.inside.limits import MB, Limits
from course_utils.kernels.outside import sandbox
from tests.conftest import REPOSITORY

MARK = f"course-red-team-{os.getpid()}-mark"
"""What files and processes of these submissions are called, so that they are found outside."""

IMPORT = "import numpy as np\nfrom course_utils.notebook.graded import check"
SQUARE = "def square(x):\n    return x * x"
SIGMOID = "def sigmoid(z):\n    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))"
WRONG = "def sigmoid(z):\n    return z"
LIMITS = Limits(
    memory=2048 * MB, cpu_seconds=30, processes=128, tmp_size=20 * MB, work_size=20 * MB
)
ALLOWANCE = Allowance(cell_seconds=25, seconds=45, limits=LIMITS)
"""For what comes to its end by itself, on a machine that does other things too."""
IMPATIENT = Allowance(cell_seconds=2, seconds=4, limits=LIMITS)
"""For what never would: an honest notebook takes less than half a second."""
MARGIN = 20.0
"""Seconds to start a kernel and to end it, on a machine that does other things too."""

HONEST_PART = {"square": 1.0, "sigmoid": 0.0}
"""What those earn who wrote `square`, and for `sigmoid` tried something else."""


@dataclass(frozen=True)
class Graded:
    """What came of a submission."""

    scores: dict[str, float]
    messages: dict[str, str]
    run: Run
    seconds: float

    @cached_property
    def shown(self) -> str:
        """All that its cells left behind, as text."""
        return json.dumps([cell.get("outputs", []) for cell in self.run.notebook.cells])

    @cached_property
    def printed(self) -> str:
        """All that it printed."""
        outputs = [output for cell in self.run.notebook.cells for output in cell.get("outputs", [])]
        return "".join(o.text for o in outputs if o.output_type == "stream")

    @cached_property
    def failed(self) -> list[str]:
        """The errors that ended its own cells."""
        cells = [cell for cell in self.run.notebook.cells if not checked_exercise(cell)]
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        return [f"{o.ename}: {o.evalue}" for o in outputs if o.output_type == "error"]


def graded_cell(name):
    """Make the locked cell that checks an exercise."""
    nbgrader = {
        "grade": True,
        "solution": False,
        "locked": True,
        "points": 10,
        "grade_id": f"check-{name}",
        "schema_version": 3,
        "cell_type": "code",
    }
    metadata = nbformat.from_dict({"nbgrader": nbgrader})
    return new_code_cell(f"check({name})", metadata=metadata)


def submission(*cells, checks=("sigmoid",)):
    """Make a notebook of a learner's cells, given as code or as cells, and locked checks."""
    made = [cell if isinstance(cell, dict) else new_code_cell(cell) for cell in (IMPORT, *cells)]
    return new_notebook(cells=[*made, *map(graded_cell, checks)])


def grade(notebook, folder, allowance=ALLOWANCE, check_seconds=None) -> Graded:
    """Grade a submission, and see that it took no longer than it may."""
    asked = ask(notebook, new_seed())
    if check_seconds is not None:
        hasty = {
            name: (replace(exercise, time_limit=check_seconds), questions)
            for name, (exercise, questions) in asked.exercises.items()
        }
        asked = replace(asked, exercises=hasty)
    started = time.monotonic()
    done = run(notebook, folder, pack(asked), True, allowance)
    cells = {checked_exercise(cell): cell for cell in done.notebook.cells}
    verdicts = {
        name: judge_answers(published(cells[name]), *about, done.ended)
        for name, about in asked.exercises.items()
    }
    seconds = time.monotonic() - started
    assert seconds < PATIENCE * allowance.seconds + MARGIN
    outputs = [cell.get("outputs", []) for cell in done.notebook.cells]
    json.dumps(outputs, ensure_ascii=False).encode()  # as it will be written to a file
    return Graded(
        {name: verdict.score for name, verdict in verdicts.items()},
        {name: verdict.message for name, verdict in verdicts.items()},
        done,
        seconds,
    )


@pytest.fixture(scope="session")
def warm():
    """Have the host of sandboxed kernels be ready, so that no attack pays for its start."""
    if sys.platform != "linux":
        pytest.skip("the sandbox is made of Linux's namespaces")
    if sandbox.why_not() is not None:
        pytest.skip(sandbox.why_not())
    with tempfile.TemporaryDirectory() as folder:
        patient = replace(ALLOWANCE, seconds=120)
        assert grade(submission(SIGMOID), Path(folder), patient).scores == {"sigmoid": 1.0}


@pytest.fixture(scope="module")
def unharmed(warm):
    """See afterwards that nothing is left of a module's attacks, and that grading goes on."""
    yield
    assert processes_with(MARK) == []
    for folder in (Path(tempfile.gettempdir()), Path("/dev/shm"), Path.home(), REPOSITORY):
        assert [path for path in folder.iterdir() if MARK in path.name] == []
    assert list((REPOSITORY / "course_utils").rglob(f"*{MARK}*")) == []
    with tempfile.TemporaryDirectory() as folder:
        assert grade(submission(SIGMOID), Path(folder)).scores == {"sigmoid": 1.0}


def processes_with(mark: str) -> list[Path]:
    """Find the processes of the machine whose command line or environment says this."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            texts = [(path / name).read_bytes() for name in ("cmdline", "environ")]
        except OSError:
            continue
        if any(mark.encode() in text for text in texts):
            found.append(path)
    return found


@pytest.fixture
def hand_in(tmp_path, unharmed):
    """Grade a submission that consists of these cells and of locked checks."""

    def graded(*cells, checks=("sigmoid",), folder=tmp_path, **options) -> Graded:
        return grade(submission(*cells, checks=checks), folder, **options)

    return graded


@pytest.fixture
def attack(hand_in):
    """Grade one that solves `square`, is checked, does these cells, and is checked again."""

    def graded(*cells, **options) -> Graded:
        return hand_in(SQUARE, graded_cell("square"), *cells, **options)

    return graded
