"""The last hint leaves the learner a step to take."""

import ast
import re

import nbformat
import pytest

from course_utils.lessons import LESSONS
from tests.conftest import REPOSITORY

EXERCISES = [(lesson, exercise) for lesson in LESSONS for exercise in lesson.exercises]


def statements(source):
    """Give what a function does, statement by statement, however deep, in one way of writing."""
    function = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
    lines = [n for n in ast.walk(function) if isinstance(n, ast.Assign | ast.Return | ast.Expr)]
    lines = [n for n in lines if not isinstance(n.value, ast.Constant | ast.Name)]
    return {ast.unparse(node.value) for node in lines}


def code_in(text):
    """Give the expressions between backticks, in the same way of writing."""
    for code in re.findall(r"`([^`]+)`", text):
        try:
            body = ast.parse(code).body
        except SyntaxError:  # a part of a line, such as `return x`
            continue
        yield from (ast.unparse(getattr(node, "value", node)) for node in body)


@pytest.mark.parametrize(
    ("lesson", "exercise"), EXERCISES, ids=[exercise.name for _, exercise in EXERCISES]
)
def test_no_hint_holds_the_lines_of_the_answer(lesson, exercise):
    path = REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb"
    cells = {cell.id: cell.source for cell in nbformat.read(path, 4).cells}
    answer = statements(cells[exercise.name])
    told = {code for hint in exercise.hints for code in code_in(hint)}
    given = answer & told
    assert not given, f"the hints hold {given}"
