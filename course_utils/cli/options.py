"""What several commands take, and how they end with a sentence."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from course_utils.places import REPOSITORY
from course_utils.trouble import TroubleError

Folder = Annotated[Path, typer.Option("--folder", help="The learner's copy of the course.")]
LEARN = REPOSITORY / "learn"


def fail(trouble: TroubleError) -> NoReturn:
    """Say what is wrong, and end."""
    typer.echo(str(trouble), err=True)
    raise typer.Exit(1)
