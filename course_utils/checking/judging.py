"""Judge plain answers against the reference: what is wrong first, and which mistake it is.

Nothing here runs a line of the learner's code.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from course_utils.checking import diagnosis
from course_utils.checking.answering import Answer, Answers, Raised
from course_utils.checking.comparing import Fault, find_fault
from course_utils.checking.exercise import Exercise, Question
from course_utils.checking.explaining import (
    called,
    complaint,
    mutated_words,
    none_words,
    raised_words,
    returned_words,
    timeout_words,
)
from course_utils.checking.failing import Failure, Finding
from course_utils.checking.observing import Observed
from course_utils.checking.plain import Foreign
from course_utils.checking.verdict import CAUSES, Verdict

EDGE_SHARE = 0.5
"""What a value is worth that is right on ordinary input and wrong at the edges."""


def judge(exercise: Exercise, questions: Sequence[Question], answers: Answers) -> Verdict:
    """Judge the answers to `questions`.

    Parameters
    ----------
    exercise : Exercise
    questions : sequence of Question
        As they were asked.
    answers : Answers
        Not trusted: plain values that may be anything.

    Returns
    -------
    Verdict
    """
    early = _judge_unasked(exercise, answers)
    if early is not None:
        return early
    with np.errstate(all="ignore"):  # whatever the notebook has set
        return _judge_answers(exercise, questions, _read(exercise, questions, answers))


def _read(exercise: Exercise, questions: Sequence[Question], answers: Answers) -> Answers:
    """Work out the values to compare from what was observed."""
    if exercise.read is None:
        return answers
    pairs = zip(questions, answers.answers, strict=False)
    read = (replace(given, value=_read_one(exercise, question, given)) for question, given in pairs)
    return replace(answers, answers=tuple(read))


def _read_one(exercise: Exercise, question: Question, given: Answer):
    if not isinstance(given.value, Observed):
        return given.value
    try:
        return exercise.read(question, given.value.values)
    # What was observed is not trusted: it may lack what it should hold, or hold anything.
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError):
        return Foreign("something that could not be read")


def _judge_answers(exercise: Exercise, questions: Sequence[Question], answers: Answers) -> Verdict:
    right = [_right_parts(exercise, question) for question in questions]
    findings, notes = _examine(exercise, questions, answers, right)
    if not findings:
        return _passed(exercise, answers, notes)
    first = min(findings, key=lambda f: _rank(f, questions))
    score = _score(exercise, questions, findings, right)
    return Failure(exercise, questions, answers, right, findings, first).verdict(score)


def missing(exercise: Exercise) -> Verdict:
    """Give the verdict on a function that does not exist yet."""
    return Verdict.on(
        exercise,
        cause="missing",
        message=f"There is no `{exercise.name}` yet. Write it, run the cell it stands in, "
        f"then check it. It is called like this: `{exercise.signature}`.",
    )


def _passed(exercise: Exercise, answers: Answers, notes: list[str]) -> Verdict:
    if answers.warned:
        notes = [
            *notes,
            f"Python warned while it ran: {answers.warned[0]}. The answer is right all the same.",
        ]
    return Verdict.on(exercise, passed=True, score=1.0, notes=tuple(notes), printed=answers.printed)


def _judge_unasked(exercise: Exercise, answers: Answers) -> Verdict | None:
    """Judge what can be told without looking at any value."""
    if answers.refused is not None:
        return Verdict.on(
            exercise,
            cause="raised",
            message=f"Your function takes `{answers.refused}`. The lesson calls it as "
            f"`{exercise.signature}`: give it these arguments, in this order.",
        )
    first = answers.answers[0] if answers.answers else Answer(timed_out=True)
    unwritten = first.raised and first.raised.kind == "NotImplementedError"
    if answers.anatomy.empty or (unwritten and _own_error(first.raised, answers)):
        return Verdict.on(
            exercise,
            cause="stub",
            message="The line `raise NotImplementedError()` is still there, and it ends the "
            "function. Delete it, and write your own in its place."
            if unwritten
            else "There is nothing in the function yet.",
            printed=answers.printed,
        )
    if unwritten:
        return Verdict.on(
            exercise,
            cause="raised",
            message=f"It uses `{first.raised.function}`, which is still to be written. "
            f"Write that first, check it, and come back.",
            printed=answers.printed,
        )
    return None


def _own_error(raised: Raised, answers: Answers) -> bool:
    return raised.function in ("", answers.anatomy.name)


def _right_parts(exercise: Exercise, question: Question) -> dict[str, np.ndarray]:
    if exercise.expected is None:
        right = exercise.reference(*question.fresh_arguments())
    else:
        right = exercise.expected(question)
    parts = diagnosis.split(right, exercise)
    return {name: p if isinstance(p, str) else np.asarray(p) for name, p in parts.items()}


def _rank(finding: Finding, questions: Sequence[Question]) -> tuple[int, int, int]:
    ordinary = questions[finding.question].tier == "ordinary"
    return (not ordinary, CAUSES.index(finding.fault.cause), finding.question)


def _score(exercise: Exercise, questions, findings: list[Finding], right: Sequence[dict]) -> float:
    """Average over the returned values what each of them earned."""
    earned = {name: 1.0 for parts in right for name in parts}
    for finding in findings:
        share = 0.0 if questions[finding.question].tier == "ordinary" else EDGE_SHARE
        whole = finding.part is None or not exercise.partial
        for name in earned if whole else (finding.part,):
            earned[name] = min(earned[name], share)
    return sum(earned.values()) / len(earned)


def _examine(exercise, questions, answers: Answers, right) -> tuple[list[Finding], list[str]]:
    """Find all faults in all answers; forgive what is only a courtesy, with a note."""
    findings: list[Finding] = []
    notes: list[str] = []
    for number, question in enumerate(questions):
        if number >= len(answers.answers) or answers.answers[number].timed_out:
            fault = Fault("timeout", timeout_words(exercise))
            findings.append(Finding(fault, number, None))
            break
        given = answers.answers[number]
        faults = list(_faults(exercise, question, given, right[number]))
        if question.tier == "courtesy" and faults:
            notes[:] = [
                f"It does not take {question.name} yet; that costs no points. {question.tip}"
            ]
            continue
        findings += [Finding(fault, number, part) for part, fault in faults]
    return findings, notes


def _faults(exercise: Exercise, question: Question, given: Answer, right):
    if given.raised:
        yield None, Fault("raised", raised_words(given.raised))
        return
    if given.value is None:
        yield None, Fault("none", none_words(exercise))
        return
    parts = diagnosis.split(given.value, exercise)
    if parts is None or parts.keys() != right.keys():
        yield None, Fault("returned", returned_words(exercise, given.value, parts, right))
        return
    for part, expected in right.items():
        fault = find_fault(parts[part], expected, called(part), question, exercise)
        if fault:
            yield part, complaint(exercise, part, parts[part], expected, fault)
    if given.changed:
        yield None, Fault("mutated", mutated_words(exercise, question, given))
