"""What is said of an error: where it is in the learner's line, and what met there."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

import numpy as np

from course_utils.answering.blaming import Met, Raised
from course_utils.answering.calling import TRIED

_ADVICE = (
    # (the error, a part of its message, what to look at), for what the place alone does not tell
    ("IndexError", "list assignment", "A list has no places to fill: use `append`, or begin with "
     "an array of zeros."),
    ("IndexError", "out of", "An index reaches past the end: compare the range of the loop with "
     "the shape."),
    ("EOFError", "nobody is asked", "A function gets all that it needs as arguments: leave the "
     "`input()` out."),
    ("TypeError", "unhashable", "Arrays and lists can't be what a dictionary is looked up by, nor "
     "arguments of a function with `@lru_cache` or `@cache`."),
    ("ValueError", "inhomogeneous", "An array needs rows of equal length: these are several arrays "
     "of different shapes, or a tuple of them. Take the one that you want out first."),
    ("ValueError", "element with a sequence", "A single element is given a whole array. Is an "
     "index missing on the right side, or a sum?"),
    ("TypeError", "converted to Python scalars", "`int`, `float` and the functions of `math` take "
     "a single number, and this is an array. For every element at once there are NumPy's, and "
     "`.astype(int)`."),
    ("TypeError", "can't multiply sequence", "A list does no arithmetic: go through its entries in "
     "a loop."),
    ("ValueError", "to unpack", "To the left of the `=` there must be as many names as there are "
     "values to the right. For a list of any length write a loop."),
    ("RecursionError", "", "It calls itself without end."),
    ("ZeroDivisionError", "", "Something that it divides by is zero."),
    ("UnboundLocalError", "", "It uses a variable before giving it a value: set it before the "
     "loop."),
    ("ValueError", "cardinality", "X and Y must have the same number of rows: print both shapes."),
    ("ValueError", "to a shape", "`Input` takes a tuple: `Input((n_features,))`, with the comma "
     "that makes one."),
    ("ValueError", "activation function identifier", "Keras knows no activation of that name: look "
     "at its spelling."),
    ("ValueError", "not recognized", "It takes no argument of that name: look at its spelling. A "
     "step's length is `learning_rate`."),
    ("NotImplementedError", "traced it: Cannot convert a symbolic", "`@tf.function` can't look "
     "into functions of NumPy: leave it out."),
    ("TypeError", "traced it: Value passed", "TensorFlow's functions take floating-point numbers "
     "only. NumPy's take whole numbers too: leave `@tf.function` out."),
    ("NotImplementedError", "numpy array", "Keras can't look into a function of NumPy. Name the "
     "activation or the loss in quotes, or take Keras's own."),
    ("TypeError", "Sequential.__init__() takes", "Layers belong into a list: `Sequential([…])`."),
    ("TypeError", "unexpected keyword", "It takes no argument of that name: look at its spelling."),
    ("ValueError", "ambiguous", "An `if` can't decide for a whole array at once. Use `np.where`, "
     "or go through the elements in a loop."),
    ("ValueError", "math domain", "`math.log` does not take 0. Keep what goes into it a tiny "
     "distance away from 0."),
    ("ValueError", "positive input", "`math.log` does not take 0. Keep what goes into it a tiny "
     "distance away from 0."),
    ("ValueError", "loss identifier", "Keras knows no loss of that name: look at its spelling, or "
     "hand over an instance, as in `keras.losses.MeanSquaredError()`."),
    ("ValueError", "optimizer identifier: <class", "Keras does not take that as an optimizer: hand "
     "over an instance, made with parentheses."),
    ("ValueError", "optimizer identifier", "Keras does not take that as an optimizer. In `compile` "
     "the optimizer comes first; say `optimizer=` and `loss=`, and hand over an instance."),
    ("ValueError", "of type <class 'type'>", "A layer is made with parentheses, `Dense(…)`: its "
     "name alone is the class."),
    ("ValueError", "Received: None", "One of the layers is `None`. `adapt` and `add` give nothing "
     "back: call them on a line of their own."),
    ("ValueError", "call `compile()`", "A model is trained only after it was compiled."),
    ("InvalidArgumentError", "Sparse", "That loss is for several classes, with a unit for each. "
     "Here one unit says how probable class 1 is, and labels are 0 or 1: binary cross-entropy."),
    ("OverflowError", "", "A number in it grows too large. Where does a large exponent come from?"),
    ("TypeError", "no len", "A single number has no length and can't be looped over."),
    ("TypeError", "unsized", "A single number has no length and can't be looped over."),
    ("TypeError", "not iterable", "What it loops over is no list and no array of rows."),
)  # fmt: skip

_LONGEST_WORDS = 250
_OF_TENSORFLOW = re.compile(r"\{\{.*?\}\}|\[Op:.*")  # where in its graph, not what is wrong
_MATRIX_PRODUCTS = ("np.dot", "np.matmul", "numpy.dot", "numpy.matmul")
_COMMON = {
    "m": "The number of examples is `X.shape[0]`.",
    "n": "The number of features is `X.shape[1]`.",
    "e": "For the exponential function write `np.exp`.",
}


def raised_words(raised: Raised, own: str = "") -> str:
    """Say which error ended the call, where, and what to look at.

    Parameters
    ----------
    raised : Raised
    own : str
        The name of the function that was checked.
    """
    first = _OF_TENSORFLOW.sub("", raised.message.strip().partition("\n")[0]).strip()
    if raised.line == TRIED:
        advice = _advice(raised)
        return f"What it returned could not be tried: {raised.kind}: {first} {advice}".strip()
    where = f" at {raised.line}" if raised.line else ""
    through = raised.function not in ("", own) and bool(own)
    called = f", where it calls `{raised.function}`{_with(raised)}" if through else ""
    # What met inside the function that it calls is not known.
    look = _advice(raised) if through else _look(raised)
    return f"It stopped with {raised.kind}{where}{called}. {look or _own_words(raised)}".strip()


def _own_words(raised: Raised) -> str:
    """Give the error's own words, where they are short enough to be of use."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", raised.message)  # Keras prints some of it in bold
    said = " ".join(plain.partition("Arguments received by")[0].split())
    first = re.split(r"(?<=[.!]) (?=[A-Z])", said, maxsplit=2)
    if said.startswith("Exception encountered when calling") and len(first) > 1:
        first = first[1:]  # Keras says first where, and then what
    said = first[0] if first else ""
    if not said or len(said) > _LONGEST_WORDS:
        return ""
    sizes = re.search(r"matmul: .*\(size (\d+) is different from (\d+)\)", said)
    if sizes:
        return f"A matrix product in it meets sizes {sizes[2]} and {sizes[1]}, which must be equal."
    return f"It says: {said}" + ("" if said.endswith((".", "!", "?")) else ".")


