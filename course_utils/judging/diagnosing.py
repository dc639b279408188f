"""What is wrong with an answer: a list of diagnoses, of which the first to speak wins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.answering.blaming import Raised
from course_utils.answering.calling import Answer
from course_utils.judging.comparing import as_array
from course_utils.judging.examining import Examination
from course_utils.judging.exercise import Mistake
from course_utils.judging.matching import (
    Parts,
    find_mistake,
    find_mistake_in_part,
    find_order,
    same_value,
)
from course_utils.judging.relations import find_relation
from course_utils.judging.verdict import IN_FULL, Cause
from course_utils.judging.words import (
    arguments_text,
    came_from,
    describe,
    in_full,
    named,
    outline,
)
from course_utils.judging.words import show as number_words

_LONGEST_GIVEN = 12  # lines
_SHORTEST_IN_FULL, _LONGEST_IN_FULL = 60, 6_000  # characters; shorter ones are shown anyway

GLOBAL_DATA = "global-instead-of-argument"
_ANOTHER_ORDER = "another-order"
_SAME_FOR_ALL = "same-for-every-input"
_BY_CAUSE: dict[Cause, str] = {
    "none": "nothing-returned",
    "returned": "another-form",
    "mutated": "arguments-changed",
}
"""The names of mistakes that any function can make: no version of one exercise reproduces them."""


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
    own = ("", examination.answers.anatomy.name, examination.exercise.name)  # as it is decorated
    if unwritten and unwritten.function in own:
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
    first = answers[0] if answers else Answer()
    raised = first.raised
    stub = raised is not None and raised.kind == "NotImplementedError" and not raised.message
    return raised if stub else None


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
        mistake.name if mistake else _ANOTHER_ORDER,
    )


def named_mistake(examination: Examination) -> Diagnosis | None:
    """Name the mistake that gives the same answers, with its advice."""
    mistake = _mistake(examination) if examination.faults else None
    if mistake is None or not _tells(examination):
        return None
    return _told(examination, _cause_of_mistake(examination), mistake.advice, mistake.name)


def data_of_the_notebook(examination: Examination) -> Diagnosis | None:
    """Say so where it looks at the notebook's data in place of its own arguments."""
    anatomy = examination.answers.anatomy
    if not examination.faults or not anatomy.ignores or not anatomy.reads:
        return None
    if examination.first.cause == "mutated":
        return None
    ignored = ", ".join(f"`{name}`" for name in anatomy.ignores)
    return _told(
        examination,
        _cause_of_mistake(examination),
        f"It uses {_and(anatomy.reads)} from the rest of the notebook, and never looks at "
        f"its own {ignored}. A function must work on the arguments that it is given.",
        GLOBAL_DATA,
    )


def same_whatever_is_given(examination: Examination) -> Diagnosis | None:
    """Say so where the answer to different questions is one and the same."""
    if not examination.faults or examination.first.cause not in ("values", "shape"):
        return None
    numbers = range(*examination.compared.indices(len(examination.questions)))
    values = [examination.given[number].value for number in numbers]
    right = [examination.right[number] for number in numbers]
    arrays = [as_array(value) for value in values]
    if len(values) < 2 or any(array is None or array.ndim for array in arrays):
        return None
    alike = all(same_value(value, values[0], examination.exercise) for value in values)
    if not alike or not any(p.keys() != right[0].keys() or _differ(p, right[0]) for p in right):
        return None
    names = ", ".join(f"`{name}`" for name in examination.exercise.parameters)
    return _told(
        examination,
        examination.first.cause,
        f"It returns the same, `{number_words(values[0])}`, whatever it is given. What it returns "
        f"must come from {names}.",
        _SAME_FOR_ALL,
    )


def _differ(some: Parts, others: Parts) -> bool:
    return any(not np.array_equal(some[name], others[name]) for name in some)


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
    cause, message = examination.first.cause, examination.first.message
    name = _BY_CAUSE.get(cause)
    return _told(examination, cause, message[:1].upper() + message[1:], name)


Diagnose = Callable[[Examination], Diagnosis | None]

KNOWN: tuple[Diagnose, ...] = (
    other_arguments,
    untouched,
    uses_what_is_untouched,
    values_in_another_order,
    named_mistake,
    data_of_the_notebook,
)
"""Diagnoses of what was foreseen. The first that applies is told."""

DESCRIBED: tuple[Diagnose, ...] = (same_whatever_is_given, off_by_a_factor, first_fault)
"""Descriptions of what was not foreseen, where no search says more."""


def described(examination: Examination) -> Diagnosis:
    """Describe what is wrong, whatever it comes from."""
    found = (diagnose(examination) for diagnose in DESCRIBED)
    return next(diagnosis for diagnosis in found if diagnosis is not None)


def _tells(examination: Examination) -> bool:
    """Tell whether any number came that says how it was made: nan equals nan, whatever made it."""
    if examination.first.cause != "nonfinite":
        return True
    for number in range(*examination.compared.indices(len(examination.questions))):
        for value in (examination.parts(number) or {}).values():
            array = as_array(value)
            if array is not None and array.dtype.kind in "iuf" and np.isfinite(array).any():
                return True
    return False


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
    """Show what is wrong in one case, and all that the case is made of, to try it by hand."""
    question = examination.questions[examination.first.question]
    full = in_full(examination.exercise.parameters, question.arguments)
    given = ((IN_FULL, full),) if _SHORTEST_IN_FULL < len(full) < _LONGEST_IN_FULL else ()
    return (*_shown(examination), *given)


def _shown(examination: Examination) -> tuple[tuple[str, str], ...]:
    """Show the case, what went in, what was expected and what came."""
    fault, parameters = examination.first, examination.exercise.parameters
    question = examination.questions[fault.question]
    rows = [("The case", question.name)]
    part, worst = fault.part, fault.worst
    if part is None or not worst:
        text = arguments_text(parameters, question.arguments)
        if text.count("\n") > _LONGEST_GIVEN:
            text = outline(parameters, question.arguments)
        rows += [("Given", text)] if text else []
    raised = None
    if fault.question < len(examination.given):
        raised = examination.given[fault.question].raised
    if raised:
        rows.append(("The error", f"{raised.kind}: {raised.message}"))
        if raised.function or raised.line:
            rows.append(("Raised in", ", ".join(filter(None, (raised.function, raised.line)))))
    parts = None if part is None else examination.parts(fault.question)
    if part is None or parts is None:
        return tuple(rows)
    name = part or "result"
    right, got = examination.right[fault.question][part], parts[part]
    yours = got if isinstance(got, str) else as_array(got, np.shape(right))
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
