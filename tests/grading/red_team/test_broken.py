"""A submission that is broken and means no harm earns what it solved, and is told what is wrong."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from tests.grading.red_team.conftest import (
    HONEST_PART,
    IMPORT,
    SIGMOID,
    SQUARE,
    WRONG,
    grade,
    graded_cell,
    submission,
)

pytestmark = pytest.mark.xdist_group("red_team")

ALL = {"square": 1.0, "sigmoid": 1.0}
UNSOLVED = {
    "a solution cell that is missing": "",
    "a cell that is no Python": "def sigmoid(z)\n    return z",
    "a cell with a tab too many": "def sigmoid(z):\n        a = 1\n\treturn a",
    "a recursion without end": "def sigmoid(z): return sigmoid(z)",
    "an import that fails": "import nowhere_to_be_found\n" + SIGMOID,
    "an error before the function": "1 / 0\n" + SIGMOID,
    "a function that waits for input": "def sigmoid(z): return float(input('z?'))",
    "a cell that waits for input": "z = input('z?')\n" + SIGMOID,
    "a function that ends Python": "import sys\ndef sigmoid(z): sys.exit()",
    "a function that is a class": "class sigmoid: pass",
    "a function that is a number": "sigmoid = 0.5",
    "a function of other arguments": "def sigmoid(): return 0.5",
    "a name that is deleted": SIGMOID + "\ndel sigmoid",
    "a solution that is marked to be only shown": new_code_cell(
        SIGMOID, metadata=nbformat.from_dict({"tags": ["demo"]})
    ),
    "a solution in a text cell": new_markdown_cell(SIGMOID),
    "a solution in a raw cell": new_raw_cell(SIGMOID),
}
SOLVED = {
    "an exit before the solution": "import sys\nsys.exit(1)",
    "a quit before the solution": "exit()",
    "a null byte": "x = '\0'",
    "a magic that does not exist": "%nothing\n!no-such-program",
    "a cell magic in another language": "%%bash\nexit 1",
    "letters of all scripts": "Ωμέγα = 'ℝ 𝔘𝔫𝔦 🎓 \\u202e'\nprint(Ωμέγα)",
    "a very long line": "x = '" + "x" * 1_000_000 + "'",
}


@pytest.mark.parametrize("cell", UNSOLVED.values(), ids=UNSOLVED)
def test_what_is_not_solved_earns_nothing_and_the_rest_counts(hand_in, cell):
    graded = hand_in(SQUARE, cell, checks=("sigmoid", "square"))
    assert graded.scores == HONEST_PART
    assert graded.messages["sigmoid"]
    assert graded.run.ended == ""


@pytest.mark.parametrize("cell", SOLVED.values(), ids=SOLVED)
def test_what_goes_wrong_elsewhere_costs_nothing(hand_in, cell):
    assert hand_in(SQUARE, cell, SIGMOID, checks=("sigmoid", "square")).scores == ALL


def test_half_a_surrogate_pair_in_a_cell_ends_the_run_with_a_sentence(attack):
    graded = attack(WRONG, "x = '\ud800'")
    assert graded.scores == HONEST_PART
    assert graded.run.ended == "It was stopped, as its kernel sent what no kernel sends."


def test_a_kernel_that_does_not_exist_is_not_asked_for(unharmed, tmp_path):
    notebook = submission(SIGMOID)
    notebook.metadata.kernelspec = nbformat.from_dict({"name": "no-such-kernel", "language": "R"})
    assert grade(notebook, tmp_path).scores == {"sigmoid": 1.0}


def test_a_check_that_is_missing_leaves_the_others(unharmed, tmp_path):
    notebook = submission(SQUARE, SIGMOID, checks=("square",))
    assert grade(notebook, tmp_path).scores == {"square": 1.0}


def test_forged_outputs_that_are_handed_in_are_gone(unharmed, tmp_path):
    notebook = submission(SIGMOID, "import os; os._exit(1)", graded_cell("square"))
    for cell in notebook.cells:
        output = {"output_type": "stream", "name": "stdout", "text": "handed in"}
        cell.outputs = [nbformat.from_dict(output)]
    assert "handed in" not in grade(notebook, tmp_path).shown


def test_cells_that_lack_their_outputs_are_run_all_the_same(unharmed, tmp_path):
    notebook = submission(SIGMOID)
    for cell in notebook.cells:
        del cell["outputs"]
    assert grade(notebook, tmp_path).scores == {"sigmoid": 1.0}


def test_a_notebook_of_three_thousand_cells_ends_in_its_time(unharmed, tmp_path):
    cells = [f"x{n} = {n}" for n in range(3000)]
    graded = grade(submission(SQUARE, graded_cell("square"), SIGMOID, *cells), tmp_path)
    assert graded.scores["square"] == 1.0


def test_an_empty_notebook_earns_nothing(unharmed, tmp_path):
    notebook = submission()
    notebook.cells = [cell for cell in notebook.cells if cell.source != IMPORT]
    assert grade(notebook, tmp_path).scores == {"sigmoid": 0.0}
