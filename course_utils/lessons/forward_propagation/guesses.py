"""The predictions of lesson 2."""

from course_utils.judging.guess import Guess
from course_utils.lessons.forward_propagation import reference

_RETRIEVAL = (
    Guess(
        "cost-of-equal-losses",
        "Twelve students, and the loss of each is 0.3. What is the cost of the model?",
        right=0.3,
        why="The loss is of one example, the cost is the average over all: {right}.",
        wrong={
            3.6: "That is the sum. The cost is the average, so that it does not grow with the "
            "number of examples.",
            0.025: "You divided by twelve, but did not add up first.",
        },
        otherwise="What is the average of twelve equal numbers?",
    ),
    Guess(
        "a-step-downhill",
        "b is 1, the slope of the cost along b is -2, and alpha is 0.1. What is b after one step?",
        right=lambda: round(1 - 0.1 * -2, 1),
        why="1 - 0.1 times -2 is {right}. The slope is negative, so downhill is to the right.",
        wrong={
            0.8: "That goes uphill. Against a negative slope means to the right: b grows.",
            3: "That is a whole slope's step. Alpha makes it shorter: 0.1 times 2.",
            -1: "That goes uphill, and without alpha.",
        },
        otherwise="Take alpha times the slope away from b, and mind the two minus signs.",
    ),
    Guess(
        "error-times-input",
        "A student passed (y = 1), and the model gave 0.9. The student slept for 5 hours. What is "
        "the slope of this student's loss along the weight of the hours slept?",
        right=lambda: round((0.9 - 1) * 5, 1),
        why="The error times the input: (0.9 - 1) times 5 is {right}. It is negative: a larger "
        "weight would bring f nearer to 1.",
        wrong={
            0.5: "The size is right. The error is f - y, the probability minus the label.",
            -0.1: "That is the slope along b. Along a weight, the error is multiplied by its "
            "input.",
            4.5: "That is f times the input. The error is f - y.",
            -0.045: "There is a factor f(1 - f) in it, which cancels against the loss.",
        },
        otherwise="It is the error, f - y, times the input.",
    ),
)

_LAYERS = (
    Guess(
        "unit-0-by-hand",
        "Three inputs, 2, -1 and 0.5. Unit 0 has the weights 1, 0.5 and -1, and the bias 0.5. "
        "What is its z?",
        right=lambda: round(2 * 1 + -1 * 0.5 + 0.5 * -1 + 0.5, 1),
        why="2 times 1, -1 times 0.5, 0.5 times -1: together 1. With the bias, {right}.",
        wrong={
            1: "That is the sum without the bias.",
            3.5: "You lost a minus: -1 times 0.5 is negative, and so is 0.5 times -1.",
            2.5: "You lost a minus: -1 times 0.5 and 0.5 times -1 are both negative.",
        },
        otherwise="Multiply each input by its weight, add the three, then add the bias.",
    ),
    Guess(
        "layer-for-all-images",
        "360 images of 64 pixels go into a layer of 25 units. What is the shape of what comes out?",
        right=(360, 25),
        why="A row for each image, and in it a number for each unit: {right}.",
        wrong={
            (25, 360): "Rows are examples, here and in the whole course.",
            (25,): "That is what comes out for one image.",
            (64, 25): "That is the shape of the layer's weights. The data have a row for each "
            "image.",
            (360, 64): "That is what goes in. Each image leaves with a number for each unit.",
        },
    ),
    Guess(
        "entries-of-the-cache",
        "A network has three layers. How many arrays are in its cache?",
        right=4,
        why="One for each layer, and A0, which is X: {right}.",
        wrong={
            3: "Each layer gives one. But the cache begins with what went into the first layer.",
            2: "It is not only the hidden ones: the cache begins with X and ends with the output.",
        },
        otherwise="Write them down: A0, A1, and so on to the output.",
    ),
)

_COUNTS = (
    Guess(
        "parameters-of-layer-1",
        "64 inputs go into a layer of 25 units. How many parameters has the layer?",
        right=lambda: reference.count_parameters([64, 25]),
        why="Each of the 25 units has 64 weights and one bias: 25 times 65 is {right}.",
        wrong={
            1600: "Those are the weights. Each unit has a bias, too.",
            1664: "You added a bias for each input. The units have one each, the inputs none.",
            1601: "You added one bias. Each of the 25 units has its own.",
            89: "You added 64 and 25. Each unit has a weight for each input.",
        },
        otherwise="How many numbers has one unit of its own? Then take 25 of them.",
    ),
    Guess(
        "transpose-of-a-square",
        "A layer has four inputs and four units. Somebody writes `A_in @ W.T` for `A_in @ W`. What "
        "comes out?",
        right="the right shape, with other values",
        choices=("an error", "the right values", "the right shape, with other values"),
        why="The sizes agree either way, so nothing complains.",
        wrong={
            "an error": "With other sizes, yes. Here W.T has the shape of W, so the sizes agree.",
            "the right values": "W.T has the weights of unit j in row j. They would be the same "
            "only if W were equal to its transpose.",
        },
    ),
    Guess(
        "equal-units",
        "All 25 units of a layer have the same weights and the same bias. With how many units "
        "could the network compute just the same?",
        right=1,
        why="All 25 give the same number. One unit gives it, too, if the next layer's weights for "
        "the 25 are added up.",
        wrong={
            25: "Each gives a number of its own, but the 25 numbers are equal. What does the next "
            "layer do with 25 equal numbers?",
            0: "Without any, the next layer would be told nothing. What do 25 equal numbers tell "
            "it?",
        },
        otherwise="The 25 numbers are equal. How many of them does the next layer need to know?",
    ),
)

GUESSES = (*_RETRIEVAL, *_LAYERS, *_COUNTS)
