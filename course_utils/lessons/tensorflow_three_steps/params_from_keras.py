"""From Keras's weights to the parameters of lesson 2."""

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation.cases import params_layout
from course_utils.lessons.tensorflow_three_steps import reference
from course_utils.lessons.tensorflow_three_steps.cases import given_model


def _questions(rng):
    for sizes in ((3, 4, 2, 1), (2, 5, 1)):
        name = f"a model {'-'.join(map(str, sizes))}"
        yield Question(name, (given_model(rng, sizes),))
    yield Question(
        "a model whose activations are layers of their own",
        (given_model(rng, (3, 2, 1), separate=True),),
        tier="courtesy",
        tip="Layers without weights have no W and b to give.",
    )


def _from(change):
    return lambda question: change(list(question.arguments[0].params))


EXERCISE = Exercise(
    reference=reference.params_from_keras,
    questions=_questions,
    form=OnPaper(
        ("params",),
        expected=_from(lambda params: params),
        layout=params_layout,
    ),
    partial=False,
    takes_rows=True,
    time_limit=60.0,
    mistakes=(
        Mistake(
            "flat-list",
            _from(lambda params: [part for layer in params for part in layer]),
            "You return one flat list, W1, b1, W2, b2. The lesson's `params` is a list of pairs: "
            "`[(W1, b1), (W2, b2), …]`.",
        ),
        Mistake(
            "weights-only",
            _from(lambda params: [W for W, _ in params]),
            "The biases are missing. Each layer is a pair `(W, b)`.",
        ),
        Mistake(
            "pairs-swapped",
            _from(lambda params: [(b, W) for W, b in params]),
            "Your pairs are `(b, W)`. They are ordered `(W, b)`.",
        ),
        Mistake(
            "transposed",
            _from(lambda params: [(W.T, b) for W, b in params]),
            "Your W are turned on their side. Keras keeps them as this course does, with a row for "
            "each input: leave them as they are.",
        ),
        Mistake(
            "last-layer-missing",
            _from(lambda params: params[:-1]),
            "The last layer is missing. Look at where your loop ends: the model's layers are only "
            "those with weights, since `Input` is not one of them.",
        ),
        Mistake(
            "first-layer-missing",
            _from(lambda params: params[1:]),
            "The first layer is missing. `Input` is not among `model.layers`, so there is nothing "
            "to skip.",
        ),
        Mistake(
            "first-layer-only",
            _from(lambda params: params[:1]),
            "Only the first layer is there. Is there a `return` inside the loop?",
            variants=(_from(lambda params: params[0]),),
        ),
        Mistake(
            "layers-reversed",
            _from(lambda params: params[::-1]),
            "The layers come last first. Forwards they go from the input to the output.",
        ),
        Mistake(
            "two-lists",
            _from(lambda params: ([W for W, _ in params], [b for _, b in params])),
            "You return all W, then all b. The lesson's `params` is a list of pairs, one a layer.",
        ),
    ),
    hints=(
        "Run `[w.shape for w in model.get_weights()]` on a model and look at what comes in which "
        "order.",
        "Either go through `model.layers`, where each has a `get_weights()` of its own, or take "
        "every second array of the model's.",
        "A layer's `get_weights()` gives a list of two, W and b, and what is wanted is a list of "
        "pairs. Or `zip` the even ones with the odd ones: `weights[0::2]` are the even ones.",
    ),
    explanation="""
Keras keeps W as (n_in, n_out), one row an input, as this course has done from the start, so nothing
needs to be turned. `zip` of every second array, from 0 and from 1, makes the pairs.
""",
)
