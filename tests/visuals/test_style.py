"""Figures have no ground of their own, and are to be read on a light and on a dark one."""

import io

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from course_utils.visuals.style import INK, LINES, new_figure, to_png

GROUNDS = {"light": "#ffffff", "dark": "#111111"}  # JupyterLab's


def luminance(colour):
    """As the Web Content Accessibility Guidelines define it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_colours_hold_on_both_grounds(ground):
    assert contrast(INK, ground) > 4.3
    assert all(contrast(colour, ground) > 2.9 for colour in LINES)


def test_a_figure_has_no_ground_of_its_own():
    with new_figure(2, 2) as (figure, axes):
        axes.set(title="Title", xlabel="x", ylabel="y")
        picture = imread(io.BytesIO(to_png(figure)))  # (200, 200, 4)
    drawn = picture[picture[..., 3] == 1]  # (k, 4): neither transparent nor at an edge
    assert picture[..., 3].mean() < 0.2
    np.testing.assert_allclose(
        drawn[:, :3], np.broadcast_to(to_rgb(INK), (len(drawn), 3)), atol=0.01
    )
