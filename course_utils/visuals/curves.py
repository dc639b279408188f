"""The curves of a training: what was measured in each epoch, validation beside training."""

import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from course_utils.visuals.style import DASHES, INK, NEGATIVE, POSITIVE, new_figure

_LARGEST = 1e300  # beyond it, an axis with its margins leaves the range of a float
_COLUMNS = 3


@dataclass
class Curve:
    """One measure over the epochs in which it was given."""

    epochs: list[int] = field(default_factory=list)
    """Counted from 1. Validation may happen in some epochs only."""
    values: list[float] = field(default_factory=list)
    """What was given, infinities and not-a-numbers included."""

    @property
    def broke(self) -> int | None:
        """The first epoch whose value was no finite number, if there is one."""
        fine = np.isfinite(self.values)
        return None if fine.all() else self.epochs[int(np.argmin(fine))]

    def words(self, name: str) -> str:
        """Say in a few words how it went."""
        if self.broke is not None:
            return f"{name}: no finite number in epoch {self.broke} (dotted line)"
        first, last = self.values[0], self.values[-1]
        if f"{first:.3g}" == f"{last:.3g}":
            return f"{name}: {last:.3g}"
        return f"{name} {'fell' if last < first else 'rose'} from {first:.3g} to {last:.3g}"


def _draw_curve(axes, curve: Curve, validation: bool) -> None:
    """Draw what can be drawn, and mark where the numbers end with a dotted line."""
    values = np.array(curve.values)  # (k,)
    fine = np.abs(values) < _LARGEST  # False for not-a-number too
    axes.plot(
        curve.epochs,
        np.where(fine, values, np.nan),
        color=NEGATIVE if validation else POSITIVE,
        linestyle=DASHES[int(validation)],
        marker="." if len(values) < 30 else None,
        label="validation" if validation else "training",
    )
    if curve.broke is not None:
        axes.axvline(curve.broke, color=INK, linestyle=":")


@contextmanager
def draw_curves(curves: dict[str, Curve], epochs: int, heading: str = ""):
    """Draw each measure on axes of its own, with its validation dashed beside it.

    Parameters
    ----------
    curves : dict of str to Curve
        By name; ``val_loss`` belongs to ``loss``.
    epochs : int
        Where the axes end.
    heading : str
        Stands above all.

    Yields
    ------
    figure : matplotlib.figure.Figure
    words : str
        The same in words.
    """
    measures = list(dict.fromkeys(name.removeprefix("val_") for name in curves))
    columns = min(len(measures), _COLUMNS)
    rows = -(-len(measures) // _COLUMNS)
    size = {1: 6.0, 2: 8.5, 3: 10.0}[columns], 2.6 * rows + 0.3 * bool(heading)
    options = {"columns": columns, "rows": rows, "squeeze": False}
    # Costs near the end of the floats make NumPy and matplotlib warn. The picture says it better.
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        with new_figure(*size, **options) as (figure, grid):
            for axes in grid.flat[len(measures) :]:
                axes.set_axis_off()
            for axes, measure in zip(grid.flat, measures, strict=False):
                pair = [name for name in (measure, f"val_{measure}") if name in curves]
                for name in pair:
                    _draw_curve(axes, curves[name], validation=name != measure)
                axes.set(xlabel="epoch", ylabel=measure, xlim=(1, epochs) if epochs > 1 else (0, 2))
                axes.set_title(curves[pair[0]].words(measure), fontsize=10)
                axes.locator_params(nbins=4)  # each tick costs a millisecond
                axes.locator_params(axis="x", integer=True)
                if len(pair) == 2:
                    axes.legend(fontsize=9)
            if heading:
                figure.suptitle(heading, x=0.01, ha="left", fontsize=10)
            told = "; ".join(curve.words(name) for name, curve in curves.items())
            yield figure, f"{heading}. {told}." if heading else f"{told}."
