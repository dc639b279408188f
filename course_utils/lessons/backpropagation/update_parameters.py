"""One step downhill."""

from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.forms import Layers
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.cases import network, params_layout


def _questions(rng):
    def ask(name, alpha, *sizes):
        _, Y, params, cache = network(rng, 5, *sizes)
        grads = [(4 * dW, 4 * db) for dW, db in reference.backward(Y, params, cache)]
        return Question(name, (params, grads, alpha))

    yield ask("a 3-4-2-1 network", 0.5, 3, 4, 2, 1)
    yield ask("a 2-3-2 network", 0.25, 2, 3, 2)
    yield ask("a network of one layer", 2.0, 3, 1)


def _update(W_rule, b_rule):
    def wrong(params, grads, alpha):
        return [
            (W_rule(W, dW, alpha), b_rule(b, db, alpha))
            for (W, b), (dW, db) in zip(params, grads, strict=True)
        ]

    return wrong


def _down(p, dp, alpha):
    return p - alpha * dp


@mistake("in-place")
def _update_in_place(params, grads, alpha):
    """You change the arrays that were handed in. Whoever called you may still need them: `W - alpha
    * dW` makes a new one, `W -= …` does not.
    """
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= alpha * dW
        b -= alpha * db
    return params


EXERCISE = Exercise(
    reference=reference.update_parameters,
    questions=_questions,
    form=Layers(("params",), layout=params_layout),
    takes_rows=True,
    points=5,
    mistakes=(
        Mistake(
            "uphill",
            _update(lambda p, dp, a: p + a * dp, lambda p, dp, a: p + a * dp),
            "Your parameters go uphill: subtract the gradient.",
        ),
        Mistake(
            "uphill-in-b",
            _update(_down, lambda p, dp, a: p + a * dp),
            "Your weights go downhill and your biases uphill. Subtract in both.",
        ),
        Mistake(
            "alpha-forgotten",
            _update(lambda p, dp, a: p - dp, lambda p, dp, a: p - dp),
            "Your step does not depend on `alpha`. Multiply the gradient by it.",
        ),
        Mistake(
            "alpha-forgotten-in-b",
            _update(_down, lambda p, dp, a: p - dp),
            "The step of your biases does not depend on `alpha`.",
        ),
        Mistake(
            "biases-not-updated",
            _update(_down, lambda p, dp, a: p),
            "Your biases stay where they are. Update them like the weights.",
        ),
        Mistake(
            "weights-not-updated",
            _update(lambda p, dp, a: p, _down),
            "Your weights stay where they are. Update them like the biases.",
        ),
        Mistake(
            "nothing-updated",
            _update(lambda p, dp, a: p, lambda p, dp, a: p),
            "Nothing moves. In a loop over the pairs, `W = W - …` only gives the name `W` a new "
            "array; the list keeps the old one. Collect the new pairs in a new list.",
        ),
        Mistake(
            "pairs-swapped",
            lambda params, grads, alpha: [
                (b, W) for W, b in reference.update_parameters(params, grads, alpha)
            ],
            "Your pairs are `(b, W)`. They are ordered like those of `params`: `(W, b)`.",
        ),
        Mistake(
            "gradient-only",
            _update(lambda p, dp, a: -a * dp, lambda p, dp, a: -a * dp),
            "You return the steps alone. Add them to the parameters.",
        ),
        Mistake(
            "first-layer-only",
            lambda params, grads, alpha: (
                reference.update_parameters(params, grads, alpha)[:1] + list(params[1:])
            ),
            "Only your first layer moves. Is there a `return` inside the loop, or does it stop "
            "early?",
        ),
        _update_in_place,
        Mistake(
            "divided-by-alpha",
            _update(lambda p, dp, a: p - dp / a, lambda p, dp, a: p - dp / a),
            "You divide by `alpha`. A small learning rate must make small steps: multiply.",
        ),
    ),
    hints=(
        "It is the step of lesson 1, for every pair of the list.",
        "`zip(params, grads)` gives the pairs that belong together.",
        "`for (W, b), (dW, db) in zip(params, grads)` takes them apart. Each moves against its own "
        "slope, and the new pairs go into a new list.",
    ),
    explanation="""
Every parameter moves against its own slope, all of them by the same learning rate. New arrays are
made, so the old parameters can still be compared with the new.
""",
)
