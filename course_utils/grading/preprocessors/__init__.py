"""nbgrader's preprocessors of the course's own, one a file.

They hand to each other what came of a run among a conversion's resources.
"""

from typing import Any

Resources = dict[str, Any]
"""What nbconvert hands from one preprocessor to the next, by name."""

RUN = "course_run"
"""Where a run and what was earned by it are kept: (`Run`, `Marks`)."""

RECORDED = "course"
"""Where it is kept what is recorded, and the name of the mark in a graded notebook."""

RESTORED = "course_restored"
"""Where the names of cells are kept that were missing, and were put back."""

WITHDRAWN = "course_withdrawn"
"""Where the names of graded cells are kept that the assignment does not have any more."""

ORIGINAL = "course_original"
"""Where the instructor's versions of a notebook are kept, where there are any."""
