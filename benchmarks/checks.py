"""What a learner waits for: importing the course, and a check that passes."""

import os
import tempfile
from pathlib import Path

from benchmarks.timing import line, seconds, statements


def main() -> None:
    """Print the times of imports against NumPy's, and of checks against 20 ms."""
    print("Importing, in a fresh Python (claim: the package at most 1.3 times NumPy)")
    times = statements(
        15,
        numpy="import numpy",
        package="import course_utils",
        names="from course_utils import check",
    )
    base = times["numpy"]
    line("import numpy", f"{1000 * base:.0f} ms")
    for name, statement in (
        ("package", "import course_utils"),
        ("names", "from course_utils import check"),
    ):
        line(statement, f"{1000 * times[name]:.0f} ms", f"{times[name] / base:.2f} times NumPy")

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
