"""Predictions in a notebook: the question with buttons or a field, the answer at once below.

The answers are kept beside the progress, in a file of their own. They are worth no points.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import Any

from course_utils.judging.guess import Guess, NotAnAnswerError, written
from course_utils.lessons import LESSONS, BrokenLessonError, find_guess
from course_utils.notebook.cards import Card
from course_utils.notebook.grading_mode import grading_mode
from course_utils.notebook.hooks import show
from course_utils.notebook.keeping import KeptRecords, kept_path, record_of
from course_utils.notebook.protecting import running_shell
from course_utils.places import GUESSES_FILE


@dataclass
class Guessed:
    """What is known of one prediction."""

    answers: int = 0
    right: bool = False
    """Whether one of the answers was right."""

    latest: str = ""


class Guesses(KeptRecords[Guessed]):
    """What was predicted.

    Parameters
    ----------
    path : Path or None
        The file; None keeps the records in memory only.
    """

    def __init__(self, path: Path | None):
        understand = partial(record_of, Guessed)
        super().__init__(path, "your predictions", "answer again if you like", understand)

    def answered(self, name: str, answer: str, right: bool) -> None:
        """Keep one answer; a prediction that was right once stays right."""
        record = self.all().get(name, Guessed())
        self._records[name] = Guessed(record.answers + 1, record.right or right, answer)
        self._write()


@cache
def kept_guesses() -> Guesses:
    """Give the predictions of the learner whose notebook this is; none are kept while grading."""
    return Guesses(kept_path(GUESSES_FILE))


def ask(name: Any, answer: Any) -> None:
    """Show what ``guess(name, answer)`` is about: with `...` for the answer, the question."""
    found = _found(name)
    if isinstance(found, Card):
        show(found)
    elif answer is not ...:
        show(answered(found, answer))
    elif _somebody_can_click():
        from course_utils.notebook.guess_panel import open_panel

        open_panel(found, partial(question_card, found, how=True), partial(answered, found))
    else:
        show(question_card(found, how=True))


def question_card(guess: Guess, how: bool = False) -> Card:
    """Lay the question out as a card.

    Parameters
    ----------
    guess : Guess
    how : bool
        Whether to list the choices, and say how to answer by a call.
    """
    choices = [f"{number}. {choice}" for number, choice in enumerate(guess.choices, 1)]
    record = kept_guesses().all().get(guess.name)
    notes = []
    if record is not None:
        times = "" if record.answers == 1 else f", the latest of {record.answers} times"
        so = "and were right" if record.right else "and may try again"
        notes = [f"You answered `{record.latest}`{times}, {so}."]
    return Card(
        title="What do you expect?",
        message="\n".join([guess.question, *(choices if how else [])]),
        tone="open",
        notes=tuple(notes),
        footer=how_to_call(guess) if how else "",
    )


def how_to_call(guess: Guess) -> str:
    """Say how to answer without anything to click on."""
    sample = {
        "number": "with your number in place of the dots",
        "shape": "with your shape, such as (2, 3), in place of the dots",
        "choice": "with one of the answers, in quotes, in place of the dots",
    }[guess.kind]
    return f'To answer without controls, run guess("{guess.name}", …) {sample}.'


def answered(guess: Guess, given: Any) -> Card:
    """Judge an answer, keep it, and say why it is right or what is wrong with it."""
    try:
        answer = guess.read(given)
    except NotAnAnswerError as error:
        return Card("That can't be read as an answer", str(error))
    right = guess.is_right(answer)
    kept_guesses().answered(guess.name, written(answer), right)
    return Card(
        title=f"{written(answer)}: {'right' if right else 'no'}",
        message=guess.said(answer),
        tone="right" if right else "wrong",
        footer="" if right else "Answer again if you like, or go on: what comes next shows it.",
    )


def _found(name: Any) -> Guess | Card:
    """Find a prediction; a card that says what to write instead."""
    try:
        found = find_guess(name) if isinstance(name, str) else None
        if found is not None:
            return found
        here = [lesson for lesson in LESSONS if lesson.folder == Path.cwd().name]
        known = [guess.name for lesson in here or LESSONS for guess in lesson.guesses]
    except BrokenLessonError as error:
        return Card("The course's fault, not yours", str(error))
    if not isinstance(name, str):
        return Card(
            "Which question?",
            'Give its name in quotes, and your answer after it: `guess("steps-of-fit", 510)`.',
        )
    close = get_close_matches(name, known, n=1) or known[:1]
    meant = f" Did you mean `{close[0]}`?" if close else ""
    return Card("Which question?", f"No question is called `{name}`.{meant}")


def _somebody_can_click() -> bool:
    """Tell whether this runs in a notebook that somebody has open, as far as that can be told."""
    shell = running_shell()
    return getattr(shell, "kernel", None) is not None and grading_mode() is None
