"""A wrong answer that nobody foresaw: its card points at the place, and does not give it away."""

import linecache
import time

import numpy as np
import pytest

from course_utils import check, hint
from course_utils.answering.plain import to_plain
from course_utils.judging.matching import same_value
from course_utils.judging.verdict import IN_FULL
from course_utils.judging.words import in_full
from course_utils.lessons import all_exercises
from course_utils.mending import search
from course_utils.mending.search import BUDGET
from course_utils.notebook.checking import kept_mendings

pytestmark = pytest.mark.usefixtures("workspace")

SIGMOID = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"


def define(source, name):
    """Define a function as a notebook's cell does, with its source at hand."""
    file = f"<cell {abs(hash(source))}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    names = {"np": np, "__name__": "__main__"}
    exec(compile(source, file, "exec"), names)
    return names[name]


@pytest.fixture
def patient(monkeypatch):
    """Search for as long as a busy machine may need, where what is found is the question."""
    monkeypatch.setattr(search, "BUDGET", 30.0)


SLIPS = [
    # (exercise, source, the line, a part that is pointed at, what must not be given away)
    (
        "predict_proba",
        "def predict_proba(X, w, b):\n    z = X @ w + b\n    return 1 / 1 + np.exp(-z)\n",
        3,
        "1 / 1 + np.exp(-z)",
        "1 / (1 + np.exp(-z))",
    ),
    (
        "compute_gradient",
        "def compute_gradient(X, y, w, b):\n    f = 1 / (1 + np.exp(X @ w + b))\n    e = f - y\n"
        "    return e.mean(), X.T @ e / len(y)\n",
        2,
        "X @ w + b",
        "np.exp(-(X @ w + b))",
    ),
    (
        "dense_backward",
        "def dense_backward(dZ, A_in, W):\n    db = np.sum(dZ, axis=1, keepdims=True)\n"
        "    return dZ @ W.T, A_in.T @ dZ, db\n",
        2,
        "np.sum(dZ, axis=1, keepdims=True)",
        "axis=0",
    ),
    (
        "gradient_descent",
        "def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, n):\n"
        "    w, b, J = w_in.copy(), b_in, []\n    for i in range(n):\n"
        "        db, dw = gradient_function(X, y, w, b)\n        w = w - alpha * dw\n"
        "        b = b - alpha * db\n        if i % 10 == 0:\n"
        "            J.append(cost_function(X, y, w, b))\n    return w, b, J\n",
        7,
        "if i % 10 == 0:",
        "J.append(cost_function(X, y, w, b))\n        J",
    ),
    (
        "predict",
        SIGMOID + "def predict(X, w, b):\n    p = np.zeros(len(X))\n    for i in range(len(X)):\n"
        "        z = 0\n        for j in range(len(w)):\n            z += X[i, j] * w[j]\n"
        "            z += b\n        p[i] = sigmoid(z) >= 0.5\n    return p\n",
        9,
        "z += b",
        "\n        z += b",
    ),
    (
        "numerical_gradient",
        "def numerical_gradient(f, theta, eps):\n    h = 1e-5\n    g = np.zeros_like(theta)\n"
        "    for i in np.ndindex(theta.shape):\n        a, b = theta.copy(), theta.copy()\n"
        "        a[i] += h\n        b[i] -= h\n        g[i] = (f(a) - f(b)) / (2 * h)\n"
        "    return g\n",
        2,
        "1e-5",
        "h = eps",
    ),
    (
        "update_parameters",
        "def update_parameters(params, grads, alpha):\n"
        "    return [(W - alpha * dW, b - alpha * db)\n"
        "            for (W, b), (db, dW) in zip(params, grads)]\n",
        3,
        "(db, dW)",
        "(dW, db) in",
    ),
]


@pytest.mark.parametrize(
    ("name", "source", "line", "part", "secret"), SLIPS, ids=[slip[0] for slip in SLIPS]
)
def test_the_place_is_pointed_at_and_the_edit_is_kept_for_the_last_hint(
    patient, name, source, line, part, secret
):
    verdict = check(define(source, name), exercise=name)
    text = str(verdict)
    assert not verdict.passed
    assert verdict.mistake is None
    (place,) = kept_mendings[name].places
    assert (place.line, place.text[place.start : place.end]) == (line, part)
    assert f"line {line}" in verdict.message
    assert f"`{part}`" in verdict.message
    assert "^" * len(part) in text
    assert secret not in text
    for _ in range(10):
        last = hint(name)
    assert any("In what you checked last" in note for note in last.notes)


