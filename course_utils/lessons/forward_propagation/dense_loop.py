"""One layer for one example, unit by unit."""

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.question import Question
from course_utils.lessons.forward_propagation import reference
from course_utils.lessons.forward_propagation.given import bend, ramp
from course_utils.lessons.logistic_regression.reference import sigmoid


def _questions(rng):
    def ask(name, n_in, n_out, g):
        W = rng.normal(size=(n_in, n_out))
        return Question(
            name, (rng.normal(size=n_in), W, rng.normal(1.5, 0.3, size=n_out), Given.of(g))
        )

    W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]])
    yield Question(
        "three inputs, two units",
        (np.array([2.0, -1.0, 0.5]), W, np.array([0.5, -1.5]), Given.of(bend)),
    )
    yield ask("two inputs, four units", 2, 4, bend)
    yield ask("five inputs, three units", 5, 3, ramp)
    yield Question(
        "whole numbers",
        (
            np.array([1, 2]),
            np.array([[1, 0, 2], [-1, 1, 1]]),
            np.array([-2, 2, -5]),
            Given.of(ramp),
        ),
    )
    yield ask("four inputs, a single unit", 4, 1, bend)


def _z(a_in, W, b):
    return np.asarray(a_in) @ W + b


@mistake("sum-carried-over")
def _carried_over(a_in, W, b, g):
    """Each of your units starts from the sum of the one before. Set z to 0 anew for every unit,
    inside the loop.
    """
    z, out = 0.0, []
    for j in range(W.shape[1]):
        z += float(np.dot(W[:, j], a_in)) + b[j]
        out.append(float(g(z)))
    return np.array(out)


@mistake("units-counted-by-rows")
def _units_by_rows(a_in, W, b, g):
    """Your loop runs over the inputs. There are as many units as `W` has columns: `W.shape[1]`."""
    out = np.zeros(W.shape[1])
    for j in range(W.shape[0]):
        out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return out


@mistake(
    "rows-for-units",
    lambda a_in, W, b, g: g(W @ a_in + b),
    lambda a_in, W, b, g: g(np.dot(W, a_in) + b),
)
def _rows_for_units(a_in, W, b, g):
    """You take row j of `W` for unit j. The weights of unit j are column j: `W[:, j]`; row i holds
    what input i contributes to all units.
    """
    out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        out[j] = g(np.dot(W[j], a_in) + b[j])
    return out


@mistake("integer-array")
def _in_type_of_b(a_in, W, b, g):
    """Your result holds whole numbers: an array made with `zeros_like` takes over the type of its
    model. Use `np.zeros(units)`.
    """
    out = np.zeros_like(b)
    out[...] = reference.dense_loop(a_in, W, b, g)
    return out


def _only(position):
    def wrong(a_in, W, b, g):
        out = np.zeros(W.shape[1])
        out[position] = reference.dense_loop(a_in, W, b, g)[position]
        return out

    return wrong


@mistake("last-unit-left-out")
def _last_unit_left_out(a_in, W, b, g):
    """Your last unit stays 0. A loop over `range(units - 1)` stops one too early."""
    out = reference.dense_loop(a_in, W, b, g)
    out[-1] = 0
    return out


EXERCISE = Exercise(
    reference=reference.dense_loop,
    questions=_questions,
    mistakes=(
        Mistake(
            "activation-forgotten",
            lambda a_in, W, b, g: _z(a_in, W, b),
            "You return z. Each unit passes its z through the activation: `g(z)`.",
        ),
        Mistake(
            "own-activation",
            lambda a_in, W, b, g: sigmoid(_z(a_in, W, b)),
            "You use the sigmoid, whatever was handed in. The activation is the argument `g`.",
        ),
        Mistake(
            "activation-twice",
            lambda a_in, W, b, g: g(g(_z(a_in, W, b))),
            "The activation is applied twice: once in the loop, and once more to the result.",
        ),
        Mistake(
            "bias-forgotten",
            lambda a_in, W, b, g: g(_z(a_in, W, 0)),
            "Your units do not depend on `b`. Unit j adds `b[j]` to its sum.",
        ),
        Mistake(
            "bias-after-activation",
            lambda a_in, W, b, g: g(_z(a_in, W, 0)) + b,
            "You add the bias after the activation. It belongs to z, before.",
        ),
        Mistake(
            "bias-subtracted",
            lambda a_in, W, b, g: g(_z(a_in, W, -b)),
            "You subtract the bias. Each unit adds its own: z = w . a_in + b.",
        ),
        Mistake(
            "first-bias-for-all",
            lambda a_in, W, b, g: g(_z(a_in, W, b[0])),
            "All your units use the bias of the first. Unit j has its own: `b[j]`.",
        ),
        Mistake(
            "all-biases-summed",
            lambda a_in, W, b, g: g(_z(a_in, W, np.sum(b))),
            "Each of your units adds the biases of all units. Unit j adds `b[j]` alone.",
        ),
        Mistake(
            "bias-per-input",
            lambda a_in, W, b, g: g(_z(a_in, W, b * len(a_in))),
            "Your bias is added once for every input. Add it once, after the sum over the inputs.",
        ),
        Mistake(
            "activation-per-input",
            lambda a_in, W, b, g: np.sum(g(np.reshape(a_in, (-1, 1)) * W), axis=0) + b,
            "You apply the activation to each product before adding up. First the whole sum z, "
            "then `g(z)`.",
        ),
        _rows_for_units,
        _units_by_rows,
        _carried_over,
        Mistake(
            "weights-not-multiplied",
            lambda a_in, W, b, g: g(np.sum(W, axis=0) + b),
            "Your units do not depend on `a_in`. Multiply each weight by its input.",
        ),
        _last_unit_left_out,
        Mistake(
            "return-inside-loop",
            _only(0),
            "Only your first unit is computed. The `return` stands inside the loop; move it out.",
        ),
        Mistake(
            "only-last-unit",
            _only(-1),
            "Only your last unit is filled in. Give each unit its own place: `a_out[j] = …`.",
        ),
        _in_type_of_b,
        Mistake(
            "summed-to-a-number",
            lambda a_in, W, b, g: np.sum(reference.dense_loop(a_in, W, b, g)),
            "You return one number, the sum over the units. Each unit has an output of its own.",
        ),
        Mistake(
            "column",
            lambda a_in, W, b, g: reference.dense_loop(a_in, W, b, g)[:, None],
            "You return a column of shape (n_out, 1). What comes in is flat, and so is what goes "
            "out: (n_out,).",
        ),
    ),
    hints=(
        "One unit is the logistic regression of lesson 1, with any activation. A layer is several "
        "of them, side by side, all looking at the same `a_in`.",
        "Unit j has the weights `W[:, j]` and the bias `b[j]`. How many columns has `W`?",
        "Start with `np.zeros(W.shape[1])`, which has a place for each unit. The example above the "
        "exercise computes z for the units 0 and 1: in the loop, j stands where the number stood. "
        "What still happens to z before it goes into its place?",
    ),
    explanation="""
The loop says what a layer is: each unit takes its own column of weights, adds up, adds its own
bias, and passes the sum through the activation. Nothing that one unit does depends on another.
""",
)
