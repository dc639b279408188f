"""Put verdicts, hints and solutions on cards: HTML for notebooks, the same in plain text."""

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from markupsafe import Markup, escape

from course_utils.judging.verdict import IN_FULL, Verdict
from course_utils.places import VERDICT_MIME

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Card:
    """A titled note to the learner, shown in a notebook or in a terminal."""

    title: str

    message: str = ""
    """Plain text; code stands between backticks."""

    tone: str = "note"
    """One of "right", "wrong", "open", "note": picks the colour and the sign."""

    evidence: tuple[tuple[str, str], ...] = ()

    folded: tuple[tuple[str, str], ...] = ()
    """Evidence that is shown on demand, and in plain text not at all."""

    notes: tuple[str, ...] = ()
    printed: str = ""
    footer: str = ""

    markdown: str = ""
    """Shown instead of all the rest where a front end renders Markdown."""

    def __str__(self) -> str:
        """Give the card as plain text."""
        return _text(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the card in every form that a front end may ask for."""
        if self.markdown:
            return {"text/plain": _text(self), "text/markdown": self.markdown}
        return {"text/plain": _text(self), "text/html": _html(self)}


_TEXT_WIDTH = 78  # nbgrader's Validate cuts off what is longer

SIGNS = {"right": "✓", "wrong": "✗", "open": "○", "note": "→"}


def verdict_card(verdict: Verdict) -> Card:
    """Lay a verdict out as a card."""
    name = verdict.exercise or "check"
    if verdict.passed:
        title, tone, footer = f"{name}: right", "right", ""
    elif verdict.cause in ("stub", "missing"):
        title, tone = f"{name}: not attempted", "open"
        footer = f"Where to begin: hint({name})"
    elif verdict.cause is None:
        title, tone, footer = "Nothing was checked", "note", ""
    else:
        partly = " (partly right)" if verdict.score else ""
        title, tone = f"{name}: not yet{partly}", "wrong"
        footer = f"If this does not help: hint({name})"
    return Card(
        title=title,
        message=verdict.message
        or ("It gives the right answer in every case that was tried." if verdict.passed else ""),
        tone=tone,
        evidence=tuple(row for row in verdict.evidence if row[0] != IN_FULL),
        folded=tuple(row for row in verdict.evidence if row[0] == IN_FULL),
        notes=verdict.notes,
        printed=verdict.printed,
        footer=footer if verdict.exercise else "",
    )


class ShownVerdict(Verdict):
    """A verdict that is displayed as a card."""

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """Make it of a verdict that is only data."""
        return cls(**vars(verdict))

    def __str__(self) -> str:
        """Give the card as plain text."""
        return _text(verdict_card(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the card in every form that a front end may ask for, and the verdict as data."""
        data = {
            "exercise": self.exercise,
            "passed": self.passed,
            "score": self.score,
            "cause": self.cause,
            "mistake": self.mistake,
        }
        return {**verdict_card(self)._repr_mimebundle_(), VERDICT_MIME: data}


class GradedVerdict(ShownVerdict):
    """A verdict whose plain text is the points earned, which is how nbgrader takes a score.

    nbgrader gives a cell full points unless its result reads as a number, so this holds for a
    plain ``nbgrader autograde`` too, without the course's own configuration.
    """

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give the card, with the points as its plain text."""
        bundle = super()._repr_mimebundle_(include, exclude)
        return {**bundle, "text/plain": repr(float(self.score * self.points))}


def _text(card: Card) -> str:
    lines = [f"{SIGNS[card.tone]} {card.title}"]
    if card.message:
        lines += _wrapped(card.message)
    for label, value in card.evidence:
        first, *rest = value.splitlines() or [""]
        lines.append(f"    {label + ':':<14}{first}")
        lines += [" " * 18 + line for line in rest]
    for note in card.notes:
        lines += _wrapped(note)
    if card.printed:
        lines += ["  It printed:", *textwrap.indent(card.printed, "    ").splitlines()]
    if card.footer:
        lines += _wrapped(card.footer)
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    """Break text into lines; what stands between line breaks stays apart."""
    wrapper = textwrap.TextWrapper(
        _TEXT_WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False
    )
    return [line for part in text.split("\n") for line in wrapper.wrap(part) or [""]]


def code_spans(text: str) -> Markup:
    """Escape `text`, and set what stands between backticks as code."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(text))))


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("course_utils", "notebook"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code_spans"] = code_spans
    return environment.get_template("card.html")


def _html(card: Card) -> str:
    return _template().render(card=card, sign=SIGNS[card.tone])
