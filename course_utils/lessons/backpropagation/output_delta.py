"""The slope at the output, where sigmoid and loss cancel."""

import numpy as np

from course_utils.judging.exercise import Exercise, Mistake
from course_utils.judging.question import Question
from course_utils.lessons.backpropagation import reference
from course_utils.lessons.backpropagation.cases import activations


def _questions(rng):
    def ask(name, m):
        Y = np.zeros((m, 1))
        Y[: max(1, m // 3)] = 1
        return Question(name, (activations(rng, m, 1), Y))

    yield Question(
        "four examples",
        (np.array([[0.9], [0.2], [0.6], [0.3]]), np.array([[1.0], [0.0], [0.0], [1.0]])),
    )
    yield ask("seven random examples", 7)
    yield ask("five random examples", 5)


EXERCISE = Exercise(
    reference=reference.output_delta,
    questions=_questions,
    points=5,
    mistakes=(
        Mistake(
            "not-averaged",
            lambda A_out, Y: A_out - Y,
            "Your slopes are m times too large. The cost is an average, so each example counts "
            "1/m: divide by m.",
        ),
        Mistake(
            "sign",
            lambda A_out, Y: (Y - A_out) / len(Y),
            "Your slopes have the wrong sign: `A_out - Y`, not `Y - A_out`.",
        ),
        Mistake(
            "sign-and-not-averaged",
            lambda A_out, Y: Y - A_out,
            "Your slopes have the wrong sign, `A_out - Y` is right, and they are not divided by m.",
        ),
        Mistake(
            "divided-twice",
            lambda A_out, Y: (A_out - Y) / len(Y) ** 2,
            "You divide by m twice. Once is enough.",
        ),
        Mistake(
            "squared-error",
            lambda A_out, Y: (A_out - Y) * A_out * (1 - A_out) / len(Y),
            "You multiply by `A_out * (1 - A_out)`. With the logistic loss that factor cancels; it "
            "stays only with the squared error.",
        ),
        Mistake(
            "squared-error-not-averaged",
            lambda A_out, Y: (A_out - Y) * A_out * (1 - A_out),
            "You multiply by `A_out * (1 - A_out)`, which cancels here, and do not divide by m.",
        ),
        Mistake(
            "slope-along-A",
            lambda A_out, Y: (A_out - Y) / (A_out * (1 - A_out)) / len(Y),
            "That is the slope along `A_out`. One step further back, along Z, it is multiplied by "
            "`A_out * (1 - A_out)`, and the denominator cancels.",
        ),
        Mistake(
            "slope-along-A-not-averaged",
            lambda A_out, Y: (A_out - Y) / (A_out * (1 - A_out)),
            "That is the slope of the loss along `A_out`, not averaged. Along Z the denominator "
            "cancels; then divide by m.",
        ),
        Mistake(
            "returns-the-cost",
            lambda A_out, Y: -np.mean(Y * np.log(A_out) + (1 - Y) * np.log(1 - A_out)),
            "You return the cost itself. What is wanted is its slope along Z, one for each "
            "example.",
            (lambda A_out, Y: -np.sum(Y * np.log(A_out) + (1 - Y) * np.log(1 - A_out)),),
        ),
        Mistake(
            "averaged-to-a-number",
            lambda A_out, Y: np.mean(A_out - Y),
            "You return one number. Each example has a slope of its own: (m, 1).",
        ),
        Mistake(
            "flattened",
            lambda A_out, Y: ((A_out - Y) / len(Y)).ravel(),
            "You return a flat array. The last layer's Z has shape (m, 1), and so have its slopes. "
            "A flat array against a column broadcasts to a table.",
        ),
        Mistake(
            "column-meets-flat",
            lambda A_out, Y: (A_out - np.ravel(Y)) / len(Y),
            "A column of shape (m, 1) met a flat array of shape (m,), and broadcasting made a "
            "square table. Leave `Y` as it is.",
        ),
        Mistake(
            "decisions",
            lambda A_out, Y: ((A_out >= 0.5) - Y) / len(Y),
            "You compare decisions with the labels. Use the probabilities themselves.",
        ),
        Mistake(
            "doubled",
            lambda A_out, Y: 2 * (A_out - Y) / len(Y),
            "Your slopes are twice as large. The 2 belongs to the squared error.",
        ),
    ),
    hints=(
        "In lesson 1 the slope of one example's loss along z came out very short. What was it?",
        "It was f - y. Here the cost is the average over m examples: what does that do to each "
        "example's slope?",
        "The same difference in every row, and then a division by how many rows there are: "
        "`len(Y)`. Nothing is added up.",
    ),
    explanation=r"""
The slope of the loss along A is $(A - Y) / (A (1 - A))$, the slope of A along Z is $A (1 - A)$,
and their product is $A - Y$. The cost averages over m examples, so each gets 1/m. After this,
nothing else divides by m.
""",
)