def test_two_slips_at_once_are_found(patient):
    source = (
        SIGMOID + "def compute_gradient(X, y, w, b):\n    e = sigmoid(X @ w) - y\n"
        "    return X.T @ e / len(y), e.mean()\n"
    )
    verdict = check(define(source, "compute_gradient"), exercise="compute_gradient")
    assert "right but for two places" in verdict.message
    assert {place.line for place in kept_mendings["compute_gradient"].places} == {4, 5}


def test_a_right_answer_and_a_named_mistake_are_not_searched():
    check(define(SIGMOID, "sigmoid"), exercise="sigmoid")
    assert kept_mendings["sigmoid"] is None
    verdict = check(define("def sigmoid(z):\n    return z\n", "sigmoid"), exercise="sigmoid")
    assert verdict.mistake
    assert kept_mendings["sigmoid"] is None


def test_what_is_far_from_right_is_given_up_in_time():
    lines = "".join(f"    a{k} = np.dot(W[:, 0] * {k}, a_in) + b[0] / {k}\n" for k in range(1, 60))
    source = f"def dense_loop(a_in, W, b, g):\n{lines}    return [a1, a2]\n"
    began = time.thread_time()
    assert not check(define(source, "dense_loop"), exercise="dense_loop").passed
    assert time.thread_time() - began < 3 * BUDGET


def test_what_a_tried_edit_prints_or_loops_over_for_ever_is_not_seen(capsys):
    source = (
        "def count_parameters(layer_sizes):\n    n, k = 0, 0\n"
        "    while k < len(layer_sizes) - 1:\n        print(k)\n"
        "        n += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k]\n"
        "        k += 1\n    return n * 3\n"
    )
    assert not check(define(source, "count_parameters"), exercise="count_parameters").passed
    assert capsys.readouterr() == ("", "")


ERRORS = [
    # (exercise, source, what the card says of the place)
    (
        "output_delta",
        "def output_delta(A_out, Y):\n    return A_out @ Y\n",
        "`A_out @ Y` meets (4, 1) and (4, 1): the inner sizes, 1 and 4, differ. `A_out` turned on",
    ),
    (
        "compute_cost",
        SIGMOID + "def compute_cost(X, y, w, b):\n    f = sigmoid(X @ w + b)\n    return f - X\n",
        "`f - X` meets (4,) and (4, 3), which do not fit together",
    ),
    (
        "compute_cost",
        "def predict_proba(X, w, b):\n    return X @ w\n"
        "def compute_cost(X, y, w, b):\n    return predict_proba(X, w)\n",
        "`predict_proba` takes `(X, w, b)`, and is given 2",
    ),
    (
        "predict_proba",
        "def predict_proba(X, w, b):\n    return log(X @ w)\n",
        "Nothing is called `log` there. NumPy's is `np.log`.",
    ),
    (
        "predict_proba",
        "def predict_proba(X, w, b):\n    return b[0] + X @ w\n",
        "`b` is a number, which has no elements to pick",
    ),
    (
        "gradient_descent",
        "def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, n):\n"
        "    J = []\n    J = J.append(1.0)\n    return J + J\n",
        "`J` is `None`",
    ),
    (
        "dense",
        "def dense(A_in, W, b, g):\n    return np.zeros(W.shape(1))\n",
        "`W.shape` is a tuple: pick from it in brackets",
    ),
    (
        "update_parameters",
        "def update_parameters(params, grads, alpha):\n    params[0][0] = 1.0\n    return params\n",
        "`params[0]` is a tuple, whose elements can't be replaced",
    ),
    (
        "compute_cost",
        "def compute_cost(X, y, w, b):\n    return np.means((X @ w + b - y) ** 2)\n",
        "NumPy has no `means`. Did you mean `np.mean`?",
    ),
    (
        "compute_cost",
        "def compute_cost(X, y, w, b):\n    return np.norm(X @ w + b - y)\n",
        "NumPy's is `np.linalg.norm`",
    ),
    (
        "gradient_descent",
        "def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, "
        "num_iters):\n    for i in num_iters:\n        pass\n",
        "To count up to it, write `range(num_iters)`",
    ),
    (
        "forward",
        "def forward(X, params):\n    (W1, b1), (W2, b2), (W3, b3), (W4, b4) = params\n"
        "    return X, [X]\n",
        "as many names as there are values to the right",
    ),
    (
        "count_parameters",
        "def count_parameters(layer_sizes):\n    pair = layer_sizes, 0\n    return pair[:, 0]\n",
        "`pair` is a tuple (`pair` comes from line 2: pair = layer_sizes, 0)",
    ),
    (
        "predict",
        "def predict(X, w, b):\n    return int(X @ w + b >= 0)\n",
        "`.astype(int)`",
    ),
    (
        "sigmoid",
        "def sigmoid(z):\n    return np.reshape(z, (7, 11, 13))\n",
        "It says: cannot reshape array",
    ),
    (
        "sigmoid",
        "def sigmoid(z):\n    return float(input('z? '))\n",
        "leave the `input()` out",
    ),
    (
        "count_parameters",
        "from functools import cache\n@cache\ndef count_parameters(layer_sizes):\n    return 3\n",
        "`@cache`",
    ),
]


