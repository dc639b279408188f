"""What the class misunderstood is counted right, and nobody is named unless asked."""

import csv

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.grading import insights, insights_table
from course_utils.grading.insights_page import write_page
from course_utils.places import VERDICT_MIME


def graded(name, passed=False, score=0.0, cause=None, mistake=None):
    verdict = {"exercise": name, "passed": passed, "score": score, "cause": cause}
    output = new_output("execute_result", data={VERDICT_MIME: {**verdict, "mistake": mistake}})
    metadata = {"grade": True, "solution": False, "points": 10, "grade_id": f"check-{name}"}
    return new_code_cell(
        f"check({name})", outputs=[output], metadata=nbformat.from_dict({"nbgrader": metadata})
    )


def notebook(*cells):
    return new_notebook(cells=list(cells))


CLASS = [
    ("ada", notebook(graded("sigmoid", True, 1.0), graded("predict", True, 1.0))),
    ("=bob", notebook(graded("sigmoid", False, 0.0, "mistake", "no-minus"))),
    ("<i>eve", notebook(graded("sigmoid", False, 0.5, "mistake", "no-minus"))),
    ("dan", notebook(graded("sigmoid", False, 0.0, "shape"), graded("predict", cause="stub"))),
    ("gone", notebook(new_markdown_cell("This could not be graded."))),
]


def test_everybody_is_counted_once_in_every_exercise():
    sigmoid, predict = insights.summarise(CLASS)
    assert dict(sigmoid.counts) == {
        "right": 1,
        "wrong": 2,
        "partly right": 1,
        "not attempted": 1,
    }
    assert (predict.counts["right"], predict.counts["not attempted"]) == (1, 4)
    assert sigmoid.total == predict.total == len(CLASS)
    assert sigmoid.share("right") == 0.2


def test_the_commonest_mistake_comes_first():
    sigmoid, _ = insights.summarise(CLASS)
    assert sigmoid.commonest == [
        ("no-minus", ["=bob", "<i>eve"]),
        ("no named mistake (shape)", ["dan"]),
    ]


def test_a_verdict_in_a_cell_that_is_not_graded_counts_for_nothing():
    forged = graded("sigmoid", True, 1.0)
    del forged.metadata["nbgrader"]
    assert insights.summarise([("eve", notebook(forged))]) == []


def test_the_table_names_only_when_asked(tmp_path):
    exercises = insights.summarise(CLASS)
    for names in (False, True):
        insights_table.write_csv(exercises, names, tmp_path / "t.csv")
        write_page("A", exercises, names, tmp_path / "t.html")
        assert ("bob" in (tmp_path / "t.csv").read_text()) is names
        assert ("bob" in (tmp_path / "t.html").read_text()) is names


def test_a_name_is_neither_a_formula_nor_markup(tmp_path):
    exercises = insights.summarise(CLASS)
    insights_table.write_csv(exercises, True, tmp_path / "t.csv")
    write_page("A", exercises, True, tmp_path / "t.html")
    with (tmp_path / "t.csv").open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "<i>" not in (tmp_path / "t.html").read_text()
