"""A picture of the course: every lesson's exercises, and how far the learner has come."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from course_utils.lessons import LESSONS, BrokenLessonError, Lesson
from course_utils.notebook.guessing import Guesses
from course_utils.notebook.place import lesson_here
from course_utils.notebook.progress import Progress, Record


def overview(kept: Progress, guesses: Guesses) -> "Overview":
    """Lay out what is kept of a learner's progress, lesson by lesson."""
    lessons = tuple((lesson.folder, lesson.title, lesson.names) for lesson in LESSONS)
    records, guessed = kept.all(), guesses.all()
    predicted = {lesson.folder: _predicted(lesson, set(guessed)) for lesson in LESSONS}
    trouble = " ".join(filter(None, (kept.trouble, guesses.trouble)))
    return Overview(lessons, records, predicted, trouble, linked=bool(lesson_here()))


def _predicted(lesson: Lesson, made: set[str]) -> str:
    """Count the predictions of a lesson; "" where it has none, or they can't be loaded."""
    try:
        names = {guess.name for guess in lesson.guesses}
    except BrokenLessonError:
        return ""
    return f"{len(names & made)} of {len(names)} predictions made" if names else ""


@dataclass(frozen=True)
class Overview:
    """The learner's progress, shown in a notebook or in a terminal."""

    lessons: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(folder, title, names of the exercises) of each lesson."""

    records: dict[str, Record]
    predicted: dict[str, str]
    """How many predictions of each lesson were made, in words."""

    trouble: str = ""
    """What was wrong with the file, if anything."""

    linked: bool = False
    """Whether it stands in a lesson, from which an exercise's cell can be pointed at."""

    def _sign(self, name: str) -> tuple[str, str, str]:
        """The sign, the words and the colour for one exercise."""
        record = self.records.get(name, Record())
        if record.passed:
            return "✓", "right", "--jp-success-color1, #2e7d32"
        if record.attempts:
            times = f"{record.attempts} attempt{'s' if record.attempts > 1 else ''}"
            return "◐", times, "--jp-warn-color1, #b26a00"
        return "○", "not yet", "--jp-content-font-color2, #666"

    def _solved(self, names: tuple[str, ...]) -> int:
        return sum(self.records.get(name, Record()).passed for name in names)

    def __str__(self) -> str:
        """Give the picture as plain text."""
        lines = []
        for folder, title, names in self.lessons:
            solved = self._solved(names)
            bar = "█" * solved + "░" * (len(names) - solved)
            lines.append(f"{folder[:2]}  {title}  {bar}  {solved} of {len(names)}")
            for name in names:
                sign, words, _ = self._sign(name)
                lines.append(f"      {sign} {name}  ({words})")
            if self.predicted[folder]:
                lines.append(f"      {self.predicted[folder]}")
        if self.trouble:
            lines += ["", self.trouble]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the picture in every form that a front end may ask for."""
        return {"text/plain": str(self), "text/html": self._html()}

    def _html(self) -> str:
        parts = [self._lesson_html(*lesson) for lesson in self.lessons]
        if self.trouble:
            parts.append(Markup("<p>{}</p>").format(self.trouble))
        return Markup(
            '<div class="course-overview" style="max-width: 50em; '
            'color: var(--jp-content-font-color1, #222)">{}</div>'
        ).format(Markup("").join(parts))

    def _lesson_html(self, folder: str, title: str, names: tuple[str, ...]) -> Markup:
        solved = self._solved(names)
        share = round(100 * solved / max(len(names), 1))  # a lesson may have none yet
        chips = Markup(" ").join(self._chip_html(folder, name) for name in names)
        return Markup(
            '<div style="margin: 10px 0"><strong>{} {}</strong> — {} of {}'
            '<div style="height: 6px; margin: 4px 0; border-radius: 3px; overflow: hidden; '
            'background: var(--jp-layout-color3, #ddd)"><div style="height: 6px; width: {}%; '
            'background: var(--jp-success-color1, #2e7d32)"></div></div>{} '
            '<span style="font-size: 0.92em; color: var(--jp-content-font-color2, #555)">{}</span>'
            "</div>"
        ).format(folder[:2], title, solved, len(names), share, chips, self.predicted[folder])

    def _chip_html(self, folder: str, name: str) -> Markup:
        sign, words, colour = self._sign(name)
        chip = Markup(
            '<span title="{}" style="display: inline-block; margin: 2px 0; padding: 1px 8px; '
            'border: 1px solid var({}); border-radius: 10px; font-size: 0.92em">'
            '<span style="color: var({})">{}</span> {}</span>'
        ).format(words, Markup(colour), Markup(colour), sign, name)
        if not self.linked:
            return chip
        address = f"../{folder}/{folder}.ipynb#cell-id={name}"
        link = Markup('<a href="{}" aria-label="{}: {}" style="color: inherit">{}</a>')
        return link.format(address, name, words, chip)
