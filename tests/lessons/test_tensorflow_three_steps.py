"""Keras models as learners write them: right in many styles, and wrong in ways with a name."""

import contextlib
import io
import linecache
import warnings

import nbformat
import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from course_utils import check
from course_utils.data import load_student_hours
from course_utils.judging.explaining import timeout_words
from course_utils.lessons import all_exercises
from course_utils.lessons.backpropagation import reference as by_hand
from course_utils.lessons.forward_propagation.reference import forward
from tests.conftest import REPOSITORY
from tests.lessons.test_all_exercises import verdict_on
from tests.lessons.test_whatever_passes import STYLES, restyled

pytestmark = pytest.mark.xdist_group("tensorflow")


@pytest.fixture(scope="module")
def k():
    """Keras, imported once for all tests of this file."""
    import keras

    return keras


def verdict(function, name, seed=1958):
    return verdict_on(function, all_exercises()[name], seed)


def passes(function, name):
    found = verdict(function, name)
    assert found.passed, str(found)
    assert found.score == 1


def is_named(function, name, mistake):
    found = verdict(function, name)
    assert not found.passed
    assert found.mistake == mistake, str(found)


def network(k, n, units=(25, 15, 1), activations=("sigmoid",) * 3, **options):
    return k.Sequential(
        [
            k.Input(n if isinstance(n, tuple) else (n,)),
            *(
                k.layers.Dense(u, activation=a, **options)
                for u, a in zip(units, activations, strict=True)
            ),
        ]
    )


RIGHT_MODELS = {
    "functional": lambda k, n: _functional(k, n),
    "subclass": lambda k, n: _subclass(k, n),
    "add": lambda k, n: _added(k, n),
    "activation layers": lambda k, n: k.Sequential(
        [
            k.Input(shape=(n,)),
            *(
                layer
                for u in (25, 15, 1)
                for layer in (k.layers.Dense(u), k.layers.Activation("sigmoid"))
            ),
        ]
    ),
    "activation functions": lambda k, n: network(k, n, activations=(k.activations.sigmoid,) * 3),
    "built by hand": lambda k, n: _built(k, n),
    "called once": lambda k, n: _called(k, n),
    "input_shape": lambda k, n: k.Sequential(
        [
            k.layers.Dense(25, activation="sigmoid", input_shape=(n,)),
            k.layers.Dense(15, activation="sigmoid"),
            k.layers.Dense(1, activation="sigmoid"),
        ]
    ),
    "named and initialised": lambda k, n: network(k, n, kernel_initializer="he_normal"),
    "InputLayer": lambda k, n: k.Sequential(
        [
            k.layers.InputLayer(shape=(n,)),
            k.layers.Dense(25, "sigmoid"),
            k.layers.Dense(15, "sigmoid"),
            k.layers.Dense(1, "sigmoid"),
        ],
        name="mine",
    ),
    "compiled already": lambda k, n: _compiled(k, n),
    "nested": lambda k, n: k.Sequential([network(k, n, (25, 15), ("sigmoid",) * 2), _last(k)]),
}


def _last(k):
    return k.layers.Dense(1, activation="sigmoid")


def _functional(k, n):
    inputs = k.Input((n,))
    x = k.layers.Dense(25, activation="sigmoid")(inputs)
    x = k.layers.Dense(15, activation="sigmoid")(x)
    return k.Model(inputs, k.layers.Dense(1, activation="sigmoid")(x))


def _subclass(k, n):
    class Net(k.Model):
        def __init__(self):
            super().__init__()
            self.one = k.layers.Dense(25, activation="sigmoid")
            self.two = k.layers.Dense(15, activation="sigmoid")
            self.out = k.layers.Dense(1)

        def call(self, x):
            return k.ops.sigmoid(self.out(self.two(self.one(x))))

    model = Net()
    model(np.zeros((1, n), "float32"))
    return model


def _added(k, n):
    model = k.Sequential()
    model.add(k.Input((n,)))
    for units in (25, 15, 1):
        model.add(k.layers.Dense(units=units, activation="sigmoid"))
    return model


def _built(k, n):
    model = k.Sequential([k.layers.Dense(u, activation="sigmoid") for u in (25, 15, 1)])
    model.build((None, n))
    return model


