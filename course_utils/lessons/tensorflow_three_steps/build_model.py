"""Step 1: specify the model."""

from itertools import pairwise

from course_utils.answering.observing import probe_weights
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.question import Question
from course_utils.lessons.tensorflow_three_steps import paper, reference

UNITS = (25, 15, 1)
SIGMOIDS = ("sigmoid", "sigmoid", "sigmoid")


def _questions(rng):
    for n_features in (64, 7):
        X = rng.normal(size=(5, n_features))
        probe = (X, int(rng.integers(2**31)))
        name = f"a model for {n_features} features"
        yield Question(name, (n_features,), observer="architecture", probe=probe)


def _read(question, seen):
    if not seen.get("built"):
        return _nothing()
    shapes = seen["shapes"]
    kernels = [shape for shape in shapes if len(shape) == 2]
    return {
        "inputs": kernels[0][0] if kernels else 0,
        "units": tuple(shape[1] for shape in kernels),
        "parameters": seen["parameters"],
        "outputs": seen.get("outputs", ()),
        "outputs while training": seen.get("in_training", ()),
        "first weights": "differ" if seen["units_differ"] else "are alike",
        "weights with a slope": seen.get("slopes", 0),
        "penalties": seen["penalties"],
    }


def _nothing():
    return {
        "inputs": 0,
        "units": (),
        "parameters": 0,
        "outputs": (),
        "outputs while training": (),
        "first weights": "differ",
        "weights with a slope": 0,
        "penalties": 0,
    }


def _model(units=UNITS, activations=SIGMOIDS, bias=True, inputs=None, **changed):
    """Work out what is seen of a model of dense layers."""

    def seen(question):
        X, seed = question.probe
        n_features = inputs or question.arguments[0]
        sizes = (n_features, *(units(n_features) if callable(units) else units))
        shapes = paper.weight_shapes(sizes, bias)
        outputs = ()
        if n_features == X.shape[1]:
            outputs = paper.run(X, probe_weights(shapes, seed), activations, bias)
        return {
            "inputs": n_features,
            "units": sizes[1:],
            "parameters": sum(i * o + o * bias for i, o in pairwise(sizes)),
            "outputs": outputs,
            "outputs while training": outputs,
            "first weights": "differ",
            "weights with a slope": len(shapes) if n_features == X.shape[1] else 0,
            "penalties": 0,
            **changed,
        }

    return seen


