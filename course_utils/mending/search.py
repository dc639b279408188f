"""Try edits of a learner's function, one and then two at a time, until its answers are right."""

import ast
import inspect
import textwrap
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType
from typing import Any

import numpy as np

from course_utils.answering.calling import Answer
from course_utils.answering.plain import to_plain
from course_utils.answering.printed import BoundedText
from course_utils.answering.time_limit import TimeLimitError, time_limit
from course_utils.judging.comparing import as_array, find_fault
from course_utils.judging.examining import Examination
from course_utils.judging.exercise import Mistake
from course_utils.judging.forms import OnPaper
from course_utils.judging.matching import (
    Parts,
    find_mistake,
    mistaken_answers,
    same_answer,
    same_value,
)
from course_utils.judging.question import Question
from course_utils.mending.edits import PLAIN_KINDS, Edit, Editor, Kind

BUDGET = 1.0
"""Seconds of computing for a whole search."""

_FOR_ONE_EDIT = 0.65  # of the budget; the rest is for two
_LONGEST_TRY = 0.1  # seconds
_SEEDS_OF_TWO = 8
_LIKELY: tuple[Kind, ...] = (
    "sign", "bracket", "operator", "operands", "transpose", "axis", "average", "factor",
    "comparison", "activation", "order", "range", "index", "function",
)  # fmt: skip
_TURNING: tuple[Kind, ...] = (
    "sign", "bracket", "operator", "operands", "transpose", "axis", "average", "comparison",
    "order", "range", "assignment",
)  # fmt: skip
_HELPERS = ("sigmoid", "predict_proba")


@dataclass(frozen=True)
class Place:
    """A part of the learner's code, and what it would become."""

    kind: Kind
    line: int
    """As the learner counts: in the cell that holds the function."""

    text: str
    """The whole line, without its indentation."""

    start: int
    end: int
    """Where in the text the part begins and ends."""

    after: str
    """The line, or the statement in it, as it would be right."""


@dataclass(frozen=True)
class Mending:
    """One or two small edits that make a function right."""

    places: tuple[Place, ...]

    mistakes: tuple[Mistake | None, ...] = ()
    """Of two: the declared mistake that each place alone is, None where it is none."""

    rest: Mistake | None = None
    """The declared mistake that is left once the edit is made."""


def find_mending(
    function: Callable[..., Any], examination: Examination, budget: float | None = None
) -> Mending | None:
    """Search for the smallest edit that makes a function right.

    Parameters
    ----------
    function : callable
        The learner's.
    examination : Examination
        Of its answers. Where it stopped with an error, the search begins there.
    budget : float, optional
        Seconds of computing; `BUDGET` if none are given.

    Returns
    -------
    Mending or None
        None where the source is not known, what is returned has to be observed, or nothing was
        found in time.
    """
    written = Written.of(function)
    if written is None or any(question.call.observer for question in examination.questions):
        return None
    output = BoundedText()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        redirect_stdout(output),
        redirect_stderr(output),
    ):
        warnings.simplefilter("ignore")
        trials = _Trials(written, examination)
        seconds = BUDGET if budget is None else budget
        return _search(written, trials, examination.raised_at(), seconds)


@dataclass(frozen=True)
class Written:
    """A function as it is written, and the names that it sees."""

    lines: tuple[str, ...]
    tree: ast.FunctionDef
    first_line: int
    names: Mapping[str, Any]

    @classmethod
    def of(cls, function: Any) -> "Written | None":
        """Read a function's source; None where it is not at hand, or closes over something."""
        function = inspect.unwrap(function) if callable(function) else function
        if not isinstance(function, FunctionType) or function.__code__.co_freevars:
            return None
        try:
            source = textwrap.dedent(inspect.getsource(function))
            tree = ast.parse(source).body[0]
        except (OSError, SyntaxError, IndexError, TypeError):
            return None
        if not isinstance(tree, ast.FunctionDef):
            return None
        tree.decorator_list = []
        first = function.__code__.co_firstlineno
        return cls(tuple(source.splitlines()), tree, first, function.__globals__)

    def helpers(self) -> list[str]:
        """Name functions of the notebook that take one argument."""
        return [name for name in _HELPERS if callable(self.names.get(name))]

    def place(self, edit: Edit, after: str) -> Place:
        """Say where an edit is."""
        node: Any = edit.place
        raw = self.lines[node.lineno - 1]
        text = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        encoded = raw.encode()  # columns count bytes
        start = len(encoded[: node.col_offset].decode(errors="replace")) - indent
        last = node.end_col_offset if node.end_lineno == node.lineno else len(encoded)
        end = len(encoded[:last].decode(errors="replace")) - indent
        line = self.first_line + node.lineno - 1
        return Place(edit.kind, line, text, start, min(end, len(text)), after)