def _called(k, n):
    model = k.Sequential([k.layers.Dense(u, activation="sigmoid") for u in (25, 15, 1)])
    model(np.zeros((2, n)))
    return model


def _compiled(k, n):
    model = network(k, n)
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@pytest.mark.parametrize("style", RIGHT_MODELS)
def test_a_right_model_passes_in_any_style(k, style):
    passes(lambda n_features: RIGHT_MODELS[style](k, n_features), "build_model")


WRONG_MODELS = {
    "missing-input": lambda k, n: k.Sequential([k.layers.Dense(u, "sigmoid") for u in (25, 15, 1)]),
    "no-activations": lambda k, n: network(k, n, activations=(None,) * 3),
    "output-not-activated": lambda k, n: network(k, n, activations=("sigmoid", "sigmoid", None)),
    "hidden-not-activated": lambda k, n: network(k, n, activations=(None, None, "sigmoid")),
    "relu-hidden": lambda k, n: network(k, n, activations=("relu", "relu", "sigmoid")),
    "tanh-hidden": lambda k, n: network(k, n, activations=("tanh", "tanh", "sigmoid")),
    "softmax-with-one-unit": lambda k, n: network(
        k, n, activations=("sigmoid", "sigmoid", "softmax")
    ),
    "two-outputs": lambda k, n: network(
        k, n, (25, 15, 2), activations=("sigmoid", "sigmoid", "softmax")
    ),
    "layers-reversed": lambda k, n: network(k, n, (15, 25, 1)),
    "output-layer-forgotten": lambda k, n: network(k, n, (25, 15), ("sigmoid",) * 2),
    "hidden-layer-forgotten": lambda k, n: network(k, n, (25, 1), ("sigmoid",) * 2),
    "inputs-as-a-layer": lambda k, n: network(k, n, (n, 25, 15, 1), ("sigmoid",) * 4),
    "inputs-written-in": lambda k, n: network(k, 64),
    "no-biases": lambda k, n: network(k, n, use_bias=False),
    "weights-all-equal": lambda k, n: network(k, n, kernel_initializer="zeros"),
    "numpy-activation": lambda k, n: network(k, n, activations=(in_numpy,) * 3),
}


@pytest.mark.parametrize("mistake", WRONG_MODELS)
def test_a_wrong_model_is_named(k, mistake):
    is_named(lambda n_features: WRONG_MODELS[mistake](k, n_features), "build_model", mistake)


def in_numpy(z):
    z = np.asarray(z)
    return 1 / (1 + np.exp(-z))


def frozen(k, n):
    model = network(k, n)
    model.layers[0].trainable = False
    return model


def with_dropout(k, n):
    return k.Sequential(
        [
            k.Input((n,)),
            k.layers.Dense(25, "sigmoid"),
            k.layers.Dropout(0.5),
            k.layers.Dense(15, "sigmoid"),
            k.layers.Dense(1, "sigmoid"),
        ]
    )


UNDECLARED_MODELS = {
    "softplus": (lambda k, n: network(k, n, activations=("softplus",) * 3), "activations, one"),
    "wide": (lambda k, n: network(k, n, (26, 15, 1)), "26, 15, 1"),
    "dropout": (with_dropout, "while it trains"),
    "a layer more": (lambda k, n: network(k, n, (25, 15, 5, 1), ("sigmoid",) * 4), "25, 15, 5, 1"),
    "a class": (lambda k, n: k.Sequential, "the class Sequential"),
    "a list of layers": (lambda k, n: [k.layers.Dense(1)], "it should return the model"),
    "a number": (lambda k, n: 3, "a number"),
    "frozen": (frozen, "training can move 4 of your model's arrays of weights, and should move 6"),
    "a penalty": (lambda k, n: network(k, n, kernel_regularizer="l2"), "a penalty on its weights"),
    "no tuple": (lambda k, n: k.Sequential([k.Input(n)]), "with the comma"),
    "a typo": (lambda k, n: network(k, n, activations=("sigmod",) * 3), "its spelling"),
    "no list": (lambda k, n: k.Sequential(k.Input((n,)), k.layers.Dense(1), 3, 4), "into a list"),
    "pictures": (lambda k, n: network(k, (1, n)), "could not be tried"),
    "a layer": (lambda k, n: k.layers.Dense(25), "should return the model"),
    "three inputs": (lambda k, n: network(k, 3), "takes 3 inputs"),
}


