"""Where in the learner's own code an error was raised, and what met there, as plain data."""

import ast
import dis
import linecache
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import Any

import numpy as np

from course_utils.answering.inspecting import codes
from course_utils.answering.plain import MAX_TEXT

MOST_MET = 6
_LONGEST_PART = 200
_TERMINAL_COLOURS = re.compile("\x1b\\[[0-9;]*m")  # Keras sets parts of its messages in bold


@dataclass(frozen=True)
class Met:
    """One of the things that met where an error was raised."""

    text: str
    """As it is written."""

    kind: str
    """The name of its type, of a function its arguments too; "" where its value is not known."""

    shape: tuple[int, ...] | None = None
    """Of an array."""

    made: str = ""
    """The line, with its number, that gave a variable its value, where only one does."""


@dataclass(frozen=True)
class Raised:
    """The error that ended a call."""

    kind: str
    """The name of its class: "ValueError"."""

    message: str

    function: str
    """The innermost function of the learner's that it was raised in, or under."""

    line: str
    """The line of the function that was checked, with its number, or ""."""

    part: str = ""
    """The expression in that line, where it is known."""

    met: tuple[Met, ...] = ()
    """What that expression is made of."""


def describe_error(error: BaseException, function: Callable[..., Any]) -> Raised:
    """Describe an error that came out of a learner's function."""
    try:
        message = str(error)
    # A learner's own exception class may fail to print, and in any way.
    except Exception as broken:  # noqa: BLE001
        message = f"(its message could not be read: {type(broken).__name__})"
    message = _TERMINAL_COLOURS.sub("", message)[:MAX_TEXT]
    kind = type(error).__name__
    traced = _traced(message)
    if traced is not None:
        return Raised(kind, *traced)
    innermost, blamed = _frames(error.__traceback__, function)
    if blamed is None:
        return Raised(kind, message, innermost, "")
    frame, number, position = blamed
    code = frame.f_code
    text = linecache.getline(code.co_filename, number, frame.f_globals).strip()
    line = f"line {number}: {text}" if text else f"line {number}"
    part, met = _met(frame, position)
    return Raised(kind, message, innermost, line, part, met)


def _traced(message: str) -> tuple[str, str, str] | None:
    """Take apart what TensorFlow says of an error in a function that it traces.

    Returns
    -------
    tuple or None
        The message itself, the function and the line, which `@tf.function` hides in the message.
    """
    if not message.startswith("in user code:"):
        return None
    places = re.findall(r'File "(.+)", line (\d+), in (\w+)', message)
    *_, said = (line.strip() for line in message.splitlines() if line.strip())
    if not places:
        return None
    file, number, name = places[0]
    text = linecache.getline(file, int(number)).strip()
    said = re.sub(r"^\w+(Error|Exception): ?", "", said)
    return f"{TRACED}{said}" if said else "", name, f"line {number}: {text}"


TRACED = "as TensorFlow traced it: "
"""What the message of an error begins with that was raised under `@tf.function`."""

_Blamed = tuple[FrameType, int, int]


def _frames(trace: TracebackType | None, function: Any) -> tuple[str, _Blamed | None]:
    """Find the innermost function of the notebook's, and the last place in the one checked.

    What a function calls may be right and be called wrongly. So the place is where the call is.
    """
    namespace = getattr(function, "__globals__", None)
    own = set(codes(getattr(function, "__code__", None)))
    innermost, blamed, last = "", None, None
    while trace is not None:
        frame = trace.tb_frame
        if namespace is not None and frame.f_globals is namespace:
            innermost = frame.f_code.co_name
            last = (frame, trace.tb_lineno, trace.tb_lasti)
            if frame.f_code in own:
                blamed, innermost = last, function.__code__.co_name
        trace = trace.tb_next
    return innermost, blamed or last


