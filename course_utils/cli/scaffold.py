"""What `course new-exercise` and `course new-lesson` share: what is there, and how more is written.

Everything is looked at before anything is written, and all of it is written or nothing.
"""

import builtins
import keyword
import re
import symtable
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from course_utils.cli.listing import Listing
from course_utils.trouble import TroubleError, os_trouble

if TYPE_CHECKING:
    from nbformat import NotebookNode

FILL_IN = "FILL IN"
"""Stands wherever a person has something to write; tests fail as long as it does."""

LESSONS_FILE = "course_utils/lessons/__init__.py"
NEEDED = ("pyproject.toml", LESSONS_FILE, "notebooks", "tests/lessons/test_all_exercises.py")
LONGEST_NAME = 40  # with it every line of what is written fits
RESERVED = (
    *("reference", "cases", "given", "guesses"),
    *("attempts", "check", "guess", "hint", "mine", "progress", "reset", "solution"),
    "when_written",
)
"""Files of every lesson, and what every notebook imports."""

Root = Annotated[Path, typer.Option("--root", hidden=True, help="The repository to add to.")]


@dataclass(frozen=True)
class Clone:
    """The course's repository, with the places in it."""

    root: Path

    def __post_init__(self) -> None:
        for place in NEEDED:
            if not (self.root / place).exists():
                raise TroubleError(
                    f"{self.root} is not a complete clone of the course: it has no {place}."
                )

    @cached_property
    def listing(self) -> Listing:
        """The list of the lessons."""
        return Listing(self.text(LESSONS_FILE))

    def package(self, module: str) -> str:
        """Where a lesson's package is."""
        return f"course_utils/lessons/{module}"

    def notebook(self, folder: str) -> str:
        """Where a lesson's notebook is."""
        return f"notebooks/{folder}/{folder}.ipynb"

    def test(self, name: str) -> str:
        """Where the tests of an exercise or a lesson are."""
        return f"tests/lessons/test_{name}.py"

    def text(self, place: str) -> str:
        """Read a file."""
        try:
            return (self.root / place).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise TroubleError(
                f"{self.root} is not a complete clone of the course: it has no {place}."
            ) from error
        except UnicodeDecodeError as error:
            raise TroubleError(f"{place} is not UTF-8, as every file of the course is.") from error
        except OSError as error:
            raise os_trouble(error, self.root / place) from error

    def refuse_existing(self, places: Iterable[str]) -> None:
        """Have nothing written over."""
        for place in places:
            if (self.root / place).exists():
                raise TroubleError(f"There is {place} already; choose another name, or remove it.")

    def names_in(self, place: str) -> set[str]:
        """Give what a module defines or imports."""
        try:
            table = symtable.symtable(self.text(place), place, "exec")
        except (SyntaxError, ValueError) as error:
            raise TroubleError(f"{place} is not valid Python: mend it first.") from error
        symbols = table.get_symbols()
        return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}

    def write(self, changes: Mapping[str, str]) -> None:
        """Write files, all or none.

        Parameters
        ----------
        changes : mapping of str to str
            The files' texts by their places.

        Raises
        ------
        TroubleError
            If one can't be written; then all is as it was before.
        """
        before: dict[Path, bytes | None] = {}
        made: list[Path] = []
        path = self.root
        try:
            for place, text in changes.items():
                path = self.root / place
                folders = [folder for folder in path.parents if not folder.exists()]
                for folder in reversed(folders):
                    folder.mkdir()
                    made.append(folder)
                before[path] = path.read_bytes() if path.exists() else None
                path.write_bytes(text.encode())
        except OSError as error:
            _restore(before, made)
            raise os_trouble(error, path) from error


def _restore(before: Mapping[Path, bytes | None], made: list[Path]) -> None:
    for path, data in before.items():
        with suppress(OSError):  # what could not be written may be impossible to write back too
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def check_name(name: str) -> None:
    """Refuse what can't be the name of a function or a package.

    Raises
    ------
    TroubleError
        If it can't be.
    """
    if not name.isidentifier():
        raise TroubleError(
            f"`{name}` is no name in Python: use letters, digits and underscores, a letter first."
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise TroubleError(f"`{name}` is a keyword of Python; choose another name.")
    if hasattr(builtins, name) or name in RESERVED:
        raise TroubleError(f"`{name}` has a meaning of its own already; choose another name.")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise TroubleError(
            f"`{name}` should be of small letters a to z, digits and underscores, a letter first."
        )
    if len(name) > LONGEST_NAME:
        raise TroubleError(f"`{name}` is longer than {LONGEST_NAME} letters; choose a shorter one.")


def parsed(text: str, place: str) -> "NotebookNode":
    """Read a notebook."""
    import nbformat

    try:
        notebook: NotebookNode = nbformat.reads(text, 4)
        nbformat.validate(notebook)
    # nbformat raises errors of many kinds, its own and those of json and jsonschema.
    except Exception as error:
        raise TroubleError(f"{place} is not a valid notebook: mend it first.") from error
    return notebook


def written(notebook: "NotebookNode") -> str:
    """Write a notebook as all are written, so that only what was changed differs."""
    import nbformat

    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return f"{text}\n"


def markdown_cell(name: str, source: str) -> "NotebookNode":
    """Make a cell of text."""
    import nbformat

    cell: NotebookNode = nbformat.v4.new_markdown_cell(source, id=name)
    return cell


def code_cell(name: str, source: str, **metadata: Any) -> "NotebookNode":
    """Make a cell of code."""
    import nbformat

    cell: NotebookNode = nbformat.v4.new_code_cell(source, id=name, metadata=metadata)
    return cell
