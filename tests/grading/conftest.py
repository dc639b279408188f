"""A course in a folder of its own, and submissions to it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_utils.places import DEMO_TAG
from tests.conftest import REPOSITORY
from tests.processes import complete

LESSON = "01_logistic_regression"


class Course:
    """A copy of what an instructor has, on which nbgrader's own commands are run."""

    def __init__(self, root: Path, configured: bool, lesson: str = LESSON):
        self.root, self.lesson = root, lesson
        self.configured = configured
        self.work = root / "instructor" if configured else root
        source = root / ("notebooks" if configured else "source")
        shutil.copytree(REPOSITORY / "notebooks" / lesson, source / lesson)
        if configured:
            shutil.copy(REPOSITORY / "nbgrader_config.py", root)

    def nbgrader(self, *arguments: str) -> str:
        """Run one of nbgrader's commands as an instructor does."""
        done = self.run("nbgrader", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        """Run a command of the course's environment."""
        binaries = Path(sys.executable).parent
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("NBGRADER")},
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            **environment,
        }
        program, *arguments = command
        return complete(binaries / program, *arguments, cwd=self.root, env=environment)

    def submit(self, student: str, answers: dict[str, str | None], demos: bool = True) -> None:
        """Hand in the released notebook with solution cells replaced; None removes a cell.

        Without `demos`, the learner has removed the cells that only show something.
        """
        notebook = nbformat.read(self.work / "release" / self.lesson / f"{self.lesson}.ipynb", 4)
        kept = []
        for cell in notebook.cells:
            if not demos and DEMO_TAG in cell.metadata.get("tags", ()):
                continue
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in answers:
                if answers[name] is None:
                    continue
                cell.source = answers[name]
            kept.append(cell)
        notebook.cells = kept
        folder = self.work / "submitted" / student / self.lesson
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{self.lesson}.ipynb")

    def scores(self, student: str) -> dict[str, float]:
        """Read the scores of the checks from the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.work / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission(self.lesson, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            return {
                grade.name.removeprefix("check-"): grade.auto_score
                for grade in grades
                if grade.name.startswith("check-")
            }

    def needs_manual_grade(self, student: str) -> set[str]:
        """Read which answers wait for a person."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.work / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission(self.lesson, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            return {grade.name for grade in grades if grade.needs_manual_grade}

    def feedback(self, student: str) -> str:
        """Read what the student is shown."""
        return (self.work / "feedback" / student / self.lesson / f"{self.lesson}.html").read_text()


def solutions() -> dict[str, str]:
    """Give the instructor's solution cells, without the marks around the solution."""
    notebook = nbformat.read(REPOSITORY / "notebooks" / LESSON / f"{LESSON}.ipynb", 4)
    return {
        cell.metadata.nbgrader.grade_id: re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


NOISE = """    import sys, warnings
    print("noise", file=sys.stderr)
    warnings.warn("more noise")
"""

SUM_NOT_MEAN = """
def compute_cost(X, y, w, b):
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    return np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f))
"""
NOTHING_CLIPPED = """
def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    return np.mean(-y * np.log(f) - (1 - y) * np.log(1 - f))
"""
SWAPPED = """
def compute_gradient(X, y, w, b):
    error = predict_proba(X, w, b) - y
    return X.T @ error / len(y), np.mean(error)
"""
STRICT = """
def predict(X, w, b):
    return (predict_proba(X, w, b) > 0.5).astype(int)
"""
THREE_MISTAKES = {"compute_cost": SUM_NOT_MEAN, "compute_gradient": SWAPPED, "predict": STRICT}
POINTS = {
    "sigmoid": 10,
    "predict_proba": 10,
    "logistic_loss": 10,
    "compute_cost": 10,
    "compute_gradient": 10,
    "gradient_descent": 10,
    "predict": 5,
}


def hand_in(course: Course) -> None:
    """Hand in a right and noisy submission, one with three mistakes, and broken ones."""
    right = solutions()
    loud = 'import sys\nprint("loud", file=sys.stderr)\n' + right["sigmoid"].replace(
        "    z = np.asarray", NOISE + "    z = np.asarray"
    )
    # nbgrader by itself runs demos, which takes longer than all else. Two are enough to show it.
    some = {"demos": course.configured}
    course.submit("right", right)
    course.submit("noisy", {**right, "sigmoid": loud}, **some)
    course.submit("three-mistakes", {**right, **THREE_MISTAKES}, **some)
    course.submit("partly", {**right, "compute_cost": NOTHING_CLIPPED}, **some)
    course.submit("untouched", {})
    course.submit(
        "broken",
        {
            **right,
            "sigmoid": None,
            "compute_cost": "def compute_cost(X, y, w, b)\n    return 0",
            "logistic_loss": right["logistic_loss"] + "\n\ncheck = lambda f: None",
        },
        **some,
    )


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """Give a function that makes a course of one lesson, which nbgrader releases only once."""
    releases = {}

    def make(root: Path, lesson: str = LESSON) -> Course:
        course = Course(root, configured=True, lesson=lesson)
        if lesson in releases:
            shutil.copytree(releases[lesson], course.work)
        else:
            course.nbgrader("generate_assignment", lesson)
            kept = tmp_path_factory.mktemp("released") / "instructor"
            releases[lesson] = shutil.copytree(course.work, kept)
        return course

    return make


def graded(course: Course) -> Course:
    """Grade all submissions to a course, as an instructor does."""
    hand_in(course)
    course.nbgrader("autograde", LESSON)
    course.nbgrader("generate_feedback", LESSON)
    return course


@pytest.fixture(scope="session")
def course(tmp_path_factory, released):
    """A course graded with its own configuration."""
    return graded(released(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="session")
def plain_course(tmp_path_factory):
    """The same course graded by an nbgrader that knows nothing of its configuration."""
    course = Course(tmp_path_factory.mktemp("plain"), configured=False)
    course.nbgrader("generate_assignment", LESSON)
    return graded(course)
