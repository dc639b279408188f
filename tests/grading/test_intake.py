"""What is handed in is taken in through one door: the same comes of it on all ways of grading."""

import base64
import contextlib
import json
import os
import shutil
import socket

import pytest

pytestmark = pytest.mark.xdist_group("intake")

LESSON = "00_welcome"
FILE = f"{LESSON}.ipynb"
RIGHT = "def square(x):\n    return x * x"


def cell_named(document, name):
    (cell,) = [cell for cell in document["cells"] if cell.get("id") == name]
    return cell


def first_text(document):
    return next(cell for cell in document["cells"] if cell["cell_type"] == "markdown")


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


def of_minor_four(document):
    document["nbformat_minor"] = 4


def without_ids(document):
    for cell in document["cells"]:
        del cell["id"]


def with_the_same_ids(document):
    for cell in document["cells"]:
        cell["id"] = "same"


def with_an_output_without_metadata(document):
    output = {"output_type": "display_data", "data": {"text/plain": "x"}}
    cell_named(document, "square")["outputs"] = [output]


def with_outputs_on_a_text(document):
    first_text(document).update(outputs=[], execution_count=None)


def with_a_textual_count(document):
    cell_named(document, "square")["execution_count"] = "3"


def with_old_pictures(document):
    picture = base64.b64encode(bytes(1_000_000)).decode()
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": picture}}
    cell_named(document, "square")["outputs"] = [output] * 17


def with_half_a_pair(document):
    cell_named(document, "square")["source"] += "\n# \ud800"
    cell_named(document, "square")["metadata"].update(tags=["\udfff"], x={"\ud800": "\ud800"})
    document["metadata"]["x"] = "\ud800"
    first_text(document)["attachments"] = {"\ud800.png": {"image/png": "\ud800"}}


def nested_deep(document):
    document["metadata"]["x"] = nested(480)
    cell_named(document, "square")["metadata"]["x"] = nested(480)


def with_widgets_of_colab(document):
    document["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"a": {}}}


def of_the_old_sheets(document):
    cells = document.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    document.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells}])


def with_odd_marks(document):
    cell_named(document, "square")["metadata"]["nbgrader"] = {"grade_id": "square", "points": "x"}
    cell_named(document, "check-square")["metadata"]["nbgrader"].update(
        schema_version=1, grade=False, solution=True, odd={}
    )
    first_text(document)["metadata"]["nbgrader"] = {"grade_id": "of-another-lesson", "grade": True}


def without_check(document):
    document["cells"].remove(cell_named(document, "check-square"))


def with_an_emptied_check(document):
    cell_named(document, "check-square")["source"] = ""


def with_a_copied_demo(document):
    place = document["cells"].index(cell_named(document, "square"))
    helper = {
        "cell_type": "code",
        "metadata": {"tags": ["demo"]},
        "source": "def same(x): return x",
    }
    document["cells"].insert(place, {**helper, "outputs": [], "execution_count": None})
    cell_named(document, "square")["source"] = "def square(x):\n    return same(x) * x"


def with_exercises_of_an_earlier_version(document):
    check = json.loads(json.dumps(cell_named(document, "check-square")))
    check["id"], check["source"] = "check-double", "check(double)"
    check["metadata"]["nbgrader"]["grade_id"] = "check-double"
    written = json.loads(json.dumps(check))
    written.update(id="why", cell_type="markdown", source="Because.")
    written["metadata"]["nbgrader"].update(grade_id="why", solution=True)
    for name in ("outputs", "execution_count"):
        del written[name]
    document["cells"] += [check, written]


def with_strange_cells(document):
    document["cells"] += [None, 3, {}, {"cell_type": "odd", "source": 3, "metadata": []}]


ODD_NOTEBOOKS = [
    of_minor_four,
    without_ids,
    with_the_same_ids,
    with_an_output_without_metadata,
    with_outputs_on_a_text,
    with_a_textual_count,
    with_old_pictures,
    with_half_a_pair,
    nested_deep,
    with_widgets_of_colab,
    of_the_old_sheets,
    with_odd_marks,
    without_check,
    with_an_emptied_check,
    with_a_copied_demo,
    with_exercises_of_an_earlier_version,
    with_strange_cells,
]


def a_time_that_is_none(folder):
    (folder / "timestamp.txt").write_text("yesterday, or so")


def a_time_that_is_no_text(folder):
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe")


