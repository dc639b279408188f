"""How long the lessons take headless: each as a whole, and its slowest cell."""

import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

from benchmarks.timing import line
from course_utils.lessons import LESSONS

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def main() -> None:
    """Run every lesson with its solutions, and print the times."""
    print(
        "Lessons headless (claim: no lesson over 180 s, no cell over 20 s without a progress bar)"
    )
    for lesson in LESSONS:
        notebook = nbformat.read(NOTEBOOKS / lesson.folder / f"{lesson.folder}.ipynb", 4)
        began = time.perf_counter()
        with TemporaryDirectory() as folder:
            NotebookClient(notebook, resources={"metadata": {"path": folder}}).execute()
        seconds = time.perf_counter() - began
        slowest, cell = max(
            (_seconds(cell), cell.id) for cell in notebook.cells if cell.cell_type == "code"
        )
        line(lesson.folder, f"{seconds:.0f} s", f"slowest cell: {cell}, {slowest:.1f} s")


def _seconds(cell) -> float:
    times = cell.metadata["execution"]  # as Jupyter's messages carry them
    began, ended = times["iopub.execute_input"], times["shell.execute_reply"]
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()
