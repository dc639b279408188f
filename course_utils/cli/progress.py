"""`course progress`: how far a learner has come."""

import typer

from course_utils.cli.options import LEARN, Folder, fail
from course_utils.places import GUESSES_FILE, LEARNERS_FOLDER, PROGRESS_FILE
from course_utils.trouble import TroubleError


def progress(folder: Folder = LEARN) -> None:
    """Show how far you have come."""
    from course_utils.notebook.guessing import Guesses
    from course_utils.notebook.overview import overview
    from course_utils.notebook.progress import Progress

    if not folder.is_dir():
        fail(TroubleError(f"There is no course in {folder} yet. Start it with `make learn`."))
    kept = folder / LEARNERS_FOLDER
    typer.echo(overview(Progress(kept / PROGRESS_FILE), Guesses(kept / GUESSES_FILE)))