@pytest.mark.parametrize("what", UNDECLARED_MODELS)
def test_a_wrong_model_nobody_declared_is_described(k, what):
    build, said = UNDECLARED_MODELS[what]
    found = verdict(lambda n_features: build(k, n_features), "build_model")
    assert not found.passed
    assert found.score == 0
    assert said in found.message[:1].lower() + found.message[1:], str(found)


def compiled(model, **options):
    model.compile(**options)
    return model


RIGHT_COMPILES = {
    "by name": lambda k: {"loss": "binary_crossentropy", "optimizer": k.optimizers.Adam(0.01)},
    "a function": lambda k: {
        "loss": k.losses.binary_crossentropy,
        "optimizer": k.optimizers.Adam(learning_rate=1e-2),
    },
    "with a metric": lambda k: {
        "loss": k.losses.BinaryCrossentropy(from_logits=False),
        "optimizer": k.optimizers.Adam(learning_rate=0.01, name="mine"),
        "metrics": ["accuracy"],
    },
    "from a configuration": lambda k: {
        "loss": [k.losses.BinaryCrossentropy()],
        "optimizer": {"class_name": "adam", "config": {"learning_rate": 0.01}},
    },
}


@pytest.mark.parametrize("style", RIGHT_COMPILES)
def test_a_right_compile_passes_in_any_style(k, style):
    passes(lambda model: compiled(model, **RIGHT_COMPILES[style](k)), "compile_model")


WRONG_COMPILES = {
    "no-optimizer": lambda k: {"loss": k.losses.BinaryCrossentropy()},
    "no-loss": lambda k: {"optimizer": k.optimizers.Adam(0.01)},
    "from-logits": lambda k: {
        "loss": k.losses.BinaryCrossentropy(from_logits=True),
        "optimizer": k.optimizers.Adam(0.01),
    },
    "mean-squared-error": lambda k: {"loss": "mse", "optimizer": "adam"},
    "categorical-cross-entropy": lambda k: {
        "loss": "categorical_crossentropy",
        "optimizer": k.optimizers.Adam(0.01),
    },
    "summed-loss": lambda k: {
        "loss": k.losses.BinaryCrossentropy(reduction="sum"),
        "optimizer": k.optimizers.Adam(0.01),
    },
    "learning-rate-left-alone": lambda k: {"loss": "binary_crossentropy", "optimizer": "adam"},
    "plain-gradient-descent": lambda k: {"loss": "binary_crossentropy", "optimizer": "sgd"},
    "numpy-loss": lambda k: {
        "loss": lambda y, p: np.mean((np.asarray(y) - np.asarray(p)) ** 2),
        "optimizer": k.optimizers.Adam(0.01),
    },
    "half-a-squared-error": lambda k: {
        "loss": lambda y, p: k.ops.mean((y - p) ** 2) / 2,
        "optimizer": k.optimizers.Adam(0.01),
    },
    "absolute-error": lambda k: {"loss": "mae", "optimizer": k.optimizers.Adam(0.01)},
}


@pytest.mark.parametrize("mistake", WRONG_COMPILES)
def test_a_wrong_compile_is_named(k, mistake):
    is_named(lambda model: compiled(model, **WRONG_COMPILES[mistake](k)), "compile_model", mistake)


def test_other_slips_of_compile_are_named(k):
    right = {"loss": "binary_crossentropy", "optimizer": k.optimizers.Adam}
    is_named(lambda model: model, "compile_model", "not-compiled")
    is_named(
        lambda model: model.compile(loss="binary_crossentropy", optimizer="adam"),
        "compile_model",
        "returns-what-compile-returns",
    )
    other = compiled(network(k, 3, (4, 1), ("tanh", "sigmoid")), loss="mse")
    is_named(lambda model: other, "compile_model", "another-model")
    found = verdict(lambda model: compiled(model, **right), "compile_model")
    assert found.cause == "raised"
    assert "made with parentheses" in found.message
    found = verdict(lambda model: compiled(model, loss="binary_cross_entropy"), "compile_model")
    assert "no loss of that name" in found.message
    found = verdict(
        lambda model: compiled(model, loss="binary_crossentropy", optimizer="ftrl"), "compile_model"
    )
    assert (found.score, found.mistake) == (0.5, None)
    assert "Your optimizer is Ftrl, learning rate 0.001" in found.message


