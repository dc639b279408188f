"""A network drawn layer by layer, with the shape of every array and where each parameter sits."""

from itertools import pairwise

import numpy as np

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.style import INK, POSITIVE, new_figure, show, to_png

_INPUT = "#c4c4c4"
_SHOWN = 9  # a larger layer is drawn with this many units, the middle one replaced by dots


def _heights(count: int) -> np.ndarray:
    """Where to draw the units of a layer, centred on 0."""
    if count > _SHOWN:
        return np.delete(np.linspace(1, -1, _SHOWN), _SHOWN // 2)
    return np.linspace(1, -1, count) * count / _SHOWN if count > 1 else np.zeros(1)


def _draw_network(axes, sizes: list[int]) -> None:
    columns = [_heights(size) for size in sizes]
    for k, (left, right) in enumerate(pairwise(columns)):
        for y0 in left:
            for y1 in right:
                axes.plot([k, k + 1], [y0, y1], color=INK, linewidth=0.25, alpha=0.4, zorder=1)
        n_in, n_out = sizes[k], sizes[k + 1]
        words = f"W{k + 1} ({n_in}, {n_out})\nb{k + 1} ({n_out},)"
        axes.text(k + 0.5, -1.42, words, ha="center", va="top", fontsize=10)
        count = f"{n_in} · {n_out} + {n_out}\n= {n_in * n_out + n_out:,}"
        axes.text(k + 0.5, -1.85, count, ha="center", va="top", fontsize=10)
    for k, (size, heights) in enumerate(zip(sizes, columns, strict=True)):
        colour = _INPUT if k == 0 else POSITIVE
        axes.scatter([k] * len(heights), heights, s=70, color=colour, edgecolor=INK, zorder=2)
        if size > _SHOWN:
            axes.text(k, 0, "⋮", ha="center", va="center", fontsize=16, zorder=3)
        name = "inputs" if k == 0 else "output" if k == len(sizes) - 1 else f"layer {k}"
        axes.text(k, 1.2, f"{name}\nA{k} (m, {size})", ha="center", va="bottom", fontsize=10)
    axes.set(xlim=(-0.5, len(sizes) - 0.5), ylim=(-2.3, 1.6))
    axes.set_axis_off()


def _words(sizes: list[int]) -> str:
    counts = [n_in * n_out + n_out for n_in, n_out in pairwise(sizes)]
    parts = f"{' + '.join(f'{count:,}' for count in counts)} = " if len(counts) > 1 else ""
    return f"A network {'-'.join(map(str, sizes))}: {parts}{sum(counts):,} parameters."


def draw_network(inputs: int, first: int, second: int, output: int) -> tuple[bytes, str]:
    """Draw a network.

    Parameters
    ----------
    inputs, first, second, output : int
        The number of inputs, and the units of each layer. A hidden layer of none is left out.

    Returns
    -------
    picture : bytes
        PNG.
    words : str
        The parameters of each layer, and of all.
    """
    sizes = [size for size in (inputs, first, second, output) if size]
    with new_figure(6, 3.8) as (figure, axes):
        _draw_network(axes, sizes)
        picture = to_png(figure)
    return picture, _words(sizes)


def show_network(sizes) -> None:
    """Display a network with its shapes and its parameters.

    Parameters
    ----------
    sizes : sequence of int
        The number of inputs, then the units of each layer.
    """
    sizes = list(sizes)
    with new_figure(6, 3.8) as (figure, axes):
        _draw_network(axes, sizes)
        show(figure, _words(sizes))


def explore_network() -> None:
    """Display a network whose layers can be made wider, narrower and fewer."""
    import ipywidgets as widgets

    common = {"continuous_update": False, "style": {"description_width": "80px"}}
    controls = {
        "inputs": widgets.IntSlider(64, min=1, max=400, description="inputs", **common),
        "first": widgets.IntSlider(25, min=0, max=100, description="layer 1", **common),
        "second": widgets.IntSlider(15, min=0, max=100, description="layer 2", **common),
        "output": widgets.IntSlider(1, min=1, max=10, description="output", **common),
    }
    show_explorer(draw_network, controls)


def show_activations(cache, y) -> None:
    """Draw what each layer gives for some zeros and some ones.

    Parameters
    ----------
    cache : list of ndarray
        A0, A1, ..., AL, each of shape (m, n).
    y : ndarray, shape (m,)
        The labels, 0 or 1.
    """
    y, cache = np.asarray(y), [np.asarray(A) for A in cache]
    rows = np.concatenate([np.flatnonzero(y == 0)[:6], np.flatnonzero(y == 1)[:6]])
    spreads = [float(A.std(axis=0).mean()) for A in cache]
    with new_figure(9, 2.8, columns=len(cache), width_ratios=[3, 2, 2, 1][: len(cache)]) as (
        figure,
        axes,
    ):
        for k, (ax, A) in enumerate(zip(axes, cache, strict=True)):
            image = ax.imshow(A[rows], cmap="cividis", vmin=0, vmax=1, aspect="auto")
            ax.set(title=f"A{k} (m, {A.shape[1]})", xlabel="unit", yticks=[])
            last = A.shape[1] - 1
            ax.set_xticks(sorted({0, last // 2, last}))
        axes[0].set(ylabel="six ones, six zeros", xlabel="pixel")
        figure.colorbar(image, ax=axes[-1], label="activation")
        told = ", ".join(f"A{k} {spread:.3f}" for k, spread in enumerate(spreads))
        show(
            figure,
            "What each layer gives for six zeros and six ones, a row for each. From image to image "
            f"a value varies by, as a standard deviation: {told}.",
        )