def bytes_for_names(folder):
    (folder / os.fsdecode(b"\xff")).write_text("1")
    (folder / os.fsdecode(b"\xfe")).mkdir()
    (folder / os.fsdecode(b"\xfe") / "a").write_text("1")


def the_longest_name(folder):
    (folder / ("x" * 255)).write_text("1")


def two_names_of_one_file(folder):
    (folder / "a").write_text("1")
    (folder / "b").hardlink_to(folder / "a")


def a_hidden_link(folder):
    (folder / ".venv").mkdir()
    (folder / ".venv" / "python").symlink_to("/usr/bin/python3")


def a_byte_order_mark(folder):
    path = folder / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def a_copy_by_its_name(folder):
    (folder / FILE).rename(folder / "00_welcome (1).ipynb")


def a_copy_beside_something_else(folder):
    (folder / FILE).rename(folder / "Copy of 00_Welcome.ipynb")
    (folder / "scratch.ipynb").write_text("{")


FINE_FOLDERS = [
    a_copy_by_its_name,
    a_copy_beside_something_else,
    a_time_that_is_none,
    a_time_that_is_no_text,
    bytes_for_names,
    the_longest_name,
    two_names_of_one_file,
    a_hidden_link,
    a_byte_order_mark,
]


def a_link(folder):
    (folder / "data.txt").symlink_to("/etc/hostname")


def a_link_to_nothing(folder):
    (folder / "gone.txt").symlink_to("nowhere")


def a_link_without_end(folder):
    (folder / "zero.bin").symlink_to("/dev/zero")


def a_linked_folder(folder):
    (folder / "etc").symlink_to("/etc")


def a_linked_notebook(folder):
    (folder / FILE).unlink()
    (folder / FILE).symlink_to(folder.parents[1] / "plain" / LESSON / FILE)


def a_hard_link(folder):
    (folder / "other.ipynb").hardlink_to(folder.parents[1] / "shared" / LESSON / FILE)


def a_pipe(folder):
    os.mkfifo(folder / "timestamp.txt")


def a_socket(folder):
    with contextlib.chdir(folder), socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")  # its whole path may be too long


def many_files(folder):
    for number in range(1001):
        (folder / str(number)).touch()


def folders_without_end(folder):
    folder.joinpath(*["d"] * 25).mkdir(parents=True)


def a_name_that_grows(folder):
    (folder / os.fsdecode(b"\xff" * 255)).touch()


def two_copies(folder):
    (folder / FILE).rename(folder / "00_welcome (1).ipynb")
    shutil.copy(folder / "00_welcome (1).ipynb", folder / "00_welcome (2).ipynb")


def a_large_file(folder):
    with (folder / "large.bin").open("wb") as file:
        file.truncate(10**12)


def too_many_cells(folder):
    document = json.loads((folder / FILE).read_text())
    document["cells"] += [{"cell_type": "markdown", "source": "", "metadata": {}}] * 2000
    (folder / FILE).write_text(json.dumps(document))


def brackets_without_end(folder):
    (folder / FILE).write_text("[" * 100_000)


def a_file_of_lists(folder):
    (folder / FILE).write_text('{"cells": [' + "[]," * 6_000_000 + "[]]}")


def no_folder(folder):
    shutil.rmtree(folder)
    folder.write_text("x")


def a_link_for_a_folder(folder):
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "plain" / LESSON)


REFUSED = {
    a_link: "data.txt is a link",
    a_link_to_nothing: "gone.txt is a link",
    a_link_without_end: "zero.bin is a link",
    a_linked_folder: "etc is a link",
    a_linked_notebook: "00_welcome.ipynb is a link",
    a_hard_link: "other.ipynb is a hard link",
    a_pipe: "timestamp.txt is a named pipe",
    a_socket: "socket is a socket",
    many_files: "more than 1000 files",
    folders_without_end: "more than 20 folders",
    a_name_that_grows: "is too long",
    two_copies: "There is no 00_welcome.ipynb",
    a_large_file: "larger than 20 MB; large.bin",
    too_many_cells: "more than 2000 cells",
    brackets_without_end: "nested too deeply",
    a_file_of_lists: "more in the notebook than",
    no_folder: "is no folder",
    a_link_for_a_folder: "is no folder",
}
ODD_NAMES = {
    "two\nlines": ("two\\nlines", "line break"),
    ".dotted": ("hidden.dotted", "begins with a dot"),
    os.fsdecode(b"\xff"): ("\\xff", "not UTF-8"),
}
NOTED = {
    "a_copy_by_its_name": "00_welcome (1).ipynb was taken for 00_welcome.ipynb.",
    "with_exercises_of_an_earlier_version": "not graded: check-double, why.",
    "a_time_that_is_none": "timestamp.txt holds no date",
    "a_time_that_is_no_text": "timestamp.txt holds no date",
    "without_check": "put back: check-square",
}


