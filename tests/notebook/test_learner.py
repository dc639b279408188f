"""What a learner types, rightly and wrongly, and what they are told."""

import json
import time

import numpy as np
import pytest

from course_utils import check, hint, progress, solution, when_written
from course_utils.judging.verdict import CAUSES, Verdict
from course_utils.lessons import all_exercises
from course_utils.notebook import checking
from course_utils.notebook.progress import Progress, kept_progress

pytestmark = pytest.mark.usefixtures("workspace")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_a_right_answer_passes():
    verdict = check(sigmoid)
    assert verdict.passed
    assert verdict
    assert (verdict.exercise, verdict.score, verdict.cause) == ("sigmoid", 1.0, None)
    assert "right" in str(verdict)


def test_a_verdict_is_frozen():
    with pytest.raises(AttributeError):
        check(sigmoid).passed = True


def test_a_wrong_answer_is_named():
    def compute_cost(X, y, w, b):
        f = sigmoid(X @ w + b)
        return np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f))

    verdict = check(compute_cost)
    assert not verdict
    assert (verdict.cause, verdict.mistake) == ("mistake", "sum-not-mean")
    assert "did not divide by m" in verdict.message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (3, "was given `3`"),
        (None, "without calling it"),
        (np.zeros(3), "a value of type `ndarray`"),
        ([1], "a value of type `list`"),
        (print, "Did you mean `predict`"),
        (np.exp, "The exercises are `square`"),
        (int, "`int` is a class"),
        (lambda z: z, 'exercise="sigmoid"'),
        ("sigmod", "Did you mean `sigmoid`"),
        (Verdict("sigmoid", True, 1.0), "It needs the function itself"),
    ],
)
def test_what_is_no_answer_is_met_with_what_to_write(given, said):
    for command in (check, hint, solution):
        told = str(command(given))
        expected = said.replace("check", command.__name__)
        assert " ".join(expected.split()) in " ".join(told.split())


def test_an_unknown_exercise_name_suggests_the_nearest():
    assert "Did you mean `sigmoid`" in check(sigmoid, exercise="sigmoyd").message


def test_a_name_finds_the_function_of_the_notebook():
    assert check("sigmoid").passed


def test_a_name_without_a_function_is_missing():
    verdict = check("compute_gradient")
    assert verdict.cause == "missing"
    assert "compute_gradient(X, y, w, b)" in verdict.message


def test_the_exercise_can_be_named():
    assert check(lambda z: sigmoid(z), exercise="sigmoid").passed


predict_proba = lambda X, w, b: sigmoid(X @ w + b)  # noqa: E731


def test_a_lambda_is_found_by_the_name_it_was_given():
    assert check(predict_proba).exercise == "predict_proba"
    assert check(predict_proba).passed


class Model:
    def __call__(self, z):
        return sigmoid(z)

    def predict_proba(self, X, w, b):
        return sigmoid(X @ w + b)


def test_methods_and_callable_objects_work():
    assert check(Model().predict_proba).passed
    assert check(Model(), exercise="sigmoid").passed


def test_other_argument_names_defaults_and_stars_work():
    def square(number, power=2, *rest, **options):
        return number**power

    assert check(square).passed


@pytest.mark.parametrize(
    ("source", "signature"),
    [
        ("def predict(X): return 1", "(X)"),
        ("def predict(X, w, b, threshold): return 1", "(X, w, b, threshold)"),
        ("def predict(): return 1", "()"),
        ("def predict(w, b, X): return 1", "(w, b, X)"),
    ],
)
def test_arguments_that_do_not_fit_are_shown_beside_the_lessons(source, signature):
    namespace = {}
    exec(source, namespace)
    verdict = check(namespace["predict"])
    assert verdict.cause == "raised"
    assert f"`{signature}`" in verdict.message
    assert "`predict(X, w, b)`" in verdict.message


def test_an_error_is_told_with_its_line_and_without_a_traceback():
    def predict_proba(X, w, b):
        return sigmoid(X @ w[:-1] + b)

    verdict = check(predict_proba)
    assert verdict.cause == "raised"
    assert "ValueError" in verdict.message
    assert "sigmoid(X @ w[:-1] + b)" in verdict.message
    assert "The error:    ValueError: matmul" in str(verdict)
    assert "Traceback" not in str(verdict)


