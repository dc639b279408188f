"""A submission's cells are put back as the gradebook has them; what is missing is added."""

from copy import deepcopy

import nbformat
import pytest
from nbgrader.utils import compute_checksum, determine_grade

from course_utils.grading.preprocessors import ORIGINAL, RESTORED
from course_utils.grading.preprocessors.restore_cells import RestoreCells
from tests.grading.conftest import LESSON

pytestmark = pytest.mark.xdist_group("restore")


@pytest.fixture(scope="module")
def course(tmp_path_factory, released):
    return released(tmp_path_factory.mktemp("restore"))


@pytest.fixture
def notebook(course):
    return nbformat.read(course.work / "release" / LESSON / f"{LESSON}.ipynb", 4)


@pytest.fixture
def restore(course):
    """Give a function that restores a notebook, and says which cells were missing."""

    def restored(notebook):
        original = nbformat.read(course.work / "release" / LESSON / f"{LESSON}.ipynb", 4)
        url = f"sqlite:///{course.work / 'gradebook.db'}"
        about = {"notebook": LESSON, "assignment": LESSON, "db_url": url}
        resources = {"nbgrader": about, ORIGINAL: [original]}
        _, resources = RestoreCells().preprocess(notebook, resources)
        return resources[RESTORED]

    return restored


def names(notebook):
    return [c.metadata.nbgrader.grade_id for c in notebook.cells if "nbgrader" in c.metadata]


def remove(notebook, *gone):
    notebook.cells = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in gone
    ]


def cell_named(notebook, name):
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return cell


def test_what_was_released_stays_as_it_is(restore, notebook):
    before = deepcopy(notebook)
    assert restore(notebook) == []
    assert notebook == before


def test_a_missing_check_goes_behind_its_function(restore, notebook):
    before = names(notebook)
    remove(notebook, "check-compute_cost")
    assert restore(notebook) == ["check-compute_cost"]
    assert names(notebook) == before


def test_where_the_function_is_missing_too_the_check_goes_before_what_follows(restore, notebook):
    remove(notebook, "compute_cost", "check-compute_cost")
    rewritten = nbformat.v4.new_code_cell("def compute_cost(X, y, w, b): ...")
    place = notebook.cells.index(cell_named(notebook, "check-logistic_loss")) + 1
    notebook.cells.insert(place, rewritten)
    assert restore(notebook) == ["check-compute_cost"]
    place = notebook.cells.index(cell_named(notebook, "check-compute_cost"))
    assert notebook.cells.index(rewritten) < place
    assert "nbgrader" in notebook.cells[place + 1].metadata


def test_what_was_all_deleted_is_put_back_in_its_order(restore, notebook):
    checks = [
        name
        for name in names(notebook)
        if not cell_named(notebook, name).metadata.nbgrader.solution
        or cell_named(notebook, name).metadata.nbgrader.grade
    ]
    notebook.cells = []
    assert restore(notebook) == checks
    assert names(notebook) == checks


@pytest.mark.parametrize("deleted", [True, False])
def test_a_written_answer_that_is_gone_waits_for_nobody(restore, notebook, deleted):
    if deleted:
        remove(notebook, "explain-loss")
    else:
        cell_named(notebook, "explain-loss").source = " \n"
    restore(notebook)
    cell = cell_named(notebook, "explain-loss")
    assert compute_checksum(cell) == cell.metadata.nbgrader.checksum
    assert determine_grade(cell)[0] == 0


def test_what_the_gradebook_says_of_a_cell_counts(restore, notebook, course):
    check = cell_named(notebook, "check-sigmoid")
    check.metadata.nbgrader.update(points=1000, grade=False, locked=False, solution=True)
    check.cell_type, check.source = "markdown", "check(nothing)"
    restore(notebook)
    check = cell_named(notebook, "check-sigmoid")
    assert (check.cell_type, check.source) == ("code", "check(sigmoid)")
    assert (check.metadata.nbgrader.points, check.metadata.nbgrader.grade) == (10, True)
    nbformat.validate(notebook)


def test_an_answer_is_not_touched(restore, notebook):
    cell_named(notebook, "sigmoid").source = "def sigmoid(z): return 0"
    cell_named(notebook, "explain-loss").source = "Because."
    restore(notebook)
    assert cell_named(notebook, "sigmoid").source == "def sigmoid(z): return 0"
    assert cell_named(notebook, "explain-loss").source == "Because."
