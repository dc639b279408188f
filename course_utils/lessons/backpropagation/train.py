"""Many steps downhill: a network is trained."""

import numpy as np

from course_utils.answering.given import Given
from course_utils.judging.exercise import Exercise, Mistake, mistake
from course_utils.judging.forms import Layers, named_values
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.cases import network, params_layout
from course_utils.lessons.backpropagation.given import start_weights
from course_utils.lessons.forward_propagation.reference import forward


def _questions(rng):
    def ask(name, alpha, epochs, m, *sizes):
        X, Y, _, _ = network(rng, m, *sizes)
        arguments = (X, Y, list(sizes), Given.of(start_weights), alpha, epochs)
        return Question(name, arguments)

    yield ask("one epoch", 0.5, 1, 5, 3, 4, 1)
    yield ask("eight epochs", 1.5, 8, 6, 2, 3, 2, 1)
    yield ask("twenty epochs", 0.8, 20, 7, 3, 5, 1)
    yield ask("many epochs, in which little changes", 0.05, 40, 5, 2, 3, 1)
    yield _on_which_the_cost_rises(rng)


def _on_which_the_cost_rises(rng):
    """Ask with a step that is too long, and slopes above 1: whoever reins them in is found out."""
    X = np.array([[6.0, 1.0], [5.0, -2.0], [-4.0, 3.0], [3.0, 2.0]]) + rng.uniform(size=(4, 2))
    Y = np.array([[1.0], [0.0], [1.0], [0.0]])  # which no line separates
    return Question("a step that is too long", (X, Y, [2, 1], Given.of(start_weights), 1.5, 4))


def _train_layout(value):
    outer = named_values(value, ("params", "J_history"))
    if outer is None:
        return None
    named = params_layout(outer["params"])
    return None if named is None else {**named, "J_history": outer["J_history"]}


def _train(
    epochs=lambda n: n,
    step=reference.update_parameters,
    grads=reference.backward,
    alpha=lambda alpha, epoch: alpha,
    after=False,
    finish=lambda params, history: (params, history),
):
    """Make a training loop with one thing changed."""

    def wrong(X, Y, layer_sizes, initialise, learning_rate, n_epochs):
        params = initialise(layer_sizes)
        history = []
        for epoch in range(epochs(n_epochs)):
            A_out, cache = forward(X, params)
            cost = reference.network_cost(A_out, Y)
            params = step(params, grads(Y, params, cache), alpha(learning_rate, epoch))
            if after:
                cost = reference.network_cost(forward(X, params)[0], Y)
            history.append(cost)
        return finish(params, history)

    return wrong


@mistake("starts-again")
def _starts_again(X, Y, layer_sizes, initialise, alpha, epochs):
    """Every epoch starts from the initial parameters. Call `initialise` once, before the loop."""
    history = []
    for _ in range(epochs):
        params, J = reference.train(X, Y, layer_sizes, initialise, alpha, 1)
        history += J
    return params, history


@mistake("forward-outside")
def _forward_once(X, Y, layer_sizes, initialise, alpha, epochs):
    """Your slopes stay those of the first epoch: `forward` runs once, before the loop. What the
    network gives changes with every step, so it belongs into the loop.
    """
    params = initialise(layer_sizes)
    A_out, cache = forward(X, params)
    history = []
    for _ in range(epochs):
        history.append(reference.network_cost(A_out, Y))
        params = reference.update_parameters(params, reference.backward(Y, params, cache), alpha)
    return params, history


def _slopes_of_the_start(after):
    """Take the same slopes in every epoch; note the cost before the step, or after it."""

    def wrong(X, Y, layer_sizes, initialise, alpha, epochs):
        params = initialise(layer_sizes)
        grads = reference.backward(Y, params, forward(X, params)[1])
        history = []
        for _ in range(epochs):
            moved = reference.update_parameters(params, grads, alpha)
            history.append(reference.network_cost(forward(X, moved if after else params)[0], Y))
            params = moved
        return params, history

    return wrong


def _with_cost(cost):
    """Train rightly, and note another cost."""

    def wrong(X, Y, layer_sizes, initialise, alpha, epochs):
        params = initialise(layer_sizes)
        history = []
        for _ in range(epochs):
            A_out, cache = forward(X, params)
            history.append(cost(A_out, Y))
            grads = reference.backward(Y, params, cache)
            params = reference.update_parameters(params, grads, alpha)
        return params, history

    return wrong


@mistake("one-example-at-a-time")
def _by_example(X, Y, layer_sizes, initialise, alpha, epochs):
    """You take a step for every example. The lesson takes one step an epoch, along the slopes of
    the cost of all examples together.
    """
    params = initialise(layer_sizes)
    history = []
    for _ in range(epochs):
        history.append(reference.network_cost(forward(X, params)[0], Y))
        for k in range(len(X)):
            grads = reference.backward(Y[k : k + 1], params, forward(X[k : k + 1], params)[1])
            params = reference.update_parameters(params, grads, alpha)
    return params, history


