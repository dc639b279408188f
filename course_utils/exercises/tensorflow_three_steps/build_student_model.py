"""All three steps, and a model that truly separates the twelve students."""

import numpy as np

from course_utils.checking.exercise import Exercise, Mistake, Question
from course_utils.data import load_student_hours
from course_utils.exercises.tensorflow_three_steps import paper
from course_utils.reference import tensorflow_three_steps as reference

SEPARATES = "tells all twelve apart"
NOT_BUILT = "has no weights"
CONSTANT = "gives all twelve the same answer"
SCALED_OUTSIDE = "tells them apart once somebody else has scaled the hours"
LOGITS = "tells them apart, with numbers that are no probabilities"
INVERTED = "says passed of those who failed"
DIVERGED = "says nan"
NEARLY = "gets most of them right"
HARDLY = "gets hardly more than half of them right"


def _questions(rng):
    X, _ = load_student_hours()
    more = rng.uniform(0, 8, size=(5, 2))  # what it says of others is worked out too
    probe = (np.concatenate([X, more]),)
    yield Question("the twelve students", (), observer="predictions", probe=probe)


def _read(question, seen):
    if not seen.get("built"):
        return _seen(NOT_BUILT)
    X = question.probe[0]
    hours, y = load_student_hours()
    scaled = (hours - hours.mean(axis=0)) / hours.std(axis=0)
    try:
        says = paper.run_layers(X, seen["layers"])  # (17, 1)
        says_scaled = paper.run_layers(scaled, seen["layers"])  # (12, 1)
    except paper.NotOnPaperError as unknown:
        return _seen(f"has a layer that can't be worked out here: {unknown}")
    reported = np.asarray(seen["outputs"])
    if says.shape not in ((len(X), 1), (len(X),)):
        return _seen(f"gives an array of shape {says.shape} for {len(X)} students")
    if reported.shape != says.shape or not np.allclose(
        reported, says, rtol=1e-3, atol=1e-3, equal_nan=True
    ):
        return _seen("says something else than its layers in a row do")
    return _seen(_behaviour(says[:12].ravel(), says_scaled.ravel(), y))


def _behaviour(says, says_scaled, y) -> str:
    """Put what a model says of the twelve into words."""
    if not np.isfinite(says).all():
        return DIVERGED
    if says.min() < 0 or says.max() > 1:
        return LOGITS if _right(says, y, 0.0) == 12 else HARDLY
    right = _right(says, y)
    if right == 12:
        return SEPARATES
    if _right(says_scaled, y) == 12:
        return SCALED_OUTSIDE
    if len(set(says >= 0.5)) == 1:
        return CONSTANT
    if right <= 2:
        return INVERTED
    return NEARLY if right >= 9 else HARDLY


def _right(says, y, threshold=0.5) -> int:
    return int(np.sum((says >= threshold) == (y == 1)))


def _seen(what: str):
    return {"model": what}


BUILD_STUDENT_MODEL = Exercise(
    signature="build_student_model()",
    summary="Build and train a model that tells the twelve students apart, from hours as they are.",
    reference=reference.build_student_model,
    expected=lambda question: _seen(SEPARATES),
    read=_read,
    questions=_questions,
    returns=("trained model",),
    time_limit=180.0,
    complaints={
        "model": "Worked out from its layers and weights, your model {got}. It should be one that "
        "{expected}. It may have layers of the kinds Normalization, Rescaling, Dense, Activation, "
        "BatchNormalization and Dropout, one after the other, and one output."
    },
    mistakes=(
        Mistake(
            "says-one-thing",
            lambda question: _seen(CONSTANT),
            "Your model gives all twelve the same answer. That is the majority baseline, and half "
            "of them are right by it. It has hardly moved: are the inputs scaled, are there enough "
            "epochs, is the learning rate large enough?",
        ),
        Mistake(
            "hardly-trained",
            lambda question: _seen(HARDLY),
            "Your model is right about hardly more than half of them. Ten epochs of twelve rows "
            "are ten steps, if they fit in one batch. Scale the inputs, raise the learning rate, "
            "train for more epochs.",
        ),
        Mistake(
            "nearly-there",
            lambda question: _seen(NEARLY),
            "Your model is right about most of the twelve, and not about all. Look at its loss: as "
            "long as it still falls, train for more epochs, or with a larger learning rate.",
        ),
        Mistake(
            "scaled-outside",
            lambda question: _seen(SCALED_OUTSIDE),
            "Your model was trained on scaled hours and is now given hours as they are. Whoever "
            "uses it can't know how you scaled. Put the scaling into the model: a `Normalization` "
            "layer, which learns mean and variance by `adapt(X)`.",
        ),
        Mistake(
            "logits-out",
            lambda question: _seen(LOGITS),
            "Your model tells them apart, but gives logits, below 0 and above 1. The lesson wants "
            'probabilities: `activation="sigmoid"` in the last layer.',
        ),
        Mistake(
            "turned-round",
            lambda question: _seen(INVERTED),
            "Your model says passed of those who failed. Compare the labels that you train on with "
            "`y`.",
        ),
        Mistake(
            "diverged",
            lambda question: _seen(DIVERGED),
            "Your model says nan. The learning rate is too large, or something was divided by "
            "zero.",
        ),
        Mistake(
            "never-built",
            lambda question: _seen(NOT_BUILT),
            "Your model has no weights, so it was never trained. Begin with `Input((2,))`, then "
            "compile and fit it.",
        ),
    ),
    hints=(
        "Three things can be wrong with the published version: the inputs, the number of steps, "
        "the size of a step. Count the steps that it takes.",
        "`scale = Normalization()` and `scale.adapt(X)` give a layer that scales; it comes right "
        "after `Input((2,))`. How many epochs does the loss need until it stops falling?",
        'Input, scale, `Dense(5, activation="relu")`, `Dense(1, activation="sigmoid")`; then '
        "`Adam(learning_rate=0.1)` and 100 epochs.",
    ),
    explanation="""
The published version is not wrong in any line; it is stopped before it has learned. Scaling makes
the valley round, a larger learning rate makes the steps long enough, and a hundred epochs are
enough of them. The scaling is a layer of the model, so that whoever uses the model hands over
hours.
""",
)
