"""The predictions of lesson 0: what a function returns, and what NumPy does with shapes."""

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
    Guess(
        "shape-of-a-flat-array",
        "`v = np.array([2.0, -1.0, 0.5])`. What is its shape?",
        right=(3,),
        why="One pair of brackets, one axis: {right}. The comma says that this is a tuple, and not "
        "a number in parentheses.",
        wrong={
            (1, 3): "That is a table with one row, `np.array([[2.0, -1.0, 0.5]])`, with two pairs "
            "of brackets. Here there is one pair, and one axis.",
            (3, 1): "That is a column: a table of three rows with one element each. Here there is "
            "one pair of brackets, and one axis.",
        },
        otherwise="Count the pairs of brackets: so many axes. Then count the elements along each.",
    ),
    Guess(
        "matrix-times-vector",
        "`A` has shape (2, 3) and `v` has shape (3,). What is the shape of `A @ v`?",
        right=(2,),
        why="Each of the two rows meets `v`, and gives one number: {right}. The inner sizes, 3 and "
        "3, must agree, and they vanish.",
        wrong={
            (2, 3): "That is `A * v`, element by element. `@` multiplies and then adds up along "
            "the inner sizes, which vanish.",
            (3,): "The inner sizes vanish, and the outer one remains. Which of 2 and 3 is outer?",
            (2, 1): "That is what a column `v` of shape (3, 1) would give. A flat `v` leaves no "
            "second axis.",
        },
        otherwise="Write the shapes side by side, (2, 3) and (3,). The inner sizes agree and "
        "vanish: what remains?",
    ),
    Guess(
        "sum-over-axis-0",
        "`A` has shape (2, 3). What is the shape of `A.sum(axis=0)`?",
        right=(3,),
        why="Axis 0 is the one that vanishes: the rows are added up, and one number remains for "
        "each of the three columns: {right}.",
        wrong={
            (2,): "That is `A.sum(axis=1)`. The axis that you name is the one that vanishes: axis "
            "0 has size 2.",
            (): "That is `A.sum()`, over all elements. With `axis=0`, only this axis vanishes.",
            (1, 3): "The axis vanishes altogether. With `keepdims=True` it would stay, with size "
            "1.",
        },
        otherwise="Of the two sizes, cross out the one of the axis that is named.",
    ),
    Guess(
        "column-of-a-matrix",
        "`A = np.array([[1, 2, 3], [4, 5, 6]])`. What is `A[:, 1]`?",
        right="[2 5]",
        choices=("[2 5]", "[1 4]", "[4 5 6]", "[[2] [5]]"),
        why="The colon takes all rows, and the 1 the second column, as Python counts from 0. What "
        "comes out is flat.",
        wrong={
            "[1 4]": "That is the first column, `A[:, 0]`. Python counts from 0.",
            "[4 5 6]": "That is the second row, `A[1]`. The colon stands for all rows, and the 1 "
            "after the comma picks a column.",
            "[[2] [5]]": "The right numbers. But a single number in the brackets takes its axis "
            "away, so the result is flat. `A[:, 1:2]` would keep it.",
        },
    ),
    Guess(
        "flat-minus-column",
        "`v` has shape (3,) and `column` has shape (3, 1). What is the shape of `v - column`?",
        right=(3, 3),
        why="NumPy stretches both: `v` to three equal rows, `column` to three equal columns. Each "
        "number meets each other one: {right}. There is no error, which makes it dangerous.",
        wrong={
            (3,): "That would need two flat arrays. Sizes are compared from the right: 3 beside 1, "
            "and 1 is stretched to 3.",
            (3, 1): "Sizes are compared from the right: 3 beside 1, so the column is stretched to "
            "the right, too.",
        },
        otherwise="Write the shapes below each other, flush right. A size of 1, or a missing one, "
        "is stretched to the other's.",
    ),
)
