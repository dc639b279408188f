"""The regions and the hidden units are those of the network that is drawn."""

import time

import numpy as np
import pytest

from course_utils.lessons.backpropagation.reference import train
from course_utils.lessons.forward_propagation.reference import forward
from course_utils.visuals import regions
from course_utils.visuals.regions import (
    draw_training,
    explore_regions,
    show_model_regions,
    show_own_regions,
    show_regions,
)
from course_utils.visuals.snapshots import EPOCHS, OVERSLEPT, train_students


@pytest.fixture
def shown(monkeypatch):
    """The figures shown, each with its words."""
    figures = []
    monkeypatch.setattr(regions, "show", lambda figure, alt: figures.append((figure, alt)))
    return figures


@pytest.fixture
def explorer(monkeypatch):
    """The explorer's controls by their description, and its picture and words."""
    displayed = []

    class Controls:
        def __init__(self, box, html, words):
            displayed.append(box)

        def leave(self, html, words):
            pass

    monkeypatch.setattr("course_utils.visuals.explorer.Controls", Controls)
    explore_regions()
    found, left = {}, [displayed[0]]
    while left:
        widget = left.pop()
        left += getattr(widget, "children", ())
        found[getattr(widget, "description", "") or type(widget).__name__] = widget
    return found


def pictures_of_units(figure):
    return [axes.images[0].get_array() for axes in figure.axes if axes.images]


def test_the_snapshots_are_those_of_the_lessons_training():
    training = train_students(5, 1.0, 3)
    start = training.params[0]
    params, _ = train(training.X, training.y[:, None], [2, 5, 1], lambda _: start, 1.0, 103)
    for kept, trained in zip(training.params[103], params, strict=True):
        np.testing.assert_array_equal(kept[0], trained[0])
        np.testing.assert_array_equal(kept[1], trained[1])


def test_the_snapshots_begin_at_the_start_and_lie_closer_there():
    epochs = list(train_students(2, 0.3, 0).params)
    assert epochs[:5] == [0, 1, 2, 3, 4]
    assert epochs[-1] == EPOCHS
    assert 40 <= len(epochs) <= 61
    assert epochs[-1] - epochs[-2] > 100


def test_one_line_is_enough_for_the_students_and_not_for_the_one_who_overslept():
    def wrong(hidden, overslept):
        training = train_students(hidden, 3.0, 3, OVERSLEPT if overslept else None)
        f = forward(training.X, training.params[EPOCHS])[0][:, 0]
        return int(np.sum((f >= 0.5) != (training.y == 1)))

    assert wrong(1, False) == 0
    assert wrong(1, True) == 1
    assert wrong(5, True) == 0


def test_the_figure_shows_the_start_an_early_epoch_and_the_end(shown):
    show_regions()
    figure, alt = shown[0]
    titles = [axes.get_title(loc="left").split(":")[0] for axes in figure.axes if axes.collections]
    assert [title for title in titles if title.startswith("epoch")] == [
        "epoch 0",
        "epoch 5",
        "epoch 2,000",
    ]
    assert "epoch 0: cost 0.727, 6 of 12 right" in alt
    assert "epoch 2000: cost 0.002, 12 of 12 right" in alt


def test_each_small_picture_is_what_its_unit_gives_over_the_plane(shown):
    training = train_students(2, 1.0, 3)
    params = training.params[EPOCHS]
    show_own_regions({EPOCHS: params}, training.X, training.y[:, None])
    x1, x2, _ = regions._plane(training.X)
    one, two = pictures_of_units(shown[0][0])
    for row, column in ((0, 50), (50, 0), (17, 31)):
        hidden = forward([[x1[column], x2[row]]], params)[1][1][0]
        assert (one[row, column], two[row, column]) == pytest.approx(tuple(hidden))


def test_the_line_between_the_regions_is_where_the_probability_is_one_half(shown):
    show_model_regions(lambda X: 1 / (1 + np.exp(-3 * X[:, :1] + 1.5)), np.eye(2) * 2, [1, 0])
    figure, alt = shown[0]
    line = figure.axes[0].collections[1].get_paths()[0].vertices
    assert line[:, 0] == pytest.approx(0.5, abs=0.01)
    assert alt.startswith("2 of 2 examples lie on the right side.")


def test_a_model_that_is_never_undecided_is_drawn_without_a_line(shown, recwarn):
    show_model_regions(lambda X: np.full(len(X), 0.9), np.eye(2), [1, 0], title="Always yes")
    figure, alt = shown[0]
    assert alt.startswith("Always yes. ")
    assert alt.endswith("It is nowhere one half.")
    assert figure.axes[0].get_title(loc="left") == "Always yes"
    assert not recwarn.list


@pytest.mark.xdist_group("tensorflow")
def test_a_keras_model_is_drawn_as_it_is(shown):
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, "sigmoid")])
    model.layers[0].set_weights([np.array([[1.0], [0.0]]), np.zeros(1)])
    show_model_regions(model, np.array([[-1.0, 2.0], [1.0, 0.0]]), np.array([[0], [1]]))
    assert shown[0][1].startswith("2 of 2 examples")


def test_a_model_of_another_shape_is_refused_in_words(shown):
    with pytest.raises(ValueError, match=r"predict gave shape \(2601, 3\) for 2601 inputs"):
        show_model_regions(lambda X: np.ones((len(X), 3)), np.eye(2), [1, 0])
    training = train_students(2, 1.0, 3)
    deeper = [*training.params[0], (np.ones((1, 1)), np.zeros(1))]
    with pytest.raises(ValueError, match="networks of 2, up to 8 and 1 units"):
        show_own_regions({0: deeper}, training.X, training.y)


def test_the_explorer_plays_through_the_training(explorer):
    before = explorer["HTML"].value
    assert "Epoch 0: cost 0.727; 6 of 12 students" in before
    assert before.count("<img") == 2
    explorer["epoch"].value = explorer["epoch"].max
    assert "Epoch 2,000: cost 0.002; 12 of 12 students" in explorer["HTML"].value
    assert explorer["Play"].max == explorer["epoch"].max


def test_every_control_of_the_explorer_changes_the_training(explorer):
    said = []

    def change(name, value):
        explorer[name].value = value
        said.append(explorer["HTML"].value.partition("</p>")[0])

    change("epoch", 20)
    change("hidden units", 2)
    change("alpha", 10.0)
    change("start", 4)
    change("add one who overslept", True)
    change("who studied", 1.0)
    change("and slept", 2.0)
    assert len(set(said)) == 7
    assert "of 13 students" in said[-1]


@pytest.mark.parametrize("hidden", range(1, 9))
def test_any_number_of_units_is_drawn_in_time_to_follow_a_slider(hidden):
    training = train_students(hidden, 1.0, 3)
    draw_training(training, 0)

    def seconds(epoch):
        started = time.process_time()
        draw_training(training, epoch)
        return time.process_time() - started

    # 0.3 s; a second and a third try are for a machine that does other things too.
    assert any(seconds(epoch) < 1.0 for epoch in (EPOCHS, 103, 1))
