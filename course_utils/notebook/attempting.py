"""What a learner has tried of an exercise: kept when it is checked, shown by `attempts`."""

import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from course_utils.lessons import all_exercises
from course_utils.notebook.cards import Card
from course_utils.notebook.keeping import KeptFile, kept_path, record_of
from course_utils.places import ATTEMPTS_FOLDER

MOST = 20
"""Attempts that are kept of an exercise."""

LONGEST = 20_000
"""Characters of one attempt: what is longer is no function by hand, and is not kept."""


@dataclass(frozen=True)
class Attempt:
    """One version of a function, and what was said of it."""

    when: str = ""
    """As in 2026-11-25T20:15."""

    source: str = ""
    said: str = ""
    passed: bool = False


class Attempts:
    """The attempts at one exercise, the oldest first; a right one outlives all others.

    Parameters
    ----------
    exercise : str
    """

    def __init__(self, exercise: str):
        path = kept_path(f"{ATTEMPTS_FOLDER}/{exercise}.json")
        self._file = KeptFile(path, "your earlier attempts", "what you check next is kept again")

    @property
    def trouble(self) -> str:
        """What was wrong with the file, if anything."""
        return self._file.trouble

    def all(self) -> list[Attempt]:
        """Read what is kept now."""
        return self._file.read(_understood, []) or []

    def keep(self, source: str, said: str, passed: bool = False) -> None:
        """Keep one more; the same as the latest takes its place, once something else is said."""
        if not source.strip() or len(source) > LONGEST:
            return
        kept = self.all()
        if kept and (kept[-1].source, kept[-1].said, kept[-1].passed) == (source, said, passed):
            return
        if kept and kept[-1].source == source:
            del kept[-1]
        when = datetime.now().isoformat(timespec="minutes")
        kept.append(Attempt(when, source, said, passed))
        while len(kept) > MOST:
            right = [attempt for attempt in kept if attempt.passed]
            # The oldest one goes, but not the only right one.
            del kept[1 if kept[0].passed and len(right) == 1 else 0]
        self._file.write([asdict(attempt) for attempt in kept], durable=False)


def _understood(kept: Any) -> list[Attempt]:
    attempts = [record_of(Attempt, fields) for fields in kept]
    for one in attempts:
        datetime.fromisoformat(one.when)
    return attempts


def written(function: Any) -> str:
    """Give the source of a function as it was written; "" where that is not known."""
    try:
        return textwrap.dedent(inspect.getsource(function)).strip("\n")
    except (OSError, TypeError, IndentationError, SyntaxError):
        return ""


@dataclass(frozen=True)
class AttemptsCard:
    """The attempts at an exercise: folded on a page, in full in a terminal."""

    folded: Card
    full: Card

    def __str__(self) -> str:
        """Give it as plain text."""
        return str(self.full)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give it in every form that a front end may ask for."""
        return {**self.folded._repr_mimebundle_(), "text/plain": str(self)}


def shown_attempts(name: str) -> AttemptsCard | Card:
    """Lay out what is kept of an exercise, the latest first."""
    kept = Attempts(name)
    found = kept.all()[::-1]
    if not found:
        return Card(
            f"{name}: no earlier attempts",
            kept.trouble or f"What you write is kept whenever you run `check({name})`.",
        )
    rows = tuple((f"{_day(attempt.when)}: {attempt.said}", attempt.source) for attempt in found)
    title = f"{name}: {len(found)} attempt{'s' if len(found) > 1 else ''}, the latest first"
    message = "To take one back, copy it into the exercise's cell and run that."
    plain = tuple((label, f"\n{source}") for label, source in rows)
    return AttemptsCard(
        Card(title, message, folded=rows, footer=kept.trouble),
        Card(title, message, evidence=plain, footer=kept.trouble),
    )


def _day(when: str) -> str:
    moment = datetime.fromisoformat(when)
    return f"{moment.day} {moment:%B}, {moment:%H:%M}"


def bring_back(name: str, names: Mapping[str, Any]) -> Card:
    """Put the lesson's stub of an exercise into a new cell, and keep what was written.

    Parameters
    ----------
    name : str
    names : mapping
        What the learner's notebook has defined.
    """
    from course_utils.notebook.protecting import running_shell
    from course_utils.notebook.source import stub

    old = written(names.get(name))
    text = stub(name)
    if old and old != text:
        Attempts(name).keep(old, "kept when it was reset")
    shell = running_shell()
    if getattr(shell, "kernel", None) is None:
        return Card(f"{name}: the lesson's stub", evidence=(("begin again with", f"\n{text}"),))
    shell.set_next_input(text, replace=False)
    return Card(
        f"{name}: the lesson's stub stands in the new cell below",
        f"Copy it over what stands in the exercise's own cell, or begin again right here. What "
        f"you had written is still in its cell, and `attempts({name})` shows it.",
    )


def exercise_of(function: Any, names: Mapping[str, Any], command: str) -> str | Card:
    """Find which exercise a command is about; a card that says what to write instead."""
    from course_utils.answering.finding import find

    found = find(function, None, names, all_exercises(), command)
    return Card("Which exercise?", found) if isinstance(found, str) else found.exercise
