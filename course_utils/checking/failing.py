"""Make the verdict on a wrong answer: its first cause, the mistake it is, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checking import diagnosis
from course_utils.checking.answering import Answers
from course_utils.checking.comparing import Fault, as_array
from course_utils.checking.exercise import Exercise, Question
from course_utils.checking.verdict import Verdict
from course_utils.checking.words import arguments_text, came_from, describe, named


@dataclass(frozen=True)
class Finding:
    """A fault, and where it was found."""

    fault: Fault
    question: int
    part: str | None
    """Which returned value, or None where it concerns the whole answer."""


@dataclass(frozen=True)
class Failure:
    """All that is known of a wrong answer, from which its verdict is made."""

    exercise: Exercise
    questions: Sequence[Question]
    answers: Answers
    right: Sequence[dict[str, np.ndarray]]
    findings: list[Finding]
    first: Finding

    def verdict(self, score: float) -> Verdict:
        """Put the first cause and the named mistake into words."""
        cause, mistake, message = self._diagnose()
        return Verdict.on(
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
        told = self.first.part in self.exercise.complaints
        relation = self._relation() if fault.cause == "values" and not told else None
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
        all_or_nothing = self.exercise.read is not None and not self.exercise.partial
        if mistake or self.first.part is None or len(self.right[0]) == 1 or all_or_nothing:
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
            rows += [("Given", text)] if text else []
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
            right, got = np.asarray(right[worst]), np.asarray(array[worst])
        if question.accept is None:
            rows.append(("Expected", named(name, right)))
        array = got if isinstance(got, str) else as_array(got)
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