def _look(raised: Raised) -> str:
    """Say what met there and what is wrong with it; else what such an error usually comes from."""
    for look in _LOOKS:
        words = look(raised)
        if words:
            return words
    return _advice(raised)


def _advice(raised: Raised) -> str:
    return next(
        (text for kind, part, text in _ADVICE if kind == raised.kind and part in raised.message), ""
    )


def _with(raised: Raised) -> str:
    told = [_described(met) for met in raised.met[1:] if met.kind]
    return f" with {_listed(told)}{_origin(raised.met[1:])}" if told else ""


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


_SURPRISING = ("NoneType", "tuple", "method", "builtin_function_or_method", "type")


def _origin(met: Sequence[Met]) -> str:
    """Say in which line a variable was made that is likely not what its maker thinks."""
    for one in met:
        if one.made and (one.kind in _SURPRISING or one.kind.startswith("function(")):
            return f" (`{one.text}` comes from {one.made})"
    return ""


def _described(met: Met) -> str:
    if met.shape is not None and met.shape:
        return f"`{met.text}` of shape {met.shape}"
    names = {"NoneType": "`None`", "float": "a number", "int": "a number", "ndarray": "a number"}
    kind = "a function" if met.kind.startswith("function(") else f"a {met.kind}"
    return f"`{met.text}`, {names.get(met.kind, kind)}"


