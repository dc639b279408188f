"""Whatever passes a check works in every later cell of its lesson."""

import contextlib
import io
import warnings

import nbformat
import numpy as np
import pytest

from course_utils import check
from course_utils.lessons import LESSONS
from tests.conftest import REPOSITORY


def on_arrays(change):
    return lambda value: change(value) if isinstance(value, np.ndarray) and value.ndim else value


def on_numbers(change):
    return lambda value: change(value) if np.isscalar(value) or np.ndim(value) == 0 else value


def on_floats(change):
    return lambda value: change(value) if np.asarray(value).dtype.kind == "f" else value


STYLES = {
    "lists": on_arrays(np.ndarray.tolist),
    "lists of rows": on_arrays(list),
    "tuples": on_arrays(lambda array: tuple(array.tolist())),
    "matrices": on_arrays(np.asmatrix),
    "float32": on_floats(lambda value: np.asarray(value, np.float32)),
    "arrays for numbers": on_numbers(np.asarray),
    "arrays of one element": on_numbers(lambda number: np.array([number])),
    "tables of one element": on_numbers(lambda number: np.array([[number]])),
    "floats for whole numbers": lambda value: np.asarray(value, float)[()],
}
BY_HAND = [lesson for lesson in LESSONS if lesson.folder[:2] in ("01", "02", "03")]


def restyled(function, change):
    """Make a function that returns what another does, its arrays and numbers changed."""

    def everywhere(value):
        if isinstance(value, list | tuple):
            return type(value)(everywhere(item) for item in value)
        return change(value)

    def styled(*arguments):
        return everywhere(function(*arguments))

    styled.__name__ = function.__name__
    return styled


def cells_of(lesson):
    """Give the cells that run learners' functions, or that those run in."""
    path = REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb"
    cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    return [c for c in cells if not c.id.startswith("check-") and "explore_" not in c.source[:9]]


def run(cell, names):
    """Run a cell; give what ended it, or what it says of a function that ended it."""
    said = io.StringIO()
    with (
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        warnings.catch_warnings(action="ignore"),  # a notebook shows them and goes on
    ):
        exec(compile(cell.source, cell.id, "exec"), names)
    return said.getvalue()


@pytest.fixture(autouse=True)
def undrawn(monkeypatch, workspace):
    """Build figures and widgets, and leave the drawing out, which takes most of the time."""
    monkeypatch.setattr("course_utils.visuals.style.to_png", lambda figure: b"")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lesson", BY_HAND, ids=lambda lesson: lesson.folder)
def test_whatever_passes_works_in_every_later_cell(lesson, style):
    names, cells = {"__name__": "__main__"}, cells_of(lesson)
    accepted = 0
    for number, cell in enumerate(cells):
        run(cell, names)
        if cell.id not in lesson.names:
            continue
        styled = restyled(names[cell.id], STYLES[style])
        if not check(styled, exercise=cell.id).passed:
            continue
        accepted += 1
        # The function itself, and what looks it up, see one namespace.
        kept = {**names}
        names[cell.id] = styled
        for later in cells[number + 1 :]:
            said = run(later, names)
            assert "could not finish" not in said, (cell.id, later.id, said)
        names.clear()
        names.update(kept)
    assert accepted or style == "matrices"
