"""Every small edit of a function: what people mistype, forget, swap, or put one line too far."""

import ast
import itertools
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

Kind = Literal[
    "sign",
    "bracket",
    "operator",
    "operands",
    "transpose",
    "axis",
    "keepdims",
    "average",
    "factor",
    "comparison",
    "activation",
    "order",
    "indent",
    "assignment",
    "copy",
    "dtype",
    "range",
    "index",
    "constant",
    "name",
    "function",
    "deleted",
    "swapped",
]
"""What sort of thing is changed; the likelier, and the better to read, the earlier."""

PLAIN_KINDS: tuple[Kind, ...] = get_args(Kind)

Undo = Callable[[], None]


@dataclass(frozen=True)
class Edit:
    """One change to a syntax tree, which can be made and undone."""

    kind: Kind
    place: ast.AST
    """The part of the learner's own code that is changed."""

    make: Callable[[], Undo]
    """Changes the tree in place, and gives what changes it back."""

    cost: int = 1
    """How much is changed, to choose among edits of one kind."""

    number: int = 0
    """Which of the edits at this place it is."""


_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.MatMult, ast.Div, ast.Add, ast.Pow),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.BitXor: (ast.Pow,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_SIMILAR = {
    "sum": ("mean",),
    "mean": ("sum",),
    "dot": ("multiply",),
    "multiply": ("dot",),
    "outer": ("dot",),
    "log10": ("log",),
    "log2": ("log",),
    "log1p": ("log",),
    "log": ("log1p",),
    "expm1": ("exp",),
    "exp": ("log",),
    "max": ("maximum",),
    "argmax": ("max",),
    "nansum": ("sum", "mean"),
    "nanmean": ("mean",),
    "ones": ("zeros",),
    "zeros": ("ones",),
    "round": ("abs",),
    "relu": ("sigmoid",),
    "tanh": ("sigmoid",),
    "softmax": ("sigmoid",),
}
_SQUASHING = ("sigmoid", "expit", "logistic", "g")
_SHAPING = ("reshape", "ravel", "flatten", "squeeze", "transpose", "astype", "item", "round")


class Editor:
    """Gives the edits of one function.

    Parameters
    ----------
    function : ast.FunctionDef
    helpers : sequence of str
        Functions of one argument that the notebook has and that could be called: `sigmoid`.
    """

    def __init__(self, function: ast.FunctionDef, helpers: Sequence[str] = ()):
        self._function = function
        self._helpers = helpers
        arguments = function.args
        self._parameters = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
        assigned = {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        read = {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        self._unused = [name for name in self._parameters if name not in read]
        self._locals = [*self._parameters, *sorted(assigned - set(self._parameters))]

    def edits(self) -> Iterator[Edit]:
        """Give all edits, those of statements after those of expressions."""
        for parent, field, index, node in _slots(self._function):
            for number, edit in enumerate(self._of_node(parent, field, index, node)):
                yield replace(edit, number=number)

    def _of_node(
        self, parent: ast.AST, field: str, index: int | None, node: ast.AST
    ) -> Iterator[Edit]:
        if isinstance(node, ast.expr):
            for kind, new, cost in self._of_expression(node, parent):
                yield Edit(kind, node, _replacing(parent, field, index, new), cost)
        elif isinstance(node, ast.stmt):
            yield from self._of_statement(parent, field, index, node)

    # --- expressions

    def _of_expression(
        self, node: ast.expr, parent: ast.AST
    ) -> Iterator[tuple[Kind, ast.expr, int]]:
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                yield "order", ast.Tuple(node.elts[::-1], ast.Store()), 1
            return
        match node:
            case ast.BinOp():
                yield from self._of_operation(node)
            case ast.UnaryOp(op=ast.USub()):
                yield "sign", node.operand, 1
                if isinstance(node.operand, ast.BinOp):
                    inner = node.operand
                    yield "sign", _operation(_minus(inner.left), inner.op, inner.right), 1
            case ast.Compare(ops=[op], comparators=[right]):
                for turned in _COMPARISONS.get(type(op), ()):
                    yield "comparison", ast.Compare(node.left, [turned()], [right]), 1
            case ast.Call(func=ast.Attribute(attr="exp"), args=[inner], keywords=[]):
                yield "activation", _sigmoid_of(inner), 2
                yield from self._of_call(node)
            case ast.Call():
                yield from self._of_call(node)
            case ast.Attribute(attr="T"):
                yield "transpose", node.value, 1
            case ast.Attribute(value=value, attr=name):
                for other in _SIMILAR.get(name, ()):
                    yield (
                        "average" if name in ("sum", "mean") else "function",
                        ast.Attribute(value, other, ast.Load()),
                        1,
                    )
            case ast.Subscript():
                yield from self._of_index(node)
            case ast.Constant():
                yield from self._of_constant(node, parent)
            case ast.Name():
                yield from self._of_name(node, parent)
            case ast.IfExp():
                yield "comparison", ast.IfExp(node.test, node.orelse, node.body), 1
            case ast.Tuple(elts=elements) if 2 <= len(elements) <= 4:
                for order in list(itertools.permutations(elements))[1:]:
                    yield "order", ast.Tuple(list(order), ast.Load()), 1
            case ast.List(elts=elements) if elements:
                if len(elements) == 2:
                    yield "order", ast.List(elements[::-1], ast.Load()), 1
                yield "constant", ast.List([], ast.Load()), 2
        if _is_value(node, parent):
            yield from self._around(node)

    def _of_operation(self, node: ast.BinOp) -> Iterator[tuple[Kind, ast.expr, int]]:
        left, op, right = node.left, node.op, node.right
        for other in _OPERATORS.get(type(op), ()):
            kind: Kind = "sign" if {type(op), other} == {ast.Add, ast.Sub} else "operator"
            yield kind, _operation(left, other(), right), 1
        if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
            yield "operands", _operation(right, op, left), 1
        if isinstance(op, ast.MatMult):
            yield "transpose", _operation(_transposed(right), op, _transposed(left)), 3
        # Another grouping of a op (b op c) and (a op b) op c.
        if isinstance(left, ast.BinOp):
            regrouped = _operation(left.left, left.op, _operation(left.right, op, right))
            yield "bracket", regrouped, 1
            if isinstance(left.left, ast.BinOp):
                deep = left.left
                inner = _operation(deep.right, left.op, left.right)
                yield "bracket", _operation(deep.left, deep.op, _operation(inner, op, right)), 2
        if isinstance(left, ast.UnaryOp) and isinstance(left.op, ast.USub):
            yield "bracket", _minus(_operation(left.operand, op, right)), 1
        if isinstance(right, ast.BinOp):
            regrouped = _operation(_operation(left, op, right.left), right.op, right.right)
            yield "bracket", regrouped, 1
        # A call's parenthesis that closes too early: f(a) op b for f(a op b).
        if isinstance(left, ast.Call) and len(left.args) == 1 and not left.keywords:
            longer = ast.Call(left.func, [_operation(left.args[0], op, right)], [])
            yield "bracket", longer, 1
        # A factor or a summand that is too much.
        if isinstance(op, ast.Div | ast.Mult | ast.Pow | ast.FloorDiv):
            yield "factor", left, 1
            if isinstance(op, ast.Mult):
                yield "factor", right, 1
                if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult):
                    yield "factor", left.left, 2
        if isinstance(op, ast.Add | ast.Sub):
            if all(isinstance(n, ast.BinOp) and isinstance(n.op, ast.Mult) for n in (left, right)):
                of_left = _operation(left.left, left.op, right.right)  # type: ignore[attr-defined]
                of_right = _operation(right.left, right.op, left.right)  # type: ignore[attr-defined]
                yield "operands", _operation(of_left, op, of_right), 1
            yield "factor", left, 2
            yield "factor", right if isinstance(op, ast.Add) else _minus(right), 2

    def _of_call(self, node: ast.Call) -> Iterator[tuple[Kind, ast.expr, int]]:
        function, arguments = node.func, node.args
        if len(arguments) == 2:
            yield "operands", ast.Call(function, arguments[::-1], node.keywords), 1
        if arguments and not node.keywords:
            yield "function", arguments[0], 2
        # One that closes too late: f(a op b) for f(a) op b.
        if len(arguments) == 1 and isinstance(arguments[0], ast.BinOp) and not node.keywords:
            whole = arguments[0]
            shorter = ast.Call(function, [whole.left], [])
            yield "bracket", _operation(shorter, whole.op, whole.right), 1
            later = ast.Call(function, [whole.right], [])
            yield "bracket", _operation(whole.left, whole.op, later), 1
        if isinstance(function, ast.Attribute) and function.attr in _SHAPING:
            inner = arguments[0] if _is_numpy(function.value) and arguments else function.value
            yield "function", inner, 1
        yield from self._of_axis(node)
        yield from self._of_range(node)
        maker = function.attr if isinstance(function, ast.Attribute) else ""
        if maker in ("zeros", "ones", "zeros_like", "array", "asarray", "full", "empty_like"):
            others = [k for k in node.keywords if k.arg != "dtype"]
            typed = [*others, ast.keyword("dtype", ast.Name("float", ast.Load()))]
            yield "dtype", ast.Call(function, arguments[:1], typed), 1
        if isinstance(function, ast.Name) and function.id in ("int", "bool") and arguments:
            yield "dtype", arguments[0], 1

    def _of_axis(self, node: ast.Call) -> Iterator[tuple[Kind, ast.expr, int]]:
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in ("sum", "mean", "max", "min", "argmax", "norm", "cumsum", "std", "var"):
            return
        others = [k for k in node.keywords if k.arg not in ("axis", "keepdims")]
        axis = next((k for k in node.keywords if k.arg == "axis"), None)
        keepdims = next((k for k in node.keywords if k.arg == "keepdims"), None)
        kept = [keepdims] if keepdims else []
        now = axis.value.value if axis and isinstance(axis.value, ast.Constant) else None
        for other in (None, 0, 1):
            if (other == now and axis is not None) or (other is None and axis is None):
                continue
            chosen = [] if other is None else [ast.keyword("axis", ast.Constant(other))]
            keywords = [*others, *chosen]
            yield "axis", ast.Call(node.func, node.args, [*keywords, *kept]), 1
            if keepdims:
                yield "axis", ast.Call(node.func, node.args, keywords), 2
        if keepdims:
            keywords = [k for k in node.keywords if k is not keepdims]
            yield "keepdims", ast.Call(node.func, node.args, keywords), 1
        elif axis is not None:
            keep = ast.keyword("keepdims", ast.Constant(True))
            yield "keepdims", ast.Call(node.func, node.args, [*node.keywords, keep]), 1

    def _of_range(self, node: ast.Call) -> Iterator[tuple[Kind, ast.expr, int]]:
        if not (isinstance(node.func, ast.Name) and node.func.id == "range" and node.args):
            return
        last = node.args[min(1, len(node.args) - 1)]
        if len(node.args) == 2:
            yield "range", ast.Call(node.func, [last], []), 1
            yield "range", ast.Call(node.func, [node.args[0], _plus(last, 1)], []), 1
        else:
            yield "range", ast.Call(node.func, [ast.Constant(1), *node.args], []), 1
        yield "range", _call("reversed", node), 1
        if len(node.args) == 3:
            for step in (-1, 1):
                start = _plus(node.args[0], step)
                yield "range", ast.Call(node.func, [start, *node.args[1:]], []), 1
        yield "range", ast.Call(node.func, [*node.args[:-1], _plus(node.args[-1], 1)], []), 1
        yield "range", ast.Call(node.func, [*node.args[:-1], _plus(node.args[-1], -1)], []), 1
        if len(node.args) == 1:
            for name in self._parameters:
                argument = ast.Name(name, ast.Load())
                yield "range", _call("range", _call("len", argument)), 2
                for axis in (0, 1):
                    size = ast.Subscript(
                        ast.Attribute(argument, "shape", ast.Load()),
                        ast.Constant(axis),
                        ast.Load(),
                    )
                    yield "range", _call("range", size), 2

    def _of_index(self, node: ast.Subscript) -> Iterator[tuple[Kind, ast.expr, int]]:
        value, index = node.value, node.slice
        if isinstance(index, ast.Tuple) and len(index.elts) == 2:
            turned = ast.Tuple(index.elts[::-1], ast.Load())
            yield "index", ast.Subscript(value, turned, ast.Load()), 1
        elif not isinstance(index, ast.Slice | ast.Constant):
            column = ast.Tuple([ast.Slice(), index], ast.Load())
            yield "index", ast.Subscript(value, column, ast.Load()), 1
        yield "index", value, 1
        if isinstance(index, ast.Name):
            for step in (-1, 1):
                yield "index", ast.Subscript(value, _plus(index, step), ast.Load()), 1
        if isinstance(index, ast.Slice) and (index.lower or index.upper):
            yield "index", ast.Subscript(value, ast.Slice(), ast.Load()), 2
        if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add | ast.Sub):
            yield "index", ast.Subscript(value, index.left, ast.Load()), 1

    def _of_constant(
        self, node: ast.Constant, parent: ast.AST
    ) -> Iterator[tuple[Kind, ast.expr, int]]:
        value = node.value
        if isinstance(value, bool):
            yield "constant", ast.Constant(not value), 1
        elif isinstance(value, int | float):
            others = {0, 1, 2, -1, 0.5, value + 1, value - 1, -value} - {value}
            # -1 counts from the end, and -0 does not.
            negative = isinstance(parent, ast.UnaryOp)
            for other in sorted(others - {0} if negative else others, key=lambda o: abs(o - value)):
                yield "constant", ast.Constant(other), 1
            for name in self._locals:
                yield "constant", ast.Name(name, ast.Load()), 3

    def _of_name(self, node: ast.Name, parent: ast.AST) -> Iterator[tuple[Kind, ast.expr, int]]:
        if isinstance(parent, ast.Call) and parent.func is node:
            for other in (*self._helpers, *_SIMILAR.get(node.id, ())):
                if other != node.id:
                    yield "function", ast.Name(other, ast.Load()), 2
            if node.id in _SQUASHING:
                yield "function", _numpy("exp"), 2
            return
        if node.id not in self._locals:
            return
        for other in self._locals:
            if other != node.id:
                yield "name", ast.Name(other, ast.Load()), 1

    def _around(self, node: ast.expr) -> Iterator[tuple[Kind, ast.expr, int]]:
        """What may be missing around any value."""
        if not isinstance(node, ast.Constant | ast.UnaryOp):
            yield "sign", _minus(node), 2
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            yield "transpose", _transposed(node), 1
        if isinstance(node, ast.BinOp):
            yield "transpose", _transposed(node), 2
        if isinstance(node, ast.BinOp | ast.Name | ast.Call):
            yield "activation", _sigmoid_of(node), 3
        for helper in self._helpers:
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == helper):
                yield "activation", _call(helper, node), 2
        if isinstance(node, ast.BinOp | ast.Call | ast.Name):
            for name in self._parameters:
                size = _call("len", ast.Name(name, ast.Load()))
                yield "factor", _operation(node, ast.Div(), size), 2
                yield "factor", _operation(node, ast.Mult(), size), 3
            one = ast.Constant(1)
            yield "factor", _operation(node, ast.Mult(), _operation(one, ast.Sub(), node)), 3
            for name in self._unused:  # an argument that was forgotten
                argument = ast.Name(name, ast.Load())
                yield "factor", _operation(node, ast.Add(), argument), 1
                yield "factor", _operation(node, ast.Mult(), argument), 2

    # --- statements

    def _of_statement(
        self, parent: ast.AST, field: str, index: int | None, node: ast.stmt
    ) -> Iterator[Edit]:
        body = getattr(parent, field)
        if not isinstance(body, list) or index is None:
            return
        match node:
            case ast.AugAssign(target=target, op=op, value=value):
                plain = ast.Assign([target], value)
                yield Edit("assignment", node, _replacing(parent, field, index, plain), 1)
                for other in _OPERATORS.get(type(op), ()):
                    new = ast.AugAssign(target, other(), value)
                    kind: Kind = "sign" if isinstance(op, ast.Add | ast.Sub) else "operator"
                    yield Edit(kind, node, _replacing(parent, field, index, new), 1)
                if isinstance(target, ast.Name):
                    made = _operation(ast.Name(target.id, ast.Load()), op, value)
                    new_value = ast.Assign([target], made)
                    yield Edit("copy", node, _replacing(parent, field, index, new_value), 1)
            case ast.Expr(value=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
                if isinstance(left, ast.Name | ast.Subscript):
                    put = ast.Assign([_stored(left)], right)
                    yield Edit("assignment", node, _replacing(parent, field, index, put), 1)
            case ast.Expr(value=ast.BinOp(left=ast.Name() as left) as value):
                put = ast.Assign([_stored(left)], value)
                yield Edit("assignment", node, _replacing(parent, field, index, put), 1)
            case ast.Assign(targets=[ast.Name() | ast.Subscript() as target], value=value):
                added = ast.AugAssign(target, ast.Add(), value)
                yield Edit("assignment", node, _replacing(parent, field, index, added), 1)
                if isinstance(value, ast.Name):
                    copied = ast.Assign([target], _call_method(value, "copy"))
                    yield Edit("copy", node, _replacing(parent, field, index, copied), 1)
        if len(body) > 1:
            leaves = isinstance(node, ast.If) and isinstance(node.body[-1], ast.Break | ast.Return)
            kind = "indent" if leaves else "deleted"
            yield Edit(kind, node, _deleting(body, index), 1 if leaves else 3)
            if index + 1 < len(body):
                yield Edit("swapped", node, _swapping(body, index), 2)
        if isinstance(node, ast.For | ast.While):
            if len(node.body) > 1:
                yield Edit("indent", node.body[-1], _out_of(node.body, body, index), 1)
                yield Edit("indent", node.body[0], _before(node.body, body, index), 1)
            for inner in node.body:
                match inner:
                    case ast.Assign(targets=[ast.Name() as target]):
                        adding = _adding_up(node.body, inner, body, index, target.id)
                        yield Edit("assignment", inner, adding, 2)
        if isinstance(node, ast.If) and not node.orelse:
            yield Edit("indent", node, _unwrapping(body, index, node.body), 1)
        if index and isinstance(body[index - 1], ast.For | ast.While):
            yield Edit("indent", node, _into(body, index, body[index - 1].body), 2)
        if index + 1 < len(body) and isinstance(body[index + 1], ast.For | ast.While):
            yield Edit("indent", node, _into_front(body, index, body[index + 1].body), 2)


def _slots(root: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Give each node of a tree with the place that holds it; the function's own header is left."""
    for field, value in ast.iter_fields(root):
        if isinstance(root, ast.FunctionDef) and field != "body":
            continue
        items: list[tuple[int | None, Any]] = (
            list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        )
        for index, item in items:
            if isinstance(item, ast.AST):
                yield root, field, index, item
                yield from _slots(item)


def _is_value(node: ast.expr, parent: ast.AST) -> bool:
    """Tell what stands for a number or an array from names of functions, indices and the like."""
    if isinstance(parent, ast.Call) and parent.func is node:
        return False
    if isinstance(parent, ast.Attribute | ast.Subscript | ast.keyword | ast.comprehension):
        return False
    return isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Attribute | ast.Subscript)


def _is_numpy(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def _operation(left: ast.expr, op: ast.operator, right: ast.expr) -> ast.BinOp:
    return ast.BinOp(left, op, right)


def _minus(node: ast.expr) -> ast.UnaryOp:
    return ast.UnaryOp(ast.USub(), node)


def _numpy(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())


def _sigmoid_of(node: ast.expr) -> ast.expr:
    below = _operation(ast.Constant(1), ast.Add(), ast.Call(_numpy("exp"), [_minus(node)], []))
    return _operation(ast.Constant(1), ast.Div(), below)


def _stored(node: ast.Name | ast.Subscript) -> ast.Name | ast.Subscript:
    """Give a name, or an element, as what a value is put into."""
    stored = deepcopy(node)
    stored.ctx = ast.Store()
    return stored


def _plus(node: ast.expr, step: int) -> ast.BinOp:
    op = ast.Add() if step > 0 else ast.Sub()
    return ast.BinOp(node, op, ast.Constant(abs(step)))


def _transposed(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _call_method(node: ast.expr, name: str) -> ast.Call:
    return ast.Call(ast.Attribute(node, name, ast.Load()), [], [])


def _replacing(parent: ast.AST, field: str, index: int | None, new: ast.AST) -> Callable[[], Undo]:
    def make() -> Undo:
        holder = getattr(parent, field)
        old = holder if index is None else holder[index]
        # A copy, as the new part holds the old one, or some of it twice.
        placed = _placed(deepcopy(new), old)
        if index is None:
            setattr(parent, field, placed)
            return lambda: setattr(parent, field, old)
        holder[index] = placed
        return lambda: holder.__setitem__(index, old)

    return make


def _placed(new: Any, old: ast.AST) -> Any:
    """Give new nodes the place of the old one."""
    for node in ast.walk(new):
        if not hasattr(node, "lineno") and "lineno" in node._attributes:
            ast.copy_location(node, old)
    return new


def _keeping(*bodies: list[ast.stmt]) -> Undo:
    before = [(body, list(body)) for body in bodies]

    def undo() -> None:
        for body, statements in before:
            body[:] = statements

    return undo


def _deleting(body: list[ast.stmt], index: int) -> Callable[[], Undo]:
    def make() -> Undo:
        undo = _keeping(body)
        del body[index]
        return undo

    return make


def _swapping(body: list[ast.stmt], index: int) -> Callable[[], Undo]:
    def make() -> Undo:
        undo = _keeping(body)
        body[index], body[index + 1] = body[index + 1], body[index]
        return undo

    return make


def _out_of(inner: list[ast.stmt], outer: list[ast.stmt], index: int) -> Callable[[], Undo]:
    """Move the last statement of a loop behind it."""

    def make() -> Undo:
        undo = _keeping(inner, outer)
        outer.insert(index + 1, inner.pop())
        return undo

    return make


def _before(inner: list[ast.stmt], outer: list[ast.stmt], index: int) -> Callable[[], Undo]:
    """Move the first statement of a loop in front of it."""

    def make() -> Undo:
        undo = _keeping(inner, outer)
        outer.insert(index, inner.pop(0))
        return undo

    return make


def _adding_up(
    inner: list[ast.stmt], node: ast.Assign, outer: list[ast.stmt], index: int, name: str
) -> Callable[[], Undo]:
    """Have a loop add up what it gives a variable anew in each round, from 0."""

    def make() -> Undo:
        undo = _keeping(inner, outer)
        target = ast.Name(name, ast.Store())
        inner[inner.index(node)] = _placed(ast.AugAssign(target, ast.Add(), node.value), node)
        outer.insert(index, _placed(ast.Assign([deepcopy(target)], ast.Constant(0)), node))
        return undo

    return make


def _into_front(outer: list[ast.stmt], index: int, inner: list[ast.stmt]) -> Callable[[], Undo]:
    """Move a statement before a loop to the loop's beginning."""

    def make() -> Undo:
        undo = _keeping(outer, inner)
        inner.insert(0, outer.pop(index))
        return undo

    return make


def _unwrapping(outer: list[ast.stmt], index: int, inner: list[ast.stmt]) -> Callable[[], Undo]:
    """Have what stands under a condition be done always."""

    def make() -> Undo:
        undo = _keeping(outer)
        outer[index : index + 1] = inner
        return undo

    return make


def _into(outer: list[ast.stmt], index: int, inner: list[ast.stmt]) -> Callable[[], Undo]:
    """Move a statement that follows a loop to the loop's end."""

    def make() -> Undo:
        undo = _keeping(outer, inner)
        inner.append(outer.pop(index))
        return undo

    return make
