"""Gradient descent to watch: the path on the cost surface, and the model it leads to.

The model has one feature, the hours studied, so that its cost is a surface over both of its
parameters.
"""

from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from typing import Any

import numpy as np

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show, to_png

Walk = Callable[..., Any]
"""A function that is called as `gradient_descent` is."""

_W_RANGE = (-4.0, 9.0)
_B_RANGE = (-8.0, 6.0)


@cache
def _students(scaled: bool):
    """Hours studied, as they are or with mean 0 and standard deviation 1: (12, 1) and (12,)."""
    from course_utils.data import load_student_hours

    X, y = load_student_hours()
    hours = X[:, :1]
    return ((hours - hours.mean()) / hours.std() if scaled else hours), y


@cache
def _surface(scaled: bool):
    """The cost over a grid of w and b: three arrays of shape (61, 61)."""
    from course_utils.lessons.logistic_regression.reference import compute_cost

    X, y = _students(scaled)
    w, b = np.meshgrid(np.linspace(*_W_RANGE, 61), np.linspace(*_B_RANGE, 61))
    pairs = np.column_stack([w.ravel(), b.ravel()])  # (3721, 2)
    return w, b, np.array([compute_cost(X, y, p[:1], p[1]) for p in pairs]).reshape(w.shape)


def descend(
    alpha: float,
    start: tuple[float, float],
    steps: int,
    scaled: bool = True,
    walk: Walk | None = None,
):
    """Run gradient descent on the hours studied.

    Parameters
    ----------
    alpha : float
    start : tuple of float
        w and b.
    steps : int
    scaled : bool
        Whether the hours are scaled first.
    walk : callable, optional
        A `gradient_descent` to take the steps with, one at a time; the lesson's own if left out.

    Returns
    -------
    path : ndarray, shape (steps + 1, 2)
        w and b before the first step and after each.
    costs : ndarray, shape (steps + 1,)
    """
    from course_utils.lessons.logistic_regression import reference as ours

    X, y = _students(scaled)
    walk = walk or ours.gradient_descent
    path = [np.array(start, dtype=float)]
    with redirect_stdout(StringIO()):  # a learner's function may tell each of its steps
        for _ in range(steps):
            (w, b), give = path[-1], (ours.compute_cost, ours.compute_gradient)
            w, b, _ = walk(X, y, np.array([w]), float(b), *give, alpha, 1)
            path.append(np.array([float(np.squeeze(w)), float(np.squeeze(b))]))
    return np.array(path), np.array([ours.compute_cost(X, y, p[:1], p[1]) for p in path])


def walks_right(walk: Walk) -> bool:
    """Tell whether a `gradient_descent` takes the steps that the lesson's own does."""
    trial = (0.7, (-2.0, 3.0), 3)
    try:
        path, _ = descend(*trial, walk=walk)
    # A learner's function may fail in any way, and then it is not right.
    except Exception:  # noqa: BLE001
        return False
    return np.allclose(path, descend(*trial)[0], rtol=1e-4)


def _draw_path(axes, path, scaled: bool, title: str) -> None:
    w, b, height = _surface(scaled)
    axes.contourf(w, b, np.log(height), levels=18, cmap="cividis")
    axes.plot(*path.T, ".-", color="white", markersize=5, linewidth=1)
    axes.plot(*path[0], "o", color="white", markersize=8, markeredgecolor=INK)
    axes.plot(*path[-1], "*", color=POSITIVE, markersize=14, markeredgecolor="white")
    axes.set(xlabel="w", ylabel="b", title=title, xlim=_W_RANGE, ylim=_B_RANGE)


def _draw_model(axes, w: float, b: float, scaled: bool) -> None:
    """Draw the probability over the feature, the students, and where it crosses one half."""
    from course_utils.lessons.logistic_regression.reference import sigmoid

    X, y = _students(scaled)
    x = X[:, 0]
    grid = np.linspace(x.min() - 0.5, x.max() + 0.5, 201)
    axes.plot(grid, sigmoid(w * grid + b), color=INK, linewidth=1.5, label="f = g(w x + b)")
    axes.plot(x[y == 1], y[y == 1], "^", color=POSITIVE, markersize=8, label="passed")
    axes.plot(x[y == 0], y[y == 0], "o", color=NEGATIVE, markersize=7, label="failed")
    if w and grid[0] < -b / w < grid[-1]:
        axes.axvline(-b / w, color=INK, linestyle=":", label="decision boundary")
    unit = "scaled" if scaled else "hours"
    axes.set(xlabel=f"hours studied ({unit})", ylabel="probability of passing")
    axes.set_title("The model it ends in")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))


