"""The training monitor keeps every number, shows them when there is somebody to look, and never
stands in the way of the training."""

import os
import sys

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_utils.visuals import monitor as monitor_module
from course_utils.visuals.monitor import TrainingMonitor, keras_monitor, watch
from tests.kernels.conftest import run_warm
from tests.processes import complete

LOOP = """
from course_utils.visuals.monitor import watch
with watch(20, "A loop") as monitor:
    for epoch in range(20):
        monitor(cost=1 / (epoch + 1), val_cost=2 / (epoch + 1))
"""
KERAS = """
import keras, numpy as np
from course_utils.visuals.monitor import keras_monitor
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="sgd")
"""
FIT = "model.fit(np.ones((8, 2)), np.ones(8), epochs=3, verbose=0, callbacks=[keras_monitor()]);"


class Panel:
    """Stands for the panel in a notebook, and writes down what it is told."""

    def __init__(self):
        self.told, self.drawn, self.left, self.words = [], 0, [], []

    def tell(self, done, progress, values):
        self.told.append((done, progress, values))

    def draw(self, figure, alt):
        self.drawn += 1
        self.axis = figure.axes[0].get_xlim()

    def leave(self, figure, alt):
        self.left.append((figure, alt))

    def leave_words(self, words):
        self.words.append(words)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def panels(monkeypatch):
    """The panels opened, as if somebody looked."""
    opened = []

    def open_panel(epochs, at_cell_end):
        opened.append(Panel())
        return opened[-1]

    monkeypatch.setattr(monitor_module, "open_panel", open_panel)
    return opened


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(monitor_module, "perf_counter", clock)
    return clock


def stock(notebook, **options):
    NotebookClient(notebook, startup_timeout=300, **options).execute()


def run_cells(*sources, how=stock, **options):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    how(notebook, timeout=600, **options)
    return notebook.cells


def picture_of(cell):
    """Give the one output of a cell that shows anything, which is a picture."""
    shown = [output for output in cell.outputs if any(output.data.values())]
    (output,) = shown
    assert "image/png" in output.data
    return output


def lines_of(panel):
    """Give the lines of the last picture, axes by axis."""
    return [axes.get_lines() for axes in panel.left[-1][0].axes]


