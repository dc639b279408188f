"""All three steps, and a model that truly separates the twelve students."""

import numpy as np

from course_utils.data import load_student_hours
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.question import Question
from course_utils.lessons.tensorflow_three_steps import paper, reference

SEPARATES = "tells all twelve apart"
NOT_BUILT = "has no weights"
NEVER_ADAPTED = "has a Normalization that was never adapted, and so changes nothing"
NEVER_TRAINED = "was never trained"
CONSTANT = "gives all twelve the same answer"
ALWAYS_ONE = "says 1 of everybody"
SCALED_OUTSIDE = "tells them apart once somebody else has scaled the hours"
NO_PROBABILITIES = "gives numbers below 0 or above 1"
INVERTED = "says passed of those who failed"
DIVERGED = "says nan"
NEARLY = "gets most of them right"
HARDLY = "gets hardly more than half of them right"
CONTRADICTS = "says something else than its layers in a row do"
KNOWS_ONLY_THESE = "tells all twelve apart, and not others between them"

STUDENTS = 12
OTHERS = 100
"""Fresh students: each between those of the twelve who passed, or between those who failed."""

ENOUGH = 0.7
"""The share of them that is to be right. A line that tells the twelve apart is right about all of
them, and a network about more than 0.83: the least of 100,000 trained ones, of up to three hidden
layers. Who does not know them is right about half."""


def _scalings(hours):
    """Give the hours as people scale them before they train."""
    low, high = hours.min(axis=0), hours.max(axis=0)
    return (
        (hours - hours.mean(axis=0)) / hours.std(axis=0),
        hours / high,
        (hours - low) / (high - low),
    )


def _between(rng, hours, count):
    """Draw students between given ones: means of them, weighed at random."""
    return rng.dirichlet(np.ones(len(hours)), size=count) @ hours


def _passes(hours):
    """Tell who passes, of the twelve and of those between them: who fails has 7 hours at most."""
    return hours.sum(axis=1) > 7.5