def _met(frame: FrameType, position: int) -> tuple[str, tuple[Met, ...]]:
    """Find the expression that was being worked out, and the values that it is made of."""
    positions = list(frame.f_code.co_positions())
    if position // 2 >= len(positions):
        return "", ()
    line, last_line, start, end = positions[position // 2]
    if line is None or line != last_line or start is None or end is None:
        return "", ()
    source = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).encode()
    part = source[start:end].decode(errors="replace").strip()
    try:
        statement = ast.parse(part).body[0]
    except (SyntaxError, ValueError, IndexError):
        return "", ()
    met = tuple(
        Met(ast.unparse(node)[:_LONGEST_PART], *_kind(_known(node, frame)), _made(node, frame))
        for node in _operands(statement)[:MOST_MET]
    )
    return part[:_LONGEST_PART], met


def _made(node: ast.expr, frame: FrameType) -> str:
    """Find the one line of the function in which a variable gets its value."""
    if not isinstance(node, ast.Name) or node.id not in frame.f_locals:
        return ""
    numbers = _stores(frame.f_code).get(node.id, set())
    if len(numbers) != 1:
        return ""
    (number,) = numbers
    line = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip()
    return f"line {number}: {line}"[:_LONGEST_PART] if line else ""


@lru_cache(maxsize=1000)
def _stores(code: CodeType) -> dict[str, set[int]]:
    """Give the lines in which each local variable gets a value.

    A judge runs the same wrong versions again and again, many of which stop with an error.
    """
    found: dict[str, set[int]] = {}
    for step in dis.get_instructions(code):
        number = step.positions.lineno if step.positions else None
        if step.opname in ("STORE_FAST", "STORE_DEREF") and number is not None:
            found.setdefault(step.argval, set()).add(number)
    return found


def _operands(statement: ast.stmt) -> list[ast.expr]:
    node: Any = statement.value if isinstance(statement, ast.Expr) else statement
    match node:
        case ast.BinOp():
            return [node.left, node.right]
        case ast.AugAssign():
            return [node.target, node.value]
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Call():
            return [node.func, *node.args, *(k.value for k in node.keywords)]
        case ast.Subscript():
            return [node.value, node.slice]
        case ast.Attribute():
            return [node.value]
        case ast.UnaryOp():
            return [node.operand]
    return []


_UNKNOWN = object()
_PLAIN = (bool, int, float, str, list, tuple, dict, type(None), np.ndarray, np.float64, np.int64)


def _known(node: ast.expr, frame: FrameType) -> Any:
    """Give what an expression stands for, where that can be told without running anything."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return frame.f_locals.get(name, frame.f_globals.get(name, _UNKNOWN))
        case ast.Attribute(value=inner, attr="T" | "shape" | "size" | "ndim" as name):
            value = _known(inner, frame)
            return getattr(value, name) if type(value) is np.ndarray else _UNKNOWN
        case ast.Subscript(value=inner, slice=index):
            value, at = _known(inner, frame), _known(index, frame)
            if type(value) in (np.ndarray, list, tuple) and type(at) is int:
                return value[at] if -len(value) <= at < len(value) else _UNKNOWN
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            value = _known(inner, frame)
            return -value if type(value) in (np.ndarray, int, float) else _UNKNOWN
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.MatMult()):
            a, b = _known(left, frame), _known(node.right, frame)
            numbers = (np.ndarray, int, float, np.float64)
            if type(a) in numbers and type(b) in numbers:
                return _shape_of(node.op, a, b)
    return _UNKNOWN


def _shape_of(op: ast.operator, a: Any, b: Any) -> Any:
    """Give an array of the shape of a result, as only that is told."""
    try:
        if isinstance(op, ast.MatMult):
            return np.empty(np.shape(a)) @ np.empty(np.shape(b))
        return np.empty(np.broadcast_shapes(np.shape(a), np.shape(b)))
    except ValueError:
        return _UNKNOWN


def _kind(value: Any) -> tuple[str, tuple[int, ...] | None]:
    if value is _UNKNOWN:
        return "", None
    name = type(value).__name__
    if type(value) is FunctionType:
        code = value.__code__
        return f"function({', '.join(code.co_varnames[: code.co_argcount])})"[:_LONGEST_PART], None
    if isinstance(value, np.ndarray):
        return name, tuple(int(n) for n in np.ndarray.__getattribute__(value, "shape"))
    return name[:_LONGEST_PART], None
