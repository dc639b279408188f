"""Gradient descent, asked to minimise a bowl that has nothing to do with the lesson."""

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.forms import Values
from course_utils.judging.question import Question
from course_utils.lessons.logistic_regression import reference
from course_utils.lessons.logistic_regression.cases import examples
from course_utils.lessons.logistic_regression.given import bowl_cost, bowl_gradient


def _descent_questions(rng):
    cost, gradient = Given.of(bowl_cost), Given.of(bowl_gradient)

    def ask(name, m, n, alpha, num_iters):
        X, y, w, b = examples(rng, m, n)
        return Question(name, (X, y, w, b, cost, gradient, alpha, num_iters))

    yield ask("one step down a bowl", 5, 3, 0.1, 1)
    yield ask("seven steps down a bowl", 5, 3, 0.2, 7)
    yield ask("twelve steps down another bowl", 6, 2, 0.05, 12)
    yield ask("a learning rate at which the cost rises", 5, 2, 1.7, 5)
    yield ask("so many steps that it arrives", 4, 2, 0.5, 60)
    X, y, w, b = examples(rng, 4, 3)
    yield Question("no steps at all", (X, y, w, b, cost, gradient, 0.1, 0), tier="edge")
    yield Question(
        "whole numbers to start from",
        (X, y, np.array([1, -2, 3]), 1, cost, gradient, 0.1, 3),
        tier="courtesy",
        tip="`w = np.array(w_in, dtype=float)` at its start would do it.",
    )


