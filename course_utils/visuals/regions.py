"""Where a network says yes, and what each hidden unit gives, over the plane of two inputs."""

import numpy as np

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.logistic_regression import draw_students
from course_utils.visuals.snapshots import EPOCHS, KEPT, OVERSLEPT, train_students
from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show, to_png

SCALED = ("hours studied (scaled)", "hours slept (scaled)")
_MESSAGE = "Each hidden unit draws one line; the output combines them"
_SIDE = 51  # points along each side of the grid


def _plane(X):
    """Lay a grid under the examples, with a margin: x1 and x2 of shape (51,), points (2601, 2)."""
    low, high = X.min(axis=0), X.max(axis=0)
    margin = 0.15 * (high - low)
    x1, x2 = np.linspace(low - margin, high + margin, _SIDE).T
    return x1, x2, np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)


def _draw_probability(axes, x1, x2, f, X, y):
    """Fill the plane with probabilities f, (2601,), and mark the examples; give the contours."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("no to yes", [NEGATIVE, "white", POSITIVE])
    f = np.asarray(f).reshape(_SIDE, _SIDE)
    filled = axes.contourf(x1, x2, f, levels=np.linspace(0, 1, 11), cmap=colours, alpha=0.6)
    axes.contour(x1, x2, f, levels=[0.5], colors=INK, linewidths=2)
    draw_students(axes, X, y, SCALED)
    return filled


def _draw_unit(axes, x1, x2, a, title: str) -> None:
    """Draw what one unit gives, a, (2601,), and the line on which it is undecided."""
    a = a.reshape(_SIDE, _SIDE)
    extent = (x1[0], x1[-1], x2[0], x2[-1])
    axes.imshow(a, extent=extent, origin="lower", cmap="cividis", vmin=0, vmax=1, aspect="auto")
    axes.contour(x1, x2, a, levels=[0.5], colors="white", linewidths=1.5, linestyles="--")
    axes.set(xticks=[], yticks=[])
    axes.set_title(title, fontsize=9, fontweight="normal")


def _draw_network(plane, units, params, X, y):
    """Draw the probability on one axes and each hidden unit on another.

    Returns
    -------
    filled : ContourSet
    cost : float
    right : int
        How many examples lie on the right side.
    """
    from course_utils.lessons.backpropagation.reference import network_cost
    from course_utils.lessons.forward_propagation.reference import forward

    x1, x2, points = _plane(X)
    _, hidden, f = forward(points, params)[1]  # (2601, 2), (2601, h), (2601, 1)
    filled = _draw_probability(plane, x1, x2, f, X, y)
    for j, axes in enumerate(units):
        _draw_unit(axes, x1, x2, hidden[:, j], f"unit {j + 1}\nweight {params[1][0][j, 0]:.1f}")
    A_out, _ = forward(X, params)
    right = int(np.sum((A_out[:, 0] >= 0.5) == (y == 1)))
    return filled, network_cost(A_out, y[:, None]), right


def _explain_colours(filled, planes, units) -> None:
    """Put a scale beside the planes, and one beside the hidden units."""
    thin = {"ticks": [0, 0.5, 1], "aspect": 40}
    planes[0].figure.colorbar(filled, ax=planes, label="probability of ▲", **thin)
    units[0].figure.colorbar(units[0].images[0], ax=units, label="a unit's activation", **thin)


def show_own_regions(snapshots, X, y) -> None:
    """Draw the regions and the hidden units at some epochs of any training.

    Parameters
    ----------
    snapshots : dict of int to list of (W, b)
        By epoch, the parameters of a network of 2 inputs, up to 8 hidden units and 1 output, all
        with the sigmoid. Each epoch is a row.
    X : ndarray, shape (m, 2)
    y : ndarray, shape (m,)

    Raises
    ------
    ValueError
        If a network has other layers.
    """
    for params in snapshots.values():
        sizes = [np.shape(W) for W, _ in params]
        if len(sizes) != 2 or sizes[0][0] != 2 or sizes[0][1] > 8 or sizes[1][1] != 1:
            raise ValueError(f"this draws networks of 2, up to 8 and 1 units, not weights {sizes}")
    y = np.ravel(y)
    rows, units = len(snapshots), max(len(b) for (_, b), _ in snapshots.values())
    told = []
    with new_figure(
        3.6 + 1.25 * units, 2.4 * rows + 0.3, 1 + units, rows, squeeze=False,
        width_ratios=[2.4] + [1] * units,
    ) as (figure, grid):  # fmt: skip
        for (epoch, params), (plane, *others) in zip(snapshots.items(), grid, strict=True):
            filled, cost, right = _draw_network(plane, others, params, X, y)
            plane.set_title(f"epoch {epoch:,}: {right} of {len(y)} right")
            told.append(f"epoch {epoch}: cost {cost:.3f}, {right} of {len(y)} right")
        _explain_colours(filled, list(grid[:, 0]), grid[:, 1:].ravel())
        figure.suptitle(_MESSAGE, x=0.01, ha="left", fontsize=11, fontweight="bold")
        show(figure, f"{_MESSAGE}. {'; '.join(told)}.")


def show_regions(overslept: bool = False) -> None:
    """Draw how a network of 5 hidden units learns the students: at the start, early, at the end.

    Parameters
    ----------
    overslept : bool
        Whether to add an invented student, so that one line is not enough.
    """
    training = train_students(5, 1.0, 3, OVERSLEPT if overslept else None)
    chosen = {epoch: training.params[epoch] for epoch in (0, 5, EPOCHS)}
    show_own_regions(chosen, training.X, training.y)


def show_model_regions(predict, X, y, title: str = "", names=SCALED) -> None:
    """Draw where any model says yes.

    Parameters
    ----------
    predict : callable
        Takes inputs of shape (m, 2), gives probabilities of shape (m,) or (m, 1). A Keras model is
        such a callable.
    X : ndarray, shape (m, 2)
    y : ndarray, shape (m,) or (m, 1)
    title : str
        By default, how many examples lie on the right side.
    names : tuple of str
        What the two inputs are.

    Raises
    ------
    ValueError
        If `predict` does not give one number for each input.
    """
    X, y = np.asarray(X, dtype=float), np.ravel(y)
    x1, x2, points = _plane(X)
    f = np.asarray(predict(points))
    if f.shape not in ((len(points),), (len(points), 1)):
        raise ValueError(f"predict gave shape {f.shape} for {len(points)} inputs")
    right = int(np.sum((np.ravel(predict(X)) >= 0.5) == (y == 1)))
    told = f"{right} of {len(y)} examples lie on the right side"
    with new_figure(6, 3.8) as (figure, axes):
        filled = _draw_probability(axes, x1, x2, f, X, y)
        axes.set(xlabel=names[0], ylabel=names[1], title=title or told)
        figure.colorbar(filled, label="probability of ▲", ticks=[0, 0.5, 1])
        where = "A line marks one half." if f.min() < 0.5 < f.max() else "It is nowhere one half."
        show(figure, f"{title or told}. The probability over the plane; {told}. {where}")


def draw_training(training, epoch: int) -> tuple[tuple[bytes, bytes], str]:
    """Draw the network of one epoch: its regions, and its hidden units.

    Parameters
    ----------
    training : Training
    epoch : int
        One of those kept.

    Returns
    -------
    pictures : tuple of bytes
        Two PNGs.
    words : str
        The same in a sentence.
    """
    params, y = training.params[epoch], training.y
    units = len(params[0][1])
    columns = -(-units // 2)
    with new_figure(4.6, 3.4) as (whole, plane), new_figure(4.6, 3.4, columns, 2) as (parts, grid):
        others = np.ravel(grid)
        for axes in others[units:]:
            axes.set_axis_off()
        filled, cost, right = _draw_network(plane, others[:units], params, training.X, y)
        _explain_colours(filled, [plane], others)
        plane.set_title("The output combines the lines")
        pictures = to_png(whole), to_png(parts)
    said = f"Epoch {epoch:,}: cost {cost:.3f}; {right} of {len(y)} students on the right side."
    return pictures, said


def explore_regions() -> None:
    """Display a training to play through, with its learning rate, hidden units and start.

    A thirteenth student can be added, and moved.
    """
    import ipywidgets as widgets

    common = {"continuous_update": False, "style": {"description_width": "90px"}}
    player = {"min": 0, "max": len(KEPT) - 1}
    moment = widgets.IntSlider(0, readout=False, description="epoch", **player, **common)
    play = widgets.Play(interval=500, **player)
    studied, slept = OVERSLEPT
    controls = {
        "hidden": widgets.IntSlider(5, min=1, max=8, description="hidden units", **common),
        "alpha": widgets.Dropdown(
            options=[0.1, 0.3, 1.0, 3.0, 10.0], value=1.0, description="alpha"
        ),
        "overslept": widgets.Checkbox(False, description="add one who overslept", indent=False),
        "studied": widgets.FloatSlider(
            studied, min=0, max=6, step=0.5, description="who studied", **common
        ),
        "slept": widgets.FloatSlider(
            slept, min=1, max=12, step=0.5, description="and slept", **common
        ),
        "seed": widgets.BoundedIntText(3, min=0, max=999, description="start", **common),
        "moment": moment,
    }
    widgets.jslink((play, "value"), (moment, "value"))

    def draw(hidden, alpha, overslept, studied, slept, seed, moment):
        training = train_students(hidden, alpha, seed, (studied, slept) if overslept else None)
        return draw_training(training, KEPT[moment])

    show_explorer(draw, controls, [play])
