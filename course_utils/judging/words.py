"""How values, shapes and arguments are put into words for a learner."""

from typing import Any

import numpy as np

from course_utils.answering.given import Given
from course_utils.answering.plain import Array


def number(value: float) -> str:
    """Write a number with six significant digits."""
    return f"{value:.6g}"


def show(value: Any) -> str:
    """Write a value on at most a few lines, an array with its shape."""
    if isinstance(value, bool | int | float) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, Given):
        return f"{value.name}, a function: {value.summary}"
    if isinstance(value, str):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return number(value.item())
    if isinstance(value, list):
        return str(value)
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=4, threshold=12, edgeitems=2, suppress_small=True)
    if isinstance(value, tuple):
        return "(" + ", ".join(show(item) for item in value) + ")"
    return str(value)


def named(name: str, value: Any) -> str:
    """Write ``name = value``, an array with its shape and its rows below each other."""
    if isinstance(value, list | tuple) and any(not np.isscalar(item) for item in value):
        return "\n".join(named(f"{name}[{k}]", item) for k, item in enumerate(value))
    shape = f"  # {value.shape}" if isinstance(value, np.ndarray) and value.ndim else ""
    first, *rest = show(value).splitlines()
    indent = " " * (len(name) + 3)
    return "\n".join([f"{name} = {first}{shape}", *(indent + line for line in rest)])


def describe(value: Any) -> str:
    """Say what kind of thing a plain value is."""
    if value is None:
        return "`None`"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, bool):
        return f"`{value}`"
    if isinstance(value, int | float | np.ndarray):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, tuple):
        return f"{len(value)} value{'' if len(value) == 1 else 's'}"
    return getattr(value, "what", f"a {type(value).__name__}")


def amount(expected: Array) -> str:
    """Say what is wanted: a number, or an array of some shape."""
    kind = "whole numbers" if expected.dtype.kind in "iu" else "numbers"
    if expected.ndim == 0:
        return "a number"
    return f"an array of {kind}, of shape {expected.shape}"


def shape_words(got: tuple[int, ...], expected: tuple[int, ...], name: str) -> str:
    """Say how a shape differs from the right one, and what that usually comes from."""
    text = f"{name} has shape {got}; it should have shape {expected}."
    if not expected:
        text = f"{name} is an array of shape {got}; it should be a single number."
    if len(expected) == 2 and got == expected[::-1]:
        return text + " It is turned on its side: look for a transpose."
    if got == (*expected, 1):
        return text + (
            " It is a column. A column minus a flat array broadcasts to a square table of "
            "differences, so keep it flat."
        )
    if len(expected) == 1 and got == expected * 2:
        return text + " A flat array met a column, and broadcasting made a square table of them."
    return text


def arguments_text(parameters: tuple[str, ...], arguments: tuple[Any, ...]) -> str:
    """Write a question's arguments, one to a line."""
    pairs = zip(parameters, arguments, strict=True)
    return "\n".join(named(name, value) for name, value in pairs)


def outline(parameters: tuple[str, ...], arguments: tuple[Any, ...]) -> str:
    """Write a question's arguments, one to a line, of arrays the shapes only."""
    pairs = zip(parameters, arguments, strict=True)
    return "\n".join(f"{name}: {_outlined(value)}" for name, value in pairs)


def _outlined(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, list | tuple) and any(not np.isscalar(item) for item in value):
        return f"arrays of the shapes {_shapes(value)}"
    return show(value)


def _shapes(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shapes, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_shapes, value)) + ")"
    return str(np.shape(value))


def in_full(parameters: tuple[str, ...], arguments: tuple[Any, ...]) -> str:
    """Write a question's arguments as code that can be run, given functions included."""
    pairs = list(zip(parameters, arguments, strict=True))
    functions = [value.code for _, value in pairs if isinstance(value, Given)]
    return "\n".join([*functions, *(f"{name} = {_literal(value)}" for name, value in pairs)])


def _literal(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()})" if value.ndim else repr(value.item())
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{_literal(item)}, " for item in value).rstrip() + ")"
    if isinstance(value, Given):
        return value.name
    return repr(value) if isinstance(value, bool | int | float | str) else show(value)


def came_from(
    parameters: tuple[str, ...],
    arguments: tuple[Any, ...],
    index: tuple[int, ...],
    shape: tuple[int, ...],
) -> str:
    """Write the inputs behind one element of the result: the same element, or the same row.

    The same element, where every array has the shape of the result: it is computed element by
    element. The same row, where the result has a row for each example, as the first array has.
    """
    arrays = {
        name: np.asarray(value)
        for name, value in zip(parameters, arguments, strict=True)
        if _is_table(value)
    }
    if not index or not arrays:
        return ""
    rows = len(next(iter(arrays.values())))
    if all(array.shape == shape for array in arrays.values()):
        place = ", ".join(map(str, index))
        lines = [named(f"{name}[{place}]", array[index]) for name, array in arrays.items()]
    elif shape[0] == rows:
        examples = {name: array for name, array in arrays.items() if len(array) == rows}
        lines = [named(f"{name}[{index[0]}]", array[index[0]]) for name, array in examples.items()]
    else:
        return ""
    return "\n".join(lines)


def _is_table(value: Any) -> bool:
    """Tell arrays with axes, and lists of numbers, from everything else."""
    if isinstance(value, list):
        return bool(value) and all(map(np.isscalar, value))
    return isinstance(value, np.ndarray) and value.ndim > 0
