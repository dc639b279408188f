"""Training the course's network: the reference beside Keras and scikit-learn, same task, same loss.

The network is 64-25-15-1 with sigmoid units, on the digits 0 and 1, for 100 epochs of batches of 32
with Adam.
"""

import statistics
import time
import warnings

import numpy as np

from benchmarks.timing import line

EPOCHS, BATCH, RATE, SIZES = 100, 32, 1e-3, (64, 25, 15, 1)
ROUNDS = 3


def main() -> None:
    """Print times, final losses, and ratios taken round by round."""
    from course_utils.data import load_digits01
    from course_utils.lessons.backpropagation.reference import initialise

    X, y = load_digits01()
    X, Y = X.astype(np.float32), y[:, None].astype(np.float32)
    start = [
        (W.astype(np.float32), b.astype(np.float32))
        for W, b in initialise(SIZES, np.random.default_rng(0))
    ]
    contestants = {"reference": _reference, "scikit-learn": _scikit_learn, "Keras": _keras}
    times = {name: [] for name in contestants}
    losses = {}
    for count in range(ROUNDS + 1):
        for name, train in contestants.items():
            began = time.perf_counter()
            losses[name] = train(X, Y, start)
            if count:  # the first round imports and traces
                times[name].append(time.perf_counter() - began)
    print(
        f"Training {'-'.join(map(str, SIZES))} for {EPOCHS} epochs of batches of {BATCH} with Adam"
    )
    print("(claim: at least 40 times faster than Keras, 4 times faster than scikit-learn)")
    for name in contestants:
        ratios = [t / r for t, r in zip(times[name], times["reference"], strict=True)]
        line(
            f"{name}, final loss {losses[name]:.4f}",
            f"{1000 * statistics.median(times[name]):.0f} ms",
            f"{statistics.median(ratios):.1f} times the reference",
        )


def _reference(X, Y, start) -> float:
    from course_utils.lessons.backpropagation.mini_batches import train_minibatch

    rng = np.random.default_rng(0)
    return train_minibatch(X, Y, start, EPOCHS, BATCH, RATE, rng)[1][-1]


def _scikit_learn(X, Y, start) -> float:
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        hidden_layer_sizes=SIZES[1:-1],
        activation="logistic",
        alpha=0.0,
        batch_size=BATCH,
        learning_rate_init=RATE,
        max_iter=EPOCHS,
        n_iter_no_change=EPOCHS,
        tol=0.0,
        random_state=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it has not converged, which is meant
        model.fit(X, Y.ravel())
    assert model.n_iter_ == EPOCHS
    return float(model.loss_)


def _keras(X, Y, start) -> float:
    import keras

    model = keras.Sequential(
        [
            keras.Input((SIZES[0],)),
            *(keras.layers.Dense(units, activation="sigmoid") for units in SIZES[1:]),
        ]
    )
    model.set_weights([array for layer in start for array in layer])
    model.compile(optimizer=keras.optimizers.Adam(RATE), loss=keras.losses.BinaryCrossentropy())
    history = model.fit(X, Y, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    return float(history.history["loss"][-1])