def test_plain_python_prints_nothing_and_loads_no_display():
    code = LOOP + (
        "import sys\n"
        "assert len(monitor.history['cost']) == 20\n"
        "assert not {'matplotlib', 'ipywidgets', 'IPython'} & set(sys.modules)"
    )
    done = complete(sys.executable, "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_terminal_shows_nothing():
    done = complete(sys.executable, "-m", "IPython", "--quick", "--colors=NoColor", "-c", LOOP)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_notebook_that_nbgrader_runs_shows_nothing(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert run_cells(LOOP)[0].outputs == []


def test_a_notebook_run_headless_keeps_one_picture_of_the_curves():
    output = picture_of(run_cells(LOOP)[0])
    alt = output.metadata["image/png"]["alt"]
    assert alt.startswith("A loop: 20 epochs, ")
    assert "cost fell from 1 to 0.05; val_cost fell from 2 to 0.1." in alt


def test_what_is_drawn_so_far_is_left_where_the_panel_is_gone():
    loop = LOOP.replace("monitor(cost", "import time; time.sleep(0.05); monitor(cost")
    held = "from course_utils.visuals.live import Panel\nPanel.leave = lambda *_: None\n"
    _, left = run_cells(held + loop)[0].outputs
    assert (
        '<div class="course-left" style="display: none"><img src="data:image/png;base64,'
        in (left.data["text/html"])
    )
    assert "Run this cell again to see it to its end." in left.data["text/html"]
    assert "of 20" in left.data["text/plain"]
    assert "cost fell from 1 to" in left.data["text/plain"]


@pytest.mark.xdist_group("warm")
def test_a_notebook_with_keras_keeps_one_picture_for_each_fit():
    cells = run_cells(KERAS, FIT, FIT, how=run_warm)
    for cell in cells[1:]:
        output = picture_of(cell)
        assert "3 epochs" in output.metadata["image/png"]["alt"]


@pytest.mark.xdist_group("warm")
def test_an_interrupted_fit_keeps_its_curves():
    interrupt = """
class Interrupt(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 2:
            raise KeyboardInterrupt
"""
    fit = FIT.replace("keras_monitor()", "keras_monitor(), Interrupt()")
    outputs = run_cells(KERAS + interrupt, fit, how=run_warm, allow_errors=True)[1].outputs
    assert "stopped after 2 of 3 epochs" in outputs[0].metadata["image/png"]["alt"]
    # What the kernel of the course makes of the interrupt itself is told in a line.
    assert [output.output_type for output in outputs] == ["display_data"] * 3
    assert "Interrupted" in outputs[-1].data["text/plain"]


def test_the_axis_grows_with_the_epochs(panels, clock):
    ends = []
    with watch(2000) as monitor:
        for epoch in range(200):
            clock.now += 10
            monitor(cost=float(epoch))
            ends.append(panels[0].axis[1])
    assert ends[0] == 10
    assert ends[10] == 20
    assert ends[-1] == 320
    assert all(epoch <= end < 2 * epoch + 10 for epoch, end in enumerate(ends, 1))
    with watch(3) as monitor:
        clock.now += 10
        monitor(cost=1.0)
    assert panels[1].axis[1] == 3, "and not beyond what is planned"


def test_the_final_state_is_always_drawn_however_fast_the_epochs(panels, clock):
    with watch(1000) as monitor:
        for epoch in range(1000):
            monitor(cost=float(epoch))
    (panel,) = panels
    assert [axes.get_title(loc="left") for axes in panel.left[0][0].axes] == [
        "cost rose from 0 to 999"
    ]
    assert list(lines_of(panel)[0][0].get_xdata()) == list(range(1, 1001))


def test_the_bar_moves_and_the_curves_change_at_most_four_times_a_second(panels, clock):
    with watch(1000) as monitor:
        for _ in range(1000):
            clock.now += 0.01
            monitor(cost=1.0)
    (panel,) = panels
    assert 30 <= len(panel.told) <= 41
    assert 30 <= panel.drawn <= 41


def test_slow_drawing_takes_at_most_a_fifteenth_of_the_time(panels, clock, monkeypatch):
    def slowly(self, figure):
        self.drawn += 1
        clock.now += 0.1

    monkeypatch.setattr(Panel, "draw", slowly)
    with watch(1000) as monitor:
        for _ in range(1000):
            clock.now += 0.01
            monitor(cost=1.0)
    assert (panels[0].drawn - 1) * 0.1 < clock.now / 15


def test_the_time_left_is_estimated(panels, clock):
    with watch(100) as monitor:
        for _ in range(25):
            clock.now += 2.0
            monitor(cost=0.5)
    assert panels[0].told[-1] == (25, "epoch 25 of 100, 50 s, about 2 min 30 s left", "cost 0.5")


@pytest.mark.parametrize("method", ["tell", "draw", "leave"])
def test_trouble_with_the_display_never_ends_the_training(panels, monkeypatch, method):
    def fail(*_):
        raise RuntimeError("no display")

    monkeypatch.setattr(Panel, method, fail)
    with watch(5) as monitor:
        for _ in range(5):
            monitor(cost=1.0)
    assert monitor.history == {"cost": [1.0] * 5}
    assert panels[0].words == ["The curves could not be drawn: no display"]


def test_a_panel_that_cannot_be_opened_does_not_end_the_training(monkeypatch):
    def fail(*_, **__):
        raise ImportError("ipywidgets")

    monkeypatch.setattr(monitor_module, "open_panel", fail)
    with watch(1) as monitor:
        monitor(cost=1.0)
    assert monitor.history == {"cost": [1.0]}


def test_an_interrupt_passes_and_leaves_what_was_reached(panels):
    def interrupted():
        yield from (2.0, 1.0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watch(100) as monitor:
        [monitor(cost=cost) for cost in interrupted()]
    assert panels[0].left[0][1].startswith("stopped after 2 of 100 epochs, ")


def test_a_loop_that_fails_at_once_leaves_a_sentence(panels):
    with pytest.raises(ZeroDivisionError), watch(100):
        1 / 0  # noqa: B018
    assert "stopped after 0 of 100 epochs" in panels[0].words[0]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_the_epoch_that_gave_no_number_is_marked(panels, value, recwarn):
    with watch(6) as monitor:
        for cost in (3.0, 1e307, 1.7e308, value, value, 1.0):
            monitor(cost=cost)
    figure, words = panels[0].left[0]
    assert "cost: no finite number in epoch 4" in words
    curve, mark = figure.axes[0].get_lines()
    assert list(mark.get_xdata()) == [4, 4]
    assert list(np.isfinite(curve.get_ydata())) == [True, False, False, False, False, True]
    figure.savefig(os.devnull, format="png")
    assert not recwarn.list


def test_validation_is_dashed_beside_its_training_and_may_be_rarer(panels):
    with watch(4) as monitor:
        for epoch in range(1, 5):
            values = {"val_loss": 2.0} if epoch % 2 == 0 else {}
            monitor(loss=1.0, accuracy=0.5, **values)
    (loss, val_loss), (accuracy,) = lines_of(panels[0])
    assert (loss.get_linestyle(), val_loss.get_linestyle()) == ("-", "--")
    assert list(val_loss.get_xdata()) == [2, 4]
    assert len(accuracy.get_xdata()) == 4


def test_one_number_an_epoch_in_whatever_wrapping():
    monitor = TrainingMonitor(2)
    monitor(cost=np.array([[0.5]]))
    with pytest.raises(ValueError, match=r"cost has shape \(12, 1\)"):
        monitor(cost=np.ones((12, 1)))
    assert monitor.history == {"cost": [0.5]}


def fit(epochs, *callbacks, **options):
    """Fit one sigmoid unit from zero to the students, with all twelve in each step."""
    import keras

    from course_utils.data import load_student_hours

    X, y = load_student_hours()
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.01))
    model.fit(X, y, epochs=epochs, batch_size=12, verbose=0, callbacks=callbacks, **options)


@pytest.mark.xdist_group("tensorflow")
def test_keras_and_a_loop_record_the_same_for_the_same_training(panels):
    from course_utils.data import load_student_hours
    from course_utils.lessons.logistic_regression.reference import compute_cost, compute_gradient

    callback = keras_monitor()
    fit(10, callback)
    (X, y), w, b = load_student_hours(), np.zeros(2), 0.0
    with watch(10) as monitor:
        for _ in range(10):
            monitor(loss=compute_cost(X, y, w, b))
            dj_db, dj_dw = compute_gradient(X, y, w, b)
            w, b = w - 0.01 * dj_dw, b - 0.01 * dj_db
    assert callback.monitor.history.keys() == monitor.history.keys()
    np.testing.assert_allclose(callback.monitor.history["loss"], monitor.history["loss"], rtol=1e-5)
    by_keras, by_loop = (lines_of(panel)[0][0] for panel in panels)
    np.testing.assert_allclose(by_keras.get_xydata(), by_loop.get_xydata(), rtol=1e-5)


@pytest.mark.xdist_group("tensorflow")
def test_early_stopping_leaves_the_curves_as_far_as_they_came(panels):
    import keras

    # No loss falls by 100, so patience ends after the third epoch.
    stop = keras.callbacks.EarlyStopping(monitor="loss", min_delta=100, patience=2)
    fit(50, keras_monitor(), stop)
    (panel,) = panels
    figure, words = panel.left[0]
    assert words.startswith("stopped after 3 of 50 epochs, ")
    assert figure.axes[0].get_xlim() == (1, 3)


@pytest.mark.xdist_group("tensorflow")
def test_a_callback_used_twice_begins_anew(panels):
    callback = keras_monitor("twice")
    fit(3, callback)
    fit(5, callback, initial_epoch=1)
    assert [len(lines_of(panel)[0][0].get_xdata()) for panel in panels] == [3, 4]
    assert [panel.left[0][1].split(",")[0] for panel in panels] == [
        "twice: 3 epochs",
        "twice: 4 epochs",
    ]
