"""The predictions of lesson 4."""

from itertools import pairwise
from math import ceil

from course_utils.judging.guess import Guess

_DIGITS = (64, 25, 15, 1)


def _weights() -> int:
    return sum(n_in * n_out for n_in, n_out in pairwise(_DIGITS))


GUESSES = (
    Guess(
        "steps-of-an-epoch-by-hand",
        "How many steps does your `train` of lesson 3 take in one epoch, on 270 images?",
        right=1,
        why="{right}: its slope looks at all images at once, and then every parameter moves.",
        wrong={
            270: "That would be a step for each image. Your `backward` adds up over all of them "
            "first.",
            400: "That was the number of epochs.",
        },
        otherwise="Look for `update_parameters` in your `train`: how often is it called in an "
        "epoch?",
    ),
    Guess(
        "where-the-mean-comes-in",
        "The cost is a mean. In which of your functions of lesson 3 is it divided by m on the way "
        "back?",
        right="output_delta",
        why="Once, where the walk begins. From there it travels along in every dZ.",
        wrong={
            "dense_backward": "There slopes are added up over the examples. The 1/m is in dZ "
            "already.",
            "update_parameters": "There only the learning rate comes in.",
            "in each of them": "Then it would be in several times: too small by m, or by m times "
            "m.",
        },
        choices=("output_delta", "dense_backward", "update_parameters", "in each of them"),
    ),
    Guess(
        "parameters-of-64-25-15-1",
        "How many parameters has the network 64-25-15-1?",
        right=lambda: _weights() + sum(_DIGITS[1:]),
        why="64 · 25 + 25, then 25 · 15 + 15, then 15 + 1: {right}.",
        wrong={
            _weights: "Those are the weights. Each unit has a bias besides.",
            (lambda: sum(_DIGITS)): "Those are the inputs and units. A unit has a weight for each "
            "input.",
            (lambda: 64 * 25 + 25): "That is the first layer.",
        },
        otherwise="Layer by layer: inputs times units, plus a bias for each unit.",
    ),
    Guess(
        "optimizer-of-silence",
        "`model.compile(loss=BinaryCrossentropy())` names no optimizer. Which one does Keras take?",
        right="RMSprop",
        why="It gives each parameter a step length of its own, so it is not plain gradient "
        "descent.",
        wrong={
            "SGD": "That would be gradient descent, and many texts say so. It is another one.",
            "Adam": "Many like it best, and it is not what you get unasked.",
            "none: an error": "There is no error, and no word about it. That is what makes it "
            "easy to overlook.",
        },
        choices=("SGD", "Adam", "RMSprop", "none: an error"),
    ),
    Guess(
        "steps-of-fit",
        "270 images, `batch_size=16`, `epochs=30`. How many steps does `fit` take?",
        right=lambda: 30 * ceil(270 / 16),
        why="16 batches of 16, one of 14, a step for each: 17 an epoch, {right} in all.",
        wrong={
            30: "That is the number of epochs. In each of them every batch gets a step.",
            (
                lambda: 30 * (270 // 16)
            ): "The last batch is smaller, and gets its step all the same.",
            (lambda: ceil(270 / 16)): "That is one epoch.",
            (
                lambda: 30 * 270
            ): "That would be a step for each image. A step looks at a whole batch.",
        },
        otherwise="How many batches make an epoch, the smaller last one counted?",
    ),
    Guess(
        "last-column",
        "How large will the largest differences between the slopes be? Those of layer 1 are of a "
        "size of about 0.001.",
        right="below 0.0000001",
        why="Both do the same arithmetic. TensorFlow keeps 32 bits of each number, about seven "
        "digits, and so the eighth differs.",
        wrong={
            "0, all of them": "Nearly. NumPy computes with 64 bits and TensorFlow with 32, so the "
            "last digits differ.",
            "about 0.0001": "That would be a tenth of the slopes themselves: two walks that agree "
            "only roughly. They do the very same arithmetic.",
            "as large as the slopes": "Then one of the two would be wrong. Your gradient check "
            "acquitted yours.",
        },
        choices=("0, all of them", "below 0.0000001", "about 0.0001", "as large as the slopes"),
    ),
    Guess(
        "break-w3",
        "A reshape in the place of `W3.T`, where W3 is (15, 1). Which rows will be off?",
        right="none",
        why="A single column, turned over or reshaped, is the same single row. The next layer is "
        "not so kind.",
        wrong={
            "dW3 and db3": "W3.T is used for what layer 3 hands on, not for its own slopes.",
            "all of layers 1 and 2": "They would be, if the numbers came in another order. But "
            "there is only one column to put into a row.",
            "every row": "What lies nearer to the output is computed before W3.T is used.",
        },
        choices=("none", "dW3 and db3", "all of layers 1 and 2", "every row"),
    ),
    Guess(
        "which-repair",
        "Which single change lets most of twenty starts tell all twelve students apart?",
        right="10,000 epochs",
        why="The steps were too few. With enough of them even tiny ones get there.",
        wrong={
            "1,000 hidden units": "It brings the loss down, and ten steps are too few to get all "
            "twelve right.",
            "scaled hours": "Scaling makes the way shorter. Ten steps of 0.001 are still next to "
            "none.",
            "no single one": "One is enough, if you have the patience.",
        },
        choices=("1,000 hidden units", "scaled hours", "10,000 epochs", "no single one"),
    ),
    Guess(
        "one-who-overslept",
        "With the thirteenth student: how many of the thirteen can a single unit get right at "
        "most?",
        right=12,
        why="{right}: its line leaves the new one on the side of those who passed. Hidden units "
        "are needed to bend it.",
        wrong={
            13: "No straight line has all who passed on one side, and those who failed and this "
            "one on the other.",
            6: "A line that tells the twelve apart is still there.",
        },
        otherwise="Keep the line that tells the twelve apart. On which side of it is the new one?",
    ),
    Guess(
        "which-is-faster",
        "A training step of a network 64-16-16-1 on 32 images: who is faster?",
        right="NumPy, by far",
        why="The arithmetic is next to nothing, and what `fit` does around each step is not.",
        wrong={
            "TensorFlow, by far": "It wins where there is much to compute. Here there is not.",
            "about the same": "The arithmetic is. But `fit` does much around each step, whatever "
            "its size.",
        },
        choices=("NumPy, by far", "TensorFlow, by far", "about the same"),
    ),
)