@mistake("starts-from-zeros")
def _from_zeros(X, Y, layer_sizes, initialise, alpha, epochs):
    """You start from parameters of your own, zeros. Start from those that `initialise(layer_sizes)`
    gives: with equal weights all units of a layer stay alike for ever.
    """

    def zeros(sizes):
        return [(0 * W, 0 * b) for W, b in initialise(sizes)]

    return reference.train(X, Y, layer_sizes, zeros, alpha, epochs)


EXERCISE = Exercise(
    reference=reference.train,
    questions=_questions,
    form=Layers(("params", "J_history"), layout=_train_layout),
    partial=False,
    takes_rows=True,
    rtol=1e-4,
    mistakes=(
        Mistake(
            "nothing-updated",
            _train(step=lambda params, grads, alpha: params),
            "Your parameters never move, so the cost stays the same. Assign what "
            "`update_parameters` returns: `params = update_parameters(…)`.",
        ),
        Mistake(
            "biases-not-updated",
            _train(
                step=lambda params, grads, alpha: [
                    (W - alpha * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)
                ]
            ),
            "Your biases stay where they started. Update them like the weights.",
        ),
        Mistake(
            "summed-gradient",
            lambda X, Y, sizes, initialise, alpha, epochs: reference.train(
                X, Y, sizes, initialise, alpha * len(X), epochs
            ),
            "Your steps are m times too large: somewhere the 1/m of the gradient is missing.",
        ),
        Mistake(
            "uphill",
            _train(alpha=lambda alpha, epoch: -alpha),
            "Your cost rises from epoch to epoch: you go uphill. Look at the sign of the step.",
        ),
        _starts_again,
        _forward_once,
        Mistake(
            "backward-outside",
            _slopes_of_the_start(after=False),
            "Your slopes stay those of the first epoch: `backward` runs once, before the loop. "
            "They change with every step, so it belongs into the loop, after `forward`.",
            (_slopes_of_the_start(after=True),),
        ),
        Mistake(
            "squared-error-in-history",
            _with_cost(lambda A_out, Y: np.mean((A_out - Y) ** 2)),
            "Your `J_history` holds the squared error. The cost of this network is "
            "`network_cost(A_out, Y)`, of the logistic loss.",
            (_with_cost(lambda A_out, Y: np.mean((A_out - Y) ** 2) / 2),),
        ),
        _by_example,
        _from_zeros,
        Mistake(
            "one-epoch-short",
            _train(epochs=lambda n: n - 1),
            "You train one epoch too few. `range(epochs)` goes round just as often.",
        ),
        Mistake(
            "one-epoch-more",
            _train(epochs=lambda n: n + 1),
            "You train one epoch too many. `range(epochs)` goes round just as often.",
        ),
        Mistake(
            "return-inside-loop",
            _train(epochs=lambda n: min(n, 1)),
            "You train one epoch and stop. The `return` stands inside the loop; move it out.",
        ),
        Mistake(
            "history-after-step",
            _train(after=True),
            "Your `J_history` holds the cost after each step. Here it is the cost of the forward "
            "pass that the step uses, before it: that one is there anyway.",
        ),
        Mistake(
            "history-last-only",
            _train(finish=lambda params, history: (params, history[-1])),
            "Your `J_history` holds one cost, that of the last epoch. Make the list once, before "
            "the loop, and append the cost of every epoch.",
        ),
        Mistake(
            "history-empty",
            _train(finish=lambda params, history: (params, [])),
            "Your `J_history` is empty. Append the cost of every epoch.",
        ),
        Mistake(
            "alpha-divided-by-m",
            lambda X, Y, sizes, initialise, alpha, epochs: reference.train(
                X, Y, sizes, initialise, alpha / len(X), epochs
            ),
            "Your steps are m times too small. The gradient is an average already.",
        ),
        Mistake(
            "params-only",
            _train(finish=lambda params, history: params),
            "You return the parameters alone. Return the history too: `return params, J_history`.",
        ),
        Mistake(
            "swapped-order",
            _train(finish=lambda params, history: (history, params)),
            "You return the history before the parameters. The lesson returns `params, J_history`.",
        ),
    ),
    hints=(
        "Every piece is written. Which four things happen in one epoch, and in which order?",
        "Forward; note the cost; backward; update. What you start from comes from `initialise`.",
        "What one function gives, the next one takes: `forward` gives what `network_cost` and "
        "`backward` need, and `update_parameters` gives the `params` of the next epoch.",
    ),
    explanation="""
Four lines an epoch: forward, cost, backward, update. This is what TensorFlow's `fit` does, and in
the next lesson you see it do so.
""",
)
