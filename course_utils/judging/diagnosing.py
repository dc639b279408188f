"""What is wrong with an answer: a list of diagnoses, of which the first to speak wins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.answering.calling import Answer, Raised
from course_utils.judging.comparing import as_array
from course_utils.judging.examining import Examination
from course_utils.judging.exercise import Mistake
from course_utils.judging.matching import find_mistake, find_mistake_in_part, find_order
from course_utils.judging.relations import find_relation
from course_utils.judging.verdict import Cause
from course_utils.judging.words import arguments_text, came_from, describe, named

GLOBAL_DATA = "global-instead-of-argument"
"""The name of a mistake that any function can make and that no other version reproduces."""


@dataclass(frozen=True)
class Diagnosis:
    """What a verdict says of a wrong answer."""

    cause: Cause
    message: str
    mistake: str | None = None
    score: float = 0.0
    evidence: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def other_arguments(examination: Examination) -> Diagnosis | None:
    """Say so where the function does not take the arguments that it is called with."""
    refused = examination.answers.refused
    if refused is None:
        return None
    return Diagnosis(
        "raised",
        f"Your function takes `{refused}`. The lesson calls it as "
        f"`{examination.exercise.signature}`: give it these arguments, in this order.",
    )


def untouched(examination: Examination) -> Diagnosis | None:
    """Say so where the function is as the lesson gave it."""
    unwritten = _unwritten(examination)
    if unwritten and unwritten.function in ("", examination.answers.anatomy.name):
        return Diagnosis(
            "stub",
            "The line `raise NotImplementedError()` is still there, and it ends the "
            "function. Delete it, and write your own in its place.",
        )
    if examination.answers.anatomy.empty:
        return Diagnosis("stub", "There is nothing in the function yet.")
    return None


def uses_what_is_untouched(examination: Examination) -> Diagnosis | None:
    """Say so where it uses another function that is as the lesson gave it."""
    unwritten = _unwritten(examination)
    if unwritten is None:
        return None
    return Diagnosis(
        "raised",
        f"It uses `{unwritten.function}`, which is still to be written. "
        f"Write that first, check it, and come back.",
    )


def _unwritten(examination: Examination) -> Raised | None:
    """Give the error of a function that is still to be written, where that ended the first call."""
    answers = examination.answers.answers
    first = answers[0] if answers else Answer(timed_out=True)
    raised = first.raised
    return raised if raised and raised.kind == "NotImplementedError" else None


def values_in_another_order(examination: Examination) -> Diagnosis | None:
    """Say so where all returned values are right, in another order."""
    if not examination.faults or examination.first.cause in ("raised", "timeout"):
        return None
    asked = examination.compared
    got = [given.value for given in examination.given[asked]]
    order = find_order(examination.exercise, got, examination.right[asked])
    if order is None:
        return None
    mistake = _mistake(examination)
    return _told(
        examination,
        "returned",
        f"The values are right and their order is not: you return `{', '.join(order)}`, the lesson "
        f"wants `{', '.join(examination.exercise.returns)}`.",
        mistake.name if mistake else None,
    )


def named_mistake(examination: Examination) -> Diagnosis | None:
    """Name the mistake that gives the same answers, with its advice."""
    mistake = _mistake(examination) if examination.faults else None
    if mistake is None:
        return None
    return _told(examination, _cause_of_mistake(examination), mistake.advice, mistake.name)


def data_of_the_notebook(examination: Examination) -> Diagnosis | None:
    """Say so where it looks at the notebook's data in place of its own arguments."""
    anatomy = examination.answers.anatomy
    read = (*anatomy.reads, *anatomy.unknown)
    if not examination.faults or not anatomy.ignores or not read:
        return None
    if examination.first.cause == "mutated":
        return None
    ignored = ", ".join(f"`{name}`" for name in anatomy.ignores)
    return _told(
        examination,
        _cause_of_mistake(examination),
        f"It uses {_and(read)} from the rest of the notebook, and never looks at "
        f"its own {ignored}. A function must work on the arguments that it is given.",
        GLOBAL_DATA,
    )


