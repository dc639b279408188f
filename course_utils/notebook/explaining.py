"""The model answer to a question that is answered in words, for who has written one."""

import json
import os
import re
from pathlib import Path
from typing import Any

from course_utils.notebook.cards import Card
from course_utils.notebook.place import lesson_here
from course_utils.notebook.progress import kept_progress
from course_utils.notebook.source import UNANSWERED, text, written_questions
from course_utils.trouble import TroubleError


def question_number(asked: Any) -> int | None:
    """Take the number out of "Question 1"; None where it is about something else."""
    found = (
        re.fullmatch(r"\s*question\s*(\d{1,3})\s*", asked, re.I) if isinstance(asked, str) else None
    )
    return int(found[1]) if found else None


def model_answer(number: int) -> Card:
    """Give the model answer to a question of the lesson that is open.

    Parameters
    ----------
    number : int
        As in "Question 1".
    """
    lesson = lesson_here()
    try:
        questions = written_questions(lesson) if lesson else ()
    except TroubleError as trouble:
        return Card("The course's fault, not yours", str(trouble))
    if not 1 <= number <= len(questions):
        there = f"has the questions 1 to {len(questions)}" if questions else "has no such questions"
        return Card("Which question?", f"This notebook {there} to answer in words.")
    question = questions[number - 1]
    if not (_is_answered(question.cell, lesson) or kept_progress().record(question.cell).offered):
        kept_progress().solution_offered(question.cell)
        return Card(
            f"Question {number}: no answer of yours is saved yet",
            "Write yours first: you see much better then what is missing in it. Save the notebook "
            "with Ctrl + S, and run this again.\nTo see the model answer all the same, run "
            f'`solution("Question {number}")` once more.',
        )
    title = f"Question {number}: a model answer"
    advice = "Yours may use other words. Look for each of its points in what you wrote."
    return Card(
        title,
        f"{question.model_answer}\n\n{advice}",
        markdown=f"**{title}**\n\n{question.model_answer}\n\n*{advice}*",
    )


def _is_answered(cell_id: str, lesson: str) -> bool:
    """Tell whether the notebook, as it was saved last, has an answer in the cell."""
    name = Path(os.environ.get("JPY_SESSION_NAME", "")).name or f"{lesson}.ipynb"
    for path in dict.fromkeys((Path(name), Path(f"{lesson}.ipynb"))):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found = [text(cell) for cell in cells if _answers(cell, cell_id)]
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
        if found:
            return any(answer.strip() not in ("", UNANSWERED) for answer in found)
    return False


def _answers(cell: dict[str, Any], cell_id: str) -> bool:
    given = cell.get("metadata", {}).get("nbgrader", {})
    return cell_id in (cell.get("id"), given.get("grade_id"))
