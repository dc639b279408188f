"""What a submission says is text in the feedback, never a part of the page."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from tests.grading.conftest import LESSON, solutions

pytestmark = pytest.mark.xdist_group("nbgrader")

SCRIPT = "<script>alert('{}')</script>"
LINKS = """
[one](javascript:alert('link')) [two](&#106;avascript:alert('link')) <javascript:alert('link')>
![three](javascript:alert('link')) ![four](attachment:x.png)
<img src=x onerror="alert('image')"> <b onclick="alert('b')">b</b>
[five](data:text/html,<script>alert('data')</script>) [six]( data:text/html;base64,AAAA)

A formula $a < b$, `code < 1`, and [a link](https://example.org/).
"""
SHOW = """
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
for kind in (HTML, Javascript, Latex, Markdown): display(kind("<script>alert('shown')</script>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload=\\"alert('svg')\\"/>"))
class Hostile:
    def _repr_mimebundle_(self, *_, **__):
        return {"text/plain": "<script>alert('plain')</script>",
                "image/png": "\\"><script>alert('png')</script>"}
display(Hostile())
"""


def hostile_answers():
    """Make one answer for each place where a check repeats what a submission says."""
    name, text = SCRIPT.format("name"), SCRIPT.format("text")
    return {
        "sigmoid": f"def sigmoid(z):\n    print({SCRIPT.format('printed')!r})\n    return z",
        "predict_proba": "def predict_proba(X, w, b):\n    raise ValueError("
        f"{SCRIPT.format('raised')!r})  # {text}",
        "logistic_loss": "import numpy as np\ndef logistic_loss(f, y):\n    return np.zeros(2, "
        f"dtype=[({SCRIPT.format('dtype')!r}, float)])",
        "compute_cost": "class Odd(Exception): pass\n"
        f"Odd.__name__ = Odd.__qualname__ = {SCRIPT.format('class')!r}\n"
        "def compute_cost(X, y, w, b):\n    raise Odd()",
        "compute_gradient": "def compute_gradient(X, y, w, b):\n    import warnings\n"
        f"    warnings.warn({SCRIPT.format('warned')!r})\n    return 1, 2",
        "gradient_descent": "def gradient_descent(a): return a\n"
        f"gradient_descent.__name__ = {name!r}\n"
        "import inspect\ngradient_descent.__signature__ = inspect.Signature("
        "[inspect.Parameter('a', inspect.Parameter.POSITIONAL_ONLY, default="
        f"{SCRIPT.format('signature')!r})])",
    }


@pytest.fixture(scope="module")
def feedback(tmp_path_factory, released):
    course = released(tmp_path_factory.mktemp("hostile"))
    course.submit("mallory", {**solutions(), **hostile_answers()})
    path = course.work / "submitted" / "mallory" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, 4)
    linked = new_markdown_cell(SCRIPT.format("markdown") + LINKS)
    linked.attachments = {"x.png": {f'image/png">{SCRIPT.format("kind")}': SCRIPT.format("data")}}
    picture = new_markdown_cell("![seven](attachment:y.png)")
    picture.attachments = {"y.png": {"image/png": "iVBORw0KGgo="}}
    missing = new_markdown_cell("![eight](attachment:nowhere.png)")
    raw = new_raw_cell(SCRIPT.format("raw"), metadata={"raw_mimetype": "text/html"})
    error = new_code_cell(f"raise ValueError({SCRIPT.format('error')!r})")
    notebook.cells += [linked, picture, missing, raw, error, new_code_cell(SHOW)]
    nbformat.write(notebook, path)
    course.nbgrader("autograde", LESSON)
    course.nbgrader("generate_feedback", LESSON)
    return course.feedback("mallory")


def test_no_script_of_a_submission_runs_in_the_feedback(feedback):
    assert "<script>alert(" not in feedback
    assert 'href="data:' not in feedback


def test_no_link_and_no_attribute_of_a_submission_runs_script(feedback):
    for quote in "\"'":
        for attribute in ("href", "src"):
            assert f"{attribute}={quote}javascript" not in feedback.lower()
    assert "<img src=x onerror" not in feedback
    assert "<b onclick" not in feedback
    assert "<svg xmlns='http://www.w3.org/2000/svg' onload" not in feedback


def test_what_the_checks_repeat_is_there_as_text(feedback):
    for place in ("printed", "raised"):
        text = f"&lt;script&gt;alert('{place}')&lt;/script&gt;"
        assert feedback.count(text) >= 2  # in the learner's source, and on the card


def test_a_learner_s_text_is_still_formatted(feedback):
    assert "<code>code &lt; 1</code>" in feedback
    assert '<a href="https://example.org/">a link</a>' in feedback
    assert "$a &lt; b$" in feedback
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in feedback
