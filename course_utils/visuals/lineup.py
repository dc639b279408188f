"""The bug hunt's table, coloured, and how well each suspect trains all the same."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_utils.visuals.style import (
    DASHES,
    FOURTH,
    INK,
    NEGATIVE,
    POSITIVE,
    THIRD,
    new_figure,
    show,
)

_LIMITS = ((1e-7, "fine", THIRD), (1e-4, "look again", NEGATIVE), (1e-2, "suspicious", FOURTH))
_WRONG = ("wrong", POSITIVE)


def _verdict(error: float) -> tuple[str, str]:
    """Give the word and the colour for an error of a gradient check."""
    for limit, word, colour in _LIMITS:
        if error <= limit:
            return word, colour
    return _WRONG


def show_errors(errors: Mapping[str, Any]) -> None:
    """Draw the errors of gradient checks as a coloured table.

    Parameters
    ----------
    errors : mapping of str to sequence of (error of W, error of b)
        By name of the backward pass, as `gradient_check` gives them.
    """
    rows = {name: np.ravel(np.asarray(pairs, dtype=float)) for name, pairs in errors.items()}
    names = [f"{part}{k + 1}" for k in range(len(next(iter(rows.values()))) // 2) for part in "Wb"]
    told = []
    with new_figure(7.5, 0.42 * len(rows) + 0.9) as (figure, axes):
        for line, (name, row) in enumerate(rows.items()):
            axes.text(-0.7, line, name, ha="right", va="center", color=INK)
            wrong = []
            for column, error in enumerate(row):
                word, colour = _verdict(error)
                box = {"boxstyle": "round,pad=0.3", "facecolor": "none", "edgecolor": colour}
                bold = "normal" if word == "fine" else "bold"
                axes.text(
                    column, line, f"{error:.0e}", ha="center", va="center", color=colour,
                    fontweight=bold, fontsize=9, bbox={**box, "linewidth": 1.5},
                )  # fmt: skip
                if word != "fine":
                    wrong.append(f"{names[column]} {word}")
            told.append(f"{name}: {', '.join(wrong) or 'all fine'}")
        for column, name in enumerate(names):
            axes.text(column, -0.9, name, ha="center", color=INK, fontweight="bold")
        words = [(word, colour) for _, word, colour in _LIMITS] + [_WRONG]
        for place, (word, colour) in enumerate(words):
            axes.text(len(names) + 0.1, place, word, color=colour, va="center", fontsize=9)
        axes.set(xlim=(-2.4, len(names) + 1.4), ylim=(max(len(rows), 4) - 0.4, -1.3))
        axes.set_axis_off()
        show(figure, f"The error of each array. {'; '.join(told)}.")


def show_trainings(histories: Mapping[str, Any], wrong: Mapping[str, int], m: int) -> None:
    """Draw how the cost falls with each backward pass, and tell the errors on test images.

    Parameters
    ----------
    histories : mapping of str to sequence of float
        The cost of each step.
    wrong : mapping of str to int
        How many test images each gets wrong in the end.
    m : int
        How many test images there are.
    """
    colours = (INK, POSITIVE, NEGATIVE, FOURTH, THIRD, POSITIVE)
    told, trained = [], []
    with new_figure(8, 3.2) as (figure, axes):
        for k, (name, costs) in enumerate(histories.items()):
            costs = np.ravel(np.asarray(costs, dtype=float))
            fine = np.isfinite(costs)
            end = f"{wrong[name]} of {m} wrong" if fine.all() else "ends in nan"
            told.append(f"{name}: {end}")
            trained.append(bool(fine.all() and costs[-1] < costs[0]))
            look = {
                "linestyle": DASHES[k % 4],
                "color": colours[k % 6],
                "linewidth": 3 if k == 0 else 1.8,
            }
            axes.plot(np.arange(1, len(costs) + 1)[fine], costs[fine], label=told[-1], **look)
        axes.set(xlabel="step", ylabel="cost J", yscale="log")
        axes.set_title(f"{sum(trained[1:])} of {len(told) - 1} broken passes train all the same")
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        show(figure, f"The cost over the steps. On the test images: {'; '.join(told)}.")