class _Trials:
    """Runs versions of a function, and tells how much of their answers is right."""

    def __init__(self, written: Written, examination: Examination):
        self._names = dict(written.names)
        self._models: dict[int, Any] = {}
        self._exercise = examination.exercise
        pairs = zip(examination.questions, examination.right, strict=True)
        self._asked = [
            (question, right) for question, right in pairs if question.tier != "courtesy"
        ]
        # Once ordinary questions are right, the search is for what goes wrong at the edges.
        ordinary = [asked for asked in self._asked if asked[0].tier == "ordinary"]
        self._needed = ordinary
        failing = self._first_failing(written.tree, ordinary)
        self.at_the_edges = failing is None
        if failing is None:
            self._needed = self._asked
            failing = self._first_failing(written.tree, self._asked)
        self._first = failing

    def _first_failing(
        self, tree: ast.FunctionDef, asked: Sequence[tuple[Question, Parts]]
    ) -> tuple[Question, Parts] | None:
        function = self.define(tree)
        if function is None:
            return asked[0] if asked else None
        return next((one for one in asked if self._rate_one(function, *one) < 1.0), None)

    def rate(self, tree: ast.FunctionDef) -> float:
        """Tell how near a version is where the learner's goes wrong: 1 where it is right."""
        function = self.define(tree)
        if function is None or self._first is None:
            return -1.0
        return self._rate_one(function, *self._first)

    def passes(self, tree: ast.FunctionDef) -> bool:
        """Tell whether a version is right on all questions that are needed."""
        function = self.define(tree)
        return function is not None and all(
            self._rate_one(function, *asked) == 1.0 for asked in self._needed
        )

    def faults(self, tree: ast.FunctionDef) -> int:
        """Count all the questions on which a version is wrong."""
        function = self.define(tree)
        if function is None:
            return len(self._asked)
        return sum(self._rate_one(function, *asked) < 1.0 for asked in self._asked)

    @cached_property
    def _mistaken(self) -> Sequence[Answer]:
        """What the declared mistakes answer to the question at which this one goes wrong."""
        asked = [] if self._first is None else [self._first[0]]
        return [answer for _, (answer, *_) in mistaken_answers(self._exercise, asked)]

    def mistake(self, function: Callable[..., Any] | None) -> Mistake | None:
        """Name the declared mistake that a version makes, if that is all that is wrong with it."""
        if function is None or self._first is None or isinstance(self._exercise.form, OnPaper):
            return None
        (given,) = self._exercise.wrong(function, [self._first[0]])
        if not any(same_answer(theirs, given, self._exercise) for theirs in self._mistaken):
            return None
        questions = [question for question, _ in self._needed]
        answers = self._exercise.wrong(function, questions)
        if not all(one.raised or _is_finite(self._exercise.apart(one.value)) for one in answers):
            return None
        return find_mistake(self._exercise, questions, answers)

    def define(self, tree: ast.FunctionDef) -> Callable[..., Any] | None:
        """Make a function of a version; None where it is no program."""
        names = self._names
        try:
            exec(compile(ast.Module([tree], []), "<mended>", "exec"), names)
        # An edit may make what is no program, or what fails as it is defined.
        except (SyntaxError, ValueError, TypeError, NameError, RecursionError):
            return None
        defined: Callable[..., Any] = names[tree.name]
        return defined

    def _rate_one(self, function: Callable[..., Any], question: Question, right: Parts) -> float:
        arguments = question.call.fresh_arguments(self._models)
        try:
            with time_limit(_LONGEST_TRY):
                value = to_plain(function(*arguments))
        except (KeyboardInterrupt, GeneratorExit):
            raise
        # Most edits make code that fails, in any way that code can.
        except BaseException as error:  # noqa: BLE001
            return -1.0 if isinstance(error, TimeLimitError) else -0.5
        parts = self._exercise.apart(value)
        if parts is None or parts.keys() != right.keys():
            return 0.0
        if question.call.changed(arguments):
            return 0.5
        marks = [self._mark(parts[name], right[name], question) for name in right]
        return sum(marks) / len(marks)

    def _mark(self, got: Any, right: Any, question: Question) -> float:
        if self._is_right(got, right, question):
            return 1.0
        array = as_array(got, np.shape(right))
        if array is None or array.shape != np.shape(right) or array.dtype.kind not in "iuf":
            return 0.0
        if np.ndim(right) == 0 and not float(right):
            return 0.1
        # What is right but for a sign or a count of examples is nearer than what is just off.
        for factor in (-1.0, *_counts(question)):
            if same_value(array * factor, right, self._exercise):
                return 0.6
        return 0.1

    def _is_right(self, got: Any, right: Any, question: Question) -> bool:
        if question.accept is None:
            return same_value(got, right, self._exercise)
        return find_fault(got, right, "", question, self._exercise) is None


