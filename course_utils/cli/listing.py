"""The list of the lessons, `LESSONS` in course_utils/lessons/__init__.py, read and edited as text.

An edit goes by the places of the list's parts in the file, so that all else stays as it is. What it
writes is in ruff's format already.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from course_utils.trouble import TroubleError

WIDTH = 100
"""How long a line may be, as pyproject.toml tells ruff."""

UNKNOWN_FORM = (
    "`LESSONS` in course_utils/lessons/__init__.py is not written as this command knows: a tuple "
    'of lines `Lesson("NN_name", "Title", ("exercise", ...)),`; write it so first.'
)


@dataclass(frozen=True)
class Listed:
    """One lesson as it stands in the list."""

    folder: str
    title: str
    names: tuple[str, ...]
    call: ast.Call = field(repr=False, compare=False)
    """Where it is written."""

    @property
    def module(self) -> str:
        """The name of its package: its folder's without the number."""
        return self.folder.partition("_")[2]


class Listing:
    """The list of the lessons.

    Parameters
    ----------
    text : str
        Of course_utils/lessons/__init__.py.

    Raises
    ------
    TroubleError
        If the list is not written as this module knows it.
    """

    def __init__(self, text: str):
        self._source = text.encode()
        lines = self._source.splitlines(keepends=True)
        self._starts = [sum(map(len, lines[:k])) for k in range(len(lines))]
        self._tuple = _assigned(text)
        self.lessons = tuple(map(_listed, self._tuple.elts))

    def with_lesson(self, folder: str, title: str) -> str:
        """Give the file's text with another lesson at the end, which has no exercises yet."""
        line = _call(folder, title, (), indent=4) + ","
        expected = [*self._records, (folder, title, ())]
        return _verified(self._line_before_end(self._tuple, line), expected)

    def with_exercise(self, folder: str, name: str) -> str:
        """Give the file's text with another exercise at the end of a lesson."""
        lesson = next(lesson for lesson in self.lessons if lesson.folder == folder)
        call, names, longer = lesson.call, lesson.call.args[2], (*lesson.names, name)
        if names.lineno != names.end_lineno:
            edited = self._line_before_end(names, f"{quoted(name)},")
        elif call.lineno != call.end_lineno or call.keywords:
            edited = self._replaced(names, _row(longer, indent=8))
        else:
            edited = self._replaced(call, _call(folder, lesson.title, longer, indent=4))
        expected = [
            (f, title, longer if f == folder else names) for f, title, names in self._records
        ]
        return _verified(edited, expected)

    @property
    def _records(self) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(lesson.folder, lesson.title, lesson.names) for lesson in self.lessons]

    def _span(self, node: ast.expr) -> tuple[int, int]:
        """Where a part begins and ends, in bytes, which is how ast counts columns."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        begin = self._starts[node.lineno - 1] + node.col_offset
        return begin, self._starts[node.end_lineno - 1] + node.end_col_offset

    def _replaced(self, node: ast.expr, text: str) -> str:
        begin, end = self._span(node)
        return (self._source[:begin] + text.encode() + self._source[end:]).decode()

    def _line_before_end(self, node: ast.expr, text: str) -> str:
        """Put a line before the one on which a bracket that spans lines is closed."""
        _, end = self._span(node)
        start = self._source.rindex(b"\n", 0, end) + 1
        closing = self._source[start : end - 1]
        if closing.strip():
            raise TroubleError(UNKNOWN_FORM)
        line = closing + b"    " + text.encode() + b"\n"
        return (self._source[:start] + line + self._source[start:]).decode()


def quoted(text: str) -> str:
    """Write a string as ruff does: in double quotes, unless single ones need fewer backslashes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"


def _assigned(text: str) -> ast.Tuple:
    """Find the tuple that LESSONS is assigned."""
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError) as error:
        raise TroubleError(UNKNOWN_FORM) from error
    for statement in statements:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        named = any(isinstance(t, ast.Name) and t.id == "LESSONS" for t in targets)
        if named and isinstance(statement.value, ast.Tuple):
            return statement.value
    raise TroubleError(UNKNOWN_FORM)


def _listed(node: ast.expr) -> Listed:
    if (
        isinstance(node, ast.Call)
        and len(node.args) == 3
        and all(keyword.arg == "gives" for keyword in node.keywords)
    ):
        try:
            folder, title, names = (ast.literal_eval(argument) for argument in node.args)
        except ValueError as error:  # a part is not written out
            raise TroubleError(UNKNOWN_FORM) from error
        if isinstance(names, tuple) and all(isinstance(p, str) for p in (folder, title, *names)):
            return Listed(folder, title, names, node)
    raise TroubleError(UNKNOWN_FORM)


def _row(names: Sequence[str], indent: int) -> str:
    """Write a tuple of names that begins after `indent` spaces and is followed by a comma."""
    inside = ", ".join(map(quoted, names)) + ("," if len(names) == 1 else "")
    if indent + len(f"({inside}),") <= WIDTH:
        return f"({inside})"
    space = " " * indent
    lines = "".join(f"{space}    {quoted(name)},\n" for name in names)
    return f"(\n{lines}{space})"


def _call(folder: str, title: str, names: Sequence[str], indent: int) -> str:
    """Write a lesson that begins after `indent` spaces and is followed by a comma."""
    row = _row(names, indent + 4)
    in_one = f"Lesson({quoted(folder)}, {quoted(title)}, {row})"
    if "\n" not in row and indent + len(f"{in_one},") <= WIDTH:
        return in_one
    space = " " * indent
    lines = "".join(f"{space}    {part},\n" for part in (quoted(folder), quoted(title), row))
    return f"Lesson(\n{lines}{space})"


def _verified(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> str:
    """Give a text back if its list is the expected one: an edit must not harm the file."""
    if Listing(text)._records != expected:
        raise TroubleError(UNKNOWN_FORM)
    return text
