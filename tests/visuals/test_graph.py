"""The graphs' slopes are those that are measured, and the explorer asks before it shows."""

import pytest

from course_utils.visuals import graph
from course_utils.visuals.graph import (
    BACKWARD,
    FORWARD,
    STEPS,
    draw_graph,
    shared_bias_graph,
    show_graph,
    show_shared_bias,
    unit_graph,
)

UNIT = {"w": 0.5, "x": 2.0, "b": -0.25, "y": 0.0}
ALONG_Z = FORWARD.__len__() + BACKWARD.index("z")
"""The step before which z is asked for."""


def test_the_slopes_of_the_unit_are_those_that_are_measured():
    made = unit_graph(**UNIT)
    for name in ("w", "b"):
        above, below = (
            unit_graph(**{**UNIT, name: UNIT[name] + eps}).values["loss"] for eps in (1e-6, -1e-6)
        )
        assert made.slopes[name] == pytest.approx((above - below) / 2e-6, rel=1e-6)


def test_what_comes_back_to_a_shared_bias_is_the_sum_of_both_uses():
    p, b, y = (1.0, -0.5), 0.25, (0.0, 1.0)
    made = shared_bias_graph(p, b, y)
    above, below = (shared_bias_graph(p, b + eps, y).values["J"] for eps in (1e-6, -1e-6))
    assert made.slopes["b"] == pytest.approx((above - below) / 2e-6, rel=1e-6)
    assert made.slopes["b"] == pytest.approx(made.slopes["z1"] + made.slopes["z2"])


@pytest.mark.parametrize("made", [unit_graph(**UNIT), shared_bias_graph((1, -0.5), 0.25, (0, 1))])
def test_every_slope_is_what_arrives_times_what_stands_on_the_edges(made):
    for name, slope in made.slopes.items():
        back = [made.slopes[end] * v for (start, end), v in made.local.items() if start == name]
        assert slope == pytest.approx(sum(back) if back else 1.0)
        assert made.reasons[name]


def test_the_slopes_are_told_only_where_they_are_asked_for(monkeypatch):
    told = []
    monkeypatch.setattr(graph, "show", lambda figure, alt: told.append(alt))
    for draw in (show_graph, show_shared_bias):
        draw()
        draw(slopes=True)
    assert "Slopes of" not in told[0] + told[2]
    assert "along: loss 1.000, a 3.117, z 0.679" in told[1]
    assert "b 0.108" in told[3]


def test_the_explorer_asks_for_each_slope_before_it_shows_it():
    for step in range(STEPS):
        _, words = draw_graph(step, **UNIT)
        asks = "Which slope comes next, along" in words
        assert asks == (len(FORWARD) <= step < STEPS - 1), step
    assert "0.679" not in draw_graph(ALONG_Z, **UNIT)[1]
    assert "Along z: 0.679" in draw_graph(ALONG_Z + 1, **UNIT)[1]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("0.679", "Yes"),
        ("0.68", "Yes"),
        ("0.218", "Not 0.218 along z. What arrives at a, times the number on the edge from z."),
        ("much", "as a number"),
        ("nan", "Not nan"),
    ],
)
def test_an_answer_is_judged_at_once(answer, said):
    assert said in draw_graph(ALONG_Z, **UNIT, answer=answer)[1]


@pytest.mark.parametrize(
    "far", [(2.0, 3.0, 2.0, 0.0), (-2.0, 3.0, -2.0, 1.0), (0.5, 0.0, 0.0, 1.0)]
)
def test_the_ends_of_the_sliders_are_drawn_too(far, recwarn):
    picture, words = draw_graph(STEPS - 1, *far)
    assert picture.startswith(b"\x89PNG")
    assert "Along w" in words
    assert not recwarn.list