def _is_finite(parts: Parts | None) -> bool:
    """Tell whether all are finite numbers: what is not may come from anything."""
    arrays = [as_array(value) for value in (parts or {}).values()]
    return bool(arrays) and all(
        array is not None and array.dtype.kind in "iuf" and np.isfinite(array).all()
        for array in arrays
    )


def _counts(question: Question) -> list[float]:
    """Give the sizes of a question's data, and one over them."""
    sizes = {n for a in question.arguments if isinstance(a, np.ndarray) for n in a.shape} - {1, 0}
    return [value for n in sorted(sizes) for value in (float(n), 1 / n)]


def _search(
    written: Written, trials: _Trials, raised_at: int | None, budget: float
) -> Mending | None:
    clock = time.thread_time
    began = clock()
    helpers = written.helpers()
    base = trials.rate(written.tree)
    found: list[tuple[tuple[int, int, int], Mending]] = []
    nearer: list[tuple[float, Edit]] = []
    for edit in _in_order(written, Editor(written.tree, helpers).edits(), raised_at):
        if clock() - began > budget * _FOR_ONE_EDIT:
            break
        undo = edit.make()
        rate = trials.rate(written.tree)
        if rate == 1.0 and trials.passes(written.tree):
            key = (trials.faults(written.tree), *_plainness(edit))
            after = _after(written.tree, edit)
            found.append((key, Mending((written.place(edit, after),))))
        # That an error is gone says little yet: a second edit builds on what is half right.
        elif rate > (base if base >= 0 else 0.5) and edit.kind != "deleted":
            nearer.append((rate, edit))
        undo()
    if found:
        return min(found, key=lambda item: item[0])[1]
    # What goes wrong at the edges only would be written anew by two edits, not mended.
    if trials.at_the_edges:
        return None
    nearer.sort(key=lambda item: (-item[0], _plainness(item[1])))
    firsts = [edit for _, edit in nearer[:_SEEDS_OF_TWO]]
    deadline = began + budget
    mending = _search_two(written, trials, firsts, deadline)
    mending = mending or _search_with_mistake(written, trials, firsts, deadline)
    if mending is not None or raised_at is not None:
        return mending
    # Two that are nearer only together: the likely ones are tried in all pairs, the cheapest first.
    for most in (1, 2):
        edits = _in_order(written, Editor(written.tree, helpers).edits(), None)
        firsts = [edit for edit in edits if _is_likely(edit, most)]
        mending = _search_two(written, trials, firsts, deadline, most)
        mending = mending or _search_with_mistake(written, trials, firsts, deadline)
        if mending is not None:
            return mending
    return None


