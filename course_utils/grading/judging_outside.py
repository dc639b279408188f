"""Judge what a submission's kernel published, where nothing of it is run, and within limits.

The judge runs no line of a submission, and computes with its numbers. How long that takes, and how
much memory, is for these numbers to say. So it has a process of its own, a child of the grader's.
"""

import json
import logging
import os
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from nbformat import NotebookNode

from course_utils.answering import wire
from course_utils.grading.asking import Drawn, checked_exercise
from course_utils.grading.children import Bounds, Child, ChildEndedError
from course_utils.grading.running import Run
from course_utils.judging.exercise import Exercise
from course_utils.judging.judge import judge
from course_utils.judging.question import Question
from course_utils.judging.verdict import Verdict
from course_utils.lessons import all_exercises
from course_utils.notebook.cards import GradedVerdict
from course_utils.places import ANSWERS_MIME, MB

BOUNDS = Bounds(seconds=5, patience=60, memory=1024 * MB, reply=8 * MB)
"""What the judge may take for one exercise. An honest answer takes less than half a second."""

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Mark:
    """What an exercise earned."""

    score: float
    """In [0, 1]. It is 0 where judging took more than it may."""

    data: dict[str, Any]
    """The card, in every form that a notebook shows."""


Marks = Mapping[str, Mark]
"""By the exercise's name."""


def mark_exercises(run: Run, drawn: Drawn, names: Container[str] | None = None) -> dict[str, Mark]:
    """Judge what a notebook's checks published.

    Parameters
    ----------
    run : Run
        What came of running the notebook.
    drawn : Drawn
        What it was asked.
    names : container of str, optional
        The exercises to judge; all of those that were asked if not given.

    Returns
    -------
    dict of Mark
        By the exercise's name.
    """
    marks = {}
    for cell in run.notebook.cells:
        name = checked_exercise(cell)
        if name in drawn.exercises and (names is None or name in names):
            exercise, _ = drawn.exercises[name]
            marks[name] = judged(cell, exercise, drawn.seed, run.ended)
    return marks


def judged(
    cell: NotebookNode, exercise: Exercise, seed: int, ended: str = "", bounds: Bounds = BOUNDS
) -> Mark:
    """Have the answers that a graded cell published judged by a process with limits.

    Parameters
    ----------
    cell : NotebookNode
        Its outputs are not trusted.
    exercise : Exercise
        What the cell was to check.
    seed : int
        Draws the questions that were asked in this run.
    ended : str
        Why the run ended early, if it did.
    bounds : Bounds
        What the judge may take.

    Returns
    -------
    Mark
    """
    request = {
        "exercise": exercise.name,
        "seed": seed,
        "answers": published(cell),
        "ended": ended,
    }
    try:
        reply = json.loads(_judge(bounds).call(json.dumps(request).encode("ascii")))
    except ChildEndedError as reason:
        message = f"Its answers could not be judged, as they were made to take too much: {reason}."
        return mark_of(Verdict.on(exercise, cause="type", message=message))
    return Mark(reply["score"], reply["data"])


@cache
def _judge(bounds: Bounds) -> Child:
    return Child(
        "course_utils.grading.judging_outside:judge_request",
        bounds,
        environment={**os.environ, **_ONE_THREAD},
    )


def published(cell: NotebookNode) -> list[str]:
    """Give what a cell published as answers, each as JSON."""
    bundles = (output.get("data", {}) for output in cell.outputs)
    texts = (bundle.get(ANSWERS_MIME) for bundle in bundles)
    return [text for text in texts if isinstance(text, str)]


def judge_request(request: bytes) -> bytes:
    """Answer a request of `judged`, in the judge's own process."""
    asked = json.loads(request)
    exercise = all_exercises()[asked["exercise"]]
    questions = exercise.ask(asked["seed"])
    verdict = judge_answers(asked["answers"], exercise, questions, asked["ended"])
    return json.dumps(asdict(mark_of(verdict))).encode("ascii")


def mark_of(verdict: Verdict) -> Mark:
    """Make a mark of a verdict."""
    score = min(1.0, max(0.0, verdict.score))
    return Mark(score, GradedVerdict.of(verdict)._repr_mimebundle_())


def judge_answers(
    texts: Sequence[str], exercise: Exercise, questions: Sequence[Question], ended: str = ""
) -> Verdict:
    """Judge answers in this process.

    Parameters
    ----------
    texts : sequence of str
        What a graded cell published. Not trusted.
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
    try:
        document = _answers_to(texts, exercise.name)
        if document is None:
            why = (
                ended or f"There is no `{exercise.name}` to check: its cell is missing, or failed."
            )
            return Verdict.on(exercise, cause="missing", message=f"It gave no answers. {why}")
        answers = wire.unpack_answers({k: v for k, v in document.items() if k != "exercise"})
        return judge(exercise, questions, answers)
    except MemoryError:
        raise
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


def _answers_to(texts: Sequence[str], name: str) -> Mapping[str, Any] | None:
    """Find the answers to this exercise; the last ones, as the check's own come at its end."""
    for text in reversed(texts):
        document = json.loads(text)
        if isinstance(document, Mapping) and document.get("exercise") == name:
            return document
    return None