def off_by_a_factor(examination: Examination) -> Diagnosis | None:
    """Say by what factor, sign or constant a value differs from the right one."""
    if not examination.faults or examination.first.cause != "values":
        return None
    part = examination.first.part
    if part is None or part in examination.exercise.complaints:
        return None
    numbers = range(*examination.compared.indices(len(examination.questions)))
    got, right, questions = [], [], []
    for number in numbers:
        parts = examination.parts(number)
        if parts is None or part not in parts:
            return None
        if part in examination.right[number]:
            got.append(parts[part])
            right.append(examination.right[number][part])
            questions.append(examination.questions[number])
    relation = find_relation(examination.exercise, questions, got, right)
    if relation is None:
        return None
    return _told(examination, "scaled", f"{f'Your `{part}`' if part else 'Your result'} {relation}")


def first_fault(examination: Examination) -> Diagnosis | None:
    """Say what is wrong, without knowing what it comes from."""
    if not examination.faults:
        return None
    message = examination.first.message
    return _told(examination, examination.first.cause, message[:1].upper() + message[1:])


DIAGNOSES: tuple[Callable[[Examination], Diagnosis | None], ...] = (
    other_arguments,
    untouched,
    uses_what_is_untouched,
    values_in_another_order,
    named_mistake,
    data_of_the_notebook,
    off_by_a_factor,
    first_fault,
)
"""The first that applies is told."""


def _mistake(examination: Examination) -> Mistake | None:
    exercise, asked = examination.exercise, examination.compared
    questions, given = examination.questions[asked], examination.given[asked]
    if not given:
        return None
    mistake = find_mistake(exercise, questions, given)
    part = examination.first.part
    all_or_nothing = exercise.form.of_one_piece and not exercise.partial
    if mistake or part is None or len(examination.right[0]) == 1 or all_or_nothing:
        return mistake
    return find_mistake_in_part(exercise, questions, given, examination.right[asked], part)


def _cause_of_mistake(examination: Examination) -> Cause:
    cause = examination.first.cause
    return "mistake" if cause == "values" else cause


def _told(
    examination: Examination, cause: Cause, message: str, mistake: str | None = None
) -> Diagnosis:
    """Add to a diagnosis what is shown with each: score, evidence and notes."""
    return Diagnosis(
        cause, message, mistake, examination.score(), _evidence(examination), _notes(examination)
    )


def _evidence(examination: Examination) -> tuple[tuple[str, str], ...]:
    """Show the case, what went in, what was expected and what came."""
    fault, parameters = examination.first, examination.exercise.parameters
    question = examination.questions[fault.question]
    rows = [("The case", question.name)]
    part, worst = fault.part, fault.worst
    if part is None or not worst:
        text = arguments_text(parameters, question.arguments)
        rows += [("Given", text)] if text else []
    raised = None
    if fault.question < len(examination.given):
        raised = examination.given[fault.question].raised
    if raised:
        rows.append(("The error", f"{raised.kind}: {raised.message}"))
        rows.append(("Raised in", ", ".join(filter(None, (raised.function, raised.line)))))
    parts = None if part is None else examination.parts(fault.question)
    if part is None or parts is None:
        return tuple(rows)
    name = part or "result"
    right, got = examination.right[fault.question][part], parts[part]
    yours = got if isinstance(got, str) else as_array(got)
    if worst and isinstance(yours, np.ndarray):
        place = ", ".join(map(str, worst))
        origin = came_from(parameters, question.arguments, worst, right.shape) or arguments_text(
            parameters, question.arguments
        )
        rows.append(("Furthest off", f"{name}[{place}]"))
        rows.append(("It came from", origin))
        right, yours = np.asarray(right[worst]), np.asarray(yours.reshape(right.shape)[worst])
    if question.accept is None:
        rows.append(("Expected", named(name, right)))
    rows.append(("Yours", describe(got) if yours is None else named(name, yours)))
    return tuple(rows)


def _notes(examination: Examination) -> tuple[str, ...]:
    """Name what else is wrong, and what is right, where several values are returned."""
    notes = []
    if examination.answers.anatomy.reads:
        read = _and(examination.answers.anatomy.reads)
        notes.append(f"It reads {read} from the rest of the notebook. Is that meant?")
    names = list({name: None for parts in examination.right for name in parts})
    wrong = {fault.part for fault in examination.faults}
    if len(names) == 1 or None in wrong:
        return tuple(notes)
    fine = ", ".join(f"`{name}`" for name in names if name not in wrong)
    first = examination.first.part
    also = ", ".join(f"`{n}`" for n in names if n in wrong and n != first)
    if also:
        notes.append(f"Look at {also} too.")
    if fine:
        notes.append(f"Right already: {fine}.")
    return tuple(notes)


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in names)