@pytest.mark.parametrize(("name", "source", "words"), ERRORS, ids=[e[2][:24] for e in ERRORS])
def test_an_error_is_told_by_what_met_where_it_was_raised(name, source, words):
    verdict = check(define(source, name), exercise=name)
    assert verdict.cause == "raised"
    assert words in verdict.message


def test_who_calls_a_function_wrongly_is_blamed_and_not_the_function():
    source = (
        "def sigmoid_backward(dA, A):\n    return dA * A * (1 - A)\n"
        "def backward(Y, params, cache):\n    dZ = (cache[-1] - Y) / len(Y)\n"
        "    return sigmoid_backward(dZ @ params[-1][0].T, cache[0])\n"
    )
    verdict = check(define(source, "backward"), exercise="backward")
    assert "at line 5" in verdict.message
    assert "where it calls `sigmoid_backward`" in verdict.message
    assert "in `sigmoid_backward`" not in verdict.message


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        (
            "compute_cost",
            SIGMOID + "def compute_cost(X, y, w, b):\n    f = sigmoid(X @ w + b)\n"
            "    return -np.mean(np.log(np.where(y == 1, f, 1 - f)))\n",
            "It begins at `np.log(np.where(y == 1, f, 1 - f))` in line 5: here the logarithm of 0",
        ),
        (
            "compute_cost",
            "def compute_cost(X, y, w, b):\n    m = np.float64(0)\n    return X.sum() * 0 / m\n",
            "in line 3: it divides 0 by 0",
        ),
    ],
    ids=["log of zero", "zero by zero"],
)
def test_nan_names_no_mistake_and_is_followed_to_where_it_begins(name, source, words):
    verdict = check(define(source, name), exercise=name)
    assert verdict.cause == "nonfinite"
    assert verdict.mistake is None
    assert words in verdict.message


def test_rows_of_one_unit_are_rows():
    source = "def dense(A_in, W, b, g):\n    return [g(a @ W + b) for a in A_in]\n"
    assert check(define(source, "dense"), exercise="dense").passed


def test_the_same_answer_to_everything_is_told_as_that():
    source = "def count_parameters(layer_sizes):\n    return 400 * 25 + 25 + 25 * 15 + 15 + 16\n"
    verdict = check(define(source, "count_parameters"), exercise="count_parameters")
    assert "the same, `10431`, whatever it is given" in verdict.message


def test_an_inner_function_is_no_other_function():
    source = (
        "def gradient_check(cost_of, params, grads, eps):\n"
        "    move = lambda theta: params.moved(theta)\n    return move(1)\n"
    )
    verdict = check(define(source, "gradient_check"), exercise="gradient_check")
    assert "at line 2" in verdict.message
    assert "where it calls" not in verdict.message


