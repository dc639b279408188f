"""A learner's checked functions are theirs in a later lesson too, and no other ones are."""

import json

import numpy as np
import pytest

from course_utils import check, mine
from course_utils.notebook.own_functions import kept_functions
from tests.notebook.test_hooks import run_cells, text

pytestmark = pytest.mark.usefixtures("workspace")

FORWARD = """
import numpy as np
from scipy.special import expit

SMALLEST = 1e-300

def squash(z, bend=expit):
    return bend(z) + 0 * SMALLEST

def one_layer(A, W, b):
    return squash(np.asarray(A) @ W + b)

def forward(X, params):
    cache = [np.asarray(X)]
    for W, b in params:
        cache.append(one_layer(cache[-1], W, b))
    return cache[-1], cache
"""


def notebook_of(source, tmp_path, name="written.py"):
    """Run source as a notebook's; its text is on disk, where Python looks for it."""
    path = tmp_path / name
    path.write_text(source)
    names = {"__name__": "__main__"}
    exec(compile(source, str(path), "exec"), names)
    return names


def brought(*names, into):
    exec(f"from course_utils import mine\ncard = mine({', '.join(map(repr, names))})", into)
    return str(into["card"])


def test_a_checked_function_comes_with_what_it_uses_and_changes_no_other_name(workspace):
    assert check(notebook_of(FORWARD, workspace)["forward"]).passed
    later = {"__name__": "__main__", "squash": "another", "np": "another"}
    card = brought("forward", into=later)
    assert "✓ 1 of 1 are yours" in card
    assert "`forward` is yours" in card
    assert (later["squash"], later["np"]) == ("another", "another")
    W, b = np.array([[1.0], [2.0]]), np.array([0.5])
    A_out, cache = later["forward"](np.array([[1.0, -1.0]]), [(W, b)])
    assert A_out == pytest.approx(1 / (1 + np.exp(0.5)))
    assert len(cache) == 2


def test_one_that_is_missing_stays_the_lessons_own():
    later = {"__name__": "__main__", "backward": "the lesson's"}
    card = " ".join(brought("backward", into=later).split())
    assert "0 of 1 are yours" in card
    assert "`backward` is the lesson's own: yours is not solved yet" in card
    assert "run `check(backward)` in 03_backpropagation" in card
    assert later["backward"] == "the lesson's"


def test_a_wrong_answer_is_not_kept_and_a_later_one_leaves_the_right_one(workspace):
    right = notebook_of("def square(x):\n    return x * x", workspace)
    wrong = notebook_of("def square(x):\n    return 2 * x", workspace, "wrong.py")
    assert not check(wrong["square"]).passed
    assert kept_functions().all() == {}
    check(right["square"])
    check(wrong["square"])
    assert "x * x" in kept_functions().all()["square"].source


def test_a_newer_right_answer_takes_the_place_of_an_older_one(workspace):
    for number, body in enumerate(("x * x", "x ** 2")):
        source = f"def square(x):\n    return {body}"
        check(notebook_of(source, workspace, f"{number}.py")["square"])
    assert "x ** 2" in kept_functions().all()["square"].source


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": "def square(x):\n    return x * x\n"}, "changed since its check"),
        ({"fingerprint": "0"}, "changed since its check"),
    ],
)
def test_what_was_changed_since_its_check_is_not_used(workspace, change, said):
    check(notebook_of("def square(x):\n    return x * x", workspace)["square"])
    path = workspace / ".course" / "functions.json"
    stored = json.loads(path.read_text())
    stored["square"].update(change)
    path.write_text(json.dumps(stored))
    later = {"__name__": "__main__", "square": "the lesson's"}
    assert said in " ".join(brought("square", into=later).split())
    assert later["square"] == "the lesson's"


def test_what_is_right_no_longer_is_not_used(workspace, monkeypatch):
    from course_utils.notebook import checking

    check(notebook_of("def square(x):\n    return x * x", workspace)["square"])
    monkeypatch.setattr(checking, "answers_right", lambda name, function: False)
    assert "is not right here" in brought("square", into={"__name__": "__main__"})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("SHIFT = np.zeros(1)\ndef square(x):\n    return x * x + SHIFT[0]", "it uses `SHIFT`"),
        (
            "def make():\n    zero = 0\n    return lambda x: x * x + zero\nsquare = make()",
            "made inside another function",
        ),
    ],
)
def test_a_function_that_cannot_stand_alone_says_why(workspace, source, said):
    names = notebook_of(f"import numpy as np\n{source}", workspace)
    assert check(names["square"], exercise="square").passed
    card = " ".join(brought("square", into={"__name__": "__main__"}).split())
    assert said in card
    assert "the lesson's own" in card


@pytest.mark.parametrize("content", ["{", "[]", '{"square": {"source": 3}}'])
def test_a_damaged_file_is_set_aside_and_told(workspace, content):
    (workspace / ".course" / "functions.json").write_text(content)
    card = " ".join(brought("square", into={"__name__": "__main__"}).split())
    assert "was damaged" in card
    assert (workspace / ".course" / "functions.json.damaged").read_text() == content


def test_it_says_how_to_call_it():
    assert 'mine("forward", "backward")' in str(mine())
    assert "Did you mean `forward`" in str(mine("foward"))
    assert "No exercise is called `3`" in str(mine(3))


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_while_grading_nothing_is_kept_or_brought(workspace, monkeypatch, mode):
    check(notebook_of("def square(x):\n    return x * x", workspace)["square"])
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    kept_functions.cache_clear()
    later = {"__name__": "__main__", "square": "the lesson's"}
    assert brought("square", into=later) == "None"
    assert later["square"] == "the lesson's"
    check(notebook_of("def square(x):\n    return x ** 2", workspace, "new.py")["square"])
    assert "x * x" in (workspace / ".course" / "functions.json").read_text()


def test_in_a_kernel_what_a_cell_defined_is_there_in_another_kernel(workspace):
    run_cells(
        "from numpy import exp\nhalf = lambda z: 0.5",
        "def sigmoid(z: np.ndarray):\n    z = np.asarray(z, float)\n"
        "    return np.where(z > 700, 1.0, half(z) * 2 / (1 + exp(-np.clip(z, -700, 700))))",
        "check(sigmoid)",
        folder=workspace,
    )
    card, used = run_cells(
        'from course_utils import mine\nmine("sigmoid")',
        "print(sigmoid(0.0)); import inspect; print(inspect.getsource(sigmoid))",
        folder=workspace,
    )
    assert "`sigmoid` is yours" in text(card)
    assert "0.5" in text(used)
    assert "half(z)" in text(used)
