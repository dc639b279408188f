"""Gradients compared with measured ones, and the guilty array convicted."""

from itertools import pairwise

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.forms import Layers
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.bug_hunt import SIZES, broken_backwards
from course_utils.lessons.backpropagation.cases import name_layers
from course_utils.lessons.backpropagation.given import (
    first_layer_only,
    layered_cubic,
    pocket_network,
    start_weights,
)
from course_utils.lessons.forward_propagation.reference import forward

INNOCENT = 1e-6


def _compare(expected, got):
    """Ask for the error itself where there is one, and for a small one where there is none."""
    if expected < INNOCENT:
        if 0 <= float(got) < INNOCENT:
            return None
        return "This array is right, so its error must be tiny, and yours is not."
    if abs(float(got) - float(expected)) <= 1e-3 * float(expected):
        return None
    return "This array is wrong, and the error that you give for it is off."


def _layout(value):
    return name_layers(value, "error of W", "error of b")


def _draw(rng, *sizes):
    return [
        (rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)) for n_in, n_out in pairwise(sizes)
    ]


def _measure(cost_of, params):
    """Measure every slope: a right gradient of any cost."""
    grads = []
    for k, (W, b) in enumerate(params):

        def with_weights(theta, k=k, b=b):
            return cost_of([*params[:k], (theta, b), *params[k + 1 :]])

        def with_biases(theta, k=k, W=W):
            return cost_of([*params[:k], (W, theta), *params[k + 1 :]])

        numerical = reference.numerical_gradient
        grads.append((numerical(with_weights, W, 1e-5), numerical(with_biases, b, 1e-5)))
    return grads


def _questions(rng):
    def ask(name, cost, params, spoil=lambda grads: grads, tier="ordinary"):
        grads = spoil(_measure(cost, params))
        return Question(name, (Given.of(cost), params, grads, 1e-5), tier, accept=_compare)

    yield ask("gradients that are right", layered_cubic, _draw(rng, 2, 3, 1))
    yield ask(
        "dW1 twice too large",
        layered_cubic,
        _draw(rng, 3, 2, 2),
        lambda g: [(2 * g[0][0], g[0][1]), *g[1:]],
    )
    yield ask(
        "db2 with the wrong sign",
        layered_cubic,
        _draw(rng, 2, 2, 3),
        lambda g: [g[0], (g[1][0], -g[1][1]), *g[2:]],
    )
    yield ask(
        "dW1 a little off, db1 zero",
        layered_cubic,
        _draw(rng, 2, 3),
        lambda g: [(1.03 * g[0][0], 0 * g[0][1])],
    )
    yield ask("a layer that does not matter", first_layer_only, _draw(rng, 2, 1, 2), tier="edge")
    params = start_weights(SIZES)
    X = np.sin(np.arange(12.0)).reshape(4, 3)  # what pocket_network is fed with
    Y = np.array([[1.0], [0.0], [0.0], [1.0]])
    cache = forward(X, params)[1]
    pieces = reference.output_delta, reference.sigmoid_backward, reference.dense_backward
    suspects = {"the right backward pass": reference.backward, **broken_backwards(*pieces)}
    for name, suspect in suspects.items():
        arguments = (Given.of(pocket_network), params, suspect(Y, params, cache), 1e-5)
        yield Question(name, arguments, accept=_compare)


def _with(error):
    """Make a gradient check with another measure of the error."""

    def wrong(cost_of, params, grads, eps):
        measured = _measure(cost_of, params)
        return [
            tuple(error(m, np.asarray(g)) for m, g in zip(pair, given, strict=True))
            for pair, given in zip(measured, grads, strict=True)
        ]

    return wrong


def _norm(value):
    return float(np.linalg.norm(value))


def _relative(measured, given):
    size = _norm(measured) + _norm(given)
    return _norm(measured - given) / size if size else 0.0


def _squares(measured, given):
    size = np.sum(measured**2) + np.sum(given**2)
    return float(np.sum((measured - given) ** 2) / size) if size else 0.0


def _to_the_sum(measured, given):
    size = _norm(measured + given)
    return _norm(measured - given) / size if size else 0.0


def _unguarded(measured, given):
    return np.divide(_norm(measured - given), _norm(measured) + _norm(given))


def _larger(measured, given):
    size = max(_norm(measured), _norm(given))
    return _norm(measured - given) / size if size else 0.0


def _each_relative(measured, given):
    sizes = np.maximum(np.abs(measured) + np.abs(given), 1e-12)
    return np.abs(measured - given) / sizes


@mistake("measured-at-the-gradient")
def _at_the_gradient(cost_of, params, grads, eps):
    """You measure the slopes where the parameters have the values of the gradient. The cost is
    measured around `params`: hand the weights to `numerical_gradient`, and compare with `grads`.
    """
    errors = []
    for k, (W, b) in enumerate(params):

        def with_weights(theta, k=k, b=b):
            return cost_of([*params[:k], (theta, b), *params[k + 1 :]])

        def with_biases(theta, k=k, W=W):
            return cost_of([*params[:k], (W, theta), *params[k + 1 :]])

        dW, db = (np.asarray(given) for given in grads[k])
        numerical = reference.numerical_gradient
        errors.append(
            (
                _relative(numerical(with_weights, dW, eps), dW),
                _relative(numerical(with_biases, db, eps), db),
            )
        )
    return errors


