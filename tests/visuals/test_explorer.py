"""Explorers: the pictures follow the controls, and say in words what they show."""

import ipywidgets as widgets
import pytest

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.network import draw_network


@pytest.fixture
def shown(monkeypatch):
    """What is on display: the widgets, and what is left where they don't live."""
    displayed = {}

    class Controls:
        def __init__(self, box, html, words):
            displayed.update(box=box, left=(html, words))

        def leave(self, html, words):
            displayed["left"] = (html, words)

    monkeypatch.setattr("course_utils.visuals.explorer.Controls", Controls)
    return displayed


def draw(size):
    return (b"one", b"two"), f"a size of {size} & <more>"


def test_pictures_and_words_follow_a_control(shown):
    size = widgets.IntSlider(1)
    show_explorer(draw, {"size": size})
    view = shown["box"].children[-1]
    assert "a size of 1 &amp; &lt;more&gt;" in view.value
    assert view.value.count("<img") == 2
    assert 'role="status"' in view.value
    size.value = 7
    assert "a size of 7" in view.value
    assert shown["left"] == (view.value, "a size of 7 & <more>")


def test_a_control_is_as_wide_as_a_slider_needs(shown):
    show_explorer(draw_size, {"size": widgets.IntSlider(1)})
    slider = shown["box"].children[0].children[0]
    assert slider.layout.min_width == "280px"
    assert shown["box"].children[0].layout.flex_flow == "row wrap"


def draw_size(size):
    return b"picture", f"a size of {size}"


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((64, 25, 15, 1), "A network 64-25-15-1: 1,625 + 390 + 16 = 2,031 parameters."),
        ((64, 0, 15, 1), "A network 64-15-1: 975 + 16 = 991 parameters."),
        ((1, 0, 0, 1), "A network 1-1: 2 parameters."),
    ],
)
def test_a_network_is_counted_layer_by_layer(sizes, words):
    picture, said = draw_network(*sizes)
    assert picture.startswith(b"\x89PNG")
    assert said == words
