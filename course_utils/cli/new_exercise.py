"""`course new-exercise`: declare another exercise in a lesson, for a maintainer to fill in."""

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from course_utils.cli.listing import WIDTH, Listed
from course_utils.cli.options import fail
from course_utils.cli.scaffold import (
    FILL_IN,
    LESSONS_FILE,
    Clone,
    Root,
    check_name,
    code_cell,
    markdown_cell,
    parsed,
    written,
)
from course_utils.places import REPOSITORY
from course_utils.trouble import TroubleError

if TYPE_CHECKING:
    from nbformat import NotebookNode

SUMMARY = f"{FILL_IN}: what it does, in one sentence."


def new_exercise(
    lesson: Annotated[str, typer.Argument(help="Its folder: 02_forward_propagation.")],
    name: Annotated[str, typer.Argument(help="The function's name.")],
    signature: Annotated[str, typer.Option(help="The function's arguments.")] = "x",
    points: Annotated[float, typer.Option(help="What a right answer is worth.")] = 10,
    root: Root = REPOSITORY,
) -> None:
    """Declare another exercise, at the end of a lesson, for you to fill in."""
    try:
        clone = Clone(root)
        changes = exercise_changes(clone, lesson, name, signature, points)
        clone.write(changes)
    except TroubleError as trouble:
        fail(trouble)
    for place in changes:
        typer.echo(f"Written: {place}")
    typer.echo(
        f"Now write what is missing wherever these say {FILL_IN}, and count the exercise in the "
        f"lesson's title cell. `pytest tests -k {name}` and `pytest tests/test_notebooks.py` fail "
        "until it is done."
    )


def exercise_changes(
    clone: Clone, lesson: str, name: str, signature: str = "x", points: float = 10
) -> dict[str, str]:
    """Give the files of a new exercise, with what others need of it.

    Parameters
    ----------
    clone : Clone
    lesson : str
        The lesson's folder, or its name without the number.
    name : str
        The function's name.
    signature : str
        Its arguments: "X, y".
    points : float
        What a right answer is worth.

    Returns
    -------
    dict of str to str
        The files' texts by their places; nothing is written yet.

    Raises
    ------
    TroubleError
        If something is in the way; the message says what.
    """
    listed = _find_lesson(clone, lesson)
    check_name(name)
    for other in clone.listing.lessons:
        if name in other.names:
            raise TroubleError(f"Lesson {other.folder} has an exercise `{name}` already.")
    if not (math.isfinite(points) and points > 0):
        raise TroubleError(f"An exercise can't be worth {_points_words(points)}: give more than 0.")
    points = int(points) if points == int(points) else points
    arguments = _arguments(signature)
    package, notebook = clone.package(listed.module), clone.notebook(listed.folder)
    module, test, reference = f"{package}/{name}.py", clone.test(name), f"{package}/reference.py"
    clone.refuse_existing((module, test))
    if name in clone.names_in(reference):
        raise TroubleError(f"{reference} has a `{name}` already; choose another name.")
    function = _reference(name, arguments)
    skeleton = _skeleton(listed.module, name, arguments, points)
    if any(len(line) > WIDTH for line in (function + skeleton).splitlines()):
        raise TroubleError(f"The signature is too long: its lines have more than {WIDTH} letters.")
    cells = _cells(name, arguments, points, number=len(listed.names) + 1)
    return {
        module: skeleton,
        reference: f"{clone.text(reference).rstrip()}\n\n\n{function}",
        LESSONS_FILE: clone.listing.with_exercise(listed.folder, name),
        notebook: _with_cells(clone.text(notebook), notebook, cells, listed.names),
        test: _test(name),
    }


def _find_lesson(clone: Clone, wanted: str) -> Listed:
    by_name = {lesson.folder: lesson for lesson in clone.listing.lessons}
    by_name |= {lesson.module: lesson for lesson in clone.listing.lessons}
    if wanted not in by_name:
        nearest = get_close_matches(wanted, by_name, n=1, cutoff=0)
        hint = f"; the nearest is {by_name[nearest[0]].folder}" if nearest else ""
        raise TroubleError(f"There is no lesson `{wanted}`{hint}.")
    return by_name[wanted]


def _arguments(signature: str) -> list[str]:
    """Take a signature apart."""
    names = [part.strip() for part in signature.split(",")] if signature.strip() else []
    try:
        compile(f"def f({', '.join(names)}): ...", "signature", "exec")
        plain = all(name.isidentifier() for name in names)
    except (SyntaxError, ValueError):
        plain = False
    if not plain:
        raise TroubleError(
            f'"{signature}" is no signature: it should be names with commas between them: "X, y".'
        )
    return names


