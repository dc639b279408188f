"""What a learner waits for: a lesson's first cell, and a check that passes."""

import os
import tempfile
from pathlib import Path

from benchmarks.timing import line, seconds, setup_cells, statements


def main() -> None:
    """Print the times of setup cells against NumPy's import, and of checks against 20 ms."""
    print("A lesson's setup cell, in a fresh Python (claim: at most 1.3 times NumPy)")
    cells = setup_cells()
    times = statements(9, numpy="import numpy", package="import course_utils", **cells)
    line("import numpy", f"{1000 * times['numpy']:.0f} ms")
    for name in ("package", *cells):
        what = "import course_utils" if name == "package" else name
        line(
            what, f"{1000 * times[name]:.0f} ms", f"{times[name] / times['numpy']:.2f} times NumPy"
        )

    from course_utils import check
    from course_utils.lessons import LESSONS

    print("A check that passes, with its card drawn (claim for lesson 1: at most 20 ms)")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, ".course").mkdir()
        os.chdir(folder)
        for lesson in LESSONS:
            for exercise in lesson.exercises:

                def passing(exercise=exercise):
                    verdict = check(exercise.reference, exercise=exercise.name)
                    assert verdict.passed
                    return verdict._repr_mimebundle_()

                taken = seconds(passing)
                line(
                    f"{lesson.folder[:2]} {exercise.name}",
                    f"{1000 * taken:.1f} ms",
                    f"{taken / 0.020:.2f} of the 20 ms",
                )
        os.chdir("/")
