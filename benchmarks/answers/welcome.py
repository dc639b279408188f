# %% square: right: power operator and a docstring kept
def square(x):
    """Multiply each number by itself.

    x       : a number, or an array of any shape
    returns : x times x, of the same shape
    """
    return x ** 2


# %% square: right: NumPy's own function, with type hints
def square(x: np.ndarray) -> np.ndarray:
    result = np.square(x)
    return result


# %% square: right: a lambda under the name
square = lambda x: np.multiply(x, x)


# %% square: wrong: doubles in place of squaring
# at: return 2 * x
def square(x):
    return 2 * x


# %% square: wrong: adds the number to itself
# at: y = x + x
def square(x):
    y = x + x
    return y


# %% square: wrong: a caret, which is exclusive or in Python
# at: x ^ 2
def square(x):
    """Multiply each number by itself."""
    return x ^ 2


# %% square: wrong: prints and returns nothing
# at: print(x * x)
def square(x):
    print(x * x)


# %% square: wrong: computes it and forgets to return
# at: result = x * x
def square(x):
    result = x * x


# %% square: wrong: matrix product in place of elementwise
# at: x @ x
def square(x):
    return x @ x


# %% square: wrong: sums up the squares
# at: np.sum(
def square(x):
    return np.sum(x * x)


# %% square: wrong: capital X does not exist
# at: return X * X
def square(x):
    return X * X


# %% square: wrong: only an array can be looped over, and a list comes out
# at: for v in x
def square(x):
    return [v * v for v in x]


# %% square: wrong: returns inside the loop after the first element
# at: return out
def square(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = x[i] ** 2
        return out


# %% square: wrong: calls itself for ever
# at: return square(x)
def square(x):
    return square(x)


# %% square: wrong: the root in place of the square
# at: np.abs(x) ** 0.5
def square(x):
    return np.abs(x) ** 0.5


# %% square: wrong: the exponent is the number itself
# at: x ** x
def square(x):
    return 1.0 * x ** x


# %% square: wrong: overwrites the array that was handed in
# at: x *= x
def square(x):
    x *= x
    return x


# %% square: wrong: answers only the example of the text
# at: return 9
def square(x):
    return 9


# %% square: wrong: math.pow takes no arrays
# at: math.pow(
def square(x):
    import math

    return math.pow(x, 2)
