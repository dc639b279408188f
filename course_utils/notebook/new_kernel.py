"""An extension of a learner's kernel: it helps from the start, and not only after the imports.

The course's kernelspec loads it, so a check in a new kernel is met by a card, too.
"""

from typing import Any

from course_utils.notebook import learner
from course_utils.notebook.grading_mode import grading_mode
from course_utils.notebook.place import keep_place, lesson_here


def load_ipython_extension(shell: Any) -> None:
    """Set up a kernel that has just started."""
    learner.attach()
    if lesson_here() and grading_mode() is None:
        shell.events.register("pre_run_cell", lambda info: keep_place(info.cell_id or ""))
