"""The insights as a table, in a terminal and in a file for spreadsheets."""

import csv
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from course_utils.grading.insights import STATES, ClassResult
from course_utils.grading.spreadsheets import inert


def table(exercises: Sequence[ClassResult], names: bool) -> Table:
    """Lay the counts out for a terminal."""
    laid_out = Table(show_lines=True)
    laid_out.add_column("exercise", no_wrap=True)
    for state in STATES:
        laid_out.add_column(state, justify="right")
    laid_out.add_column("mistakes")
    for exercise in exercises:
        shares = (f"{exercise.share(state):.0%}" for state in STATES)
        lines = [
            f"{len(who)} × {mistake}" + (f": {', '.join(who)}" if names else "")
            for mistake, who in exercise.commonest
        ]
        laid_out.add_row(exercise.name, *shares, "\n".join(lines))
    return laid_out


def write_csv(exercises: Sequence[ClassResult], names: bool, path: Path) -> None:
    """Write a row for each exercise and state, and one for each mistake."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["exercise", "kind", "what", "count", "share"] + ["students"] * names)
        for exercise in exercises:
            for state in STATES:
                share = f"{exercise.share(state):.4f}"
                row = [exercise.name, "state", state, exercise.counts[state], share]
                rows.writerow(row + [""] * names)
            for mistake, who in exercise.commonest:
                share = f"{len(who) / exercise.total:.4f}"
                row = [exercise.name, "mistake", mistake, len(who), share]
                rows.writerow(row + [inert(" ".join(who))] * names)
