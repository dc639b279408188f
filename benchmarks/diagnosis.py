"""What learners are told: answers of every kind, right and wrong, and the cards that they get.

The answers lie in `answers/`, a file a lesson, each under a heading: ``# %% EXERCISE: KIND: what is
the matter with it``, where the kind is right, edge (right on ordinary input) or wrong. Below it,
``# at: PIECE`` quotes the line at fault, and ``# told: NAME`` names a mistake that is truly made.
"""

import contextlib
import io
import linecache
import os
import re
import statistics
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.timing import line

ANSWERS = Path(__file__).parent / "answers"
REPORTED = "reported"
CARDS = "COURSE_CARDS"
"""The variable that names a file to write all cards to, for whoever wants to read them."""

_HEADING = re.compile(r"^# %% (\w+): (right|edge|wrong): (.+)$", re.MULTILINE)
_NAMES = {
    "tensorflow_three_steps": "import keras\nimport tensorflow as tf\n"
    "from keras import Input, Sequential\nfrom keras.layers import Dense, Normalization\n"
    "from keras.losses import BinaryCrossentropy, MeanSquaredError\n"
    "from keras.optimizers import SGD, Adam\n"
    "from course_utils.data import load_digits01, load_student_hours\n"
}


@dataclass(frozen=True)
class Answer:
    """One answer of a learner."""

    exercise: str
    kind: str
    what: str
    source: str
    names: str
    """What has been run in the notebook before."""

    file: str = ""
    """Where it is kept: a lesson's name, or "reported" for what the cards once fell short of."""

    def marked(self, mark: str) -> list[str]:
        """Give what stands behind one kind of remark."""
        return re.findall(rf"^# {mark}: (.+)$", self.source, re.MULTILINE)

    def lines_at_fault(self) -> list[int]:
        """Give the numbers of the lines at fault, as the learner counts."""
        lines = self.code.splitlines()
        return [n for piece in self.marked("at") for n, row in enumerate(lines, 1) if piece in row]

    @property
    def code(self) -> str:
        """The source without the remarks."""
        return re.sub(r"^# (at|told): .+\n", "", self.source, flags=re.MULTILINE)

    def run(self, file: str = "<answer>") -> dict[str, Any]:
        """Run it as a cell, with its source at hand; give the notebook's names."""
        code = self.code
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(self.names, names)
        exec(compile(code, file, "exec"), names)
        return names


@dataclass(frozen=True)
class Card:
    """What an answer was told."""

    answer: Answer
    verdict: Any
    seconds: float

    @property
    def points_at(self) -> str:
        """Tell what the card points at: "line", "elsewhere", or "" for no line at all."""
        said = f"{self.verdict.message} {dict(self.verdict.evidence).get('Raised in', '')}"
        told = {int(n) for n in re.findall(r"\blines? (\d+)", said)}
        if not told:
            return ""
        return "line" if told & set(self.answer.lines_at_fault()) else "elsewhere"

    @property
    def how(self) -> str:
        """Tell how the card helps: by a name, a found edit, a line, or less."""
        if self.verdict.mistake:
            told = self.answer.marked("told")
            return "named" if not told or self.verdict.mistake in told else "misnamed"
        if any(label == "Look at" for label, _ in self.verdict.evidence):
            return "edit" if self.points_at == "line" else "edit elsewhere"
        return self.points_at or "described"


def answers() -> Iterator[Answer]:
    """Read all answers."""
    for path in sorted(ANSWERS.glob("*.py"), key=lambda path: (path.stem in _NAMES, path.stem)):
        parts = _HEADING.split(path.read_text(encoding="utf-8"))[1:]
        for exercise, kind, what, source in zip(*[iter(parts)] * 4, strict=True):
            names = "import numpy as np\n" + _NAMES.get(path.stem, "")
            yield Answer(exercise, kind, what, source.strip("\n") + "\n", names, path.stem)


def told(answer: Answer, number: int) -> Card:
    """Check an answer as a notebook does."""
    from course_utils import check

    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
    ):
        names = answer.run(f"<answer {number}>")
        began = time.perf_counter()
        verdict = eval(f"check({answer.exercise})", {**names, "check": check})
        return Card(answer, verdict, time.perf_counter() - began)


def main() -> None:
    """Print how many are judged rightly, how many are told what helps, and how long it takes."""
    print("Answers as learners write them, and the cards that they get")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, ".course").mkdir()
        os.chdir(folder)
        cards = [told(answer, number) for number, answer in enumerate(answers())]
        os.chdir("/")
    _write(cards)
    _print("written for this", [card for card in cards if card.answer.file != REPORTED])
    _print("reported by learners", [card for card in cards if card.answer.file == REPORTED])


def _print(title: str, cards: list[Card]) -> None:
    print(f"{len(cards)} {title}")
    right = [card for card in cards if card.answer.kind == "right"]
    wrong = [card for card in cards if card.answer.kind == "wrong"]
    edge = [card for card in cards if card.answer.kind == "edge"]
    line("right answers that fail", f"{sum(not c.verdict.passed for c in right)} of {len(right)}")
    line("wrong answers that pass", f"{sum(c.verdict.passed for c in wrong)} of {len(wrong)}")
    partly = sum(c.verdict.score == 0.5 for c in edge)
    line("right but for the edges, that earn half", f"{partly} of {len(edge)}")
    failing = [card for card in (*wrong, *edge) if not card.verdict.passed]
    for how, count in Counter(card.how for card in failing).most_common():
        line(f"wrong ones told by: {how}", f"{count}", f"{count / len(failing):.0%}")
    times = sorted(card.seconds for card in failing)
    line("a failing check, median", f"{statistics.median(times):.2f} s")
    line("a failing check, 95th percentile", f"{times[int(0.95 * len(times))]:.2f} s")


def _write(cards: list[Card]) -> None:
    place = os.environ.get(CARDS)
    if place is None:
        return
    with Path(place).open("w", encoding="utf-8") as file:
        for card in cards:
            answer = card.answer
            file.write(f"{'=' * 100}\n{answer.exercise}: {answer.kind}: {answer.what}")
            file.write(f"   [{card.how}, {card.seconds:.2f} s]\n{answer.source}{card.verdict}\n")