def test_a_decorated_function_that_is_as_the_lesson_gave_it_is_not_attempted():
    source = (
        "def loud(f):\n    def wrapper(*arguments):\n        return f(*arguments)\n"
        "    return wrapper\n@loud\ndef sigmoid(z):\n    raise NotImplementedError()\n"
    )
    assert check(define(source, "sigmoid"), exercise="sigmoid").cause == "stub"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("    return [part for pair in new for part in pair]", "(W1, b1, W2, b2, W3, b3)"),
        ("    return [W for W, _ in new], [b for _, b in new]", "((W1, W2, W3), (b1, b2, b3))"),
    ],
)
def test_right_values_in_another_arrangement_are_told_by_their_names(source, words):
    source = (
        "def update_parameters(params, grads, alpha):\n    new = [(W - alpha * dW, b - alpha * db)"
        f" for (W, b), (dW, db) in zip(params, grads)]\n{source}\n"
    )
    found = check(define(source, "update_parameters"), exercise="update_parameters")
    assert found.cause == "returned"
    assert (
        f"You return `{words}`. The lesson wants `((W1, b1), (W2, b2), (W3, b3))`" in found.message
    )


def test_a_right_value_among_others_is_told():
    source = "def dense(A_in, W, b, g):\n    Z = A_in @ W + b\n    return Z, g(Z)\n"
    found = check(define(source, "dense"), exercise="dense")
    assert "you return 2. Number 2 of them is right" in found.message


@pytest.mark.parametrize("printed", [True, False])
def test_print_is_spoken_of_to_who_printed(printed):
    line = "print(z)" if printed else "g = 1 / (1 + np.exp(-z))"
    found = check(define(f"def sigmoid(z):\n    {line}\n", "sigmoid"), exercise="sigmoid")
    assert ("`print` shows" in found.message) == printed


def test_an_edit_and_a_declared_mistake_are_told_together(patient):
    source = (
        SIGMOID + "def predict_proba(X, w, b):\n    f = sigmoid(X @ w - b)\n    return sigmoid(f)\n"
    )
    found = check(define(source, "predict_proba"), exercise="predict_proba")
    assert "There are two things. One is `X @ w - b` in line 4. Which sign" in found.message
    assert "The other: The sigmoid is applied twice" in found.message
    assert found.mistake == "sigmoid-twice"


def test_each_of_two_slips_is_told_by_its_own_name(patient):
    source = (
        SIGMOID + "def compute_gradient(X, y, w, b):\n    err = y - sigmoid(X @ w + b)\n"
        "    return X.T @ err / len(y), err.mean()\n"
    )
    found = check(define(source, "compute_gradient"), exercise="compute_gradient")
    assert found.mistake == "swapped-order + error-reversed"
    assert "The error is f - y, not y - f." in found.message


def test_what_is_left_when_code_is_taken_away_names_no_mistake(patient):
    source = "def sigmoid(z):\n    return np.tanh(z / 2)\n"
    found = check(define(source, "sigmoid"), exercise="sigmoid")
    assert found.mistake is None
    assert "hyperbolic" not in found.message


def test_at_the_edges_the_operation_is_told_and_no_edit_goes_round_it():
    source = (
        "def logistic_loss(f, y):\n    e = 1e-9\n"
        "    return -y * np.log(f - e) - (1 - y) * np.log(1 - f - e)\n"
    )
    found = check(define(source, "logistic_loss"), exercise="logistic_loss")
    assert found.score == 0.5
    assert "`np.log(f - e)` in line 3: a negative number has no logarithm" in found.message


def test_a_result_that_is_thrown_away_is_pointed_at(patient):
    source = (
        "def dense_loop(a_in, W, b, g):\n    a = np.zeros(len(b))\n"
        "    for j in range(len(b)):\n        a[j] == g(a_in @ W[:, j] + b[j])\n    return a\n"
    )
    check(define(source, "dense_loop"), exercise="dense_loop")
    found = kept_mendings["dense_loop"]
    assert found is not None
    assert [place.line for place in found.places] == [4]