def _questions(rng):
    hours, y = load_student_hours()
    others = [_between(rng, hours[y == label], OTHERS // 2) for label in (0, 1)]
    others = rng.permutation(np.concatenate(others))
    probe = (np.concatenate([hours, others, *_scalings(hours)]),)
    yield Question("the twelve students", (), observer="predictions", probe=probe)


def _read(question, seen):
    if not seen.get("built") or not seen["weights"]:
        return _seen(NOT_BUILT)
    X = question.probe[0]
    says = np.asarray(seen["outputs"])
    if says.size != len(X):
        return _seen(f"gives an array of shape {says.shape} for {len(X)} students")
    says = says.reshape(len(X))
    worked_out = _worked_out(X, seen)
    if worked_out is not None:
        if not np.allclose(worked_out, says, rtol=1e-3, atol=1e-3, equal_nan=True):
            return _seen(CONTRADICTS)
        says = worked_out
    behaviour = _behaviour(says, X)
    # Random weights may by chance tell all apart once the hours are scaled.
    if behaviour in (CONSTANT, HARDLY, NEARLY, SCALED_OUTSIDE) and seen["steps"] == 0:
        behaviour = NEVER_TRAINED
    elif any(map(_is_not_adapted, seen["layers"])):
        behaviour = NEVER_ADAPTED
    return _seen(behaviour)


def _is_not_adapted(layer) -> bool:
    """Tell a Normalization that has seen no data: its means are 0, and its variances 1."""
    kind, _, weights = layer
    if kind != "Normalization" or len(weights) < 2:
        return False
    return not np.any(weights[0]) and bool(np.all(np.asarray(weights[1]) == 1))


def _worked_out(X, seen):
    """Work out what the model says from its weights; None where it is no chain of known layers."""
    if not seen["is_chain"]:
        return None
    try:
        return paper.run_layers(X, seen["layers"]).reshape(len(X))
    except (paper.NotOnPaperError, ValueError):
        return None


def _behaviour(says_all, X) -> str:
    """Put what a model says of the twelve, and of others, into words."""
    says, says_of_others, *says_scaled = np.split(
        says_all, np.cumsum([STUDENTS, OTHERS, STUDENTS, STUDENTS])
    )
    y, others = _passes(X[:STUDENTS]), _passes(X[STUDENTS : STUDENTS + OTHERS])
    if not np.isfinite(says).all():
        return DIVERGED
    if says.min() < 0 or says.max() > 1:
        return NO_PROBABILITIES
    right = _right(says, y)
    if right == STUDENTS:
        return SEPARATES if _right(says_of_others, others) >= ENOUGH * OTHERS else KNOWS_ONLY_THESE
    if any(_right(scaled, y) == STUDENTS for scaled in says_scaled):
        return SCALED_OUTSIDE
    if np.all(says == 1):
        return ALWAYS_ONE
    if len(set(says >= 0.5)) == 1:
        return CONSTANT
    if right <= 2:
        return INVERTED
    return NEARLY if right >= 9 else HARDLY


def _right(says, y) -> int:
    return int(np.sum((says >= 0.5) == y))


def _seen(what: str):
    return {"model": what}


EXERCISE = Exercise(
    reference=reference.build_student_model,
    questions=_questions,
    form=OnPaper(
        ("trained model",),
        expected=lambda question: _seen(SEPARATES),
        reading=_read,
    ),
    time_limit=180.0,
    trains=True,
    complaints={
        "model": "Your model {got}. It should be one that {expected}, with one number between 0 "
        "and 1 for each student."
    },
    mistakes=(
        Mistake(
            "says-one-thing",
            lambda question: _seen(CONSTANT),
            "Your model gives all twelve the same answer. That is the majority baseline, and half "
            "of them are right by it. Are the inputs scaled, inside of the model? Are there enough "
            "epochs, is the learning rate large enough, does the last layer have a sigmoid?",
        ),
        Mistake(
            "never-adapted",
            lambda question: _seen(NEVER_ADAPTED),
            "Your Normalization has seen no data, so it subtracts 0 and divides by 1. Before the "
            "model is trained, `scale.adapt(X)` lets it take the means and the variances of X.",
        ),
        Mistake(
            "never-trained",
            lambda question: _seen(NEVER_TRAINED),
            "Your model took no step at all: it says what its random weights say. Compile it, and "
            "call `fit`.",
        ),
        Mistake(
            "softmax-with-one-unit",
            lambda question: _seen(ALWAYS_ONE),
            "Your model says exactly 1 of everybody. Softmax shares out 1 among the units of a "
            "layer, and a single unit gets all of it. One unit that gives a probability is "
            '`"sigmoid"`.',
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
            "long as it still falls, train for more epochs, or with a larger learning rate. If it "
            "has stopped falling, compare the labels that you train on with `y`.",
        ),
        Mistake(
            "scaled-outside",
            lambda question: _seen(SCALED_OUTSIDE),
            "Your model tells them apart only if the hours are scaled before they come to it. "
            "Whoever uses it can't know how you scaled. Scale in one place only, inside: a "
            "`Normalization` layer, which learns both by `adapt(X)`; train on hours as "
            "they are.",
        ),
        Mistake(
            "no-probabilities",
            lambda question: _seen(NO_PROBABILITIES),
            "Your model gives numbers below 0 or above 1, and a probability lies between. The last "
            'layer needs its sigmoid: `activation="sigmoid"`.',
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
        Mistake(
            "knows-only-the-twelve",
            lambda question: _seen(KNOWS_ONLY_THESE),
            "Your model is right about the twelve students, and wrong about others who studied and "
            "slept as much as these did. What it says is to come from the hours: let it learn from "
            "them by `fit`, with few units.",
        ),
        Mistake(
            "made-up-outputs",
            lambda question: _seen(CONTRADICTS),
            "What your model says does not follow from its layers and weights, one after the "
            "other. Was one of them changed by hand?",
        ),
    ),
    hints=(
        "Three things can be wrong with the published version: the inputs, the number of steps, "
        "the size of a step. Count the steps that it takes.",
        "A `Normalization` layer that has seen the hours by its `adapt` scales; it comes right "
        "after `Input((2,))`. How many epochs does the loss need until it stops falling?",
        "Take the published model and put the scaling after its `Input`. Then look at the table of "
        "what was changed: which line of it ends with all twenty starts right?",
    ),
    explanation="""
The published version is not wrong in any line; it is stopped before it has learned. Scaling makes
the valley round, a larger learning rate makes the steps long enough, and a hundred epochs are
enough of them. The scaling is a layer of the model, so that whoever uses the model hands over
hours.
""",
)
