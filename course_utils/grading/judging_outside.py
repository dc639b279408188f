"""Judge what a submission's kernel published, in this process, which runs nothing of it."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from course_utils.answering import wire
from course_utils.judging.exercise import Exercise
from course_utils.judging.judge import judge
from course_utils.judging.question import Question
from course_utils.judging.verdict import Verdict
from course_utils.places import ANSWERS_MIME


def judge_cell(
    cell: NotebookNode, exercise: Exercise, questions: Sequence[Question], ended: str = ""
) -> Verdict:
    """Judge the answers that a graded cell published.

    Parameters
    ----------
    cell : NotebookNode
        Its outputs are not trusted.
    exercise : Exercise
        What the cell was to check.
    questions : sequence of Question
        As they were asked in this run.
    ended : str
        Why the run ended early, if it did.

    Returns
    -------
    Verdict
        Worth nothing where there are no answers, or none that can be read.
    """
    document = _published(cell.outputs, exercise.name)
    if document is None:
        why = ended or f"There is no `{exercise.name}` to check: its cell is missing, or failed."
        return Verdict.on(exercise, cause="missing", message=f"It gave no answers. {why}")
    try:
        answers = wire.unpack_answers({k: v for k, v in document.items() if k != "exercise"})
        return judge(exercise, questions, answers)
    # The judge is made for the answers of honest code. What else it may meet was made to break it.
    except Exception as error:  # noqa: BLE001
        logging.getLogger(__name__).warning("answers to %s: %r", exercise.name, error)
        return _unreadable(exercise, error)


def _unreadable(exercise: Exercise, error: Exception) -> Verdict:
    return Verdict.on(
        exercise,
        cause="type",
        message=f"Its answers could not be read ({type(error).__name__}): a check publishes plain "
        "numbers and arrays, and these were something else.",
    )


def _published(outputs: Sequence[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Find the answers to this exercise; the last ones, as the check's own come at its end."""
    found = None
    for output in outputs:
        document = output.get("data", {}).get(ANSWERS_MIME)
        if isinstance(document, Mapping) and document.get("exercise") == name:
            found = document
    return found