def history_of(k, losses):
    history = k.callbacks.History()
    history.history = {"loss": losses}
    return history


def by_batches(k, model, X, Y):
    losses = []
    for _ in range(30):
        rows = [slice(start, start + 16) for start in range(0, len(X), 16)]
        losses.append(np.mean([model.train_on_batch(X[r], Y[r]) for r in rows]))
    return history_of(k, losses)


def by_tape(k, model, X, Y):
    import tensorflow as tf

    losses = []
    for _ in range(30):
        for start in range(0, len(X), 16):
            with tf.GradientTape() as tape:
                predictions = model(X[start : start + 16].astype("float32"), training=True)
                loss = tf.reduce_mean(
                    k.losses.binary_crossentropy(Y[start : start + 16], predictions)
                )
            grads = tape.gradient(loss, model.trainable_variables)
            model.optimizer.apply_gradients(zip(grads, model.trainable_variables, strict=True))
        losses.append(float(loss))
    return history_of(k, losses)


def by_dataset(k, model, X, Y):
    import tensorflow as tf

    return model.fit(tf.data.Dataset.from_tensor_slices((X, Y)).batch(16), epochs=30, verbose=0)


RIGHT_FITS = {
    "unshuffled": lambda k, model, X, Y: model.fit(
        X, Y, batch_size=16, epochs=30, shuffle=False, verbose=0
    ),
    "lists of rows": lambda k, model, X, Y: model.fit(
        np.array(X.tolist()), np.array(Y.tolist()), 16, 30, verbose=0
    ),
    "loud": lambda k, model, X, Y: model.fit(X, Y, 16, 30, verbose=2),
    "batches": by_batches,
    "tape": by_tape,
    "dataset": by_dataset,
}


@pytest.mark.parametrize("style", RIGHT_FITS)
def test_a_right_fit_passes_in_any_style(k, style):
    passes(lambda model, X, Y: RIGHT_FITS[style](k, model, X, Y), "fit_model")


def fits_twice(model, X, Y):
    model.fit(X, Y, epochs=30, batch_size=16, verbose=0)
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


def fits_in_a_loop(model, X, Y):
    for _ in range(30):
        history = model.fit(X, Y, epochs=1, batch_size=16, verbose=0)
    return history


def returns_the_model(model, X, Y):
    model.fit(X, Y, epochs=30, batch_size=16, verbose=0)
    return model


def recompiles(model, X, Y):
    model.compile(loss="mse")
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


def trains_a_copy(model, X, Y):
    import keras

    copy = keras.models.clone_model(model)
    copy.compile(loss="binary_crossentropy", optimizer="adam")
    return copy.fit(X, Y, epochs=30, batch_size=16, verbose=0)


def test_a_fit_that_is_off_in_a_way_of_its_own_is_described():
    def odd(**options):
        return lambda model, X, Y: model.fit(X, Y, **{"batch_size": 16, **options}, verbose=0)

    for function, said in (
        (odd(epochs=30, batch_size=15), "The optimizer took 510 steps"),
        (odd(epochs=30, batch_size=17), "The optimizer took 450 steps"),
        (odd(epochs=31), "holds 31 losses"),
        (lambda m, X, Y: m.fit(X, Y, batch_size=16, epochs=30, verbose=0).epoch, "something else"),
        (lambda m, X, Y: m.fit(X, Y[:-3], batch_size=16, epochs=30), "print both shapes"),
    ):
        found = verdict(function, "fit_model")
        assert (found.score, found.mistake) == (0, None), str(found)
        assert said in found.message


