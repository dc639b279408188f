"""The predictions of lesson 1."""

import math

import numpy as np

from course_utils.data import load_student_hours
from course_utils.judging.guess import Guess
from course_utils.lessons.logistic_regression import reference


def _g(z):
    return float(reference.sigmoid(z))


def _best_alpha():
    """Find which of the learning rates that are asked about costs least after ten steps."""
    X, y = load_student_hours()
    hours = (X[:, :1] - X[:, :1].mean()) / X[:, :1].std()  # (12, 1)
    alphas = (0.1, 1.0, 10.0, 100.0)
    costs = [
        reference.gradient_descent(
            hours,
            y,
            np.array([-2.0]),
            3.0,
            reference.compute_cost,
            reference.compute_gradient,
            alpha,
            10,
        )[2][-1]
        for alpha in alphas
    ]
    return f"{alphas[int(np.argmin(costs))]:g}"


_RETRIEVAL = (
    Guess(
        "what-check-is-handed",
        "You have written `square`. Which line checks it?",
        right="check(square)",
        choices=("check(square(3))", "check(square)", 'check("square(3)")'),
        why="You hand over the function itself. The course calls it, with numbers of its own.",
        wrong={
            "check(square(3))": "This calls `square` first, and hands over what it returns: 9. A "
            "number can't be called again with other numbers.",
            'check("square(3)")': "That is a text. Hand over the function itself, without quotes "
            "and without calling it.",
        },
    ),
    Guess(
        "students-times-weights",
        "`X` has shape (12, 2) and `w` has shape (2,). What is the shape of `X @ w`?",
        right=(12,),
        why="The inner sizes, 2 and 2, agree and vanish: {right}, a number for each of the twelve.",
        wrong={
            (12, 2): "That is `X * w`. With `@` the inner sizes vanish.",
            (2,): "The inner sizes, 2 and 2, vanish. The outer one remains.",
            (12, 1): "A flat `w` leaves no second axis. With a `w` of shape (2, 1) it would be so.",
        },
    ),
    Guess(
        "derivative-of-log",
        "What is the slope of log u, the natural logarithm, at u = 0.5?",
        right=2,
        why="The derivative of log u is 1/u, and 1 over one half is {right}.",
        wrong={
            math.log(0.5): "That is log 0.5, the height of the curve. Its slope is the derivative, "
            "1/u.",
            0.5: "That is u itself. The derivative of log u is 1/u.",
            -2: "The size is right. But the logarithm rises, everywhere.",
            -4: "That is the derivative of 1/u. The derivative of log u is 1/u itself.",
        },
        otherwise="The derivative of log u is 1/u. Put in one half.",
    ),
)

_MODEL_AND_COST = (
    Guess(
        "sigmoid-of-minus-2",
        "g(2) is about 0.88. What is g(-2), about?",
        right=lambda: round(_g(-2), 2),
        within=0.015,
        why="It is {right}, which is 1 - 0.88: the curve is the same when it is turned round the "
        "point at z = 0. As a formula, g(-z) = 1 - g(z).",
        wrong={
            -0.88: "That is -g(2). The sigmoid stays between 0 and 1: no output is negative.",
            0.88: "It would be the same on both sides then. But the curve rises from 0 to 1.",
            0.5: "That is g(0). At z = -2 the curve is already well below it.",
        },
        otherwise="As far as g(2) is from 1, so far is g(-2) from 0.",
    ),
    Guess(
        "cost-of-a-coin",
        "With w = 0 and b = 0, what does the model cost, whatever the data are?",
        right=lambda: round(math.log(2), 3),
        why="z is 0, so f is one half for all. Each loss is -log 0.5 = log 2, which is {right}, "
        "and so is their average.",
        wrong={
            0.5: "That is f. The loss is minus its logarithm.",
            0: "A cost of 0 is that of a model which is certain and right. This one says one half "
            "to everybody.",
            -round(math.log(2), 3): "The logarithm of one half is negative, and the loss has a "
            "minus in front.",
            round(
                math.log10(2), 3
            ): "That is the logarithm to base 10. Here it is the natural one.",
        },
        otherwise="With z = 0, what is f? Then the loss is -log f for a label of 1, and "
        "-log(1 - f) for a label of 0.",
    ),
    Guess(
        "loss-at-100",
        "The label is 0 and z is 100. By the formula log(1 + e^z) - z y, what is the loss, about?",
        right=100,
        why="Next to e^100 the 1 is nothing, and log(e^100) is {right}. With y = 0 the other term "
        "is gone.",
        wrong={
            0: "With y = 0 the term z y is gone, and log(1 + e^z) remains. That is 0 for a very "
            "negative z.",
            -100: "With y = 0 the term z y is gone. log(1 + e^z) is never negative.",
            34.54: "That is where the clipped loss ends, -log(1e-15). The formula with z goes on.",
        },
        otherwise="Put in y = 0. What remains is log(1 + e^100), and the 1 makes no difference.",
    ),
    Guess(
        "likelihood-of-two",
        "A model gives one student 0.8 and another 0.4. The first passes, the second fails. What "
        "probability had it given to just that, both together?",
        right=lambda: round(0.8 * (1 - 0.4), 2),
        why="0.8 to the pass, and 1 - 0.4 = 0.6 to the fail. Together, 0.8 times 0.6: {right}.",
        wrong={
            0.32: "That is 0.8 times 0.4. But the second one failed, which the model had given "
            "1 - 0.4.",
            1.4: "You added 0.8 and 0.6. That both happen has the product as its probability.",
            1.2: "You added. That both happen has the product as its probability.",
        },
        otherwise="To a fail the model gives 1 minus its probability of passing. Multiply the two.",
    ),
    Guess(
        "where-it-is-flat",
        "A model is certain, and wrong. Under which of the two costs does gradient descent hardly "
        "move from there?",
        right="the squared error",
        choices=("the logistic cost", "the squared error", "both alike"),
        why="There the sigmoid itself is flat. The logarithm is steep just where the sigmoid is "
        "flat, and makes up for it; the square does not.",
        wrong={
            "the logistic cost": "The logarithm has no bound, so this cost climbs on and on where "
            "the model is surer and wrong. A square of at most 1 has nowhere to climb.",
            "both alike": "The sigmoid is flat there in both. But then comes a logarithm in one, "
            "and a square in the other.",
        },
    ),
)

