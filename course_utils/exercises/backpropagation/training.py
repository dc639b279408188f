"""A step, and many of them."""

from course_utils.checking.comparing import named_values
from course_utils.checking.exercise import Exercise, Mistake, Question
from course_utils.checking.given import Given
from course_utils.exercises.backpropagation.cases import network, params_layout
from course_utils.reference import backpropagation as reference
from course_utils.reference.forward_propagation import forward


def _update_questions(rng):
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


def _update_in_place(params, grads, alpha):
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= alpha * dW
        b -= alpha * db
    return params


UPDATE_PARAMETERS = Exercise(
    signature="update_parameters(params, grads, alpha)",
    summary="Take one step downhill.",
    reference=reference.update_parameters,
    questions=_update_questions,
    layout=params_layout,
    returns=("params",),
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
        Mistake(
            "in-place",
            _update_in_place,
            "You change the arrays that were handed in. Whoever called you may still need them: "
            "`W - alpha * dW` makes a new one, `W -= …` does not.",
        ),
        Mistake(
            "divided-by-alpha",
            _update(lambda p, dp, a: p - dp / a, lambda p, dp, a: p - dp / a),
            "You divide by `alpha`. A small learning rate must make small steps: multiply.",
        ),
    ),
    hints=(
        "It is the step of lesson 1, for every pair of the list.",
        "`zip(params, grads)` gives the pairs that belong together.",
        "For each: `(W - alpha * dW, b - alpha * db)`, collected in a new list.",
    ),
    explanation="""
Every parameter moves against its own slope, all of them by the same learning rate. New arrays are
made, so the old parameters can still be compared with the new.
""",
)


def _train_questions(rng):
    def ask(name, alpha, epochs, m, *sizes):
        X, Y, _, _ = network(rng, m, *sizes)
        arguments = (X, Y, list(sizes), Given("start_weights"), alpha, epochs)
        return Question(name, arguments)

    yield ask("one epoch", 0.5, 1, 5, 3, 4, 1)
    yield ask("eight epochs", 1.5, 8, 6, 2, 3, 2, 1)
    yield ask("twenty epochs", 0.8, 20, 7, 3, 5, 1)


def _train_layout(value):
    outer = named_values(value, ("params", "J_history"))
    named = None if outer is None else params_layout(outer["params"])
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


def _starts_again(X, Y, layer_sizes, initialise, alpha, epochs):
    history = []
    for _ in range(epochs):
        params, J = reference.train(X, Y, layer_sizes, initialise, alpha, 1)
        history += J
    return params, history


TRAIN = Exercise(
    signature="train(X, Y, layer_sizes, initialise, alpha, epochs)",
    summary="Train a network by gradient descent.",
    reference=reference.train,
    questions=_train_questions,
    layout=_train_layout,
    returns=("params", "J_history"),
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
        Mistake(
            "starts-again",
            _starts_again,
            "Every epoch starts from the initial parameters. Call `initialise` once, before the "
            "loop.",
        ),
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
            "Your `J_history` is one number. Append the cost of every epoch to a list.",
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
        "Forward; note the cost; backward; update. What you start from comes from "
        "`initialise(layer_sizes)`.",
        "In the loop: `A_out, cache = forward(X, params)`, append `network_cost(A_out, Y)`, "
        "`grads = backward(Y, params, cache)`, `params = update_parameters(params, grads, alpha)`.",
    ),
    explanation="""
Four lines an epoch: forward, cost, backward, update. This is what TensorFlow's `fit` does, and in
the next lesson you see it do so.
""",
)