def _points_words(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _skeleton(module: str, name: str, arguments: list[str], points: float) -> str:
    """Write the file that declares the exercise."""
    listed = ", ".join(arguments)
    row = f"({listed},)" if len(arguments) == 1 else f"({listed})"
    drawn = "".join(f"    {argument} = rng.normal(size=3)\n" for argument in arguments)
    taking = f"lambda {listed}" if arguments else "lambda"
    return f'''"""{FILL_IN}: what the exercise is about."""

from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.question import Question
from course_utils.lessons.{module} import reference


def _questions(rng):
    # {FILL_IN}: fixed cases first, then random ones, with sizes that all differ.
{drawn}    yield Question("{FILL_IN}: what the case is", {row})


@mistake("fill-in-several-lines")
def _of_several_lines({listed}):
    """{FILL_IN}: what to look at, then why."""
    raise NotImplementedError("{FILL_IN}: a wrong version of several lines")


EXERCISE = Exercise(
    reference=reference.{name},
    questions=_questions,
    points={points},
    mistakes=(
        Mistake(
            "fill-in-one-line",
            # {FILL_IN}: a wrong version of one line.
            {taking}: None,
            "{FILL_IN}: what to look at, then why.",
        ),
        _of_several_lines,
        # {FILL_IN}: five mistakes at least, each told from the others by the questions.
    ),
    hints=(
        "{FILL_IN}: a nudge.",
        "{FILL_IN}: a bigger one.",
        "{FILL_IN}: nearly there.",
    ),
    explanation="{FILL_IN}: why the lesson writes it so.",
)
'''


def _reference(name: str, arguments: list[str]) -> str:
    """Write the textbook's version, as far as it is known."""
    described = "".join(
        f"    {argument} : array_like\n        {FILL_IN}: what it is, and its shape.\n"
        for argument in arguments
    )
    taken = f"    Parameters\n    ----------\n{described}\n" if arguments else ""
    return f'''def {name}({", ".join(arguments)}):
    """{SUMMARY}

{taken}    Returns
    -------
    ndarray
        {FILL_IN}: what comes out, and its shape.
    """
    raise NotImplementedError("{FILL_IN}: `{name}` in reference.py")
'''


def _cells(name: str, arguments: list[str], points: float, number: int) -> "list[NotebookNode]":
    """Make the exercise's text, the function to write, and the line that checks it."""
    width = max(map(len, (*arguments, "returns")))
    described = "".join(
        f"    {argument:<{width}} : {FILL_IN}: what it is, and its shape\n"
        for argument in arguments
    )
    text = f"""### Exercise {number}: `{name}` ({_points_words(points)})

{FILL_IN}: what the learner is to write, and what for."""
    solution = f'''def {name}({", ".join(arguments)}):
    """{SUMMARY}

{described}    {"returns":<{width}} : {FILL_IN}: what comes out, and its shape
    """
    ### BEGIN SOLUTION
    raise NotImplementedError("{FILL_IN}: `{name}` in the notebook")
    ### END SOLUTION'''
    check = f"check-{name}"
    to_write = {"grade": False, "locked": False, "solution": True}
    to_check = {"grade": True, "locked": True, "solution": False, "points": points}
    always = {"schema_version": 3, "task": False}
    return [
        markdown_cell(f"exercise-{name.replace('_', '-')}", text),
        code_cell(name, solution, nbgrader={"grade_id": name, **to_write, **always}),
        code_cell(check, f"check({name})", nbgrader={"grade_id": check, **to_check, **always}),
    ]


def _with_cells(text: str, place: str, cells: "list[NotebookNode]", names: tuple[str, ...]) -> str:
    """Put cells after a lesson's last exercise, or before its end where it has none."""
    notebook = parsed(text, place)
    ids = [cell.id for cell in notebook.cells]
    for cell in cells:
        if cell.id in ids:
            raise TroubleError(f"{place} has a cell `{cell.id}` already; choose another name.")
    if names:
        last = f"check-{names[-1]}"
        if last not in ids:
            raise TroubleError(
                f"{place} has no cell `{last}`, after which the new exercise would stand."
            )
        where = ids.index(last) + 1
    else:
        where = next((ids.index(end) for end in ("progress", "next") if end in ids), len(ids))
    notebook.cells[where:where] = cells
    return written(notebook)


def _test(name: str) -> str:
    """Write the exercise's own tests, which fail until there are right answers to try."""
    return f'''"""`{name}`: right answers in other styles pass."""

import pytest

from course_utils.lessons import all_exercises
from tests.lessons.test_all_exercises import verdict_on

RIGHT = ()


def test_there_are_right_answers_in_other_styles():
    assert len(RIGHT) >= 2, "{FILL_IN}: in RIGHT, right functions that you would not write so"


@pytest.mark.parametrize("function", RIGHT)
@pytest.mark.parametrize("seed", [1958, 7])
def test_right_answers_in_another_style_pass(function, seed):
    exercise = all_exercises()["{name}"]
    verdict = verdict_on(function, exercise, seed)
    assert verdict.passed, str(verdict)
'''
