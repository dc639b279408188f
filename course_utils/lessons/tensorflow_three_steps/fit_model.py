"""Step 3: fit."""

import numpy as np

from course_utils.judging.comparing import as_array
from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.question import Question
from course_utils.lessons.tensorflow_three_steps import paper, reference
from course_utils.lessons.tensorflow_three_steps.cases import given_model

EPOCHS, BATCH = 30, 16
_IMAGES = 270  # that the lesson trains with
FELL, STAYED, ROSE = "fell", "stayed where it was", "rose"
AS_GIVEN, ANEW = "as it was handed in", "with another loss or optimizer"
LOSSES, UNWRAPPED = "holds losses", "is what a History holds, without the History"


def _questions(rng):
    # One training tells all apart: of so many examples batches of 15, 16 and 17 take 17, 16 and 15
    # steps; and so do other sizes, and what is left when examples are held back.
    m = int(rng.integers(241, 250))
    X = rng.normal(size=(m, 3))
    Y = (X @ np.arange(1.0, 4.0)[:, None] > 0.4).astype(float)
    labels = np.array([[1.0], [0.0], [1.0], [0.0]])
    probe = (labels, rng.uniform(0.05, 0.95, size=(4, 1)))  # to see which loss it was
    model = given_model(rng, (3, 4, 1), learning_rate=0.01)
    yield Question(f"{m} examples", (model, X, Y), observer="training", probe=probe)


def _read(question, seen):
    losses = as_array(seen["losses"])
    compiled = _compiled(question, seen)
    start, end = _costs(question, seen["weights"])
    made_up = compiled == AS_GIVEN and seen["steps"] > 0 and not _are_losses(losses, start, end)
    return {
        "epochs": 0 if losses is None else losses.size,
        "steps": seen["steps"],
        "cost": _direction(start, end),
        "history": "holds something else than losses" if made_up else _kept(losses, seen),
        "compiled": compiled,
    }


def _kept(losses, seen) -> str:
    """Tell losses in a History from those that were taken out of it, or collected by hand."""
    return LOSSES if losses is None or seen["history"] is True else UNWRAPPED


def _compiled(question, seen) -> str:
    """Tell whether the model still has the loss and the optimizer that it came with."""
    loss = seen["loss"]
    same_loss = isinstance(loss, float) and np.isclose(loss, paper.cross_entropy(*question.probe))
    return AS_GIVEN if same_loss and seen["optimizer"] == "Adam" else ANEW


def _costs(question, weights) -> tuple[float, float]:
    """Work out the cost with the weights before and after the training."""
    model, X, Y = question.arguments
    after = [np.asarray(w, dtype=float) for w in weights]
    if [w.shape for w in after] != [w.shape for w in model.weights]:
        raise ValueError("these are the weights of another model")
    both = (model.weights, after)
    start, end = (paper.cross_entropy(Y, paper.run(X, w, model.activations)) for w in both)
    return start, end


def _are_losses(losses, start: float, end: float) -> bool:
    """Tell losses from other lists: the last one is near the cost with the trained weights."""
    if losses is None:
        return True
    return bool(np.isfinite(losses).all() and abs(losses.flat[-1] - end) < start / 2)


def _direction(start: float, end: float) -> str:
    """Tell whether the cost fell, as worked out from the weights, whatever the history says."""
    if not abs(end - start) > 1e-6 * start:
        return STAYED
    return FELL if end < start else ROSE


def _trained(epochs=lambda m: EPOCHS, steps=None, cost=FELL, compiled=AS_GIVEN, history=LOSSES):
    """Work out what a training leaves behind."""

    def seen(question):
        m = len(question.arguments[1])
        count = epochs(m)
        total = paper.steps(m, BATCH, count) if steps is None else steps(m)
        return {
            "epochs": count,
            "steps": total,
            "cost": cost,
            "history": history,
            "compiled": compiled,
        }

    return seen


def _batches(batch_size, epochs=EPOCHS):
    return lambda m: paper.steps(m, batch_size, epochs)


