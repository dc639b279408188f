"""Judge plain answers against the reference: what is wrong first, and which mistake it is.

Nothing here runs a line of the learner's code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checking import diagnosis
from course_utils.checking.answering import Answer, Answers, Raised
from course_utils.checking.comparing import Fault, as_array, find_fault
from course_utils.checking.exercise import Exercise, Question
from course_utils.checking.explaining import (
    called,
    mutated_words,
    none_words,
    raised_words,
    returned_words,
    timeout_words,
)
from course_utils.checking.given import Given
from course_utils.checking.plain import copy_plain
from course_utils.checking.verdict import CAUSES, Verdict
from course_utils.checking.words import arguments_text, came_from, describe, named

EDGE_SHARE = 0.5
"""What a value is worth that is right on ordinary input and wrong at the edges."""


@dataclass(frozen=True)
class _Finding:
    """A fault, and where it was found."""

    fault: Fault
    question: int
    part: str | None
    """Which returned value, or None where it concerns the whole answer."""


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
        return _judge_answers(exercise, questions, answers)


def _judge_answers(exercise: Exercise, questions: Sequence[Question], answers: Answers) -> Verdict:
    right = [_right_parts(exercise, question) for question in questions]
    findings, notes = _examine(exercise, questions, answers, right)
    if not findings:
        return _passed(exercise, answers, notes)
    first = min(findings, key=lambda f: _rank(f, questions))
    score = _score(exercise, questions, findings, right)
    return _Failure(exercise, questions, answers, right, findings, first).verdict(score)


def missing(exercise: Exercise) -> Verdict:
    """Give the verdict on a function that does not exist yet."""
    return _verdict(
        exercise,
        cause="missing",
        message=f"There is no `{exercise.name}` yet. Write it, run the cell it stands in, "
        f"then check it. It is called like this: `{exercise.signature}`.",
    )


def _verdict(exercise: Exercise, **fields) -> Verdict:
    fields = {"passed": False, "score": 0.0, **fields}
    return Verdict(
        exercise=exercise.name, signature=exercise.signature, points=exercise.points, **fields
    )


def _passed(exercise: Exercise, answers: Answers, notes: list[str]) -> Verdict:
    if answers.warned:
        notes = [
            *notes,
            f"Python warned while it ran: {answers.warned[0]}. The answer is right all the same.",
        ]
    return _verdict(exercise, passed=True, score=1.0, notes=tuple(notes), printed=answers.printed)


def _judge_unasked(exercise: Exercise, answers: Answers) -> Verdict | None:
    """Judge what can be told without looking at any value."""
    if answers.refused is not None:
        return _verdict(
            exercise,
            cause="raised",
            message=f"Your function takes `{answers.refused}`. The lesson calls it as "
            f"`{exercise.signature}`: give it these arguments, in this order.",
        )
    first = answers.answers[0] if answers.answers else Answer(timed_out=True)
    unwritten = first.raised and first.raised.kind == "NotImplementedError"
    if answers.anatomy.empty or (unwritten and _own_error(first.raised, answers)):
        return _verdict(
            exercise,
            cause="stub",
            message="The line `raise NotImplementedError()` is still there, and it ends the "
            "function. Delete it, and write your own in its place."
            if unwritten
            else "There is nothing in the function yet.",
            printed=answers.printed,
        )
    if unwritten:
        return _verdict(
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
    arguments = [
        argument.function if isinstance(argument, Given) else copy_plain(argument)
        for argument in question.arguments
    ]
    parts = diagnosis.split(exercise.reference(*arguments), exercise)
    return {name: np.asarray(part) for name, part in parts.items()}


def _rank(finding: _Finding, questions: Sequence[Question]) -> tuple[int, int, int]:
    ordinary = questions[finding.question].tier == "ordinary"
    return (not ordinary, CAUSES.index(finding.fault.cause), finding.question)


def _score(exercise: Exercise, questions, findings: list[_Finding], right: Sequence[dict]) -> float:
    """Average over the returned values what each of them earned."""
    earned = {name: 1.0 for parts in right for name in parts}
    for finding in findings:
        share = 0.0 if questions[finding.question].tier == "ordinary" else EDGE_SHARE
        whole = finding.part is None or not exercise.partial
        for name in earned if whole else (finding.part,):
            earned[name] = min(earned[name], share)
    return sum(earned.values()) / len(earned)


def _examine(exercise, questions, answers: Answers, right) -> tuple[list[_Finding], list[str]]:
    """Find all faults in all answers; forgive what is only a courtesy, with a note."""
    findings: list[_Finding] = []
    notes: list[str] = []
    for number, question in enumerate(questions):
        if number >= len(answers.answers) or answers.answers[number].timed_out:
            fault = Fault("timeout", timeout_words(exercise))
            findings.append(_Finding(fault, number, None))
            break
        given = answers.answers[number]
        faults = list(_faults(exercise, question, given, right[number]))
        if question.tier == "courtesy" and faults:
            notes[:] = [
                f"It does not take {question.name} yet; that costs no points. {question.tip}"
            ]
            continue
        findings += [_Finding(fault, number, part) for part, fault in faults]
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
            yield part, fault
    if given.changed:
        yield None, Fault("mutated", mutated_words(exercise, question, given))


@dataclass(frozen=True)
class _Failure:
    """All that is known of a wrong answer, from which its verdict is made."""

    exercise: Exercise
    questions: Sequence[Question]
    answers: Answers
    right: Sequence[dict[str, np.ndarray]]
    findings: list[_Finding]
    first: _Finding

    def verdict(self, score: float) -> Verdict:
        """Put the first cause and the named mistake into words."""
        cause, mistake, message = self._diagnose()
        return _verdict(
            self.exercise,
            score=score,
            cause=cause,
            mistake=mistake,
            message=message,
            evidence=self._evidence(),
            notes=tuple(self._notes()),
            printed=self.answers.printed,
        )

    def _diagnose(self) -> tuple[str, str | None, str]:
        fault = self.first.fault
        order = self._wrong_order()
        mistake = self._mistake()
        if order:
            wanted = ", ".join(self.exercise.returns)
            came = ", ".join(order)
            text = (
                f"The values are right and their order is not: you return `{came}`, the lesson "
                f"wants `{wanted}`."
            )
            return "returned", mistake.name if mistake else None, text
        if mistake:
            cause = "mistake" if fault.cause == "values" else fault.cause
            return cause, mistake.name, mistake.advice
        anatomy = self.answers.anatomy
        if anatomy.ignores and (anatomy.reads or anatomy.unknown) and fault.cause != "mutated":
            read = " and ".join(f"`{name}`" for name in (*anatomy.reads, *anatomy.unknown))
            ignored = ", ".join(f"`{name}`" for name in anatomy.ignores)
            text = (
                f"It uses {read} from the rest of the notebook, and never looks at "
                f"its own {ignored}. A function must work on the arguments that it is given."
            )
            cause = "mistake" if fault.cause == "values" else fault.cause
            return cause, diagnosis.GLOBAL_DATA, text
        relation = self._relation() if fault.cause == "values" else None
        if relation:
            return "scaled", None, f"{self._part_name()} {relation}"
        return fault.cause, None, _sentence(fault.message)

    def _asked(self) -> slice:
        """The questions to compare on: only ordinary ones, where one of these went wrong."""
        if self.questions[self.first.question].tier != "ordinary":
            return slice(len(self.answers.answers))
        tiers = [question.tier for question in self.questions]
        ordinary = next((k for k, t in enumerate(tiers) if t != "ordinary"), len(tiers))
        return slice(min(ordinary, len(self.answers.answers)))

    def _mistake(self):
        asked = self._asked()
        questions, given = self.questions[asked], self.answers.answers[asked]
        if not given:
            return None
        mistake = diagnosis.find_mistake(self.exercise, questions, given)
        if mistake or self.first.part is None or len(self.right[0]) == 1:
            return mistake
        return diagnosis.find_mistake_in_part(
            self.exercise, questions, given, self.right[asked], self.first.part
        )

    def _wrong_order(self) -> tuple[str, ...] | None:
        if self.first.fault.cause in ("raised", "timeout"):
            return None
        asked = self._asked()
        got = [given.value for given in self.answers.answers[asked]]
        return diagnosis.find_order(self.exercise, got, self.right[asked])

    def _relation(self) -> str | None:
        asked, name = self._asked(), self.first.part
        parts = [diagnosis.split(a.value, self.exercise) for a in self.answers.answers[asked]]
        if any(p is None or name not in p for p in parts):
            return None
        cases = [
            (question, got[name], right[name])
            for question, got, right in zip(
                self.questions[asked], parts, self.right[asked], strict=True
            )
            if name in right
        ]
        return diagnosis.find_relation(self.exercise, *zip(*cases, strict=True))

    def _part_name(self) -> str:
        return f"Your `{self.first.part}`" if self.first.part else "Your result"

    def _evidence(self) -> tuple[tuple[str, str], ...]:
        question = self.questions[self.first.question]
        rows = [("The case", question.name)]
        part, worst = self.first.part, self.first.fault.worst
        if part is None or worst is None or not worst:
            text = arguments_text(self.exercise.parameters, question.arguments)
            rows.append(("Given", text))
        raised = self.answers.answers[self.first.question].raised
        if raised:
            rows.append(("The error", f"{raised.kind}: {raised.message}"))
            rows.append(("Raised in", ", ".join(filter(None, (raised.function, raised.line)))))
        if part is None:
            return tuple(rows)
        name = part or "result"
        right = self.right[self.first.question][part]
        got = self._got(self.first.question, part)
        if worst:
            place = ", ".join(map(str, worst))
            origin = came_from(
                self.exercise.parameters, question.arguments, worst, right.shape
            ) or arguments_text(self.exercise.parameters, question.arguments)
            rows.append(("Furthest off", f"{name}[{place}]"))
            rows.append(("It came from", origin))
            array = as_array(got).reshape(right.shape)
            right, got = right[worst], np.asarray(array[worst])
        if question.accept is None:
            rows.append(("Expected", named(name, np.asarray(right))))
        array = as_array(got)
        rows.append(("Yours", describe(got) if array is None else named(name, array)))
        return tuple(rows)

    def _got(self, question: int, part: str) -> Any:
        return diagnosis.split(self.answers.answers[question].value, self.exercise)[part]

    def _notes(self) -> list[str]:
        """Name what else is wrong, and what is right, where several values are returned."""
        notes = []
        if self.answers.anatomy.reads:
            read = " and ".join(f"`{name}`" for name in self.answers.anatomy.reads)
            notes.append(f"It reads {read} from the rest of the notebook. Is that meant?")
        names = list({name: None for parts in self.right for name in parts})
        wrong = {finding.part for finding in self.findings}
        if len(names) == 1 or None in wrong:
            return notes
        fine = ", ".join(f"`{name}`" for name in names if name not in wrong)
        also = ", ".join(f"`{n}`" for n in names if n in wrong and n != self.first.part)
        if also:
            notes.append(f"Look at {also} too.")
        if fine:
            notes.append(f"Right already: {fine}.")
        return notes


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