_DOWNHILL = (
    Guess(
        "rates-in-a-chain",
        "When w grows, z grows 2 times as fast. When z grows, f grows 0.2 times as fast. When f "
        "grows, the loss grows 4 times as fast. How fast does the loss grow with w?",
        right=lambda: round(2 * 0.2 * 4, 1),
        why="Rates in a chain multiply: 2 times 0.2 times 4 is {right}.",
        wrong={
            6.2: "You added the three. If w moves by 1, z moves by 2; f then moves by 0.2 for each "
            "of these 2.",
            4: "That is the last link alone. What reaches it from w has passed the others before.",
        },
        otherwise="Follow a small step of w: what does z do, what does f do for it, and the loss?",
    ),
    Guess(
        "sign-of-the-slope",
        "A student studied for 3 hours and failed; the model gave 0.8 to passing. How does this "
        "student's loss change when the weight of the hours studied grows?",
        right="it rises",
        choices=("it rises", "it falls", "it stays"),
        why="A larger weight times 3 hours makes z larger, and f goes further up from the 0 that "
        "it should be. The slope is (0.8 - 0) times 3, positive, so descent makes the weight "
        "smaller.",
        wrong={
            "it falls": "Follow the chain: a larger weight times 3 hours gives a larger z, and a "
            "larger f. The student failed, so f should go down.",
            "it stays": "It would with 0 hours studied: then the weight does not reach z. Here it "
            "is multiplied by 3.",
        },
    ),
    Guess(
        "best-alpha",
        "From the start that the explorer shows, with the hours scaled: which alpha brings the "
        "cost lowest in ten steps?",
        right=_best_alpha,
        choices=("0.1", "1", "10", "100"),
        why="{right}: its steps are as long as the valley allows. With 1 there is still some way "
        "to go after ten, and 100 jumps across.",
        wrong={
            "0.1": "It falls all the way, but after ten such short steps it is not far from the "
            "start. Try it.",
            "1": "Safe, and on its way. Try a larger one: how far can you go?",
            "100": "Too large: the steps jump from one side of the valley to the other. Try it.",
        },
    ),
    Guess(
        "losses-with-a-column",
        "`f` has shape (12,), but the labels come as a column `y` of shape (12, 1). What is the "
        "shape of `-y * np.log(f) - (1 - y) * np.log(1 - f)`?",
        right=(12, 12),
        why="Broadcasting again: each label meets each prediction, {right}.",
        wrong={
            (12,): "That is what flat labels give. Compare the sizes from the right: 12 beside 1, "
            "and the 1 is stretched.",
            (12, 1): "Compare the sizes from the right: 12 beside 1, and the 1 is stretched to 12.",
        },
        otherwise="In Welcome, a flat array met a column. What did NumPy stretch?",
    ),
)

GUESSES = (*_RETRIEVAL, *_MODEL_AND_COST, *_DOWNHILL)