def _shapes(raised: Raised) -> list[Met]:
    return [met for met in raised.met if met.shape is not None]


def _matrix_product(raised: Raised) -> str:
    arrays = _shapes(raised)
    product = "@" in raised.part or raised.part.startswith(_MATRIX_PRODUCTS)
    product = product and "broadcast" not in raised.message  # an `@` deeper inside went well
    if raised.kind != "ValueError" or not product or len(arrays) != 2 or len(raised.met) > 3:
        return ""
    a, b = arrays
    assert a.shape is not None and b.shape is not None  # noqa: PT018 - for the type checker
    if not a.shape or not b.shape:
        return f"`{a.text if not a.shape else b.text}` is a single number: `@` takes arrays."
    inner = b.shape[0] if len(b.shape) == 1 else b.shape[-2]
    if a.shape[-1] == inner:
        return ""
    text = (
        f"There `{raised.part}` meets {a.shape} and {b.shape}: the inner sizes, {a.shape[-1]} and "
        f"{inner}, differ."
    )
    turned = [
        f"`{met.text}` turned on its side, `{_turned(met.text)}`, has shape {met.shape[::-1]}."
        for met in arrays
        if met.shape is not None and len(met.shape) == 2
    ]
    return " ".join([text, *turned[:1]])


def _turned(text: str) -> str:
    """Write the transpose of an expression."""
    return f"{text}.T" if re.fullmatch(r"[\w.\[\]]+", text) else f"({text}).T"


def _elementwise(raised: Raised) -> str:
    arrays = _shapes(raised)
    if raised.kind != "ValueError" or "broadcast" not in raised.message or len(arrays) != 2:
        return ""
    a, b = arrays
    return (
        f"There `{raised.part}` meets {a.shape} and {b.shape}, which do not fit together element "
        "by element: from the right, sizes must be equal, or one of them 1."
    )


def _nothing(raised: Raised) -> str:
    for met in raised.met:
        if met.kind == "NoneType" and raised.kind in ("TypeError", "AttributeError"):
            return (
                f"There `{met.text}` is `None`{_origin([met])}: what should have made it handed "
                "nothing over. "
                "`append` changes a list in place and gives back `None`, and so does a function "
                "without `return`."
            )
    return ""


def _indexing(raised: Raised) -> str:
    if not raised.met or "[" not in raised.part:
        return ""
    met = raised.met[0]
    number = met.kind in ("float", "int", "float64", "int64", "bool") or met.shape == ()
    single = any(words in raised.message for words in ("not subscriptable", "scalar", "indices"))
    if number and single:
        return f"There `{met.text}` is a number, which has no elements to pick by an index."
    if "too many indices" in raised.message and met.shape is not None:
        return (
            f"There `{met.text}` has shape {met.shape}: it has fewer axes than you give it indices."
        )
    if met.kind == "tuple" and "tuple indices" in raised.message:
        return (
            f"There `{met.text}` is a tuple{_origin([met])}, and is picked from like an array. "
            "Take its parts out first, by `a, b = …`."
        )
    if "does not support item assignment" in raised.message:
        return (
            f"There `{met.text}` is a {met.kind}, whose elements can't be replaced. Make a new one "
            "in its place."
        )
    if "not subscriptable" in raised.message and met.kind:
        kind = "function" if met.kind.startswith("function(") else met.kind
        return (
            f"There `{met.text}` is a {kind}{_origin([met])}, from which nothing is picked by an "
            "index."
        )
    return ""


