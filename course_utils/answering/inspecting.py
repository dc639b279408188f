"""What a function's code reveals without running it: what it reads, calls, and ignores."""

import dis
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any


@dataclass(frozen=True)
class Anatomy:
    """What a function is made of."""

    name: str = ""
    """The name it was defined under."""

    empty: bool = False
    """Nothing is written in it but a docstring, `pass` or `...`."""

    reads: tuple[str, ...] = ()
    """The notebook's data that it reads, by name: arrays and numbers, not functions."""

    calls: tuple[str, ...] = ()
    """The notebook's functions that it uses, by name."""

    ignores: tuple[str, ...] = ()
    """Its own arguments that it never looks at."""

    unknown: tuple[str, ...] = ()
    """Names that it uses and that stand for nothing now."""


def dissect(function: Any) -> Anatomy:
    """Look into a function; an object without Python code of its own reveals nothing."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return Anatomy()
    namespace = getattr(function, "__globals__", {})
    builtins = namespace.get("__builtins__", {})
    builtins = vars(builtins) if isinstance(builtins, ModuleType) else builtins
    reads, calls, unknown = [], [], []
    names, used, empty = _looked_through(code)
    for name in names:
        if name in namespace:
            value = namespace[name]
            if callable(value):
                calls.append(name)
            elif not isinstance(value, ModuleType):
                reads.append(name)
        elif name not in builtins:
            unknown.append(name)
    count = code.co_argcount + code.co_kwonlyargcount
    ignores = tuple(name for name in code.co_varnames[:count] if name not in used)
    return Anatomy(code.co_name, empty, tuple(reads), tuple(calls), ignores, tuple(unknown))


@lru_cache(maxsize=1000)
def _looked_through(code: CodeType) -> tuple[tuple[str, ...], frozenset[str], bool]:
    """Give the global and the local names that are used, and whether it is empty.

    A judge runs the same wrong versions again and again, and this takes longer than most of them.
    """
    names = tuple(dict.fromkeys(_global_names(code)))
    return names, frozenset(_local_names(code)), _is_empty(code)


def codes(code: Any) -> Iterator[CodeType]:
    """Give a code and that of every function and comprehension inside it; of no code, nothing."""
    if isinstance(code, CodeType):
        yield code
        for constant in code.co_consts:
            yield from codes(constant)


def _global_names(code: CodeType) -> Iterator[str]:
    for part in codes(code):
        for step in dis.get_instructions(part):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                yield step.argval


def _local_names(code: CodeType) -> Iterator[str]:
    for part in codes(code):
        for step in dis.get_instructions(part):
            if step.opname.startswith(("LOAD_FAST", "LOAD_DEREF", "STORE_FAST_LOAD_FAST")):
                # Python 3.13 loads two variables in one step.
                yield from step.argval if isinstance(step.argval, tuple) else (step.argval,)


def _is_empty(code: CodeType) -> bool:
    """Tell a body of docstring, `pass` or `...` from one that does something."""
    idle = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}
    steps = list(dis.get_instructions(code))
    constants = [s.argval for s in steps if s.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(s.opname in idle for s in steps) and all(c is None or c is ... for c in constants)
