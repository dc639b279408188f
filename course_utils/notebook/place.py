"""Where a learner is in the course: the cell they ran last, so that `course learn` opens there."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_utils.lessons import LESSONS
from course_utils.notebook.keeping import KeptFile, learners_file
from course_utils.places import PLACE_FILE


@dataclass(frozen=True)
class Place:
    """A cell of a lesson."""

    lesson: str
    """The lesson's folder."""

    cell: str = ""
    """The cell's id, where it is known."""


def lesson_here() -> str:
    """Give the lesson in whose folder the notebook lies; "" where it lies in none."""
    name = Path.cwd().name
    return name if any(lesson.folder == name for lesson in LESSONS) else ""


def keep_place(cell: str) -> None:
    """Remember the cell that is run, where this is a lesson in a learner's copy of the course."""
    path = learners_file(PLACE_FILE)
    if path is not None and lesson_here():
        _file(path).write(asdict(Place(lesson_here(), cell)), durable=False)


def kept_place(path: Path) -> Place | None:
    """Read where the learner was; None where nobody was anywhere yet."""
    place = _file(path).read(_understood, {})
    return place if place and any(lesson.folder == place.lesson for lesson in LESSONS) else None


def _file(path: Path) -> KeptFile:
    return KeptFile(path, "your place in the course", "open the lesson in the list on the left")


def _understood(kept: Any) -> Place:
    place = Place(str(kept.get("lesson", "")), str(kept.get("cell", "")))
    return place if re.fullmatch(r"[\w-]*", place.cell) else Place(place.lesson)