def _calling(raised: Raised) -> str:
    if raised.kind != "TypeError" or not raised.met or "(" not in raised.part:
        return ""
    function, *given = raised.met
    if "not callable" in raised.message:
        if function.text.endswith(".shape"):
            return f"`{function.text}` is a tuple: pick from it in brackets, `{function.text}[0]`."
        return f"There `{function.text}` is called like a function, and it is none."
    own = raised.message.startswith(f"{function.text}()")  # and not of what it calls in its turn
    if own and "argument" in raised.message and function.kind.startswith("function("):
        takes = function.kind.removeprefix("function")
        return f"There `{function.text}` takes `{takes}`, and is given {len(given)}."
    return ""


def _operands(raised: Raised) -> str:
    if raised.kind != "TypeError" or "unsupported operand" not in raised.message:
        return ""
    told = [_described(met) for met in raised.met if met.kind]
    return f"There {' meets '.join(told)}, which do not go together." if len(told) == 2 else ""


def _attribute(raised: Raised) -> str:
    found = re.search(r"'([\w.]+)' object has no attribute '(\w+)'", raised.message)
    if raised.kind != "AttributeError" or not found:
        return ""
    what = f"`{raised.met[0].text}`" if len(raised.met) == 1 else "what it is asked of"
    kind = found[1].rpartition(".")[2]
    return f"There {what} is a {kind}, and has no `{found[2]}`."


def _missing_in_module(raised: Raised) -> str:
    """Say what a module has in place of what it has not."""
    found = re.search(r"module '(\w+)' has no attribute '(\w+)'", raised.message)
    if raised.kind != "AttributeError" or not found or found[1] != "numpy":
        return ""
    name = found[2]
    for place in ("linalg", "random"):
        if hasattr(getattr(np, place), name):
            return f"NumPy's is `np.{place}.{name}`."
    near = get_close_matches(name, dir(np), n=1)
    meant = f" Did you mean `np.{near[0]}`?" if near else ""
    return f"NumPy has no `{name}`.{meant}"


def _looping(raised: Raised) -> str:
    """Say so where a loop goes over a number."""
    number = re.search(
        r"'(?:numpy\.)?(int|int64|float|float64)' object is not iterable", raised.message
    )
    looped = re.search(r"\bin (\w+)\b", raised.line.partition(":")[2])
    if raised.kind != "TypeError" or not number or not looped:
        return ""
    name = looped[1]
    counts = f" To count up to it, write `range({name})`." if number[1].startswith("int") else ""
    return f"There `{name}` is a number, and a loop needs a list or an array.{counts}"


def _rows_of_another_length(raised: Raised) -> str:
    """Say so where Keras is handed rows that are longer or shorter than its layers take."""
    found = re.search(
        r"expected axis -1 of input shape to have value (\d+), but received input with shape "
        r"\((?:\w+, )*(\d+)\)",
        raised.message,
    )
    if not found:
        return ""
    return (
        f"The model takes rows of {found[1]} numbers, and is given rows of {found[2]}. Compare its "
        "`Input` with what goes in; in `fit` X comes first, then Y."
    )


def _name(raised: Raised) -> str:
    found = re.search(r"name '(\w+)' is not defined", raised.message)
    if raised.kind != "NameError" or not found:
        return ""
    name = found[1]
    start = f"Nothing is called `{name}` there."
    if name in _COMMON:
        return f"{start} {_COMMON[name]}"
    if callable(getattr(np, name, None)):
        return f"{start} NumPy's is `np.{name}`."
    words = re.findall(r"[A-Za-z_]\w+", raised.line.partition(":")[2])
    # `X_train` is no misspelt `Y_train`: what begins otherwise is another thing.
    near = get_close_matches(name, [w for w in words if w != name and w[0] == name[0]], n=1)
    meant = f" Did you mean `{near[0]}`?" if near else ""
    return f"{start} Look for a typo, or for a variable that belongs to another cell.{meant}"


_LOOKS: tuple[Callable[[Raised], str], ...] = (
    _matrix_product,
    _elementwise,
    _nothing,
    _indexing,
    _calling,
    _operands,
    _attribute,
    _missing_in_module,
    _looping,
    _rows_of_another_length,
    _name,
)