WRONG_FITS = {
    "compiled-anew": recompiles,
    "another-model": trains_a_copy,
    "nothing-returned": lambda model, X, Y: model.fit(X, Y, 16, 30, verbose=0) and None,
    "model-returned": returns_the_model,
    "epochs-left-alone": lambda model, X, Y: model.fit(X, Y, batch_size=16, verbose=0),
    "batch-size-left-alone": lambda model, X, Y: model.fit(X, Y, epochs=30, verbose=0),
    "one-step-an-epoch": lambda model, X, Y: model.fit(
        X, Y, epochs=30, batch_size=len(X), verbose=0
    ),
    "epochs-for-steps": lambda model, X, Y: model.fit(
        X, Y, epochs=30 * int(np.ceil(len(X) / 16)), batch_size=16, verbose=0
    ),
    "epochs-and-batch-swapped": lambda model, X, Y: model.fit(X, Y, 30, 16, verbose=0),
    "some-data-held-back": lambda model, X, Y: model.fit(
        X, Y, 16, 30, validation_split=0.2, verbose=0
    ),
    "trained-twice": fits_twice,
    "last-epoch-only": fits_in_a_loop,
    "never-fitted": lambda model, X, Y: model,
}


@pytest.mark.parametrize(
    "apart", [lambda history: history.history, lambda history: history.history["loss"]]
)
def test_a_history_that_was_taken_apart_is_told(k, apart):
    is_named(
        lambda model, X, Y: apart(model.fit(X, Y, 16, 30, verbose=0)),
        "fit_model",
        "history-taken-apart",
    )


@pytest.mark.parametrize("mistake", WRONG_FITS)
def test_a_wrong_fit_is_named(k, mistake):
    is_named(WRONG_FITS[mistake], "fit_model", mistake)


def test_a_normalization_that_was_never_adapted_is_named(k):
    seen = {"built": True, "weights": 3, "steps": 100, "is_chain": False, "layers": ()}
    question = all_exercises()["build_student_model"].ask(0)[0]
    right = question.probe[0].sum(axis=1) > 7.5
    layer = k.layers.Normalization()
    layer.build((None, 2))
    unadapted = ("Normalization", (), tuple(np.asarray(w) for w in layer.get_weights()))
    adapted_one = ("Normalization", (), tuple(np.asarray(w) for w in adapted(k).get_weights()))
    read = all_exercises()["build_student_model"].form.reading
    told = [
        read(question, {**seen, "outputs": right, "layers": (one,)})["model"]
        for one in (unadapted, adapted_one)
    ]
    assert told[0].startswith("has a Normalization that was never adapted")
    assert told[1] == "tells all twelve apart"


def test_a_history_that_was_made_up_earns_nothing(k):
    def makes_up(model, X, Y):
        model.optimizer.build(model.trainable_variables)
        model.optimizer.iterations.assign(30 * int(np.ceil(len(X) / 16)))
        return [0.7 / (epoch + 1) for epoch in range(30)]

    found = verdict(makes_up, "fit_model")
    assert found.score == 0
    assert "the cost stayed where it was" in found.message


def pairs(model):
    return [tuple(layer.get_weights()) for layer in model.layers]


RIGHT_PARAMS = {
    "layer by layer": pairs,
    "numpy": lambda model: [(d.kernel.numpy(), d.bias.numpy()) for d in model.layers],
    "by index": lambda model: [
        (model.get_weights()[2 * j], model.get_weights()[2 * j + 1])
        for j in range(len(model.layers))
    ],
    "lists": lambda model: [list(map(np.ndarray.tolist, layer)) for layer in pairs(model)],
    "tuple": lambda model: tuple(pairs(model)),
    "trainable weights": lambda model: [
        (np.array(W), np.array(b))
        for W, b in zip(model.trainable_weights[::2], model.trainable_weights[1::2], strict=True)
    ],
}


@pytest.mark.parametrize("style", RIGHT_PARAMS)
def test_right_params_pass_in_any_style(k, style):
    passes(RIGHT_PARAMS[style], "params_from_keras")


BEFORE = (
    *("setup", "tensorflow", "given-functions", "digits"),
    *("build_model", "compile_model", "keras_slopes"),
)
BESIDE_KERAS = ("parity-shown", "break-explorer", "steps-parity", "noise-shown", "table-computed")


