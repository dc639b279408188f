"""A bar that tells how far a batch is, at what rate, and how long it will take."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """How many are graded in a minute."""

    def render(self, task: Task) -> Text:
        """Write the rate since the beginning."""
        minutes = (task.elapsed or 0) / 60
        return Text(
            f"{task.completed / minutes:.0f} a minute" if minutes and task.completed else ""
        )


def progress_bar(console: Console) -> Progress:
    """Make the bar."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=console,
    )