EXERCISE = Exercise(
    reference=reference.build_model,
    questions=_questions,
    form=OnPaper(
        ("model",),
        expected=_model(),
        reading=_read,
    ),
    partial=False,
    time_limit=60.0,
    complaints={
        "inputs": "Your model takes {got} inputs; it was built for {expected}, which is what "
        "`n_features` says.",
        "units": "The layers with weights have these numbers of units: {got}. The lesson's have "
        "{expected}.",
        "parameters": "Your model has {got} parameters; the lesson's has {expected}.",
        "outputs": "The layers have the right sizes, and what the model says with given weights is "
        "not what layers of sigmoid units say. Look at the activations, one layer after the other.",
        "outputs while training": "While it trains, your model says something else than when it "
        "predicts: it has a layer, such as Dropout, that the lesson's model has not.",
        "weights with a slope": "Training can move {got} of your model's arrays of weights, and "
        "should move {expected}. Is a layer frozen, or an activation no function of Keras?",
        "penalties": "Your model adds a penalty on its weights to the loss: leave that out.",
        "first weights": "Units of one layer start with the very same weights, and units "
        "that start alike stay alike. Leave the weights to Keras: it draws them at random.",
    },
    mistakes=(
        Mistake(
            "missing-input",
            lambda question: _nothing(),
            "Your model has no weights yet, because nothing says how many inputs it takes. Begin "
            "the list of layers with `Input((n_features,))`, or call the model once on data.",
        ),
        Mistake(
            "numpy-activation",
            _model(**{"weights with a slope": 0}),
            "Your activation is a function of NumPy, such as the `sigmoid` that stands in this "
            "notebook. Keras can't follow a slope through it, so nothing would be learned. Name "
            'Keras\'s own, in quotes: `activation="sigmoid"`.',
        ),
        Mistake(
            "no-activations",
            _model(activations=("linear",) * 3),
            "None of your layers has an activation. A `Dense` layer is linear unless you say "
            '`activation="sigmoid"`, and linear layers in a row are no more than one of them.',
        ),
        Mistake(
            "output-not-activated",
            _model(activations=("sigmoid", "sigmoid", "linear")),
            "Your last layer has no activation, so the model gives logits and not probabilities. "
            'Say `activation="sigmoid"` there too.',
        ),
        Mistake(
            "hidden-not-activated",
            _model(activations=("linear", "linear", "sigmoid")),
            "Only your last layer has an activation. Without one, hidden layers are linear, and "
            "the whole model is logistic regression again.",
            variants=(
                _model(activations=("sigmoid", "linear", "sigmoid")),
                _model(activations=("linear", "sigmoid", "sigmoid")),
            ),
        ),
        Mistake(
            "relu-hidden",
            _model(activations=("relu", "relu", "sigmoid")),
            "Your hidden layers use relu. It is a good choice elsewhere; this model is to be the "
            "network of lesson 3, whose units are all sigmoid.",
            variants=(
                _model(activations=("relu", "relu", "relu")),
                _model(activations=("relu", "relu", "linear")),
                _model(activations=("sigmoid", "relu", "sigmoid")),
                _model(activations=("relu", "sigmoid", "sigmoid")),
            ),
        ),
        Mistake(
            "tanh-hidden",
            _model(activations=("tanh", "tanh", "sigmoid")),
            "Your hidden layers use tanh. This model is to be the network of lesson 3, whose units "
            "are all sigmoid.",
            variants=(
                _model(activations=("tanh",) * 3),
                _model(activations=("sigmoid", "sigmoid", "tanh")),
            ),
        ),
        Mistake(
            "softmax-with-one-unit",
            _model(activations=("sigmoid", "sigmoid", "softmax")),
            "Softmax shares out 1 among the units of a layer. With a single unit that one always "
            'gets 1, whatever goes in. One unit that gives a probability is `"sigmoid"`.',
            variants=(
                _model(activations=("relu", "relu", "softmax")),
                _model(activations=("softmax",) * 3),
            ),
        ),
        Mistake(
            "two-outputs",
            _model((25, 15, 2), ("sigmoid", "sigmoid", "softmax")),
            "Your last layer has two units. For a yes or a no one unit is enough: its sigmoid is "
            "the probability of yes.",
            variants=(_model((25, 15, 2)),),
        ),
        Mistake(
            "layers-reversed",
            _model((15, 25, 1)),
            "Your hidden layers are in the wrong order: the one with 25 units comes first.",
            variants=(_model((1, 15, 25)), _model((15, 25, 1), ("relu", "relu", "sigmoid"))),
        ),
        Mistake(
            "output-layer-forgotten",
            _model((25, 15), SIGMOIDS[:2]),
            "Your model ends with the layer of 15 units. The output is missing: one more `Dense`, "
            "with a single unit.",
            variants=(_model((25, 15), ("relu", "relu")),),
        ),
        Mistake(
            "hidden-layer-forgotten",
            _model((25, 1), SIGMOIDS[:2]),
            "Your model has one hidden layer; the lesson's has two, of 25 and of 15 units.",
            variants=(_model((15, 1), SIGMOIDS[:2]),),
        ),
        Mistake(
            "inputs-as-a-layer",
            _model(lambda n: (n, 25, 15, 1), (*SIGMOIDS, "sigmoid")),
            "Your first `Dense` layer has as many units as there are features. The inputs are no "
            "layer with weights: `Input((n_features,))` says how many there are.",
            variants=(
                _model(lambda n: (n, 25, 15, 1), ("linear", *SIGMOIDS)),
                _model(lambda n: (n, 25, 15, 1), ("relu", *SIGMOIDS)),
            ),
        ),
        Mistake(
            "inputs-written-in",
            _model(inputs=64),
            "Your model takes the same number of inputs, whatever it is asked for. How many there "
            "are is said by `n_features`.",
            variants=(_model(inputs=400), _model(inputs=2), _model(inputs=25)),
        ),
        Mistake(
            "no-biases",
            _model(bias=False),
            "Your layers have no biases. Leave `use_bias` as it is.",
        ),
        Mistake(
            "weights-all-equal",
            _model(**{"first weights": "are alike"}),
            "Units of one layer start with the very same weights. They get the same slopes, and "
            "stay alike for ever. Leave the weights to Keras: it draws them at random.",
        ),
    ),
    hints=(
        "A `Sequential` model is a list of layers, in the order in which the data go through them. "
        "What has to be said before the first layer can have weights?",
        "Four entries: how many inputs there are, then a `Dense` for each layer of the network. "
        "What does a `Dense` layer do if no activation is named?",
        "`Input` takes a shape, with its comma. Then one `Dense` for 25 units, one for 15, one for "
        "1, each of them with its activation, in quotes.",
    ),
    explanation="""
`Dense(25, activation="sigmoid")` is the `dense(A_in, W, b, g)` of lesson 2, which keeps its own
W and b. `Input` says how many columns the data have, so that W can be made at once: without it the
model has no weights until it sees data.
""",
)