def show_descents(alphas=(0.03, 3.0, 30.0), start=(-2.0, 3.0), steps: int = 30) -> None:
    """Draw the paths of gradient descent for several learning rates.

    Parameters
    ----------
    alphas : sequence of float
    start : tuple of float
        w and b.
    steps : int
    """
    with new_figure(9.5, 3.4, columns=len(alphas)) as (figure, axes):
        words = []
        for ax, alpha in zip(axes, alphas, strict=True):
            path, costs = descend(alpha, start, steps)
            _draw_path(ax, path, True, f"alpha {alpha:g}: cost {costs[-1]:.2f}")
            words.append(f"with alpha {alpha:g} the cost ends at {costs[-1]:.2f}")
        show(figure, f"Paths of {steps} steps on the same cost surface: {'; '.join(words)}.")


def draw_descent(
    alpha: float,
    steps: int,
    w: float,
    b: float,
    scaled: bool,
    walk: Walk | None = None,
) -> tuple[tuple[bytes, bytes], str]:
    """Draw the path on the cost surface, and the model it ends in.

    Parameters
    ----------
    alpha : float
    steps : int
    w, b : float
        Where to start.
    scaled : bool
    walk : callable, optional
        As for `descend`.

    Returns
    -------
    pictures : tuple of bytes
        Two PNGs.
    words : str
        The same in a sentence.
    """
    X, y = _students(scaled)
    path, costs = descend(alpha, (w, b), steps, scaled, walk)
    (w, b), (low, high) = path[-1], zip(_W_RANGE, _B_RANGE, strict=True)
    right = int(np.sum((X[:, 0] * w + b >= 0) == (y == 1)))
    with new_figure(4, 3.6) as (figure, axes):
        _draw_path(axes, path, scaled, "The path: from the circle to the star")
        surface = to_png(figure)
    with new_figure(5.2, 3.6) as (figure, axes):
        _draw_model(axes, w, b, scaled)
        model = to_png(figure)
    away = "" if ((path >= low) & (path <= high)).all() else " The path leaves the picture."
    words = (
        f"{steps} steps of alpha {alpha:.3g}: the cost goes from {costs[0]:.3f} to "
        f"{costs[-1]:.3f}; {right} of {len(y)} students on the right side.{away}"
    )
    return (surface, model), words


def explore_descent(gradient_descent: Walk | None = None) -> None:
    """Display gradient descent with its learning rate, its start and its steps to play with.

    Parameters
    ----------
    gradient_descent : callable, optional
        The learner's. It takes the steps where it is right.
    """
    import ipywidgets as widgets

    own = gradient_descent is not None and walks_right(gradient_descent)
    whose = (
        "Each step is taken by your gradient_descent."
        if own
        else "The lesson's gradient_descent takes the steps. Once check(gradient_descent) is "
        "right, run this cell again, and yours takes them."
    )
    common = {"continuous_update": False, "style": {"description_width": "75px"}}
    alpha = widgets.FloatLogSlider(
        1.0, base=10, min=-2, max=2, step=0.1, description="alpha", readout_format=".3g", **common
    )
    steps = widgets.IntSlider(10, min=0, max=200, description="steps", **common)
    controls = {
        "alpha": alpha,
        "steps": steps,
        "w": widgets.FloatSlider(-2.0, min=-4, max=8, step=0.5, description="start at w", **common),
        "b": widgets.FloatSlider(3.0, min=-7, max=5, step=0.5, description="start at b", **common),
        "scaled": widgets.Checkbox(True, description="scale the hours first", indent=False),
    }

    def draw(**values) -> tuple[tuple[bytes, ...], str]:
        pictures, words = draw_descent(**values, walk=gradient_descent if own else None)
        return pictures, f"{words} {whose}"

    show_explorer(draw, controls, [_player(steps)])


def _player(steps):
    """Make the buttons that walk: from the start, a step on, a step back, and by themselves."""
    import ipywidgets as widgets

    def move(to: Callable[[], int]):
        return lambda _button: setattr(steps, "value", to())

    play = widgets.Play(steps.value, min=0, max=steps.max, interval=300)
    widgets.link((play, "value"), (steps, "value"))
    buttons = [
        ("to the start", lambda: 0),
        ("a step back", lambda: steps.value - 1),
        ("a step on", lambda: steps.value + 1),
    ]
    row = [play]
    for description, to in buttons:
        button = widgets.Button(description=description, layout={"width": "auto"})
        button.on_click(move(to))
        row.append(button)
    return widgets.Box(row, layout={"display": "flex", "flex_flow": "row wrap"})