def assert_they_work_in_every_later_cell(**written):
    """Run what puts functions beside Keras, with some of them written in another way."""
    path = REPOSITORY / "notebooks/04_tensorflow_three_steps/04_tensorflow_three_steps.ipynb"
    cells = {cell.id: cell.source for cell in nbformat.read(path, 4).cells}
    names = {"__name__": "__main__"}
    for cell in BEFORE:
        exec(cells[cell], names)
    names.update(written)
    for cell in BESIDE_KERAS:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(cells[cell], names)
        assert "could not finish" not in said.getvalue(), said.getvalue()


@pytest.mark.parametrize("style", ["lists", "tuple"])
def test_right_params_work_in_every_later_cell(k, style):
    assert_they_work_in_every_later_cell(params_from_keras=RIGHT_PARAMS[style])


@pytest.mark.parametrize("style", ["lists", "float32", "arrays for numbers"])
def test_a_learners_own_functions_work_in_every_later_cell(k, style):
    own = {
        function.__name__: restyled(function, STYLES[style])
        for function in (forward, by_hand.backward)  # beside the lesson's own update_parameters
    }
    assert_they_work_in_every_later_cell(params_from_keras=RIGHT_PARAMS["tuple"], **own)


@pytest.mark.parametrize("convert", [lambda variable: variable, lambda variable: variable.value])
def test_variables_and_tensors_are_no_arrays(k, convert):
    found = verdict(
        lambda model: [(convert(d.kernel), convert(d.bias)) for d in model.layers],
        "params_from_keras",
    )
    assert found.score == 0
    assert "NumPy array" in found.message


WRONG_PARAMS = {
    "flat-list": lambda model: model.get_weights(),
    "pairs-swapped": lambda model: [(b, W) for W, b in pairs(model)],
    "transposed": lambda model: [(W.T, b) for W, b in pairs(model)],
    "last-layer-missing": lambda model: pairs(model)[:-1],
    "first-layer-missing": lambda model: pairs(model)[1:],
    "first-layer-only": lambda model: pairs(model)[0],
    "weights-only": lambda model: [W for W, _ in pairs(model)],
}


@pytest.mark.parametrize("mistake", WRONG_PARAMS)
def test_wrong_params_are_named(k, mistake):
    is_named(WRONG_PARAMS[mistake], "params_from_keras", mistake)


def fit_students(model, X, y, steps=100):
    """Take steps with all twelve in each: one long epoch, as `fit` takes 20 ms to begin one."""
    X, y = np.tile(X, (steps, 1)), np.tile(np.reshape(y, (12, 1)), (steps, 1))
    model.fit(X, y, batch_size=12, shuffle=False, verbose=0)


def student_model(k, *scaling, rate=0.1, steps=100, seed=3, X=None, last="sigmoid", y=None):
    k.utils.set_random_seed(seed)
    hours, passed = load_student_hours()
    model = k.Sequential(
        [k.Input((2,)), *scaling, k.layers.Dense(5, "relu"), k.layers.Dense(1, last)]
    )
    loss = k.losses.BinaryCrossentropy(from_logits=last == "linear")
    model.compile(loss=loss, optimizer=k.optimizers.Adam(rate))
    fit_students(model, hours if X is None else X, passed if y is None else y, steps)
    return model


def adapted(k):
    scale = k.layers.Normalization()
    scale.adapt(load_student_hours()[0])
    return scale


def scaled_hours():
    X, _ = load_student_hours()
    return (X - X.mean(axis=0)) / X.std(axis=0)


def functional_student_model(k):
    X, y = load_student_hours()
    inputs = k.Input((2,))
    scale = k.layers.Normalization(mean=X.mean(axis=0), variance=X.var(axis=0))
    x = k.layers.Activation("tanh")(k.layers.Dense(4)(scale(inputs)))
    model = k.Model(inputs, k.layers.Dense(1, "sigmoid")(k.layers.Dropout(0.01)(x)))
    model.compile(loss="binary_crossentropy", optimizer=k.optimizers.Adam(0.1))
    fit_students(model, X, y)
    return model


