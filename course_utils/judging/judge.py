"""Judge plain answers against the reference: what is wrong first, and which mistake it is."""

from collections.abc import Sequence

import numpy as np

from course_utils.answering.calling import Answers
from course_utils.answering.plain import kinds, to_plain
from course_utils.judging.diagnosing import DESCRIBED, KNOWN, Diagnose
from course_utils.judging.examining import Examination
from course_utils.judging.exercise import Exercise
from course_utils.judging.question import Question
from course_utils.judging.verdict import Verdict


def judge(
    exercise: Exercise,
    questions: Sequence[Question],
    answers: Answers,
    searches: Sequence[Diagnose] = (),
) -> Verdict:
    """Judge the answers to `questions`.

    Parameters
    ----------
    exercise : Exercise
    questions : sequence of Question
        As they were asked.
    answers : Answers
        Not trusted: plain values that may be anything.
    searches : sequence of callable
        Further diagnoses, asked where nothing that was foreseen applies. They decide no points.

    Returns
    -------
    Verdict
    """
    with np.errstate(all="ignore"):  # whatever the notebook has set
        examination = Examination(exercise, questions, answers)
        for diagnose in (*KNOWN, *searches, *DESCRIBED):
            diagnosis = diagnose(examination)
            if diagnosis is not None:
                return Verdict.on(exercise, printed=answers.printed, **vars(diagnosis))
        return _passed(examination)


def missing(exercise: Exercise) -> Verdict:
    """Give the verdict on a function that does not exist yet."""
    return Verdict.on(
        exercise,
        cause="missing",
        message=f"There is no `{exercise.name}` yet. Write it, run the cell it stands in, "
        f"then check it. It is called like this: `{exercise.signature}`.",
    )


def _passed(examination: Examination) -> Verdict:
    answers = examination.answers
    notes = [*examination.notes, *_lists_for_arrays(examination)]
    if answers.warned:
        notes.append(f"Right all the same, though Python warned: {answers.warned[0]}.")
    return Verdict.on(
        examination.exercise,
        passed=True,
        score=1.0,
        notes=tuple(notes),
        printed=answers.printed,
    )


def _lists_for_arrays(examination: Examination) -> list[str]:
    """Say so where lists stand for the arrays that the lesson's own version returns."""
    got = examination.given[0].kinds
    if not {"list", "tuple"} & set(got):
        return []
    exercise = examination.exercise
    right = exercise.form.right(exercise.reference, examination.questions[0])
    wanted = kinds(right, to_plain(right))
    listed = len(got) == len(wanted) and [
        position
        for position, (mine, theirs) in enumerate(zip(got, wanted, strict=True))
        if mine in ("list", "tuple") and theirs == "ndarray"
    ]
    if not listed:
        return []
    names = exercise.returns if len(exercise.returns) == len(got) else ("",)
    what = f"`{names[listed[0]]}`" if names[0] else "What it returns"
    return [f"{what} is a list. `np.array(…)` makes an array of it, with a `.T` and a `*`."]
