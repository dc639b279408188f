"""Slopes measured by moving a little to both sides."""

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.given import cubic


def _questions(rng):
    yield Question("three numbers", (Given.of(cubic), np.array([1.0, -0.5, 2.0]), 0.1))
    yield Question("a table", (Given.of(cubic), rng.normal(size=(2, 3)), 0.05))
    yield Question("a column", (Given.of(cubic), rng.normal(size=(4, 1)), 0.01))
    yield Question("a small step", (Given.of(cubic), rng.normal(size=5), 1e-4))


def _nudged(theta, index, by):
    nudged = np.array(theta, dtype=float)
    nudged[index] += by
    return nudged


def _each(slope):
    """Make a measured gradient from a rule for one element."""

    def wrong(f, theta, eps):
        out = np.zeros(np.shape(theta))
        for index in np.ndindex(out.shape):
            out[index] = slope(f, theta, index, eps)
        return out

    return wrong


def _both(f, theta, index, eps):
    return f(_nudged(theta, index, eps)) - f(_nudged(theta, index, -eps))


def _not_put_back_and_below_at_start(f, theta, eps):
    theta, out = np.array(theta, dtype=float), np.zeros(np.shape(theta))
    for index in np.ndindex(out.shape):
        below = f(theta)
        theta[index] += eps
        out[index] = (f(theta) - below) / eps
    return out


@mistake("not-put-back", _not_put_back_and_below_at_start)
def _not_put_back(f, theta, eps):
    """Your first slope is right, and the later ones drift: after each element, `theta` is not put
    back to where it was.
    """
    theta, out = np.array(theta, dtype=float), np.zeros(np.shape(theta))
    for index in np.ndindex(out.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        out[index] = (above - f(theta)) / (2 * eps)
    return out


@mistake("theta-changed")
def _in_place(f, theta, eps):
    """You move the caller's own `theta` and do not put it back. Work on a copy, `np.array(theta,
    dtype=float)`, and put each element back after measuring.
    """
    out = np.zeros(np.shape(theta))
    for index in np.ndindex(out.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        out[index] = (above - f(theta)) / (2 * eps)
    return out


@mistake("rows-moved-whole")
def _by_rows(f, theta, eps):
    """In a table you move a whole row at once, since `range(len(theta))` counts rows only. Go over
    every element: `for index in np.ndindex(theta.shape)`.
    """
    out = np.zeros(np.shape(theta))
    for k in range(len(theta)):
        out[k] = _both(f, theta, k, eps) / (2 * eps)
    return out


EXERCISE = Exercise(
    reference=reference.numerical_gradient,
    questions=_questions,
    mistakes=(
        Mistake(
            "one-sided",
            _each(lambda f, t, i, e: (f(_nudged(t, i, e)) - f(np.array(t))) / e),
            "You move to one side only. Moving to both sides cancels the curvature: "
            "(f(theta + eps) - f(theta - eps)) / (2 eps) is exact to the square of eps.",
        ),
        Mistake(
            "one-sided-below",
            _each(lambda f, t, i, e: (f(np.array(t)) - f(_nudged(t, i, -e))) / e),
            "You move to one side only, downwards. Move to both sides and divide by 2 eps.",
        ),
        Mistake(
            "divided-by-eps",
            _each(lambda f, t, i, e: _both(f, t, i, e) / e),
            "Your slopes are twice too large. From `theta - eps` to `theta + eps` the distance is "
            "2 eps.",
        ),
        Mistake(
            "not-divided",
            _each(_both),
            "You return differences of f. A slope is the difference divided by the distance, "
            "2 eps.",
        ),
        Mistake(
            "one-sided-over-two-eps",
            _each(lambda f, t, i, e: (f(_nudged(t, i, e)) - f(np.array(t))) / (2 * e)),
            "You divide by 2 eps and move to one side only. Take f at `theta - eps` too.",
        ),
        Mistake(
            "precedence",
            _each(lambda f, t, i, e: _both(f, t, i, e) / 2 * e),
            "Look at `/ 2 * eps`: it divides by 2, then multiplies by eps. Put `2 * eps` in "
            "parentheses.",
        ),
        Mistake(
            "element-alone",
            _each(lambda f, t, i, e: (f(t[i] + e) - f(t[i] - e)) / (2 * e)),
            "You hand single elements to `f`. It wants the whole of `theta`, in which one element "
            "is moved and all others are as they were.",
        ),
        _by_rows,
        Mistake(
            "sign",
            _each(lambda f, t, i, e: -_both(f, t, i, e) / (2 * e)),
            "Your slopes have the wrong sign: it is f above minus f below.",
        ),
        Mistake(
            "all-elements-at-once",
            lambda f, theta, eps: np.full(
                np.shape(theta), (f(theta + eps) - f(theta - eps)) / (2 * eps)
            ),
            "You move all elements together, so all your slopes are the same. Move one element at "
            "a time, and leave the others where they are.",
        ),
        Mistake(
            "a-single-number",
            lambda f, theta, eps: (f(theta + eps) - f(theta - eps)) / (2 * eps),
            "You move all elements together and return one number. Each element has a slope of its "
            "own: move them one at a time.",
        ),
        _not_put_back,
        _in_place,
        Mistake(
            "flattened",
            lambda f, theta, eps: reference.numerical_gradient(f, theta, eps).ravel(),
            "You return a flat array. The slopes have the shape of `theta`: loop with "
            "`np.ndindex(theta.shape)`, or reshape at the end.",
        ),
        Mistake(
            "first-axis-only",
            lambda f, theta, eps: np.array(
                [
                    (f(_nudged(theta, i, eps)) - f(_nudged(theta, i, -eps))) / (2 * eps)
                    for i in range(len(theta))
                ]
            ),
            "You loop over the first axis only, so whole rows move together. Loop over every "
            "element: `for index in np.ndindex(theta.shape)`.",
        ),
    ),
    hints=(
        "Move one element up by eps, ask f; move it down by eps, ask f; put it back.",
        "`np.ndindex(theta.shape)` gives the index of every element, whatever the shape. Work on a "
        "copy of `theta`.",
        "For each index you need two numbers, from two arrays that differ in that one element. "
        "Divide their difference by how far apart the two places are, which is not eps.",
    ),
    explanation=r"""
Expand f around $\theta$: $f(\theta \pm \varepsilon) = f \pm \varepsilon f' + \tfrac{1}{2}
\varepsilon^2 f'' \pm \dots$. In the difference of both sides the curvature cancels, and what is
left is wrong by about $\varepsilon^2$ only; with one side it would be wrong by about
$\varepsilon$.
""",
)
