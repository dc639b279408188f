"""Compare answers with the right ones: every fault, and what is earned all the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from course_utils.answering.blaming import Raised
from course_utils.answering.calling import Answer, Answers
from course_utils.judging.arranging import arrangement_words
from course_utils.judging.comparing import Fault, find_fault
from course_utils.judging.exercise import Exercise
from course_utils.judging.explaining import (
    called,
    complaint,
    mutated_words,
    none_words,
    returned_words,
    timeout_words,
)
from course_utils.judging.matching import Parts
from course_utils.judging.question import Question
from course_utils.judging.raising import raised_words
from course_utils.judging.verdict import CAUSES

EDGE_SHARE = 0.5
"""What a value is worth that is right on ordinary input and wrong at the edges."""


@dataclass(frozen=True)
class Examination:
    """All that is known of the answers to an exercise, worked out as it is asked for."""

    exercise: Exercise
    questions: Sequence[Question]
    answers: Answers

    @cached_property
    def given(self) -> Sequence[Answer]:
        """The answers, with the values to compare in the place of what was observed."""
        pairs = zip(self.questions, self.answers.answers, strict=False)
        return [self.exercise.read(question, answer) for question, answer in pairs]

    @cached_property
    def right(self) -> Sequence[Parts]:
        """What should have been returned, question by question, by name."""
        return [self.exercise.right(question) for question in self.questions]

    @property
    def faults(self) -> list[Fault]:
        """All faults in all answers, as they were found."""
        return self._found[0]

    @property
    def notes(self) -> list[str]:
        """What was forgiven, as it is only a courtesy."""
        return self._found[1]

    @cached_property
    def first(self) -> Fault:
        """The fault to speak of: on an ordinary question if there is one, the first cause first."""
        return min(self.faults, key=self._rank)

    def _rank(self, fault: Fault) -> tuple[bool, int, int]:
        ordinary = self.questions[fault.question].tier == "ordinary"
        return (not ordinary, CAUSES.index(fault.cause), fault.question)

    @cached_property
    def compared(self) -> slice:
        """The questions to find a mistake on: only ordinary ones, where one of these went wrong."""
        if self.questions[self.first.question].tier != "ordinary":
            return slice(len(self.given))
        tiers = [question.tier for question in self.questions]
        ordinary = next((k for k, t in enumerate(tiers) if t != "ordinary"), len(tiers))
        return slice(min(ordinary, len(self.given)))

    @property
    def raised(self) -> Raised | None:
        """The error that the fault to speak of is, where it is one."""
        number = self.first.question
        return self.given[number].raised if number < len(self.given) else None

    def raised_at(self) -> int | None:
        """Give the line at which the function stopped with an error, where it did."""
        found = re.match(r"line (\d+)", self.raised.line) if self.raised else None
        return int(found[1]) if found else None

    def parts(self, question: int) -> dict[str, Any] | None:
        """Take the answer to a question apart."""
        return self.exercise.apart(self.given[question].value)

    def score(self) -> float:
        """Average over the returned values what each of them earned."""
        earned = {name: 1.0 for parts in self.right for name in parts}
        for fault in self.faults:
            share = 0.0 if self.questions[fault.question].tier == "ordinary" else EDGE_SHARE
            part = fault.part if self.exercise.partial else None
            for name in earned if part is None else (part,):
                earned[name] = min(earned[name], share)
        return sum(earned.values()) / len(earned)

    @cached_property
    def _found(self) -> tuple[list[Fault], list[str]]:
        faults: list[Fault] = []
        notes: list[str] = []
        for number, question in enumerate(self.questions):
            ended = self.given[number].timed_out if number < len(self.given) else "work"
            if ended is not None:
                words = timeout_words(self.exercise, ended)
                faults.append(Fault("timeout", words, question=number))
                break
            here = list(self._faults_in(number))
            if question.tier == "courtesy" and here:
                notes = [
                    f"It does not take {question.name} yet; that costs no points. {question.tip}"
                ]
                continue
            faults += [replace(fault, question=number) for fault in here]
        return faults, notes

    def _faults_in(self, number: int) -> Iterator[Fault]:
        exercise, question = self.exercise, self.questions[number]
        given, right = self.given[number], self.right[number]
        if given.raised:
            yield Fault("raised", raised_words(given.raised, self.answers.anatomy.name))
            return
        if given.value is None:
            yield Fault("none", none_words(self.answers.printed))
            return
        parts = self.parts(number)
        if parts is None or parts.keys() != right.keys():
            words = arrangement_words(exercise, question, given.value, right)
            yield Fault("returned", words or returned_words(exercise, given.value, parts, right))
            return
        for part, expected in right.items():
            fault = find_fault(parts[part], expected, called(part), question, exercise)
            if fault:
                fault = complaint(exercise, part, parts[part], expected, fault)
                yield replace(fault, part=part)
        if given.changed:
            yield Fault("mutated", mutated_words(exercise, question, given))
