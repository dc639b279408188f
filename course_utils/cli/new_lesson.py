"""`course new-lesson`: begin another lesson, for a maintainer to fill in."""

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from course_utils.cli.listing import Listed
from course_utils.cli.options import fail
from course_utils.cli.scaffold import (
    FILL_IN,
    LESSONS_FILE,
    Clone,
    Root,
    check_name,
    code_cell,
    markdown_cell,
    written,
)
from course_utils.places import DEMO_TAG, REPOSITORY
from course_utils.trouble import TroubleError

LONGEST_TITLE = 60


def new_lesson(
    name: Annotated[str, typer.Argument(help="Its name, without a number.")],
    title: Annotated[str, typer.Option(help="Made of the name, unless you give it.")] = "",
    root: Root = REPOSITORY,
) -> None:
    """Begin another lesson, after the last one, for you to fill in."""
    try:
        clone = Clone(root)
        changes = lesson_changes(clone, name, title)
        clone.write(changes)
    except TroubleError as trouble:
        fail(trouble)
    for place in changes:
        typer.echo(f"Written: {place}")
    typer.echo(
        f"Now write what is missing wherever these say {FILL_IN}, have the lesson before and the "
        f"overview in the first lesson name this one, and add exercises with "
        f"`course new-exercise {name} NAME`. `pytest tests` fails until it is done."
    )


def lesson_changes(clone: Clone, name: str, title: str = "") -> dict[str, str]:
    """Give the files of a new lesson, with its line in the list of the lessons.

    Parameters
    ----------
    clone : Clone
    name : str
        The lesson's name, which is its package's, too.
    title : str
        As learners read it; made of the name where it is empty.

    Returns
    -------
    dict of str to str
        The files' texts by their places; nothing is written yet.

    Raises
    ------
    TroubleError
        If something is in the way; the message says what.
    """
    check_name(name)
    title = title.strip() or name.replace("_", " ").strip().capitalize()
    _check_title(title)
    for other in clone.listing.lessons:
        if name == other.module or name in other.names:
            what = "the lesson" if name == other.module else "an exercise of"
            raise TroubleError(f"`{name}` is the name of {what} {other.folder} already.")
    package = clone.package(name)
    clone.refuse_existing((package, clone.test(name)))
    if name in clone.names_in(LESSONS_FILE):
        raise TroubleError(f"{LESSONS_FILE} has a `{name}` already; choose another name.")
    number = _next_number(clone)
    folder = f"{number:02}_{name}"
    return {
        clone.notebook(folder): _notebook(title, _ways(clone.listing.lessons)),
        f"{package}/__init__.py": _docstring(
            f"The exercises of lesson {number}, with the mistakes that people make in them."
        ),
        f"{package}/reference.py": _docstring(
            f"{FILL_IN}: what the functions of lesson {number} are, and which shapes they share."
        ),
        f"{package}/cases.py": _docstring(
            "The data that the exercises of this lesson are asked with."
        ),
        LESSONS_FILE: clone.listing.with_lesson(folder, title),
        clone.test(name): _test(number, name),
    }


def _check_title(title: str) -> None:
    if not title.isprintable() or len(title) > LONGEST_TITLE or "!" in title:
        raise TroubleError(
            f"A title is one plain line of at most {LONGEST_TITLE} letters, without an "
            "exclamation mark."
        )


def _next_number(clone: Clone) -> int:
    folders = [path.name for path in (clone.root / "notebooks").iterdir()]
    folders += [lesson.folder for lesson in clone.listing.lessons]
    found = (re.match(r"(\d+)_", folder) for folder in folders)
    return max((int(match[1]) for match in found if match), default=-1) + 1


def _docstring(text: str) -> str:
    return f'"""{text}"""\n'


def _ways(lessons: Sequence[Listed]) -> str:
    """Link to the lesson before, and to the overview, which is a part of the first lesson."""
    before, first = lessons[-1].folder, lessons[0].folder
    number = before.partition("_")[0]
    return (
        f"[Back: {number} {lessons[-1].title}](../{before}/{before}.ipynb) ·\n"
        f"[The course at a glance](../{first}/{first}.ipynb#The-course-at-a-glance)"
    )


def _notebook(title: str, ways: str) -> str:
    """Write a notebook with what every lesson begins and ends with."""
    import nbformat

    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        cells=[
            markdown_cell(
                "title",
                f"""# {title}

{ways}

**Coming back?** Python has forgotten what you ran on another day. Click on the cell where you want
to go on, and choose *Run → Run All Above Selected Cell*.

{FILL_IN}: what the lesson is about, and why.

After this lesson you will be able to
- {FILL_IN}: what the learner can do then.

{FILL_IN}: what one needs to know, how many exercises there are, and how long they take.""",
            ),
            code_cell(
                "setup",
                """import numpy as np

from course_utils import check, guess, hint, progress, solution, when_written""",
            ),
            code_cell("progress", "progress()", tags=[DEMO_TAG]),
            markdown_cell("next", f"## Next\n\n{FILL_IN}: what comes after this lesson.\n\n{ways}"),
        ],
    )
    notebook.nbformat_minor = 5
    return written(notebook)


def _test(number: int, name: str) -> str:
    """Write the lesson's own tests, which fail until it has exercises."""
    return f'''"""Lesson {number}: what holds for it besides what holds for every lesson."""

from course_utils.lessons import LESSONS

MODULE = "{name}"
LESSON = next(lesson for lesson in LESSONS if lesson.module == MODULE)


def test_the_lesson_has_exercises():
    assert LESSON.names, "{FILL_IN}: an exercise of lesson {number}, with `course new-exercise`"
'''
