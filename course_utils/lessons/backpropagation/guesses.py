"""The predictions of lesson 3."""

import numpy as np

from course_utils.judging.guess import Guess
from course_utils.lessons.logistic_regression.reference import sigmoid

# The unit that the lesson draws: w = 0.5, x = 2, b = -0.25, y = 0.
_A = float(sigmoid(0.5 * 2 - 0.25))

# The two examples that share a bias: w x is 1 and -0.5, b = 0.25, the labels are 0 and 1.
_USES = (sigmoid(np.array([1.0, -0.5]) + 0.25) - np.array([0.0, 1.0])) / 2  # (2,)

# What goes into the layer with numbers, and the slopes that come back to it.
_A_IN = np.array([[1.0, 2.0], [3.0, 4.0]])
_DZ = np.array([[0.5, -1.0], [1.0, 3.0]])

GUESSES = (
    Guess(
        "slope-along-w",
        "Logistic regression says f = 0.9 for an example with y = 0 and one feature, x = 2. What "
        "is the slope of this example's loss along w?",
        right=lambda: (0.9 - 0) * 2,
        why="(f - y) x: the error times what w is multiplied by. That is {right}.",
        wrong={
            0.9: "That is f - y, the slope along b. Along w it is multiplied by x besides.",
            -1.8: "The sign: it is f - y, and f is larger than y. A larger w would make the loss "
            "larger.",
            -0.2: "That would be for y = 1.",
        },
        otherwise="The slope is the error, f - y, times what w is multiplied by.",
    ),
    Guess(
        "shape-of-a-layer",
        "270 images of 64 pixels go into a layer of 25 units. Which shape has `A_in @ W + b`?",
        right=(270, 25),
        why="A row for each image, a column for each unit: {right}.",
        wrong={
            (25, 270): "Turned over: a row is an example, here as everywhere in this course.",
            (64, 25): "That is the shape of W.",
            (270, 64): "That is what goes in. Each unit makes one number of 64 pixels.",
        },
        otherwise="`A_in` is (270, 64) and W is (64, 25). What do the inner sizes become?",
    ),
    Guess(
        "parameters-of-4-3-1",
        "How many parameters has a network with 4 inputs, a layer of 3 units, and one of 1?",
        right=lambda: (4 * 3 + 3) + (3 * 1 + 1),
        why="4 · 3 weights and 3 biases, then 3 weights and 1 bias: {right}.",
        wrong={
            (lambda: 4 * 3 + 3 * 1): "Those are the weights. Each unit has a bias besides.",
            (lambda: 4 + 3 + 1): "Those are the inputs and the units. Each unit has a weight for "
            "every input.",
        },
        otherwise="Count layer by layer: a weight for each input of each unit, and its bias.",
    ),
    Guess(
        "slope-along-z",
        "In the graph above, the slope along the loss is 1. Go back over two edges: what is the "
        "slope along z?",
        right=_A,
        why="1 times the number on the edge from a to the loss, times the one from z to a: {right}."
        " It is a - y, as in lesson 1.",
        wrong={
            _A * (1 - _A): "That is the number on the edge from z to a alone. Multiply it by what "
            "arrives at a.",
            1 / (1 - _A): "That is what arrives at a. One edge is left, from z to a.",
            _A * (1 - _A) + 1 / (1 - _A): "The slopes on a path are multiplied; added are the "
            "slopes of several paths.",
        },
        otherwise="Multiply the two numbers on the edges between z and the loss.",
        within=0.006,
    ),
    Guess(
        "slope-along-a-shared-b",
        "What is the slope of the cost J along b?",
        right=float(_USES.sum()),
        why="0.5 times 0.777 comes back over one edge, 0.5 times -0.562 over the other. Together: "
        "{right}.",
        wrong={
            float(
                _USES[0]
            ): "That is what comes back from example 1. b goes into example 2 as well.",
            float(
                _USES[1]
            ): "That is what comes back from example 2. b goes into example 1 as well.",
            float(
                _USES.mean()
            ): "The mean was taken already: it is the one half on the last edges. "
            "What comes back is added.",
            float(2 * _USES.sum()): "The one half on the last edges is missing.",
            float(np.abs(_USES).sum()): "One of the two slopes is negative.",
        },
        otherwise="Go back from J over the upper path, then over the lower one, and add.",
        within=0.004,
    ),
    Guess(
        "one-entry-of-dw",
        "What is the slope along the weight from input 2 to unit 1?",
        right=float((_A_IN.T @ _DZ)[1, 0]),
        why="Example 1 gives 2 · 0.5, example 2 gives 4 · 1. Together: {right}.",
        wrong={
            1: "That is what example 1 gives. The weight is used in example 2 as well.",
            4: "That is what example 2 gives. The weight is used in example 1 as well.",
            float((_A_IN.T @ _DZ).mean(axis=0)[0]): "Look at the column of input 2 alone.",
            2.5: "The mean of two uses. Uses add up; the 1/m is in dZ already.",
            float((_A_IN.T @ _DZ)[0, 1]): "That is the weight from input 1 to unit 2.",
            float((_A_IN @ _DZ)[1, 0]): "You went along a row of A_in. The two uses are in the two "
            "rows, in the column of input 2.",
        },
        otherwise="Multiply the column of input 2 by the column of unit 1, and add.",
    ),
    Guess(
        "both-sides",
        "f is the cube, and theta is 1. The chord from 1 to 1.1 has the slope 3.31. Which slope "
        "has the chord from 0.9 to 1.1?",
        right=lambda: (1.1**3 - 0.9**3) / 0.2,
        why="(1.331 - 0.729) / 0.2 = {right}. The true slope is 3.",
        wrong={
            3: "Very nearly. That is the tangent's; work the chord out to two decimals.",
            3.31: "That is the one to one side again.",
            (lambda: (1.1**3 - 0.9**3) / 0.1): "The chord is 0.2 long, not 0.1: it goes to both "
            "sides.",
            (lambda: 1.1**3 - 0.9**3): "That is how much the curve rises. Divide by how far the "
            "chord goes.",
        },
        otherwise="The rise, 1.1³ - 0.9³, divided by how far the chord goes.",
        within=0.004,
    ),
    Guess(
        "how-many-train",
        "How many of the five broken passes bring the cost down?",
        right="four of them",
        why="Only one leaves the numbers. The others point downhill well enough: some only in a "
        "bias, some only a little off, some with other steps.",
        wrong={
            "none of them": "A slope that is somewhat wrong still points downhill more or less. "
            "Most bugs are of this kind.",
            "two of them": "More. Even one that hands a wrong slope to layer 1 leaves layers 2 and "
            "3 learning.",
            "all of them": "Nearly. One of them takes the sigmoid's slope at z, which can have any "
            "size and either sign.",
        },
        choices=("none of them", "two of them", "four of them", "all of them"),
    ),
    Guess(
        "equal-start",
        "All weights of a network with 8 hidden units start with the same value. How much of the "
        "two circles will it get right after training?",
        right="about half",
        why="The eight units stay one unit, which draws a single line; no line tells the circles "
        "apart.",
        wrong={
            "about three quarters": "That would take a bend. The units stay alike, so together "
            "they draw one line.",
            "all": "Eight units that differ can. These have no reason ever to differ.",
        },
        choices=("about half", "about three quarters", "all"),
    ),
)