def square(x):
    raise SystemExit("leaving")


def test_leaving_python_does_not_leave_python():
    verdict = check(square)
    assert verdict.cause == "raised"
    assert "SystemExit" in verdict.message


def endless(x):
    while True:
        pass


def endless_and_stubborn(x):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:  # noqa: BLE001 - as learners write it
            pass


def endless_recursion(x):
    return endless_recursion(x)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (endless, "stopped after 0.3 seconds of computing"),
        (endless_and_stubborn, "stopped after 1.2 seconds, in which it waited"),
    ],
)
def test_a_call_that_never_returns_is_stopped(function, words, monkeypatch):
    from dataclasses import replace

    short = replace(all_exercises()["square"], time_limit=0.3)
    monkeypatch.setattr(checking, "all_exercises", lambda: {"square": short})
    began, worked = time.monotonic(), time.process_time()
    verdict = check(function, exercise="square")
    assert verdict.cause == "timeout"
    assert time.process_time() - worked < 3
    assert time.monotonic() - began < 30  # most of which others may have had the processor
    assert words in verdict.message


def test_endless_recursion_is_an_error_like_any_other():
    verdict = check(endless_recursion, exercise="square")
    assert verdict.cause == "raised"
    assert "RecursionError" in verdict.message


def test_an_interrupt_by_the_learner_stops_the_check():
    def square(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(square)


def test_data_of_the_notebook_in_place_of_an_argument_is_named():
    def predict_proba(X, w, b):
        return sigmoid(np.ones((5, 2)) @ W_TRAINED + b)

    verdict = check(predict_proba)
    assert verdict.mistake == "global-instead-of-argument"
    assert "`W_TRAINED`" in verdict.message
    assert "`X`" in verdict.message


W_TRAINED = np.array([1.0, 2.0])


def test_a_mistake_in_an_earlier_function_is_named_as_what_to_mend_first():
    namespace = {}
    exec(
        "import numpy as np\n"
        "def sigmoid(z): return 1 / 1 + np.exp(-z)\n"
        "def predict_proba(X, w, b): return sigmoid(X @ w + b)\n",
        namespace,
    )
    theirs = namespace["sigmoid"]
    verdict = check(namespace["predict_proba"])
    assert not verdict.passed
    assert verdict.message.startswith("Right, given a right `sigmoid`.")
    assert "run `check(sigmoid)`" in verdict.message
    assert namespace["sigmoid"] is theirs


def test_who_is_wrong_besides_an_earlier_mistake_is_told_both():
    namespace = {}
    exec(
        "import numpy as np\n"
        "def sigmoid(z): return 1 / 1 + np.exp(-z)\n"
        "def predict_proba(X, w, b): return sigmoid(X @ w - 3 * b)\n",
        namespace,
    )
    verdict = check(namespace["predict_proba"])
    assert "It uses your `sigmoid`, which is not right yet" in verdict.notes[0]
    assert "Right, given" not in verdict.message


def test_an_earlier_mistake_is_seen_through_other_functions():
    namespace = {}
    exec(
        "import numpy as np\n"
        "def sigmoid(z): return 1 / 1 + np.exp(-z)\n"
        "def predict_proba(X, w, b): return sigmoid(X @ w + b)\n"
        "def scores(X, w, b): return predict_proba(X, w, b)\n"
        "def predict(X, w, b): return (scores(X, w, b) >= 0.5).astype(int)\n",
        namespace,
    )
    verdict = check(namespace["predict"])
    assert "Right, given a right `sigmoid`, `predict_proba`." in verdict.message
    assert "run `check(sigmoid)`" in verdict.message


@pytest.mark.parametrize("stub", ["def sigmoid(z): raise NotImplementedError()\n", ""])
def test_an_earlier_function_that_is_still_to_be_written_is_named(stub):
    namespace = {}
    exec(f"{stub}def predict_proba(X, w, b): return sigmoid(X @ w + b)\n", namespace)
    verdict = check(namespace["predict_proba"])
    assert not verdict.passed
    assert "Right, given a right `sigmoid`" in verdict.message
    assert ("sigmoid" in namespace) == bool(stub)


def test_input_changed_in_place_is_rejected():
    def square(x):
        if isinstance(x, np.ndarray):
            x *= x
            return x
        return x * x

    verdict = check(square)
    assert verdict.cause == "mutated"
    assert "`x`" in verdict.message


def test_what_was_printed_is_kept_within_bounds():
    def square(x):
        for _ in range(10_000):
            print("debugging", x)
        return x * x

    verdict = check(square)
    assert verdict.passed
    assert verdict.printed.startswith("debugging 3")
    assert len(verdict.printed) < 5_000


def test_what_the_notebook_set_for_numpy_is_left_alone_and_does_no_harm():
    before = np.seterr(all="raise")
    try:
        assert check(sigmoid).passed
        assert not check(lambda z: np.exp(np.asarray(z) * 1e3), exercise="sigmoid").passed
        assert np.geterr()["over"] == "raise"
    finally:
        np.seterr(**before)


def test_an_exercise_named_by_something_else_than_a_text_is_unknown():
    assert "No exercise is called" in check(sigmoid, exercise=["a"]).message


def test_code_above_a_line_that_is_still_the_stubs_says_to_delete_that_line():
    def square(x):
        result = x * x
        raise NotImplementedError()
        return result

    verdict = check(square)
    assert verdict.cause == "stub"
    assert "Delete it" in verdict.message


def test_data_that_is_read_from_the_notebook_is_mentioned():
    def predict_proba(X, w, b):
        return sigmoid(X @ w + b) / len(W_TRAINED) * 1.9

    notes = " ".join(check(predict_proba).notes)
    assert "It reads `W_TRAINED` from the rest of the notebook" in notes


def test_a_fault_of_the_checker_itself_is_told_as_such(monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("in the judge")

    monkeypatch.setattr("course_utils.notebook.checking.judge", fail)
    verdict = check(sigmoid)
    assert not verdict.passed
    assert "the course's fault and not yours" in verdict.message
    assert "ZeroDivisionError: in the judge, at test_learner.py" in verdict.message
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(ZeroDivisionError):
        check(sigmoid)


# hint, solution, progress


def test_hints_come_one_by_one_and_then_say_what_to_do():
    titles = [hint(sigmoid).title for _ in range(4)]
    assert titles[:3] == [f"sigmoid: hint {k} of 3" for k in (1, 2, 3)]
    last = hint(sigmoid)
    assert "seen all 3" in last.title
    assert "check(sigmoid)" in last.message
    assert len(last.notes) == 3


def test_the_solution_asks_once_if_nothing_was_tried():
    asked, shown = solution(sigmoid), solution(sigmoid)
    assert "not tried" in asked.title
    assert "def sigmoid" not in str(asked)
    assert "def sigmoid" in str(shown)
    assert "```python" in shown._repr_mimebundle_()["text/markdown"]


def test_the_solution_is_shown_at_once_after_an_attempt_and_the_code_comes_first():
    check(sigmoid)
    shown = str(solution(sigmoid))
    assert shown.splitlines()[1].strip() == "def sigmoid(z):"
    assert "Parameters" not in shown


def test_check_says_what_it_needs_where_it_is_given_too_little_or_too_much():
    assert "`check` was given nothing. It needs the function itself" in check().message
    assert "one function at a time" in check(sigmoid, kept_progress).message


def test_progress_is_a_picture_that_survives_a_new_kernel():
    def square(x):
        return 2 * x

    check(sigmoid)
    check(square)
    kept_progress.cache_clear()
    text = str(progress())
    assert "✓ sigmoid" in text
    assert "◐ square  (1 attempt)" in text
    assert "○ predict " in text
    html = progress()._repr_mimebundle_()["text/html"]
    assert "1 of 7" in html


def test_a_stub_is_no_attempt():
    def square(x):
        raise NotImplementedError

    check(square)
    assert "○ square" in str(progress())


def test_what_was_solved_stays_solved(workspace):
    check(sigmoid)
    check(lambda z: z, exercise="sigmoid")
    assert "✓ sigmoid" in str(progress())


def test_a_damaged_progress_file_is_set_aside_and_told(workspace):
    check(sigmoid)
    path = workspace / ".course" / "progress.json"
    path.write_text('{"sigmoid": {"attempts": 1, "pas')
    kept_progress.cache_clear()
    assert "was damaged" in str(progress())
    assert (workspace / ".course" / "progress.json.damaged").exists()
    assert json.loads(path.read_text()) == {}
    assert check(sigmoid).passed


@pytest.mark.parametrize("content", ["[]", "null", '{"sigmoid": 3}', '{"sigmoid": {"hints": "x"}}'])
def test_a_progress_file_with_other_content_is_damaged_too(workspace, content):
    path = workspace / ".course" / "progress.json"
    path.write_text(content)
    assert "was damaged" in str(progress())


def test_a_progress_file_that_cannot_be_written_costs_no_check(workspace, monkeypatch):
    kept = Progress(workspace / ".course" / "progress.json")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    kept.attempt("sigmoid", True, None)
    assert kept.all()["sigmoid"].passed
    assert "cannot be saved" in kept.trouble


def test_a_crash_while_saving_leaves_the_old_file(workspace, monkeypatch):
    path = workspace / ".course" / "progress.json"
    kept = Progress(path)
    kept.attempt("sigmoid", True, None)
    before = path.read_text()

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", crash)
    with pytest.raises(KeyboardInterrupt):
        kept.attempt("square", True, None)
    assert path.read_text() == before
    assert [p.name for p in path.parent.iterdir()] == ["progress.json"]


def test_two_notebooks_do_not_overwrite_each_others_progress(workspace):
    path = workspace / ".course" / "progress.json"
    one, other = Progress(path), Progress(path)
    one.attempt("sigmoid", True, None)
    other.attempt("square", True, None)
    assert set(Progress(path).all()) == {"sigmoid", "square"}


# Cards


def test_what_comes_from_the_learner_is_escaped():
    def square(x):
        print("<script>alert(1)</script>")
        raise ValueError("<img src=x onerror=alert(1)> `<b>`")

    html = check(square)._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;img src=x" in html


def test_a_card_follows_the_theme_and_reads_without_it():
    html = check(sigmoid)._repr_mimebundle_()["text/html"]
    assert "var(--jp-content-font-color1, " in html
    for use in html.split("var(")[1:]:
        assert "," in use.split(")")[0], "a colour without a fallback"
    assert "sigmoid: right" in html


def test_every_cause_is_one_word():
    assert all(cause.isalpha() for cause in CAUSES)


# when_written


def test_a_block_that_uses_a_stub_says_what_it_waits_for(capsys):
    namespace = {}
    exec("def sigmoid(z): raise NotImplementedError()", namespace)
    with when_written():
        namespace["sigmoid"](1)
    assert "Waiting for your sigmoid" in capsys.readouterr().out


def test_a_block_waits_for_a_step_that_is_no_exercise(capsys):
    namespace = {"__name__": "__main__"}
    exec("def slope_along_b(X):\n    raise NotImplementedError()", namespace)
    with when_written():
        namespace["slope_along_b"](1)
    assert "Waiting for your slope_along_b" in capsys.readouterr().out
    with when_written():
        raise NotImplementedError("no such slope")
    assert "It stopped with NotImplementedError: no such slope" in capsys.readouterr().out


def test_a_block_that_uses_a_broken_function_names_it(capsys):
    namespace = {}
    exec("def sigmoid(z):\n    return z / 0", namespace)
    with when_written():
        namespace["sigmoid"](1)
    out = capsys.readouterr().out
    assert "`sigmoid` stopped at line 2 with ZeroDivisionError" in out
    assert "check(sigmoid)" in out


def test_a_block_that_uses_a_missing_function_says_so(capsys):
    with when_written():
        compute_gradient()  # noqa: F821
    assert "`compute_gradient`, which does not exist yet" in capsys.readouterr().out


def test_a_block_that_works_says_nothing(capsys):
    with when_written():
        value = sigmoid(0)
    assert value == 0.5
    assert capsys.readouterr().out == ""


def test_numpys_own_function_is_not_the_learners(workspace):
    found = check(np.square)
    assert not found.passed
    assert "Write yours with `def`" in found.message


def test_one_that_is_bound_to_the_name_of_the_exercise_is(workspace):
    names = {"square": np.square, "check": check}
    assert eval("check(square)", names).passed


def test_a_function_that_the_lesson_gives_ticks_nothing(workspace, monkeypatch):
    folder = workspace / "02_forward_propagation"
    folder.mkdir()
    monkeypatch.chdir(folder)
    found = check(all_exercises()["sigmoid"].reference)
    assert not found.passed
    assert "given in this lesson" in found.message
    assert check(all_exercises()["dense"].reference).passed