def _descend(
    step=lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * db),
    start=lambda w, b: (np.array(w, dtype=float), b),
    steps=lambda num_iters: num_iters,
    finish=lambda w, b, history: (w, b, history),
    before=False,
    look_at=lambda now, start: now,
    step_from=lambda now, start: now,
):
    """Make a gradient descent with one thing changed."""

    def wrong(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
        w, b = start(w_in, b_in)
        history = []
        for _ in range(steps(num_iters)):
            if before:
                history.append(cost_function(X, y, w, b))
            db, dw = gradient_function(X, y, *look_at((w, b), (w_in, b_in)))
            w, b = step(*step_from((w, b), (w_in, b_in)), dw, db, alpha)
            if not before:
                history.append(cost_function(X, y, w, b))
        return finish(w, b, history)

    return wrong


def _the_start(now, start):
    return start


def _in_place(w, b, dw, db, alpha):
    w -= alpha * dw
    return w, b - alpha * db


def _start_in_place(w, b):
    return w, b


@mistake("history-with-start")
def _history_with_start(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """Your `J_history` has one entry too many: the cost at the start. It holds the cost after each
    of the `num_iters` steps.
    """
    run = reference.gradient_descent
    w, b, J = run(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters)
    return w, b, [cost_function(X, y, w_in, b_in), *J]


@mistake("not-simultaneous")
def _not_simultaneous(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """`b` steps with a gradient that was taken after `w` had moved. Compute both slopes first, at
    the same place, then move both.
    """
    w, b, history = np.array(w_in, dtype=float), b_in, []
    for _ in range(num_iters):
        w = w - alpha * gradient_function(X, y, w, b)[1]
        b = b - alpha * gradient_function(X, y, w, b)[0]
        history.append(cost_function(X, y, w, b))
    return w, b, history


@mistake("not-simultaneous-b-first")
def _not_simultaneous_b_first(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """`w` steps with a gradient that was taken after `b` had moved. Compute both slopes first, at
    the same place, then move both.
    """
    w, b, history = np.array(w_in, dtype=float), b_in, []
    for _ in range(num_iters):
        b = b - alpha * gradient_function(X, y, w, b)[0]
        w = w - alpha * gradient_function(X, y, w, b)[1]
        history.append(cost_function(X, y, w, b))
    return w, b, history


@mistake("own-cost")
def _own_cost(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """You call your own `compute_cost`. Use the function that was handed in, `cost_function`: then
    it minimises anything.
    """
    r = reference
    return r.gradient_descent(X, y, w_in, b_in, r.compute_cost, gradient_function, alpha, num_iters)


@mistake("cost-arguments-exchanged")
def _cost_arguments_exchanged(X, y, w_in, b_in, cost, gradient_function, alpha, num_iters):
    """Your `J_history` is made with `w` and `b` in each other's place. The function is called as
    `cost_function(X, y, w, b)`.
    """

    def exchanged(X, y, w, b):
        return cost(X, y, b, w)

    run = reference.gradient_descent
    return run(X, y, w_in, b_in, exchanged, gradient_function, alpha, num_iters)


@mistake("own-functions")
def _own_functions(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """You call your own `compute_cost` and `compute_gradient`. Use the functions that were handed
    in, `cost_function` and `gradient_function`: then it minimises anything.
    """
    r = reference
    return r.gradient_descent(
        X, y, w_in, b_in, r.compute_cost, r.compute_gradient, alpha, num_iters
    )


@mistake("own-gradient")
def _own_gradient(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """You call your own `compute_gradient`. Use the function that was handed in,
    `gradient_function`: then it minimises anything.
    """
    r = reference
    return r.gradient_descent(X, y, w_in, b_in, cost_function, r.compute_gradient, alpha, num_iters)


@mistake("history-of-start")
def _history_of_start(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """All entries of your `J_history` are the cost at the start. Compute it with the current `w`
    and `b`.
    """
    run = reference.gradient_descent
    w, b, _ = run(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters)
    return w, b, [cost_function(X, y, w_in, b_in)] * num_iters


@mistake("history-last-only")
def _last_cost(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """Your `J_history` is the last cost alone. Collect the cost of every step in a list."""
    run = reference.gradient_descent
    w, b, J = run(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters)
    return w, b, J[-1]


EXERCISE = Exercise(
    reference=reference.gradient_descent,
    questions=_descent_questions,
    form=Values(("w", "b", "J_history")),
    mistakes=(
        Mistake(
            "uphill",
            _descend(step=lambda w, b, dw, db, a: (w + a * dw, b + a * db)),
            "Your cost rises: you add the gradient. It points uphill, so subtract it.",
        ),
        Mistake(
            "uphill-in-w",
            _descend(step=lambda w, b, dw, db, a: (w + a * dw, b - a * db)),
            "`b` goes downhill and `w` goes uphill. Subtract the gradient in both updates.",
        ),
        Mistake(
            "uphill-in-b",
            _descend(step=lambda w, b, dw, db, a: (w - a * dw, b + a * db)),
            "`w` goes downhill and `b` goes uphill. Subtract the gradient in both updates.",
        ),
        Mistake(
            "alpha-forgotten",
            _descend(step=lambda w, b, dw, db, a: (w - dw, b - db)),
            "Your steps do not depend on `alpha`. Multiply the gradient by it.",
        ),
        Mistake(
            "alpha-forgotten-in-w",
            _descend(step=lambda w, b, dw, db, a: (w - dw, b - a * db)),
            "The step of `w` does not depend on `alpha`. Multiply its gradient by it.",
        ),
        Mistake(
            "alpha-forgotten-in-b",
            _descend(step=lambda w, b, dw, db, a: (w - a * dw, b - db)),
            "The step of `b` does not depend on `alpha`. Multiply its gradient by it.",
        ),
        Mistake(
            "alpha-divides",
            _descend(step=lambda w, b, dw, db, a: (w - dw / a, b - db / a)),
            "You divide by `alpha`. A small learning rate must make small steps: multiply.",
        ),
        Mistake(
            "b-not-updated",
            _descend(step=lambda w, b, dw, db, a: (w - a * dw, b)),
            "`b` stays where it started. Update it like `w`.",
        ),
        Mistake(
            "w-not-updated",
            _descend(step=lambda w, b, dw, db, a: (w, b - a * db)),
            "`w` stays where it started. Update it like `b`.",
        ),
        Mistake(
            "nothing-updated",
            _descend(step=lambda w, b, dw, db, a: (w, b)),
            "Neither `w` nor `b` moves: the new values have to be assigned, `w = w - …`.",
        ),
        Mistake(
            "divided-by-m",
            lambda X, y, w, b, c, g, a, k: _descend(
                step=lambda w, b, dw, db, a: (w - a * dw / len(y), b - a * db / len(y))
            )(X, y, w, b, c, g, a, k),
            "Your steps are m times too small. The gradient is an average already; do not divide "
            "it by m again.",
        ),
        Mistake(
            "changes-w_in",
            lambda X, y, w, b, c, g, a, k: _descend(step=_in_place, start=_start_in_place)(
                X, y, w, b, c, g, a, k
            ),
            "Your `w -= …` writes into the very array that was handed in as `w_in`, so the "
            "caller's start is gone after the call. Begin with a copy, "
            "`w = np.array(w_in, dtype=float)`, or write `w = w - …`.",
        ),
        _not_simultaneous,
        _not_simultaneous_b_first,
        Mistake(
            "gradient-at-start",
            _descend(look_at=_the_start),
            "Every step uses the gradient at the start. Take it anew each time, at the current "
            "`w` and `b`.",
        ),
        Mistake(
            "restarts",
            _descend(step_from=_the_start),
            "Every step starts from `w_in` and `b_in` again. Subtract from the current `w` and "
            "`b`.",
        ),
        Mistake(
            "nothing-accumulates",
            _descend(look_at=_the_start, step_from=_the_start),
            "Every step starts from `w_in` and `b_in`, and uses the gradient there, so all steps "
            "are the first one. Both must use the current `w` and `b`.",
        ),
        Mistake(
            "starts-at-zero",
            _descend(start=lambda w, b: (np.zeros(len(w)), 0.0)),
            "You start at zero. Start at `w_in` and `b_in`.",
        ),
        Mistake(
            "unpacked-in-the-wrong-order",
            _descend(step=lambda w, b, dw, db, a: (w - a * db, b - a * dw)),
            "Your `w` moves by the slope of `b`, and `b` by the slopes of `w`. "
            "`gradient_function` returns `dj_db` first, then `dj_dw`; look at how you take them, "
            "and at which one goes where.",
        ),
        Mistake(
            "one-step-short",
            _descend(steps=lambda k: k - 1),
            "You take one step fewer than `num_iters`: `range(1, num_iters)` and "
            "`range(num_iters - 1)` are both one short.",
        ),
        Mistake(
            "one-step-more",
            _descend(steps=lambda k: k + 1),
            "You take one step more than `num_iters`. `range(num_iters)` takes just as many.",
        ),
        Mistake(
            "return-inside-loop",
            _descend(steps=lambda k: min(k, 1)),
            "You take one step and stop. The `return` stands inside the loop; move it out.",
        ),
        Mistake(
            "history-before-step",
            _descend(before=True),
            "Your `J_history` holds the cost before each step. The lesson wants it after the "
            "step, so that its last entry belongs to the `w` and `b` that you return.",
        ),
        _history_with_start,
        _history_of_start,
        Mistake(
            "history-empty",
            _descend(finish=lambda w, b, history: (w, b, [])),
            "Your `J_history` is empty. Append the cost after each step.",
        ),
        _last_cost,
        _own_functions,
        _own_cost,
        _cost_arguments_exchanged,
        _own_gradient,
        Mistake(
            "swapped-order",
            _descend(finish=lambda w, b, history: (b, w, history)),
            "You return `b` before `w`. The lesson returns `w, b, J_history`.",
        ),
        Mistake(
            "no-history-returned",
            _descend(finish=lambda w, b, history: (w, b)),
            "You return `w` and `b` only. Return the history too: `return w, b, J_history`.",
        ),
    ),
    hints=(
        "It is a loop with three lines in it: ask for the gradient, move, write down the cost.",
        "`gradient_function` takes `X, y, w, b` and gives `dj_db, dj_dw`. Then both parameters "
        "move against their slope, by `alpha` times it.",
        "Before the loop: a copy of `w_in`, `b_in`, and an empty list. In each round: both slopes "
        "from one call, then the two moves, then one cost into the list, taken where you are now. "
        "`np.array(w_in, dtype=float)` is a copy that can hold fractions.",
    ),
    explanation="""
Both slopes are taken at the same place before either parameter moves. `w = w - …` makes a new
array, so the caller's `w_in` stays as it was. The cost is written down after each step.
""",
)
