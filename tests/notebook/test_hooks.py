"""In a real kernel: cards in place of tracebacks, and nothing else is touched."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

SETUP = "import numpy as np\nfrom course_utils import check, hint, solution, when_written"


def run_cells(*sources, folder, **environment):
    """Run cells in one kernel; an error in one does not stop the rest."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in (SETUP, *sources)])
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        NotebookClient(
            notebook,
            timeout=300,
            startup_timeout=300,
            allow_errors=True,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
        ).execute()
    nbformat.validate(notebook)
    return [cell.outputs for cell in notebook.cells[1:]]


def text(outputs):
    return "\n".join(
        output.get("data", {}).get("text/plain", "") + output.get("text", "") for output in outputs
    )


def kinds(outputs):
    return [output.output_type for output in outputs]


def test_in_a_kernel_a_missing_function_is_a_card_and_other_errors_stay(tmp_path):
    missing, hinted, typo, plain, endless, after = run_cells(
        "check(sigmoid)",
        "hint(sigmoid)",
        "chekc(sigmoid)",
        "undefined_name + 1",
        "def sigmoid(z):\n    while True:\n        pass\ncheck(sigmoid)",
        "1 + 1",
        folder=tmp_path,
    )
    assert kinds(missing) == ["display_data"]
    assert "There is no `sigmoid` yet" in text(missing)
    assert "There is no `sigmoid` yet" in text(hinted)
    assert kinds(typo) == ["error"]
    assert typo[0].ename == "NameError"
    assert kinds(plain) == ["error"]
    assert "stopped after 4 seconds" in text(endless)
    assert text(after) == "2", "the kernel lives on"


def test_a_cell_that_was_changed_after_it_ran_is_spoken_of_first(tmp_path):
    right = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
    path = tmp_path / "lesson.ipynb"
    save = (
        "import json\nfrom pathlib import Path\n"
        "def save(source):\n"
        "    cell = {'cell_type': 'code', 'source': source.splitlines(keepends=True)}\n"
        "    Path('lesson.ipynb').write_text(json.dumps({'cells': [cell]}))\n"
    )
    *_, same, _, changed, _, _, typed_since, _, broken = run_cells(
        save + f"save({right!r})",
        right,
        f"save({right!r})",
        "check(sigmoid)",
        f"save({right.replace('-z', 'z')!r})",
        "check(sigmoid)",
        "import os\nos.utime('lesson.ipynb', (1, 1))",  # saved before the cell below was run
        right,
        "check(sigmoid)",
        "Path('lesson.ipynb').write_text('{')",
        "check(sigmoid)",
        folder=tmp_path,
        JPY_SESSION_NAME=str(path),
    )
    assert "changed after" not in text(same)
    assert "The cell with `def sigmoid` was changed after it was last run" in " ".join(
        text(changed).split()
    )
    assert "changed after" not in text(typed_since)
    assert "sigmoid: right" in text(broken)


def test_a_version_that_was_not_taken_in_is_spoken_of_first(tmp_path):
    right = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
    _, timed, _, fine, _, stale, _, again, _, mended = run_cells(
        f"%%timeit -n 1 -r 1\n{right}",
        "check(sigmoid)",
        right,
        "check(sigmoid)",
        "def sigmoid(z):\n    return z)",
        "check(sigmoid)",
        right,
        "check(sigmoid)",
        "check = 5",
        "check(sigmoid)",
        folder=tmp_path,
    )
    assert "`%%timeit` runs a cell and keeps none of its names" in text(timed)
    assert "could not read" not in text(fine)
    assert "Python could not read the cell with `def sigmoid`" in " ".join(text(stale).split())
    assert "could not read" not in text(again)
    assert "`check` stood for a value of your own, of type int" in text(mended)
    assert "sigmoid: right" in text(mended)


def test_a_name_error_elsewhere_in_a_cell_is_shown_as_ever(tmp_path):
    (outputs,) = run_cells("sigmoid(3)", folder=tmp_path)
    assert kinds(outputs) == ["error"]


def test_while_grading_a_missing_function_is_an_error_with_a_card(tmp_path):
    missing, wrong, right, shadowed = run_cells(
        "check(sigmoid)",
        "def sigmoid(z):\n    return z\ncheck(sigmoid)",
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\ncheck(sigmoid)",
        "check = print",
        folder=tmp_path,
        NBGRADER_EXECUTION="autograde",
    )
    assert "error" in kinds(missing)
    assert missing[0].data["text/plain"] == "0.0"
    assert wrong[0].data["text/plain"] == "0.0"
    assert "You return <code>z</code> unchanged" in wrong[0].data["text/html"]
    assert right[0].data["text/plain"] == "10.0"
    assert shadowed == []


def test_while_validating_a_wrong_answer_is_an_error_without_our_own_lines(tmp_path):
    wrong, right = run_cells(
        "def sigmoid(z):\n    return z\ncheck(sigmoid)",
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\ncheck(sigmoid)",
        folder=tmp_path,
        NBGRADER_EXECUTION="validate",
    )
    assert kinds(wrong) == ["error"]
    assert "learner.py" not in "\n".join(wrong[0].traceback)
    assert "You return `z` unchanged" in "\n".join(wrong[0].traceback)
    assert "error" not in kinds(right)
