"""Every lesson runs in the sandbox as it is, solved and unsolved, without an error."""

import json

import nbformat
import pytest

from course_utils.cli.workspace import learner_version
from course_utils.grading.asking import ask, new_seed, pack
from course_utils.grading.running import run
from course_utils.lessons import LESSONS
from course_utils.places import ANSWERS_MIME
from tests.conftest import REPOSITORY
from tests.kernels.conftest import skip_without_namespaces

pytestmark = pytest.mark.xdist_group("sandbox")


def versions(lesson):
    path = REPOSITORY / "notebooks" / lesson.folder / f"{lesson.folder}.ipynb"
    return {"solved": path.read_text(), "unsolved": learner_version(path).decode()}


@pytest.mark.parametrize("version", ["solved", "unsolved"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_a_lesson_runs_in_the_sandbox_without_an_error(lesson, version, tmp_path):
    skip_without_namespaces()
    notebook = nbformat.reads(versions(lesson)[version], 4)
    done = run(notebook, tmp_path, pack(ask(notebook, new_seed())))
    assert done.ended == ""
    answered = set()
    for cell in done.notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", (cell.id, output.ename, output.evalue)
            text = output.get("text", "")
            # What is still to be written ends a block, and nothing else does.
            if "could not finish" in text:
                assert version == "unsolved", (cell.id, text)
                assert text.strip() == "This cell could not finish: NotImplementedError", cell.id
            answers = json.loads(output.get("data", {}).get(ANSWERS_MIME, "{}"))
            answered.add(answers.get("exercise"))
    assert answered - {None} == set(lesson.names)
