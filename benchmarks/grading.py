"""Grading a class: `course grade` against nbgrader's own autograde, and how its cost grows."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat.v4 import new_notebook

from benchmarks.timing import line

REPOSITORY = Path(__file__).resolve().parent.parent
BINARIES = Path(sys.executable).parent


def main() -> None:
    """Print throughput as ratios, the cost by the size of the class, and the scaling."""
    print("Grading right submissions (claim: lesson 4 at least 10 times as fast, lesson 1 5 times)")
    _against_nbgrader("04_tensorflow_three_steps", stock=2, ours=40)
    _against_nbgrader("01_logistic_regression", stock=3, ours=30)
    print("Cost by the size of the class, lesson 0, start included (claim: flat)")
    for count in (10, 100, 300):
        seconds = _course_grade("00_welcome", count)
        line(f"{count} submissions", f"{1000 * seconds / count:.0f} ms each")
    print("Scaling over workers, with waits in place of work (claim: near the number of workers)")
    _scaling()


def _against_nbgrader(lesson: str, stock: int, ours: int) -> None:
    """Compare. nbgrader takes one after the other, so two or three tell its rate."""
    theirs = _autograde(lesson, stock) / stock
    line(f"{lesson}, nbgrader autograde, {stock} submissions", f"{theirs:.1f} s each")
    seconds = _course_grade(lesson, ours) / ours
    line(
        f"{lesson}, course grade, {ours} submissions",
        f"{seconds:.2f} s each",
        f"{theirs / seconds:.1f} times the throughput",
    )


def _autograde(lesson: str, count: int) -> float:
    """Time nbgrader as it comes, on a course that it knows nothing else of."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "notebooks" / lesson, root / "source" / lesson)
        _hand_in(root, root, lesson, count)
        return _timed(root, "nbgrader", "autograde", lesson)


def _course_grade(lesson: str, count: int) -> float:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "notebooks" / lesson, root / "notebooks" / lesson)
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)
        _hand_in(root, root / "instructor", lesson, count)
        return _timed(root, "course", "grade", lesson)


def _hand_in(root: Path, work: Path, lesson: str, count: int) -> None:
    """Release a lesson, and hand it in solved."""
    _timed(root, "nbgrader", "generate_assignment", lesson)
    solved = nbformat.read(work / "release" / lesson / f"{lesson}.ipynb", 4)
    source = nbformat.read(REPOSITORY / "notebooks" / lesson / f"{lesson}.ipynb", 4)
    solutions = {
        cell.id: re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell in solved.cells:
        cell.source = solutions.get(cell.id, cell.source)
    for number in range(count):
        folder = work / "submitted" / f"student{number:03d}" / lesson
        folder.mkdir(parents=True)
        nbformat.write(solved, folder / f"{lesson}.ipynb")


def _timed(root: Path, *command: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [BINARIES / command[0], *command[1:]],
        cwd=root,
        env={**os.environ, "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


class _Register:
    """Stands for an assignment whose submissions only wait."""

    def prepare(self, submission):
        from course_utils.grading.asking import Drawn
        from course_utils.grading.assignment import Work

        return Work({"n": new_notebook()}, {"n": Drawn(0, {})}, {}, "")

    def record(self, submission, work, runs):
        pass


def wait(job: bytes) -> bytes:
    """Stand for running a submission."""
    from course_utils.grading.crossing import pack_runs, unpack_job
    from course_utils.grading.running import Run

    time.sleep(0.5)
    notebooks = unpack_job(job).notebooks
    return pack_runs({name: Run(nbformat.reads(text, 4)) for name, (text, _) in notebooks.items()})


def _scaling() -> None:
    from course_utils.grading import batch, pools
    from course_utils.grading.assignment import Submission

    pools.RUN = f"{__name__}:wait"
    os.environ["PYTHONPATH"] = str(REPOSITORY)
    waiting = [Submission(f"s{k}", Path()) for k in range(24)]
    alone = 0.0
    for count in (1, 2, 4):
        with pools.pool(count=count) as workers:
            batch.grade(_Register(), waiting[:count], workers)  # each imports what it needs
            began = time.perf_counter()
            batch.grade(_Register(), waiting, workers)
            seconds = time.perf_counter() - began
        alone = alone or seconds
        line(f"{count} workers", f"{seconds:.1f} s", f"{alone / seconds:.2f} times as fast as one")
