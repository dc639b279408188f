"""Find which mistake a learner made: the one whose own answers are the learner's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from course_utils.answering.calling import Answer
from course_utils.judging.comparing import as_array, close
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import named_values
from course_utils.judging.question import Question

Parts = Mapping[str, Any]
"""Named values that were returned, or should have been."""


def find_mistake(
    exercise: Exercise, questions: Sequence[Question], answers: Sequence[Answer]
) -> Mistake | None:
    """Find the first mistake that gives the learner's answers to all of `questions`."""
    for mistake, theirs in mistaken_answers(exercise, questions):
        if len(theirs) == len(answers) and all(
            same_answer(a, b, exercise) for a, b in zip(theirs, answers, strict=True)
        ):
            return mistake
    return None


def find_mistake_in_part(
    exercise: Exercise,
    questions: Sequence[Question],
    answers: Sequence[Answer],
    right: Sequence[Parts],
    part: str,
) -> Mistake | None:
    """Find the mistake that gives the learner's version of one returned value.

    Two mistakes in two values match no single wrong version; each matches one in its own value.
    A mistake must account for every value that it spoils; one that spoils few is preferred.
    """
    got = _all_apart((a.value for a in answers), exercise)
    if got is None:
        return None
    wrong = _differing(got, right, exercise)
    found: list[tuple[int, Mistake]] = []
    for mistake, theirs in mistaken_answers(exercise, questions):
        parts = _all_apart((a.value for a in theirs), exercise)
        if parts is None or len(parts) != len(got):
            continue
        spoils = _differing(parts, right, exercise)
        if part in spoils <= wrong and not spoils & _differing(parts, got, exercise):
            found.append((len(spoils), mistake))
    return min(found, key=lambda item: item[0], default=(0, None))[1]


def _all_apart(values: Iterable[Any], exercise: Exercise) -> list[Parts] | None:
    """Take the answers to several questions apart; None where one has another form."""
    taken = [exercise.apart(value) for value in values]
    apart: list[Parts] = [parts for parts in taken if parts is not None]
    return apart if len(apart) == len(taken) else None


def _differing(some: Sequence[Parts], others: Sequence[Parts], exercise: Exercise) -> set[str]:
    """Tell which of the returned values differ in any case."""
    return {
        name
        for a, b in zip(some, others, strict=True)
        for name in a.keys() | b.keys()
        if name not in a or name not in b or not same_value(a[name], b[name], exercise)
    }


def mistaken_answers(
    exercise: Exercise, questions: Sequence[Question]
) -> Iterator[tuple[Mistake, Sequence[Answer]]]:
    """Give what each declared wrong version answers."""
    for mistake in exercise.mistakes:
        for wrong in (mistake.wrong, *mistake.variants):
            yield mistake, exercise.wrong(wrong, questions)


def same_answer(a: Answer, b: Answer, exercise: Exercise) -> bool:
    """Tell whether two answers are one and the same, errors included."""
    if a.raised or b.raised:
        # The same kind of error may have many reasons; the message tells them apart.
        if a.raised is None or b.raised is None:
            return False
        return (a.raised.kind, a.raised.message) == (b.raised.kind, b.raised.message)
    if a.timed_out or b.timed_out:
        return bool(a.timed_out and b.timed_out)
    if a.changed != b.changed:
        return False
    parts, others = exercise.apart(a.value), exercise.apart(b.value)
    if parts is None or others is None:
        return same_value(a.value, b.value, exercise)
    return not _differing([parts], [others], exercise)


def same_value(a: Any, b: Any, exercise: Exercise) -> bool:
    """Tell whether two returned values agree in kind, shape and, closely, in every element."""
    y = as_array(b)
    x = as_array(a, None if y is None else y.shape)
    y = as_array(b, None if x is None else x.shape)
    if x is None or y is None:
        if isinstance(a, tuple) and isinstance(b, tuple):
            return len(a) == len(b) and all(
                same_value(i, j, exercise) for i, j in zip(a, b, strict=True)
            )
        return x is y and type(a) is type(b) and a == b
    if x.size == 1 and y.size == 1 and max(x.ndim, y.ndim) <= 1:
        x, y = x.reshape(()), y.reshape(())
    if exercise.takes_rows and (1, *x.shape) == y.shape:
        y = y[0]
    if exercise.takes_rows and (1, *y.shape) == x.shape:
        x = x[0]
    if x.shape != y.shape or (x.dtype.kind == "b") != (y.dtype.kind == "b"):
        return False
    if x.dtype.kind in "bc":
        return bool(np.array_equal(x, y))
    return bool(close(x, y, exercise.rtol, exercise.atol).all())


def find_order(
    exercise: Exercise, got: Sequence[Any], right: Sequence[Parts]
) -> tuple[str, ...] | None:
    """Find the order in which the values were returned, if all are right but for their order.

    Parameters
    ----------
    exercise : Exercise
    got : sequence of plain values
        As they were returned, question by question.
    right : sequence of dict
        What the values should have been, by name.

    Returns
    -------
    tuple of str or None
        The names in the order in which they came.
    """
    wanted = exercise.returns
    if not 1 < len(wanted) <= 4:
        return None
    for order in list(permutations(wanted))[1:]:
        straight = []
        for value in got:
            named = named_values(value, order)
            if named is None:
                return None
            straight.append(tuple(named[name] for name in wanted))
        parts = _all_apart(straight, exercise)
        if parts is not None and not _differing(parts, right, exercise):
            return order
    return None
