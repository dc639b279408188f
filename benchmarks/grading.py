"""Grading a class: `course grade` against nbgrader's own autograde, and how its cost grows."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from benchmarks.kernels import end_kernel, start_kernel
from benchmarks.timing import line
from course_utils.places import DEMO_TAG

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
    print("Beyond the cells' own time, by one worker (claim: at most 0.5 s a submission)")
    for lesson in ("01_logistic_regression", "04_tensorflow_three_steps"):
        _beyond_the_cells(lesson)
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


def _beyond_the_cells(lesson: str, few: int = 2, more: int = 12) -> None:
    """Compare what one more submission takes with its cells alone in a warm kernel."""
    one_worker = ("--workers", "1")
    began = _course_grade(lesson, few, *one_worker)
    each = (_course_grade(lesson, more, *one_worker) - began) / (more - few)
    own = _cells_alone(lesson)
    line(f"{lesson}, its cells in a warm kernel", f"{own:.2f} s")
    line(f"{lesson}, one more submission", f"{each:.2f} s", f"{each - own:.2f} s beyond its cells")


def _cells_alone(lesson: str, rounds: int = 5) -> float:
    """Give the median time of a solved notebook's cells, without what grading leaves out."""
    cells = [
        cell.source
        for cell in _solved(REPOSITORY / "notebooks" / lesson / f"{lesson}.ipynb").cells
        if cell.cell_type == "code" and DEMO_TAG not in cell.metadata.get("tags", ())
    ]
    times = []
    with TemporaryDirectory() as folder:
        manager, client = start_kernel("warm", cwd=folder)
        for _ in range(rounds):
            manager.restart_kernel(now=True)
            client.wait_for_ready(timeout=120)
            began = time.perf_counter()
            for source in cells:
                client.execute_interactive(source, output_hook=lambda message: None, timeout=300)
            times.append(time.perf_counter() - began)
        end_kernel(manager, client)
    return statistics.median(times)


def _course_grade(lesson: str, count: int, *options: str) -> float:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "notebooks" / lesson, root / "notebooks" / lesson)
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)
        _hand_in(root, root / "instructor", lesson, count)
        return _timed(root, "course", "grade", lesson, *options)


def _hand_in(root: Path, work: Path, lesson: str, count: int) -> None:
    """Release a lesson, and hand it in solved."""
    _timed(root, "nbgrader", "generate_assignment", lesson)
    solved = nbformat.read(work / "release" / lesson / f"{lesson}.ipynb", 4)
    source = _solved(REPOSITORY / "notebooks" / lesson / f"{lesson}.ipynb")
    solutions = {
        cell.id: cell.source
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell in solved.cells:
        cell.source = solutions.get(cell.id, cell.source)
    for number in range(count):
        folder = work / "submitted" / f"student{number:03d}" / lesson
        folder.mkdir(parents=True)
        nbformat.write(solved, folder / f"{lesson}.ipynb")


def _solved(path: Path) -> NotebookNode:
    """Read a lesson's source as somebody would hand it in who solved it."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        cell.source = re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
    return notebook


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

    def recorded_meanwhile(self, submission):
        return False

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
