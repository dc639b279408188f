"""Functions that a question hands to the learner's function, as source so that they travel as data.

An exercise such as gradient descent takes the cost and its gradient as arguments. What it is asked
with belongs to the lesson, and is there only where that lesson's questions are.
"""

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self


@dataclass(frozen=True)
class Given:
    """Stands for a function among a question's arguments."""

    name: str

    source: str = field(repr=False)
    """Of the module that defines it, which imports nothing of the course."""

    @classmethod
    def of(cls, function: Callable[..., Any]) -> Self:
        """Have a function stand among arguments, with the module that it comes from."""
        return cls(function.__name__, inspect.getsource(sys.modules[function.__module__]))

    @property
    def code(self) -> str:
        """Its part of the source: its own code, what that uses, and the imports."""
        body = ast.parse(self.source).body
        functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        needed, found = [self.name], []
        for name in needed:  # which grows meanwhile
            found.append(functions[name])
            used = {n.id for n in ast.walk(functions[name]) if isinstance(n, ast.Name)}
            needed += sorted(used & functions.keys() - set(needed))
        imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        parts = (ast.get_source_segment(self.source, node) for node in (*imports, *found))
        return "\n".join(filter(None, parts))

    @property
    def summary(self) -> str:
        """The first sentence of its docstring."""
        return (inspect.getdoc(self.function) or "").partition(".")[0].replace("\n", " ")

    @property
    def function(self) -> Callable[..., Any]:
        """The function itself."""
        function: Callable[..., Any] = _defined(self.source)[self.name]
        return function


@lru_cache(maxsize=16)
def _defined(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "given"}
    exec(compile(source, "<given>", "exec"), names)
    return names
