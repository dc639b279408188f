"""Keep a learner's functions whose checks passed, and bring them into a later lesson.

They are kept as source, with a fingerprint, beside the progress. A function is taken with all that
it uses, so that it means the same in a notebook of other names.
"""

import hashlib
import linecache
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from course_utils.answering.finding import unknown
from course_utils.lessons import all_exercises
from course_utils.lessons.standing_in import NotSelfContainedError, self_contained
from course_utils.notebook.cards import Card
from course_utils.notebook.keeping import KeptRecords, kept_path, record_of
from course_utils.notebook.progress import kept_progress
from course_utils.places import FUNCTIONS_FILE

Right = Callable[[str, Callable[..., Any]], bool]
"""Tells whether a function is a right answer to the exercise of this name."""


@dataclass(frozen=True)
class OwnFunction:
    """A function that a learner wrote, as it was when its check passed."""

    source: str = ""
    """Code that gives the function its name, and changes no other."""

    fingerprint: str = ""
    checked: str = ""
    """The day, as 2026-11-25."""

    why_not: str = ""
    """Why it could not be kept, where that is so."""


class OwnFunctions(KeptRecords[OwnFunction]):
    """The functions of a learner.

    Parameters
    ----------
    path : Path or None
        The file; with None nothing is kept.
    """

    def __init__(self, path: Path | None):
        remedy = "run the checks of those lessons again"
        super().__init__(path, "your functions", remedy, partial(record_of, OwnFunction))

    def keep(self, name: str, function: Callable[..., Any]) -> None:
        """Keep a function whose check has just passed."""
        if self._file.path is None:
            return
        today = date.today().isoformat()
        try:
            source = self_contained(function, name)
            new = OwnFunction(source, _fingerprint(source), today)
        except NotSelfContainedError as error:
            new = OwnFunction(checked=today, why_not=str(error))
        if self.all().get(name) == new:
            return
        self._records[name] = new
        self._write()


def _fingerprint(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


@cache
def kept_functions() -> OwnFunctions:
    """Give the functions of the learner whose notebook this is; none are kept while grading."""
    return OwnFunctions(kept_path(FUNCTIONS_FILE))


def bring(names: Iterable[Any], notebook: dict[str, Any], right: Right) -> Card:
    """Put the learner's own functions into a notebook, and say whose each one is.

    Parameters
    ----------
    names : iterable of str
        The exercises'.
    notebook : dict
        The notebook's names. Where none is brought, what stands there stays.
    right : callable
        Asked once more of each function, since it is this one that is used.

    Returns
    -------
    Card
    """
    names = list(names)
    if not names:
        return Card("Whose functions?", 'Name them, in quotes: `mine("forward", "backward")`.')
    lines, brought = [], 0
    for name in names:
        if name not in all_exercises():
            lines.append(unknown(str(name), all_exercises()))
            continue
        found = _load(name, right)
        if isinstance(found, str):
            lines.append(f"`{name}` is the lesson's own: {found}")
            continue
        notebook[name], checked = found
        lines.append(f"`{name}` is yours, as you wrote it when it was checked on {checked}.")
        brought += 1
    if kept_functions().trouble:
        lines.append(kept_functions().trouble)
    return Card(
        f"{brought} of {len(names)} are yours",
        tone="right" if brought == len(names) else "note",
        notes=tuple(lines),
    )


def _load(name: str, right: Right) -> tuple[Callable[..., Any], str] | str:
    """Make a kept function anew, and give it with the day of its check; say why not."""
    kept = kept_functions().all().get(name)
    lesson = all_exercises().lesson(name).folder
    again = f"run `check({name})` in {lesson}, and this cell again."
    if kept is None and kept_progress().record(name).passed:
        return f"yours is solved, and was not kept then. To have it here, {again}"
    if kept is None:
        return f"yours is not solved yet. Once it is, {again}"
    if kept.why_not:
        return f"yours can't stand alone, as {kept.why_not}. Mend that, {again}"
    if _fingerprint(kept.source) != kept.fingerprint:
        return f"what was kept of yours has been changed since its check. To have it, {again}"
    place = f"<your {name}>"
    names: dict[str, Any] = {"__name__": "__main__"}
    lines = kept.source.splitlines(keepends=True)
    linecache.cache[place] = (len(kept.source), None, lines, place)  # for tracebacks
    try:
        exec(compile(kept.source, place, "exec"), names)
        function: Callable[..., Any] = names[name]
        is_right = right(name, function)
    # The learner's code, and a file that may be of another time: whatever it raises is told.
    except Exception as error:  # noqa: BLE001
        return f"yours stops here with {type(error).__name__}: {error}. To have it, {again}"
    return (function, kept.checked) if is_right else f"yours is not right here. To have it, {again}"
