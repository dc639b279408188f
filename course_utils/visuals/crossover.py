"""NumPy against TensorFlow: how long a training step takes, by width and by batch size."""

import statistics
import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_utils.visuals.meanwhile import meanwhile
from course_utils.visuals.style import DASHES, INK, LINES, new_figure, show

N_FEATURES = 64


@dataclass(frozen=True)
class Timing:
    """How long one step of training takes on a network 64-width-width-1."""

    width: int
    batch_size: int
    numpy: float
    """Seconds for forward, backward and update in NumPy, in float32."""

    tensorflow: float
    """Seconds for the same in Keras's `fit`."""


def measure_steps(widths=(16, 64, 256, 1024), batch_sizes=(32, 8192)) -> list[Timing]:
    """Time a step of gradient descent in NumPy and in Keras, for networks of several widths.

    Parameters
    ----------
    widths : sequence of int
        Units in each of the two hidden layers.
    batch_sizes : sequence of int

    Returns
    -------
    list of Timing
        By batch size, then by width.
    """
    networks = [(width, batch_size) for batch_size in batch_sizes for width in widths]
    timings = []
    with meanwhile("Measuring …") as say:
        for number, (width, batch_size) in enumerate(networks, 1):
            say(
                f"Measuring network {number} of {len(networks)} in NumPy and in Keras: "
                f"{width} units a layer, batches of {batch_size} …"
            )
            timings.append(_measure(width, batch_size))
    return timings


def _measure(width: int, batch_size: int) -> Timing:
    sizes = (N_FEATURES, width, width, 1)
    rng = np.random.default_rng(0)
    # Fewer steps for large ones: enough that `fit`'s own start does not count, and no more.
    most = 30 if batch_size < 1000 else 15
    steps = int(np.clip(5e8 / (width * width * batch_size), 2, most))
    X = rng.random((batch_size * steps, N_FEATURES), dtype=np.float32)
    Y = (rng.random((batch_size * steps, 1)) < 0.5).astype(np.float32)
    params = [
        (rng.normal(0, n_in**-0.5, (n_in, n_out)).astype(np.float32), np.zeros(n_out, np.float32))
        for n_in, n_out in pairwise(sizes)
    ]
    return Timing(
        width,
        batch_size,
        _median(_numpy_epoch(X, Y, params, batch_size), batch_size) / steps,
        _median(_keras_epoch(X, Y, params, batch_size), batch_size) / steps,
    )


def _median(epoch, batch_size: int) -> float:
    epoch(2 * batch_size)  # in the first steps, memory is fetched and TensorFlow traces
    times: list[float] = []
    while len(times) < 3 and sum(times) < 0.2:
        began = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _numpy_epoch(X, Y, params, batch_size: int):
    from course_utils.lessons.backpropagation.mini_batches import forward_and_backward

    layers = [(W.copy(), b.copy()) for W, b in params]
    grads = [(np.empty_like(W), np.empty_like(b)) for W, b in layers]

    def epoch(rows: int = len(X)) -> None:
        for start in range(0, rows, batch_size):
            batch = slice(start, start + batch_size)
            forward_and_backward(X[batch], Y[batch], layers, grads)
            for (W, b), (dW, db) in zip(layers, grads, strict=True):
                W -= 0.01 * dW
                b -= 0.01 * db

    return epoch


def _keras_epoch(X, Y, params, batch_size: int):
    import keras

    model = keras.Sequential(
        [
            keras.Input((N_FEATURES,)),
            *(keras.layers.Dense(len(b), activation="sigmoid") for _, b in params),
        ]
    )
    model.set_weights([part for layer in params for part in layer])
    model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.SGD(0.01))

    def epoch(rows: int = len(X)):
        options = {"batch_size": batch_size, "shuffle": False, "verbose": 0}
        return model.fit(X[:rows], Y[:rows], **options)

    return epoch


def show_crossover(timings: list[Timing]) -> None:
    """Draw how many times as long as NumPy TensorFlow takes for a step.

    Parameters
    ----------
    timings : list of Timing
        As `measure_steps` gives them.
    """
    with new_figure(7, 3.4) as (figure, axes):
        words = []
        for k, batch_size in enumerate(sorted({t.batch_size for t in timings})):
            chosen = [t for t in timings if t.batch_size == batch_size]
            widths = [t.width for t in chosen]
            ratios = [t.tensorflow / t.numpy for t in chosen]
            look = {"color": LINES[k], "linestyle": DASHES[k], "marker": "os^D"[k]}
            axes.plot(widths, ratios, linewidth=2, label=f"batches of {batch_size}", **look)
            words.append(
                f"with batches of {batch_size} it goes from {ratios[0]:.1f} times NumPy's time at "
                f"{widths[0]} units to {ratios[-1]:.1f} times at {widths[-1]}"
            )
        axes.axhline(1, color=INK, linewidth=1)
        axes.text(widths[0], 1, "equally fast", va="bottom", fontsize=9)
        axes.set(xscale="log", yscale="log", xlabel="units in each hidden layer")
        axes.set_ylabel("TensorFlow's time / NumPy's")
        axes.set_xticks(widths, [str(width) for width in widths])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter(lambda ratio, _: f"{ratio:g}")
        faster = sum(t.tensorflow < t.numpy for t in timings)
        axes.set_title(f"TensorFlow is the faster one in {faster} of {len(timings)} sizes here")
        axes.legend()
        show(figure, f"A step of TensorFlow compared with one of NumPy: {'; '.join(words)}.")
