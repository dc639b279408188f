"""`course insights`: what the class misunderstood."""

from pathlib import Path
from typing import Annotated

import typer

from course_utils.cli.options import fail
from course_utils.trouble import TroubleError


def insights(
    assignment: Annotated[str, typer.Argument(help="A graded assignment.")],
    names: Annotated[bool, typer.Option(help="Say who made which mistake.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write the table to this file.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write a page with plots to this file.")] = None,
) -> None:
    """Show what the class misunderstood: by exercise, how many are right, and the mistakes."""
    try:
        show(assignment, names, csv, page)
    except TroubleError as trouble:
        fail(trouble)


def show(assignment: str, names: bool, csv_file: Path | None, page: Path | None) -> None:
    """Print the table for an assignment, and write it to files where they are named.

    Parameters
    ----------
    assignment : str
    names : bool
        Whether students are named.
    csv_file, page : Path or None

    Raises
    ------
    TroubleError
        If nothing of it is graded.
    """
    from rich.console import Console

    from course_utils.grading.assignment import Assignment
    from course_utils.grading.insights import summarise
    from course_utils.grading.insights_table import table, write_csv

    exercises = summarise(Assignment(assignment).graded())
    if not exercises:
        raise TroubleError(
            f"Nothing of {assignment} is graded yet. Grade it with `course grade {assignment}`."
        )
    Console().print(table(exercises, names))
    if csv_file is not None:
        write_csv(exercises, names, csv_file)
    if page is not None:
        from course_utils.grading.insights_page import write_page

        write_page(assignment, exercises, names, page)