EXERCISE = Exercise(
    reference=reference.fit_model,
    questions=_questions,
    form=OnPaper(
        ("history that `fit` returns",),
        expected=_trained(),
        reading=_read,
    ),
    partial=False,
    time_limit=30.0,
    trains=True,
    complaints={
        "epochs": "The history that you return holds {got} losses, one an epoch; the lesson asks "
        "for {expected} epochs.",
        "steps": "The optimizer took {got} steps; 30 epochs in batches of 16 are {expected} steps "
        "here.",
        "cost": "Worked out from the model's weights before and after, the cost {got}. "
        "It should have gone down.",
        "history": "What you return {got}. Return what `fit` gives back, whose "
        '`history["loss"]` is the list of the losses.',
        "compiled": "Your function compiles the model {got}. It comes compiled: only fit it.",
    },
    mistakes=(
        Mistake(
            "nothing-returned",
            lambda question: None,
            "It returned `None`. `fit` gives back a History with the loss of each epoch: return "
            "it, `return model.fit(…)`.",
        ),
        Mistake(
            "model-returned",
            _trained(epochs=lambda m: 0, steps=_batches(BATCH)),
            "You return the model. It is trained in place, so your caller has it already; return "
            "the History that `fit` gives back.",
        ),
        Mistake(
            "history-taken-apart",
            _trained(history=UNWRAPPED),
            "The training is right. Return the History itself: the next cells ask it for its "
            '`.history["loss"]`, and a dictionary or a list of losses has no `.history`. `fit` '
            "gives it back; `return model.fit(…)` is all.",
        ),
        Mistake(
            "epochs-left-alone",
            _trained(epochs=lambda m: 1),
            "You train for a single epoch, which is what `fit` does if nothing is said. Say "
            "`epochs=30`.",
            variants=(_trained(epochs=lambda m: 1, steps=_batches(32, 1)),),
        ),
        Mistake(
            "batch-size-left-alone",
            _trained(steps=_batches(32)),
            "Your batches have 32 examples, which is what Keras takes if nothing is said. Say "
            "`batch_size=16`.",
        ),
        Mistake(
            "one-step-an-epoch",
            _trained(steps=lambda m: EPOCHS),
            "Your training took one step an epoch. An epoch is a pass over all examples: with "
            "batches of 16 it has ceil(m / 16) steps. Is there a `steps_per_epoch`, a batch of all "
            "examples, or only a part of X?",
        ),
        Mistake(
            "epochs-for-steps",
            _trained(epochs=lambda m: paper.steps(m, BATCH, EPOCHS)),
            "You turned the epochs into steps yourself. Keras counts in epochs, passes over all "
            "examples, and makes ceil(m / batch_size) steps in each: say `epochs=30`.",
            # as many as the images of the lesson take
            variants=(
                _trained(
                    epochs=lambda m: paper.steps(_IMAGES, BATCH, EPOCHS),
                    steps=lambda m: paper.steps(m, BATCH, paper.steps(_IMAGES, BATCH, EPOCHS)),
                ),
            ),
        ),
        Mistake(
            "epochs-and-batch-swapped",
            _trained(epochs=lambda m: BATCH, steps=_batches(EPOCHS, BATCH)),
            "You train 16 epochs in batches of 30. It is the other way round: 30 epochs, batches "
            "of 16.",
        ),
        Mistake(
            "one-example-at-a-time",
            _trained(steps=_batches(1)),
            "Your batches hold a single example, so an epoch has m steps. Say `batch_size=16`.",
        ),
        Mistake(
            "some-data-held-back",
            _trained(steps=lambda m: paper.steps(int(0.8 * m), BATCH, EPOCHS)),
            "Fewer steps than 30 epochs over all examples take: part of them is held back, as "
            "`validation_split` does. Train on all of X and Y here.",
            variants=(
                _trained(steps=lambda m: paper.steps(int(0.9 * m), BATCH, EPOCHS)),
                _trained(steps=lambda m: paper.steps(int(0.7 * m), BATCH, EPOCHS)),
            ),
        ),
        Mistake(
            "trained-twice",
            _trained(steps=_batches(BATCH, 2 * EPOCHS)),
            "The model was trained twice as long as your history tells: `fit` is called twice. "
            "Each call goes on from where the last one stopped.",
        ),
        Mistake(
            "last-epoch-only",
            _trained(epochs=lambda m: 1, steps=_batches(BATCH)),
            "The model took all its steps, and your history holds one loss. Calling `fit` for one "
            "epoch in a loop gives a new history each time: call it once, with `epochs=30`.",
        ),
        Mistake(
            "another-model",
            _trained(steps=lambda m: 0, cost=STAYED),
            "There is a history, and the model that was handed in took no step. You trained "
            "another one, or a copy: call `model.fit` on the argument.",
        ),
        Mistake(
            "compiled-anew",
            _trained(compiled=ANEW),
            "Your function compiles the model again, with another loss or another optimizer. It "
            "comes compiled: only fit it. (`compile` without an optimizer takes RMSprop.)",
        ),
        Mistake(
            "never-fitted",
            _trained(epochs=lambda m: 0, steps=lambda m: 0, cost=STAYED),
            "The model took no step at all. `fit` is what trains it.",
        ),
    ),
    hints=(
        "One call does it all: forward, loss, gradients, updates, batch by batch, epoch by epoch. "
        "What must it be told that it can't know?",
        "How many passes over the data, and how many examples a step: `epochs` and `batch_size`. "
        "What does the call give back?",
        "`model.fit(X, Y, …)` with `epochs`, `batch_size` and `verbose=0`. It gives the History, "
        "and your function hands it on: don't take anything out of it.",
    ),
    explanation="""
This line is the `train` of lesson 3, with the examples shuffled and dealt out in batches: for each
batch a forward pass, the loss, the gradients, and an update. `verbose=0` keeps it quiet. What comes
back is a History; the trained weights stay in the model.
""",
)
