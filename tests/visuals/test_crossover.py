"""The race between NumPy and TensorFlow measures what it says, and is drawn."""

import numpy as np
import pytest

from course_utils.visuals import crossover
from course_utils.visuals.crossover import Timing, measure_steps, show_crossover


@pytest.mark.xdist_group("tensorflow")
def test_both_take_the_same_steps(monkeypatch):
    epochs = []
    monkeypatch.setattr(crossover, "_median", lambda epoch, _: epochs.append(epoch) or 1.0)
    (timing,) = measure_steps(widths=(8,), batch_sizes=(16,))
    ours, theirs = epochs
    assert timing == Timing(8, 16, 1 / 30, 1 / 30)
    ours()
    history = theirs()
    inside = dict(zip(ours.__code__.co_freevars, ours.__closure__, strict=True))
    layers = inside["layers"].cell_contents
    flat = [part for layer in layers for part in layer]
    for mine, other in zip(flat, history.model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-5)


def test_the_picture_says_where_it_begins_and_ends(monkeypatch):
    shown = []
    monkeypatch.setattr(crossover, "show", lambda figure, alt: shown.append((figure, alt)))
    show_crossover([Timing(16, 32, 1.0, 40.0), Timing(1024, 32, 1.0, 0.5)])
    ((figure, alt),) = shown
    assert "40.0 times NumPy's time at 16 units to 0.5 times at 1024" in alt
    (axes,) = figure.axes
    np.testing.assert_allclose(axes.lines[0].get_ydata(), [40, 0.5])
