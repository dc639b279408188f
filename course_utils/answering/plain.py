"""What may cross from the learner's code to the judge: plain values, limited in size.

A plain value is None, a bool, an int, a float, a str, a numeric array, or a tuple of plain
values. Whatever else a learner returns arrives as `Foreign`, which says only what it was.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
"""An array of any shape and any kind of numbers."""

MAX_ELEMENTS = 5_000_000
MAX_DEPTH = 4
MAX_TEXT = 2_000
MOST_KINDS = 50


@dataclass(frozen=True)
class Foreign:
    """Something that is not plain; `what` tells the learner what they returned."""

    what: str


def to_plain(value: Any, depth: int = 0) -> Any:
    """Copy `value` as a plain value, or say what it is.

    Parameters
    ----------
    value : object
        Whatever a learner's function returned.

    Returns
    -------
    None, bool, int, float, str, ndarray, tuple or Foreign
        Lists of numbers become arrays; other lists become tuples of plain values.
    """
    if value is None or isinstance(value, bool | np.bool_):
        return value if value is None else bool(value)
    if type(value) is float:
        return value
    if type(value) is int:
        return value if abs(value) < 2**63 else float(max(-(10**300), min(10**300, value)))
    if type(value) is str:
        return value[:MAX_TEXT]
    if isinstance(value, list | tuple):
        return _plain_sequence(value, depth)
    if isinstance(value, dict | set | type) or callable(value):
        return Foreign(_describe(value))
    if isinstance(value, np.ndarray | np.generic) and not isinstance(value, np.matrix):
        return _plain_array(value)
    if hasattr(value, "__array__"):  # a tensor, a variable, a table, a matrix
        return Foreign(f"{_describe(value)}; `np.array` makes a NumPy array of it")
    return Foreign(_describe(value))


def _plain_sequence(value: list[Any] | tuple[Any, ...], depth: int) -> Any:
    """Turn a list of numbers into an array; keep anything else item by item."""
    if len(value) > MAX_ELEMENTS or depth >= MAX_DEPTH:
        return Foreign(f"a {type(value).__name__} too large or too deep to look at")
    if isinstance(value, list):
        array = None if _holds_boxes(value) else _as_numbers(value)
        if array is not None:
            return array
    return tuple(to_plain(item, depth + 1) for item in value)


def _as_numbers(value: list[Any]) -> Array | None:
    try:
        array = np.array(value)
    except (ValueError, TypeError):  # rows of different lengths, or things that are not numbers
        return None
    return array if array.dtype.kind in "biuf" and array.size <= MAX_ELEMENTS else None


def kinds(value: Any, plain: Any) -> tuple[str, ...]:
    """Name the types of the numbers and arrays in what was returned, in order.

    Parameters
    ----------
    value : object
        Whatever a learner's function returned.
    plain : plain value
        What `to_plain` made of it. What became one array is one entry, a list of rows for instance.
    """
    if isinstance(plain, tuple) and not _holds_boxes(value):
        pairs = zip(value, plain, strict=True)
        found = (kind for item, its_plain in pairs for kind in kinds(item, its_plain))
        return tuple(itertools.islice(found, MOST_KINDS))
    return (type(value).__name__[:MAX_TEXT],)


def _holds_boxes(value: Any) -> bool:
    """Tell arrays of one element each, which only the judge can tell from numbers."""
    return bool(value) and all(isinstance(v, np.ndarray) and v.shape == (1,) for v in value)


def _plain_array(value: Any) -> Any:
    array = np.asarray(value)
    if array.size > MAX_ELEMENTS:
        return Foreign(f"an array of {array.size:,} elements, too large to look at")
    if array.dtype.kind not in "biufc":
        return Foreign(f"an array of dtype {array.dtype}")
    return np.array(array, copy=True, subok=False)


def _describe(value: Any) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    name = getattr(value, "__name__", None)
    if callable(value) and isinstance(name, str):
        return f"the function {name}"
    kind = type(value).__name__
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def copy_plain(value: Any) -> Any:
    """Copy a plain argument, so that what is done to the copy leaves the original alone."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(copy_plain(item) for item in value)
    return value


def _nearly_equal(a: Array, b: Array) -> bool:
    return np.allclose(a, b, rtol=1e-12, atol=1e-12, equal_nan=a.dtype.kind in "fc")


def same_plain(a: Any, b: Any) -> bool:
    """Tell whether an argument is what it was, but for what adding and subtracting leaves behind.

    Nudging an element and putting it back may change its last digit; that is no change.
    """
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return (
            isinstance(a, np.ndarray)
            and isinstance(b, np.ndarray)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and (np.array_equal(a, b) or _nearly_equal(a, b))
        )
    if isinstance(a, list | tuple) and type(a) is type(b):
        return len(a) == len(b) and all(map(same_plain, a, b))
    return type(a) is type(b) and a == b