def test_an_unknown_name_is_not_explained_away():
    source = "def output_delta(A_out, Y):\n    return (A_out - Y) / m\n"
    found = check(define(source, "output_delta"), exercise="output_delta")
    assert "Nothing is called `m` there" in found.message
    assert "right but for" not in found.message


def test_a_list_for_an_array_is_remarked_upon_once_in_a_lesson():
    rows = "def {0}(X, w, b):\n    return [1 / (1 + np.exp(-(x @ w + b))){1} for x in X]\n"
    first, second = (
        check(define(rows.format(name, end), name), exercise=name)
        for name, end in (("predict_proba", ""), ("predict", " >= 0.5 and 1 or 0"))
    )
    assert first.passed
    assert second.passed
    assert "is a list" in first.notes[0]
    assert not any("is a list" in note for note in second.notes)


@pytest.mark.parametrize("name", ["backward", "train", "gradient_check", "dense"])
def test_a_case_can_be_run_as_it_is_shown(name):
    exercise = all_exercises()[name]
    for question in exercise.ask(0):
        names = {"np": np}
        exec(in_full(exercise.parameters, question.arguments), names)
        arguments = [names[parameter] for parameter in exercise.parameters]
        shown = to_plain(exercise.reference(*arguments))
        assert same_value(
            shown, to_plain(exercise.form.right(exercise.reference, question)), exercise
        )


def test_a_long_case_is_shown_by_its_shapes_and_folded():
    source = "def backward(Y, params, cache):\n    return params[0]\n"
    verdict = check(define(source, "backward"), exercise="backward")
    rows = dict(verdict.evidence)
    assert "params: arrays of the shapes [((3, 4), (4,)), " in rows["Given"]
    assert "cache = [np.array(" in rows[IN_FULL]
    assert IN_FULL not in str(verdict)
    assert "<summary style" in verdict._repr_mimebundle_()["text/html"]


def test_where_no_edit_helps_the_line_is_named_in_which_the_value_is_made():
    source = (
        "def compute_gradient(X, y, w, b):\n    e = 1 / (1 + np.exp(-(X @ w + b))) - y\n"
        "    dj_dw = X.T @ e / len(y)\n    dj_db = np.sort(e)[len(e) // 2] ** 3 + 0.7\n"
        "    return dj_db, dj_dw\n"
    )
    found = check(define(source, "compute_gradient"), exercise="compute_gradient")
    assert found.mistake is None
    assert "`dj_db` is made in line 4: `dj_db = np.sort(e)" in found.message


@pytest.mark.xdist_group("tensorflow")
def test_numpy_that_takes_a_keras_model_apart_is_searched_too(patient):
    source = (
        "def params_from_keras(model):\n    w = model.get_weights()\n"
        "    return list(zip(w[1::2], w[1::2]))\n"
    )
    check(define(source, "params_from_keras"), exercise="params_from_keras")
    found = kept_mendings["params_from_keras"]
    assert found is not None
    assert [place.after for place in found.places] == ["return list(zip(w[0::2], w[1::2]))"]


@pytest.mark.xdist_group("tensorflow")
def test_two_slips_with_a_keras_model_are_told_without_their_names(patient):
    source = (
        "def params_from_keras(model):\n    w = model.get_weights()\n"
        "    return list(zip(w[1::2], w[0::2]))[1:]\n"
    )
    found = check(define(source, "params_from_keras"), exercise="params_from_keras")
    assert "the course's fault" not in found.message
    assert "right but for two places" in found.message


def test_an_elementwise_product_of_a_matrix_product_is_not_taken_for_one():
    source = (
        "def backward(Y, params, cache):\n    grads, dZ = [], (cache[-1] - Y) / len(Y)\n"
        "    for (W, b), A_in, A in zip(params[::-1], cache[-2::-1], cache[::-1]):\n"
        "        grads.append((A_in.T @ dZ, dZ.sum(axis=0)))\n"
        "        dZ = dZ @ W.T * A_in * (1 - A)\n    return grads[::-1]\n"
    )
    found = check(define(source, "backward"), exercise="backward")
    assert "which do not fit together element by element" in found.message
    assert "inner sizes" not in found.message