@mistake("first-array-only")
def _first_array_only(cost_of, params, grads, eps):
    """All your errors are those of the first layer. Put the moved array back into its own layer."""
    errors = _with(_relative)(cost_of, params, grads, eps)
    return [errors[0]] * len(errors)


EXERCISE = Exercise(
    reference=reference.gradient_check,
    questions=_questions,
    form=Layers(("errors",), layout=_layout),
    partial=False,  # who acquits everybody is right about the innocent
    rtol=1e-3,
    atol=INNOCENT,
    mistakes=(
        Mistake(
            "absolute-error",
            _with(lambda m, g: _norm(m - g)),
            "You return the difference itself. Whether it is large depends on the slopes: divide "
            "by the sum of both norms.",
        ),
        Mistake(
            "each-element-for-itself",
            _with(lambda m, g: np.mean(_each_relative(m, g))),
            "You divide element by element. A slope near zero then counts as much as any other: "
            "take the norm of the whole difference, and divide by the sum of both norms.",
        ),
        _at_the_gradient,
        Mistake(
            "difference-of-norms",
            _with(lambda m, g: abs(_norm(m) - _norm(g)) / ((_norm(m) + _norm(g)) or 1.0)),
            "You compare the lengths of the two. A gradient with the wrong sign has the right "
            "length: take the norm of the difference.",
        ),
        Mistake(
            "sum-of-differences",
            _with(lambda m, g: abs(float(np.sum(m - g))) / ((_norm(m) + _norm(g)) or 1.0)),
            "You add the differences up, so that they cancel. Square them first: that is what "
            "`np.linalg.norm` does.",
        ),
        Mistake(
            "divided-by-the-larger",
            _with(_larger),
            "You divide by the larger of the two norms. The lesson divides by their sum, so that "
            "1 is the largest error there can be.",
        ),
        Mistake(
            "divided-by-the-measured",
            _with(lambda m, g: _norm(m - g) / (_norm(m) or 1.0)),
            "You divide by the norm of the measured gradient. The lesson divides by the sum of "
            "both.",
        ),
        Mistake(
            "squared",
            _with(lambda m, g: _relative(m, g) ** 2),
            "Your errors are the squares of the right ones: the root is missing.",
        ),
        Mistake(
            "squares-for-norms",
            _with(_squares),
            "You compare sums of squares. A norm is the root of such a sum: `np.linalg.norm` above "
            "and below.",
        ),
        Mistake(
            "norm-of-the-sum",
            _with(_to_the_sum),
            "You divide by the norm of the sum, in which opposite slopes cancel. Divide by the sum "
            "of both norms.",
        ),
        Mistake(
            "divided-by-the-given",
            _with(lambda m, g: _norm(m - g) / (_norm(g) or 1.0)),
            "You divide by the norm of the given gradient. The lesson divides by the sum of both.",
        ),
        Mistake(
            "largest-difference",
            _with(lambda m, g: float(np.max(np.abs(m - g))) / ((_norm(m) + _norm(g)) or 1.0)),
            "You take the largest single difference. The lesson takes the norm of all of them.",
            variants=(
                _with(
                    lambda m, g: float(
                        np.max(np.abs(m - g) / np.maximum(np.abs(m) + np.abs(g), 1e-30))
                    )
                ),
                _with(lambda m, g: float(np.max(np.abs(m - g)))),
            ),
        ),
        Mistake(
            "verdicts",
            _with(lambda m, g: _relative(m, g) < 1e-7),
            "You return `True` and `False`. Return the errors themselves: how large they are says "
            "more than whether they pass.",
            variants=(
                _with(lambda m, g: _relative(m, g) < 1e-5),
                _with(lambda m, g: _relative(m, g) > 1e-7),
            ),
        ),
        Mistake(
            "zero-by-zero",
            _with(_unguarded),
            "Where a slope is zero and measured as zero, you divide 0 by 0 and get `nan`. Both "
            "agree, so the error is 0.",
        ),
        _first_array_only,
        Mistake(
            "nothing-measured",
            lambda cost_of, params, grads, eps: [(0.0, 0.0) for _ in params],
            "All your errors are 0, so you acquit everybody. The measured slopes and the given "
            "ones must come from different places.",
        ),
        Mistake(
            "one-number",
            lambda cost_of, params, grads, eps: max(
                map(max, _with(_relative)(cost_of, params, grads, eps))
            ),
            "You return one number. To convict the guilty array, give an error for each: a pair "
            "for each layer.",
        ),
    ),
    hints=(
        "For one array it is: make a function of that array alone, measure its gradient, compare.",
        "`numerical_gradient` wants a function of one array. Inside it, build a new list of "
        "parameters in which that one array is replaced, and hand it to `cost_of`.",
        "Compute the two norms first: are both 0? W and b of a layer are two arrays, "
        "with an error each: a pair for each layer.",
    ),
    explanation="""
For each array, a function of that array alone is measured; everything else stays. The error is
divided by the size of both, so it says the same for large slopes and for small ones: below 1e-7
is fine, above 1e-4 is suspicious, above 1e-2 is wrong.
""",
)