def _search_with_mistake(
    written: Written, trials: _Trials, firsts: Sequence[Edit], deadline: float
) -> Mending | None:
    """Search for an edit after which nothing but a declared mistake is left.

    What takes a part of the code away may leave another mistake than the one that was made.
    """
    size = _size(written.tree)
    for edit in firsts:
        if time.thread_time() > deadline:
            return None
        undo = edit.make()
        forgotten = edit.cost == 1 and _size(written.tree) > size  # an argument, for one
        if edit.kind not in _TURNING and not forgotten:
            undo()
            continue
        # What runs for ever, or stops, is left alone.
        runs = trials.rate(written.tree) >= 0
        mistake = trials.mistake(trials.define(written.tree)) if runs else None
        after = _after(written.tree, edit)
        undo()
        if mistake is not None:
            return Mending((written.place(edit, after),), rest=mistake)
    return None


def _is_likely(edit: Edit, most: int | None) -> bool:
    return most is None or (edit.kind in _LIKELY and edit.cost <= most)


def _search_two(
    written: Written,
    trials: _Trials,
    firsts: Sequence[Edit],
    deadline: float,
    most: int | None = None,
) -> Mending | None:
    """Search for a second edit on top of one of several; a likely one, if `most` it may cost."""
    found: list[tuple[tuple[int, ...], Edit, tuple[Place, Place]]] = []
    with_first = None
    for first in firsts:
        if time.thread_time() > deadline:
            break
        undo = first.make()
        first_after = _after(written.tree, first)
        with_first = trials.define(written.tree)
        for second in _in_order(written, Editor(written.tree, written.helpers()).edits(), None):
            if time.thread_time() > deadline:
                break
            if second.place is first.place or not _is_likely(second, most):
                continue
            if most is not None and max(first.cost, second.cost) < most:
                continue  # these two were tried together before
            undo_second = second.make()
            if trials.rate(written.tree) == 1.0 and trials.passes(written.tree):
                places = (
                    written.place(first, first_after),
                    written.place(second, _after(written.tree, second)),
                )
                key = (
                    trials.faults(written.tree),
                    *map(sum, zip(_plainness(first), _plainness(second), strict=True)),
                )
                found.append((key, second, places))
            undo_second()
        undo()
        if found or time.thread_time() > deadline:
            break
    if not found:
        return None
    _, second, places = min(found, key=lambda item: item[0])
    halves = (_with(written, trials, second), with_first)  # with the other one made
    return Mending(places, tuple(map(trials.mistake, halves)))


def _with(written: Written, trials: _Trials, wanted: Edit) -> Callable[..., Any] | None:
    """Make an edit that was found on top of another in the learner's own code."""
    for edit in Editor(written.tree, written.helpers()).edits():
        if edit.place is wanted.place and edit.number == wanted.number:
            undo = edit.make()
            function = trials.define(written.tree)
            undo()
            return function
    return None


def _size(tree: ast.FunctionDef) -> int:
    return sum(1 for _ in ast.walk(tree))


def _in_order(written: Written, edits: Iterator[Edit], raised_at: int | None) -> Sequence[Edit]:
    """Begin where an error was raised; then with the plainest."""
    line = None if raised_at is None else raised_at - written.first_line + 1

    def order(edit: Edit) -> tuple[int, int, int]:
        distance = 0 if line is None else abs(edit.place.lineno - line)  # type: ignore[attr-defined]
        return (distance, *_plainness(edit))

    return sorted(edits, key=order)


def _plainness(edit: Edit) -> tuple[int, int]:
    return edit.cost, PLAIN_KINDS.index(edit.kind)


def _after(tree: ast.FunctionDef, edit: Edit) -> str:
    """Write the statement at an edit's place as it is now."""
    line = edit.place.lineno  # type: ignore[attr-defined]
    statements = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno == line and node is not tree
    ]
    if not statements:
        return ""
    return ast.unparse(ast.fix_missing_locations(deepcopy(statements[0]))).partition("\n")[0]
