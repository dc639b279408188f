"""Slopes by hand beside those of TensorFlow, and what one broken transpose does to them."""

from itertools import chain

import numpy as np

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show, to_png


def show_slopes(by_hand, tensorflow, name: str = "dW1") -> None:
    """Draw two arrays of slopes and their difference as pictures.

    Parameters
    ----------
    by_hand, tensorflow : array_like, shape (n_in, n_out)
    name : str
    """
    ours, theirs = (np.asarray(slopes, dtype=float) for slopes in (by_hand, tensorflow))
    difference = ours - theirs
    largest, off = np.abs(theirs).max(), np.abs(difference).max()
    panels = (
        (f"{name} by hand", ours, largest),
        (f"{name} by TensorFlow", theirs, largest),
        (f"difference, at most {off:.0e}", difference, off or 1.0),
    )
    with new_figure(9.5, 3.4, columns=3) as (figure, grid):
        for axes, (title, values, limit) in zip(grid, panels, strict=True):
            image = axes.imshow(values, cmap="PuOr_r", vmin=-limit, vmax=limit, aspect="auto")
            axes.set_title(title, fontsize=10)
            axes.set(xlabel="unit", ylabel="input")
            bar = figure.colorbar(image, ax=axes, format="%.0e")
            bar.ax.tick_params(labelsize=8)
        show(
            figure,
            f"{name} by hand and by TensorFlow, and their difference on a scale of its own. The "
            f"largest slope is {largest:.1e}, the largest difference {off:.1e}.",
        )


def broken_slopes(Y, params, cache, broken: str) -> list[np.ndarray]:
    """Walk back with one transpose that only gives the right shape.

    Parameters
    ----------
    Y : array_like, shape (m, n_L)
    params : list of (W, b)
    cache : list of array_like
    broken : str
        Which transpose is a `reshape` instead: "W2.T" or "A1.T", say; any other text for none.

    Returns
    -------
    list of ndarray
        dW1, db1, dW2, db2, and so on.
    """
    from course_utils.lessons.backpropagation.reference import output_delta, sigmoid_backward

    def turned(M, name):
        return M.reshape(M.shape[::-1]) if name == broken else M.T

    grads: list[tuple[np.ndarray, np.ndarray]] = []
    dZ = output_delta(cache[-1], Y)  # (m, n_L)
    for k in reversed(range(len(params))):
        A_in, W = np.asarray(cache[k]), np.asarray(params[k][0])
        grads.insert(0, (turned(A_in, f"A{k}.T") @ dZ, dZ.sum(axis=0)))
        if k > 0:
            dZ = sigmoid_backward(dZ @ turned(W, f"W{k + 1}.T"), A_in)  # (m, n_in)
    return list(chain.from_iterable(grads))


def draw_broken(Y, params, cache, slopes, broken: str) -> tuple[bytes, str]:
    """Draw how far each array is from TensorFlow's with one transpose broken.

    Parameters
    ----------
    Y, params, cache, broken
        As for `broken_slopes`.
    slopes : sequence of array_like
        TensorFlow's, in the order dW1, db1, dW2, ….

    Returns
    -------
    picture : bytes
        PNG.
    words : str
    """
    ours = broken_slopes(Y, params, cache, broken)
    names = [f"d{part}{k + 1}" for k in range(len(params)) for part in "Wb"]
    errors = {}
    for name, mine, theirs in zip(names, ours, map(np.asarray, slopes), strict=True):
        size = np.linalg.norm(mine) + np.linalg.norm(theirs)
        errors[name] = float(np.linalg.norm(mine - theirs) / size) if size else 0.0
    wrong = [name for name, error in errors.items() if error > 1e-4]
    told = f"off: {', '.join(wrong)}" if wrong else "all rows agree"
    with new_figure(9.5, 3.2, columns=2, width_ratios=[1.3, 1]) as (figure, (bars, picture)):
        colours = [POSITIVE if name in wrong else NEGATIVE for name in names]
        bars.barh(names, np.clip(list(errors.values()), 1e-9, 1), left=0, color=colours)
        bars.axvline(1e-4, color=INK, linestyle=":", linewidth=1)
        bars.set(xscale="log", xlim=(1e-9, 2), xlabel="relative difference from TensorFlow's")
        bars.invert_yaxis()
        bars.set_title(f"{broken}: {told}", fontsize=10)
        difference = ours[0] - np.asarray(slopes[0])
        limit = np.abs(np.asarray(slopes[0])).max()
        image = picture.imshow(difference, cmap="PuOr_r", vmin=-limit, vmax=limit, aspect="auto")
        picture.set_title("dW1 minus TensorFlow's", fontsize=10)
        picture.set(xlabel="unit", ylabel="input")
        figure.colorbar(image, ax=picture, format="%.0e")
        drawn = to_png(figure)
    what = "All transposes are right" if broken == "none" else f"{broken} is a reshape"
    return drawn, f"{what}: {told}."


def explore_broken_transpose(Y, params, cache, slopes) -> None:
    """Display a switch for each transpose of the walk back, and what becomes of every row.

    Parameters
    ----------
    Y : array_like, shape (m, n_L)
    params : list of (W, b)
    cache : list of array_like
    slopes : sequence of array_like
        TensorFlow's, in the order dW1, db1, dW2, ….
    """
    import ipywidgets as widgets

    last = len(params)
    options = ["none", *(f"W{k}.T" for k in range(last, 1, -1))]
    options += [f"A{k}.T" for k in range(last - 1, -1, -1)]
    switch = widgets.Dropdown(
        options=options, description="break", style={"description_width": "75px"}
    )
    show_explorer(lambda broken: draw_broken(Y, params, cache, slopes, broken), {"broken": switch})
