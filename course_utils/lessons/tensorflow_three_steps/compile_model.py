"""Step 2: say what is minimised, and how."""

import numpy as np

from course_utils.answering.given_models import GivenModel
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.question import Question
from course_utils.lessons.tensorflow_three_steps import paper, reference
from course_utils.lessons.tensorflow_three_steps.cases import given_model

OTHER = "belongs to another model"


def _questions(rng):
    for name, sizes in (("a model 3-4-1", (3, 4, 1)), ("a model 2-5-3-1", (2, 5, 3, 1))):
        X = rng.normal(size=(6, sizes[0]))
        Y = np.array([[1.0], [0.0], [1.0], [1.0], [0.0], [1.0]])
        P = rng.uniform(0.05, 0.95, size=(6, 1))
        model = given_model(rng, sizes)
        yield Question(name, (model,), observer="compilation", probe=(X, Y, P))


def _says(model: GivenModel, X):
    return paper.run(X, model.weights, model.activations)


def _read(question, seen):
    X = question.probe[0]
    right, got = _says(question.arguments[0], X), np.asarray(seen["outputs"])
    same = got.shape == right.shape and np.allclose(got, right, atol=1e-4)
    if not same:
        return {"loss": OTHER, "optimizer": OTHER}
    return {"loss": seen.get("loss"), "optimizer": seen.get("optimizer", "none")}


def _compiled(loss=paper.cross_entropy, optimizer="Adam", rate=0.01):
    """Work out what is seen of a compiled model."""

    def seen(question):
        _, Y, P = question.probe
        return {
            "loss": None if loss is None else loss(Y, P),
            "optimizer": f"{optimizer}, learning rate {rate:.5g}" if optimizer else "none",
        }

    return seen


def _categorical(Y, P):
    # Keras makes each row of probabilities add up to 1 first: with one column that is all 1.
    return -float(np.mean(Y)) * np.log(1 - paper.EPSILON)


EXERCISE = Exercise(
    reference=reference.compile_model,
    questions=_questions,
    form=OnPaper(
        ("model",),
        expected=_compiled(),
        reading=_read,
    ),
    time_limit=60.0,
    complaints={
        "loss": "Between the same labels and probabilities your loss is {got}; binary "
        "cross-entropy, averaged over the examples, is {expected}.",
        "optimizer": "Your optimizer is {got}; the lesson asks for {expected}.",
    },
    mistakes=(
        Mistake(
            "returns-what-compile-returns",
            lambda question: None,
            "It returned `None`. `compile` changes the model and returns nothing: call it in a "
            "line of its own, and return the model in the next.",
        ),
        Mistake(
            "not-compiled",
            _compiled(None, None),
            "Your model is not compiled. Call `model.compile(…)` before you return it.",
        ),
        Mistake(
            "another-model",
            lambda question: {"loss": OTHER, "optimizer": OTHER},
            "You return another model than the one that was handed in, or its weights are not "
            "what they were. Compile the argument `model`, and leave training to the next step.",
        ),
        Mistake(
            "no-optimizer",
            _compiled(optimizer="RMSprop", rate=0.001),
            "You name no optimizer, so Keras takes RMSprop. It does so without a word, and it is "
            "not gradient descent. Say `optimizer=Adam(learning_rate=0.01)`.",
        ),
        Mistake(
            "no-loss",
            _compiled(None),
            "You name no loss, so there is nothing to minimise. Say `loss=BinaryCrossentropy()`.",
            variants=(_compiled(None, rate=0.001),),
        ),
        Mistake(
            "from-logits",
            _compiled(paper.cross_entropy_from_logits),
            "`from_logits=True` says that the model gives logits. This model ends in a sigmoid, so "
            "it gives probabilities already, and the loss would send them through a second "
            "sigmoid. Where Keras can see the first one it warns and mends that; leave it out.",
            variants=(
                _compiled(paper.cross_entropy_from_logits, rate=0.001),
                _compiled(paper.cross_entropy_from_logits, "RMSprop", 0.001),
            ),
        ),
        Mistake(
            "mean-squared-error",
            _compiled(lambda Y, P: float(np.mean((Y - P) ** 2))),
            "Your loss is the squared error. For a yes or a no it is flat just where the model is "
            "confidently wrong (lesson 1 drew that). Use `BinaryCrossentropy()`.",
            variants=(
                _compiled(lambda Y, P: float(np.mean((Y - P) ** 2)), rate=0.001),
                _compiled(lambda Y, P: float(np.mean((Y - P) ** 2)), "RMSprop", 0.001),
            ),
        ),
        Mistake(
            "half-a-squared-error",
            _compiled(lambda Y, P: float(np.mean((Y - P) ** 2)) / 2),
            "Your loss is half the squared error. The lesson wants `BinaryCrossentropy()`.",
        ),
        Mistake(
            "absolute-error",
            _compiled(lambda Y, P: float(np.mean(np.abs(Y - P)))),
            "Your loss is the absolute error. For a yes or a no use `BinaryCrossentropy()`.",
            variants=(_compiled(lambda Y, P: float(np.mean(np.abs(Y - P))), rate=0.001),),
        ),
        Mistake(
            "numpy-loss",
            _compiled(lambda Y, P: "without a slope"),
            "Your loss is a function of NumPy. Keras can't follow a slope through it, so there is "
            "nothing to go downhill on. Take Keras's own, `BinaryCrossentropy()`.",
        ),
        Mistake(
            "categorical-cross-entropy",
            _compiled(_categorical),
            "Your loss is for several classes, with an output each. With a single output it is 0 "
            "whatever the model says. For a yes or a no it is `BinaryCrossentropy()`.",
            variants=(_compiled(_categorical, rate=0.001),),
        ),
        Mistake(
            "summed-loss",
            _compiled(lambda Y, P: len(Y) * paper.cross_entropy(Y, P)),
            "Your loss adds up over the examples, so it grows with the batch, and so do the steps. "
            "Leave `reduction` as it is: the mean.",
        ),
        Mistake(
            "learning-rate-left-alone",
            _compiled(rate=0.001),
            "Your Adam has Keras's own learning rate, 0.001. The lesson asks for 0.01: "
            "`Adam(learning_rate=0.01)`. A name in quotes has no place for a learning rate.",
        ),
        Mistake(
            "plain-gradient-descent",
            _compiled(optimizer="SGD", rate=0.01),
            "Your optimizer is SGD, plain gradient descent. It is what you wrote in lesson 3; here "
            "the lesson asks for Adam.",
            variants=(_compiled(optimizer="SGD", rate=1.0),),
        ),
        Mistake(
            "rmsprop",
            _compiled(optimizer="RMSprop", rate=0.01),
            "Your optimizer is RMSprop. The lesson asks for Adam.",
        ),
    ),
    hints=(
        "Two things must be said: what to minimise, and how to go downhill. What does Keras take "
        "if you leave out the second?",
        "Both are objects: `BinaryCrossentropy()` from `keras.losses` and `Adam(…)` from "
        "`keras.optimizers`. Which argument sets Adam's step?",
        "One call, `model.compile(loss=…, optimizer=…)`, in which the second one is told its "
        "`learning_rate`. `compile` gives nothing back, and your function gives the model.",
    ),
    explanation="""
`compile` runs nothing. It notes the loss and the optimizer in the model. `BinaryCrossentropy` is
the `compute_cost` of lesson 1: the mean of the logistic losses. The parentheses make an instance,
which is where options go, such as `from_logits=True` for a model without a sigmoid at its end.
""",
)
