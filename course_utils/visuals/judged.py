"""Images with what a network says of them."""

import numpy as np

from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show


def show_judged(X, y, probabilities, count: int = 10) -> None:
    """Draw the images of which a network is least certain, and those that it gets wrong.

    Parameters
    ----------
    X : array_like, shape (m, 64)
    y : array_like of 0 and 1, m of them in any shape
    probabilities : array_like, m of them in any shape
        Of class 1.
    count : int
        How many in a row at most.
    """
    X, y = np.asarray(X), np.ravel(y)
    p = np.ravel(np.asarray(probabilities, dtype=float))
    wrong = np.flatnonzero((p >= 0.5) != (y == 1))
    certain = np.argsort(np.abs(p - 0.5))  # the least first
    rows = {
        "as they come": np.arange(min(count, len(p))),
        "least certain": certain[:count],
        "wrong": wrong[np.argsort(-np.abs(p - 0.5)[wrong])][:count],
    }
    rows = {name: chosen for name, chosen in rows.items() if len(chosen)}
    with new_figure(9, 1.35 * len(rows) + 0.3, count, len(rows), squeeze=False) as (figure, grid):
        for axes in grid.flat:
            axes.set_axis_off()
        for (name, chosen), line in zip(rows.items(), grid, strict=True):
            for axes, k in zip(line, chosen, strict=False):
                axes.imshow(X[k].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
                mistaken = k in wrong
                colour = POSITIVE if mistaken else INK
                axes.set_title(f"{p[k]:.3f}{' ✗' if mistaken else ''}", fontsize=9, color=colour)
            line[0].text(
                -0.15, 0.5, name, transform=line[0].transAxes, rotation=90, va="center", ha="right",
                fontsize=9, color=NEGATIVE,
            )  # fmt: skip
        nearest = p[certain[0]]
        figure.suptitle(
            f"The probability of a one; {len(wrong)} of {len(y)} are wrong",
            x=0.01, ha="left", fontsize=11, fontweight="bold",
        )  # fmt: skip
        show(
            figure,
            f"Images with the network's probability of a one. {len(wrong)} of {len(y)} are wrong. "
            f"The least certain has {nearest:.3f}; its label is {y[certain[0]]:g}.",
        )
