"""How the benchmarks take time: several rounds, the things compared in turn, medians."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def seconds(call: Callable[[], object], rounds: int = 15) -> float:
    """Give the median time of a call, after one that is not counted."""
    call()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def statements(rounds: int, **named: str) -> dict[str, float]:
    """Give the median time of a fresh Python for each statement, run in turn."""
    times: dict[str, list[float]] = {name: [] for name in named}
    for count in range(rounds + 1):
        for name, statement in named.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", statement], check=True, stdout=subprocess.DEVNULL)
            if count:  # the first round fills the disk's cache
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}


def setup_cells() -> dict[str, str]:
    """Give the cell that every lesson begins with, by the lesson's folder."""
    cells = {}
    for path in sorted(NOTEBOOKS.glob("*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cells[path.parent.name] = next(c.source for c in notebook.cells if c.id == "setup")
    return cells


def line(what: str, value: str, beside: str = "") -> None:
    """Print one result."""
    print(f"  {what:<52}{value:>14}   {beside}", flush=True)
