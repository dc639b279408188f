"""The prediction of lesson 0: a small one, to see how answering works."""

from course_utils.judging.guess import Guess

GUESSES = (
    Guess(
        "square-of-minus-3",
        "What will `square(-3)` return?",
        right=9,
        why="Minus three times minus three is {right}: the two signs cancel.",
        wrong={
            -9: "That would be `-3 ** 2`, where Python squares first and puts the minus in front. "
            "Your function is handed the number -3, sign and all, and multiplies it by itself.",
            -6: "That is -3 doubled. The square is -3 times -3.",
            6: "That is 3 doubled. The square is -3 times -3.",
        },
        otherwise="Multiply -3 by itself: three times three, and then the sign.",
    ),
)