RIGHT_STUDENT_MODELS = {
    "normalised": lambda k: student_model(k, adapted(k)),
    "rescaled": lambda k: student_model(k, k.layers.Rescaling(0.25, -1.0)),
    "patient": lambda k: student_model(k, rate=0.05, steps=400),
    "functional": functional_student_model,
    "wrapped": lambda k: k.Sequential(
        [k.Input((2,)), adapted(k), student_model(k, X=scaled_hours())]
    ),
    "mish": lambda k: _student_with(k, k.layers.Dense(5, "mish")),
    "leaky": lambda k: _student_with(k, k.layers.Dense(5), k.layers.LeakyReLU()),
    "lambda": lambda k: _student_with(k, k.layers.Dense(5, lambda z: k.ops.maximum(z, 0))),
    "batch normalisation": lambda k: _student_with(
        k, k.layers.BatchNormalization(scale=False), k.layers.Dense(5, "tanh"), steps=300
    ),
    "logistic regression": lambda k: _plain_student_model(k),
}


def _student_with(k, *hidden, steps=100):
    k.utils.set_random_seed(4)
    X, y = load_student_hours()
    model = k.Sequential([k.Input((2,)), adapted(k), *hidden, k.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=k.optimizers.Adam(0.1))
    fit_students(model, X, y, steps)
    return model


def _plain_student_model(k):
    X, y = load_student_hours()
    model = k.Sequential([k.Input((2,)), adapted(k), k.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=k.optimizers.Adam(0.2))
    fit_students(model, X, y)
    return model


@pytest.mark.parametrize("style", RIGHT_STUDENT_MODELS)
def test_a_model_that_separates_the_students_passes(k, style):
    passes(lambda: RIGHT_STUDENT_MODELS[style](k), "build_student_model")


def lookup_student_model(k):
    X, y = load_student_hours()

    class Lookup(k.layers.Layer):
        def build(self, shape):
            self.add_weight(shape=(1,))

        def call(self, x):
            known = k.ops.all(x[:, None, :] == X[y == 1].astype("float32"), axis=2)
            return k.ops.cast(k.ops.any(known, axis=1, keepdims=True), "float32")

    return k.Sequential([k.Input((2,)), Lookup()])


WRONG_STUDENT_MODELS = {
    "scaled-outside": lambda k: student_model(k, X=scaled_hours()),
    "no-probabilities": lambda k: student_model(k, adapted(k), last="linear"),
    "softmax-with-one-unit": lambda k: student_model(k, adapted(k), steps=1, last="softmax"),
    "never-trained": lambda k: compiled(
        network(k, 2, (5, 1), ("relu", "sigmoid")), loss="binary_crossentropy", optimizer="adam"
    ),
    "turned-round": lambda k: student_model(k, adapted(k), y=1 - load_student_hours()[1]),
    "diverged": lambda k: student_model(k, k.layers.Rescaling(float("inf")), steps=1),
    "says-one-thing": lambda k: student_model(k, adapted(k), y=np.ones(12), steps=20),
    "never-built": lambda k: k.Sequential([k.layers.Dense(1, "sigmoid")]),
    "knows-only-the-twelve": lookup_student_model,
}


@pytest.mark.parametrize("mistake", WRONG_STUDENT_MODELS)
def test_a_model_that_does_not_is_named(k, mistake):
    is_named(lambda: WRONG_STUDENT_MODELS[mistake](k), "build_student_model", mistake)


def test_the_published_version_is_told_why(k):
    def published():
        k.utils.set_random_seed(0)
        X, y = load_student_hours()
        model = network(k, 2, (5, 1), ("relu", "sigmoid"))
        model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
        model.fit(X, y, epochs=10, verbose=0)
        return model

    found = verdict(published, "build_student_model")
    assert found.mistake in ("says-one-thing", "hardly-trained")


@pytest.mark.parametrize("scaled", ["maximum", "range"])
def test_scaling_outside_is_seen_however_it_was_done(k, scaled):
    X, _ = load_student_hours()
    low = X.min(axis=0) if scaled == "range" else 0.0
    X = (X - low) / (X.max(axis=0) - low)
    is_named(lambda: student_model(k, X=X, steps=200), "build_student_model", "scaled-outside")


def answered_without_a_model(says, seed):
    """Judge what is said of all students that a question is about, with no model behind it."""
    exercise = all_exercises()["build_student_model"]
    (question,) = exercise.ask(seed)
    seen = {"built": True, "weights": 3, "steps": 100, "is_chain": False, "layers": ()}
    outputs = says(question.probe[0]).astype(float).reshape(-1, 1)
    return exercise.form.reading(question, {**seen, "outputs": outputs})["model"]


LOOKED_UP = {
    "nothing else": lambda X: np.zeros(len(X) - 12),
    "everybody": lambda X: np.ones(len(X) - 12),
    "the same labels again": lambda X: np.resize(load_student_hours()[1], len(X) - 12),
    "one half, then the other": lambda X: np.arange(len(X) - 12) < 50,
    "a guess": lambda X: np.random.default_rng().random(len(X) - 12),
}


@pytest.mark.parametrize("others", LOOKED_UP)
@pytest.mark.parametrize("seed", range(5))
def test_knowing_the_twelve_labels_is_not_enough(others, seed):
    _, y = load_student_hours()
    found = answered_without_a_model(lambda X: np.append(y, LOOKED_UP[others](X)), seed)
    assert found == "tells all twelve apart, and not others between them"


@pytest.mark.parametrize("seed", range(20))
def test_every_trained_model_that_tells_the_twelve_apart_is_right_about_the_others(seed):
    X, y = load_student_hours()
    mean, spread = X.mean(axis=0), X.std(axis=0)
    separators = 0
    for units in ((), (1,), (5,), (64,), (25, 15), (8, 8, 8)):
        for activation in ("relu", "tanh", "logistic"):
            model = MLPClassifier(
                units, activation=activation, alpha=0, solver="lbfgs", random_state=seed
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model.fit((X - mean) / spread, y)
            if model.score((X - mean) / spread, y) == 1:
                separators += 1
                found = answered_without_a_model(
                    lambda X, m=model: m.predict_proba((X - mean) / spread)[:, 1], seed
                )
                assert found == "tells all twelve apart", (units, activation)
    assert separators > 9


def test_a_model_that_has_learned_nothing_earns_nothing(k):
    def returns_labels():
        class Parrot(k.layers.Layer):
            def call(self, x):
                return k.ops.cast(k.ops.sum(x, axis=1, keepdims=True) > 7.5, "float32")

        return k.Sequential([k.Input((2,)), Parrot()])

    found = verdict(returns_labels, "build_student_model")
    assert found.score == 0
    assert found.mistake == "never-built"


def test_another_precision_is_named_before_all_else(k, workspace):
    def build_model(n_features):
        return k.Sequential(
            [k.Input((n_features,))]
            + [k.layers.Dense(units, activation="sigmoid") for units in (25, 15, 1)]
        )

    before = k.config.dtype_policy()
    k.config.set_dtype_policy("mixed_float16")
    try:
        found = check(build_model)
        fit = lambda model, X, Y: model.fit(X, Y, 16, 30, verbose=0)  # noqa: E731
        assert check(fit, exercise="fit_model")
    finally:
        k.config.set_dtype_policy(before)
    assert found.message.startswith("Keras computes in `mixed_float16` in this notebook")
    assert check(build_model)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("return 1 / (1 + np.exp(-z))", "line 3: return 1 / (1 + np.exp(-z)). `@tf.function`"),
        ("raise NotImplementedError()", "is still there"),
    ],
)
def test_a_traced_function_is_told_by_its_line(k, workspace, line, said):
    source = f"@tf.function\ndef sigmoid(z):\n    {line}\n"
    linecache.cache[f"<{line}>"] = (len(source), None, source.splitlines(True), f"<{line}>")
    names = {"np": np, "tf": pytest.importorskip("tensorflow"), "__name__": "__main__"}
    exec(compile(source, f"<{line}>", "exec"), names)
    assert said in check(names["sigmoid"]).message


def test_an_endless_loop_where_nothing_is_trained_is_not_told_of_epochs():
    by_name = all_exercises()
    words = {name: timeout_words(exercise, "work") for name, exercise in by_name.items()}
    told = {name for name, sentence in words.items() if "epoch" in sentence}
    assert told == {"fit_model", "build_student_model"}