def place(course, student):
    return course.work / "submitted" / student / LESSON


def hand_in(course):
    """Hand in the whole corpus."""
    course.submit("plain", {"square": RIGHT})
    course.submit("shared", {"square": RIGHT})
    for edit in ODD_NOTEBOOKS:
        course.submit(edit.__name__, {"square": RIGHT})
        path = place(course, edit.__name__) / FILE
        document = json.loads(path.read_text())
        edit(document)
        path.write_text(json.dumps(document))
    for furnish in (*FINE_FOLDERS, *REFUSED):
        course.submit(furnish.__name__, {"square": RIGHT})
        furnish(place(course, furnish.__name__))
    for name in ODD_NAMES:
        course.submit(name, {"square": RIGHT})


WITH_THE_BUTTON = """
import sys
from nbgrader.apps import NbGraderAPI, NbGrader
app = NbGrader()
app.initialize([])
api = NbGraderAPI(app.coursedir, parent=app)
for student in sys.argv[2:]:
    done = api.autograde(sys.argv[1], student)
    print(student, done.get("log"), done.get("error"))
api.get_submissions(sys.argv[1])
"""


def by_course_grade(course):
    return course.run("course", "grade", LESSON)


def by_autograde(course):
    return course.run("nbgrader", "autograde", LESSON)


def by_the_button(course):
    known = sorted(path.name for path in (course.work / "submitted").iterdir())
    students = [ODD_NAMES[name][0] if name in ODD_NAMES else name for name in known]
    return course.run("python", "-c", WITH_THE_BUTTON, LESSON, *students)


@pytest.fixture(scope="module", params=[by_course_grade, by_autograde, by_the_button])
def hall(request, tmp_path_factory, released):
    """The corpus, graded in one of the ways."""
    course = released(tmp_path_factory.mktemp("intake"), LESSON)
    hand_in(course)
    course.done = request.param(course)
    course.told = " ".join((course.done.stdout + course.done.stderr).split())
    course.nbgrader("generate_feedback", LESSON)
    return course


def test_none_of_them_stops_the_others(hall):
    assert hall.done.returncode == 0, hall.told
    assert "Traceback" not in hall.told
    assert "Warning" not in hall.told


def test_right_work_earns_its_points_however_it_is_packed(hall):
    names = ["plain", *(made.__name__ for made in (*ODD_NOTEBOOKS, *FINE_FOLDERS))]
    assert {name: hall.scores(name) for name in names} == {name: {"square": 1.0} for name in names}
    assert {name for name in names if "square: right" not in hall.feedback(name)} == set()


@pytest.mark.parametrize("refused", REFUSED)
def test_what_leads_out_of_a_submission_or_has_no_end_is_refused_with_its_name(hall, refused):
    assert hall.scores(refused.__name__) == {"square": 0.0}
    assert REFUSED[refused] in " ".join(hall.feedback(refused.__name__).split())
    assert f"{refused.__name__}: " in hall.told
    assert REFUSED[refused] in hall.told
    graded = hall.work / "autograded" / refused.__name__ / LESSON
    assert {path.name for path in graded.iterdir()} <= {FILE, "timestamp.txt"}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_folder_with_a_name_of_nobody_is_recorded_and_told(hall, name):
    student, reason = ODD_NAMES[name]
    assert hall.scores(student) == {"square": 0.0}
    assert reason in hall.told
    assert reason in hall.feedback(student)


@pytest.mark.parametrize("student", NOTED)
def test_what_was_odd_is_noted(hall, student):
    assert NOTED[student] in hall.told
    assert NOTED[student] in " ".join(hall.feedback(student).split())


def test_it_counts_as_graded_for_the_other_ways(hall):
    again = hall.run("course", "grade", LESSON)
    everybody = len(list((hall.work / "submitted").iterdir()))
    assert f"{everybody} handed in, {everybody} graded already." in again.stdout
