"""What a lesson's notebook gives: the stub of an exercise, and the questions to answer in words.

The notebooks are the source of both; nothing of them is written down a second time.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from course_utils.lessons import all_exercises
from course_utils.places import REPOSITORY
from course_utils.trouble import TroubleError

_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION[^\n]*\n"
    r"(?P<solution>.*?)\n?[ \t]*### END SOLUTION[^\n]*",
    re.DOTALL | re.MULTILINE,
)
UNANSWERED = "YOUR ANSWER HERE"
"""What nbgrader puts in the place of a model answer."""


@dataclass(frozen=True)
class WrittenQuestion:
    """A question that is answered in words."""

    cell: str
    """The id of the cell for the answer, which is nbgrader's, too."""

    model_answer: str
    """As the lesson gives it, with what a good one must contain. Markdown."""


def stub(name: str) -> str:
    """Give an exercise as the lesson gives it out."""
    cells = lesson_cells(all_exercises().lesson(name).folder)
    source = next((text(cell) for cell in cells if cell.get("id") == name), "")
    return _SOLUTION.sub(
        r"\g<indent># YOUR CODE HERE\n\g<indent>raise NotImplementedError()", source
    )


def written_questions(folder: str) -> tuple[WrittenQuestion, ...]:
    """Give the questions of a lesson that are answered in words, in order: Question 1 is first."""
    found = []
    for cell in lesson_cells(folder):
        if cell["cell_type"] == "markdown" and _given(cell).get("grade"):
            model = _SOLUTION.search(text(cell))
            found.append(
                WrittenQuestion(_given(cell)["grade_id"], model["solution"] if model else "")
            )
    return tuple(found)


def _given(cell: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = cell.get("metadata", {}).get("nbgrader", {})
    return given


def text(cell: dict[str, Any]) -> str:
    """Give a cell's source, which a notebook's file may hold in lines."""
    return "".join(cell["source"])


@cache
def lesson_cells(folder: str) -> list[dict[str, Any]]:
    """Read the cells of a lesson as its author wrote them.

    Raises
    ------
    TroubleError
        If the notebook is not there, or damaged.
    """
    path = REPOSITORY / "notebooks" / folder / f"{folder}.ipynb"
    try:
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise TroubleError(
            f"The lesson's own notebook {path} can't be read ({type(error).__name__}). Bring it "
            "back from a complete clone of the course."
        ) from error
    return cells
