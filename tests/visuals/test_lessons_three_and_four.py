"""The figures of lessons 3 and 4 say what was computed, not what was hoped for."""

import numpy as np
import pytest

from course_utils.data import load_digits01, load_student_hours
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.forward_propagation.reference import forward
from course_utils.visuals import chords, judged, lineup, parity
from course_utils.visuals.starts import train_starts

X, y = load_digits01()
Y = y[:, None]


def params_of(*sizes, seed=1):
    return reference.initialise(sizes, np.random.default_rng(seed))


@pytest.fixture
def shown(monkeypatch):
    figures = []
    for module in (chords, judged, lineup, parity):
        monkeypatch.setattr(module, "show", lambda figure, alt: figures.append((figure, alt)))
    return figures


def test_the_chord_to_both_sides_is_nearer(shown):
    chords.show_chords(1.0, 0.5)
    assert "Slope 3; one side says 4.75, both sides say 3.25" in shown[0][1]


def test_judged_images_are_counted_and_the_least_certain_come_first(shown):
    probabilities = np.where(y == 1, 0.9, 0.2)[:20].astype(float)
    probabilities[3], probabilities[7] = 0.49, 1 - probabilities[7]
    judged.show_judged(X[:20], Y[:20], probabilities[:, None], count=4)
    figure, alt = shown[0]
    wrong = int(np.sum((probabilities >= 0.5) != (y[:20] == 1)))
    assert f"{wrong} of 20 are wrong" in alt
    assert f"The least certain has 0.490; its label is {y[3]}" in alt
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[4].startswith("0.490")
    assert sum("✗" in title for title in titles[8:]) == wrong


def test_a_network_without_an_error_has_no_line_of_wrong_images(shown):
    judged.show_judged(X[:12], y[:12].tolist(), y[:12].tolist(), count=4)
    assert len(shown[0][0].axes) == 8
    assert "0 of 12 are wrong" in shown[0][1]


def test_errors_are_coloured_by_the_lessons_table(shown):
    lineup.show_errors({"one": [(1e-9, 5e-5)], "two": [(3e-4, 0.5)]})
    assert shown[0][1] == (
        "The error of each array. one: b1 look again; two: W1 suspicious, b1 wrong."
    )


def test_trainings_count_those_that_leave_the_numbers(shown):
    lineup.show_trainings(
        {"yours": [1.0, 0.5], "a": [1.0, 0.6], "b": [1.0, np.nan]}, {"yours": 0, "a": 2, "b": 9}, 90
    )
    figure, alt = shown[0]
    assert figure.axes[0].get_title(loc="left") == "1 of 2 broken passes train all the same"
    assert "yours: 0 of 90 wrong; a: 2 of 90 wrong; b: ends in nan" in alt


@pytest.mark.parametrize(
    ("broken", "wrong"),
    [
        ("none", "all rows agree"),
        ("W3.T", "all rows agree"),
        ("W2.T", "off: dW1, db1."),
        ("A2.T", "off: dW3."),
        ("A1.T", "off: dW2."),
        ("A0.T", "off: dW1."),
    ],
)
def test_a_broken_transpose_spoils_what_is_behind_it(broken, wrong):
    params = params_of(64, 25, 15, 1)
    cache = forward(X[:50], params)[1]
    right = [part for pair in reference.backward(Y[:50], params, cache) for part in pair]
    picture, words = parity.draw_broken(Y[:50], params, cache, right, broken)
    assert words.endswith(f"{wrong}." if wrong.startswith("all") else wrong)
    assert picture.startswith(b"\x89PNG")


def test_two_arrays_that_agree_to_the_last_digit_are_drawn(shown):
    parity.show_slopes(np.ones((3, 2)), np.ones((3, 2)))
    assert "the largest difference 0.0e+00" in shown[0][1]


# What lesson 4 says of the published network


def test_the_ablation_comes_out_as_the_lesson_says():
    assert train_starts().solved == 0
    assert train_starts(units=1000).solved == 0
    assert (train_starts(units=1000, starts=5).losses < np.log(2)).all()
    assert train_starts(scaled=True).solved < 10
    assert train_starts(epochs=10_000).solved > 10
    assert train_starts(scaled=True, learning_rate=0.1, epochs=100).solved == 20


@pytest.mark.xdist_group("tensorflow")
def test_the_starts_are_trained_as_keras_trains_them(monkeypatch):
    import keras

    from course_utils.visuals import starts

    hours, passed = load_student_hours()
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(5, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    drawn = [part[None] for part in model.get_weights()]
    drawn[1], drawn[3] = drawn[1][:, None], drawn[3][:, None]
    monkeypatch.setattr(starts, "_draw", lambda count, units: [a.astype(float) for a in drawn])
    ended = train_starts(starts=1, epochs=10, learning_rate=0.01)
    model.fit(hours, passed, epochs=10, verbose=0)
    assert ended.losses[0] == pytest.approx(model.evaluate(hours, passed, verbose=0), rel=1e-4)
