"""Questions and answers as JSON, to cross from the grader to a submission's kernel and back.

What comes back was written by code that nobody trusts. It is read as data of a few known forms,
with limits on its size, its depth and its count, and nothing in it is ever run or unpickled.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checking.answering import Answer, Answers, Raised
from course_utils.checking.exercise import Exercise, Question
from course_utils.checking.given import Given
from course_utils.checking.given_models import GivenModel
from course_utils.checking.inspecting import Anatomy
from course_utils.checking.observing import Observed
from course_utils.checking.plain import MAX_TEXT, Foreign

MAX_BYTES = 8_000_000
"""The length of one exercise's answers as text."""

MAX_DEPTH = 12
MAX_NODES = 20_000
_MAX_PRINTED = 20_000
_NUMBERS = re.compile(r"[<>|](b1|[iu][1248]|f2|f4|f8|f16|c8|c16)")  # as `dtype.str` names them


class WireError(ValueError):
    """What came over is not of the form, or of the size, that was agreed."""


@dataclass(frozen=True)
class Asked:
    """The questions on one exercise, and what is needed to put them."""

    parameters: tuple[str, ...]
    seconds: float
    questions: tuple[Question, ...]


def pack_questions(asked: Mapping[str, tuple[Exercise, Sequence[Question]]]) -> str:
    """Write the questions on several exercises, by the exercises' names."""
    return json.dumps(
        {
            name: {
                "parameters": list(exercise.parameters),
                "seconds": exercise.time_limit,
                "questions": [
                    {
                        "arguments": pack(q.arguments),
                        "observer": q.observer,
                        "probe": pack(q.probe),
                    }
                    for q in questions
                ],
            }
            for name, (exercise, questions) in asked.items()
        }
    )


def unpack_questions(text: str) -> dict[str, Asked]:
    """Read questions. Tiers and names stay with the grader: answering needs neither."""
    return {
        name: Asked(
            tuple(entry["parameters"]),
            entry["seconds"],
            tuple(
                Question(
                    "", unpack(q["arguments"]), observer=q["observer"], probe=unpack(q["probe"])
                )
                for q in entry["questions"]
            ),
        )
        for name, entry in json.loads(text).items()
    }


def pack_answers(answers: Answers) -> dict[str, Any]:
    """Write answers; a value that is too large to send is replaced by words."""
    packed = {
        "answers": [
            {
                "value": pack(given.value),
                "raised": vars(given.raised) if given.raised else None,
                "timed_out": given.timed_out,
                "changed": list(given.changed),
            }
            for given in answers.answers
        ],
        "anatomy": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in vars(answers.anatomy).items()
        },
        "refused": answers.refused,
        "printed": answers.printed,
        "warned": list(answers.warned),
    }
    if len(json.dumps(packed)) > MAX_BYTES:
        for given in packed["answers"]:
            given["value"] = pack(Foreign("something too large to hand in"))
    return packed


def unpack_answers(document: Any) -> Answers:
    """Read answers.

    Parameters
    ----------
    document : object
        What JSON gave. Not trusted.

    Returns
    -------
    Answers

    Raises
    ------
    WireError
        If it is not of the form or the size that was agreed.
    """
    document = _fields(document, {"answers", "anatomy", "refused", "printed", "warned"})
    given = _list(document["answers"], 200)
    anatomy = _fields(document["anatomy"], set(vars(Anatomy())))
    names = ("reads", "calls", "ignores", "unknown")
    return Answers(
        tuple(map(_unpack_answer, given)),
        Anatomy(
            name=_text(anatomy["name"], 200),
            empty=anatomy["empty"] is True,
            **{key: tuple(_text(n, 200) for n in _list(anatomy[key], 200)) for key in names},
        ),
        refused=None if document["refused"] is None else _text(document["refused"]),
        printed=_text(document["printed"], _MAX_PRINTED),
        warned=tuple(_text(warning) for warning in _list(document["warned"], 10)),
    )


def _unpack_answer(packed: Any) -> Answer:
    packed = _fields(packed, {"value", "raised", "timed_out", "changed"})
    raised = packed["raised"]
    if raised is not None:
        raised = _fields(raised, {"kind", "message", "function", "line"})
        raised = Raised(**{name: _text(value) for name, value in raised.items()})
    changed = _list(packed["changed"], 20)
    if not all(type(k) is int and 0 <= k < 20 for k in changed):
        raise WireError("arguments are numbered from 0")
    return Answer(unpack(packed["value"]), raised, packed["timed_out"] is True, tuple(changed))


def _fields(value: Any, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != names:
        raise WireError(f"there should be {', '.join(sorted(names))}")
    return value


def _list(value: Any, longest: int) -> list:
    if not isinstance(value, list) or len(value) > longest:
        raise WireError(f"there should be a list of at most {longest}")
    return value


def _text(value: Any, longest: int = MAX_TEXT) -> str:
    if not isinstance(value, str):
        raise WireError("there should be a text")
    # Half a surrogate pair, which JSON can hold, could not be written to a file.
    return value[:longest].encode("utf-8", "replace").decode("utf-8")


def pack(value: Any) -> Any:
    """Write a plain value, an argument of a question, or what was observed, as JSON's own types."""
    if isinstance(value, np.ndarray):
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode("ascii")
        return {"array": [value.dtype.str, list(value.shape), data]}
    if isinstance(value, np.generic):
        return {"number": pack(np.asarray(value))}
    if isinstance(value, tuple):
        return {"tuple": [pack(item) for item in value]}
    if isinstance(value, list):
        return [pack(item) for item in value]
    if isinstance(value, Foreign):
        return {"foreign": value.what}
    if isinstance(value, Observed):
        return {"observed": {name: pack(item) for name, item in value.values.items()}}
    if isinstance(value, Given):
        return {"given": value.name}
    if isinstance(value, GivenModel):
        return {"model": {name: pack(item) for name, item in vars(value).items()}}
    return value


def unpack(value: Any) -> Any:
    """Read what `pack` wrote.

    Raises
    ------
    WireError
        If it is of no known form, too deep, or too much.
    """
    return _Reader().read(value, 0)


class _Reader:
    """Reads one packed value, and counts what it reads."""

    def __init__(self):
        self.nodes = 0

    def read(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("it is too deep, or there is too much of it")
        if value is None or type(value) in (bool, int, float):
            return value
        if type(value) is str:
            return _text(value)
        if isinstance(value, list):
            return [self.read(item, depth + 1) for item in value]
        if isinstance(value, Mapping) and len(value) == 1:
            ((form, content),) = value.items()
            if form in _FORMS:
                return _FORMS[form](self, content, depth + 1)
        raise WireError("it is of no known form")

    def tuple(self, content: Any, depth: int) -> tuple:
        return tuple(self.read(item, depth) for item in _list(content, MAX_NODES))

    def named(self, content: Any, depth: int) -> dict[str, Any]:
        if not isinstance(content, Mapping) or not all(type(name) is str for name in content):
            raise WireError("there should be values by name")
        return {_text(name, 200): self.read(item, depth) for name, item in content.items()}

    def number(self, content: Any, depth: int) -> np.generic:
        array = self.read(content, depth)
        if not isinstance(array, np.ndarray) or array.ndim:
            raise WireError("there should be a number")
        return array[()]

    def array(self, content: Any, depth: int) -> np.ndarray:
        try:
            kind, shape, data = _list(content, 3)
            raw = base64.b64decode(data, validate=True)
            fits = _NUMBERS.fullmatch(_text(kind)) and len(shape) <= 8
            if not fits or not all(type(n) is int and n >= 0 for n in shape):
                raise WireError("it is no array of numbers")
            return np.frombuffer(raw, dtype=kind).reshape(shape).copy()
        except (TypeError, ValueError, OverflowError, binascii.Error) as error:
            raise WireError("an array can't be read") from error


_FORMS: dict[str, Callable[[_Reader, Any, int], Any]] = {
    "array": _Reader.array,
    "number": _Reader.number,
    "tuple": _Reader.tuple,
    "foreign": lambda reader, content, depth: Foreign(_text(content)),
    "observed": lambda reader, content, depth: Observed(reader.named(content, depth)),
    "given": lambda reader, content, depth: _given(content),
    "model": lambda reader, content, depth: _given_model(reader.named(content, depth)),
}


def _given(name: Any) -> Given:
    try:
        return Given(_text(name))
    except ValueError as error:
        raise WireError(str(error)) from error


def _given_model(values: dict[str, Any]) -> GivenModel:
    try:
        return GivenModel(**values)
    except TypeError as error:
        raise WireError("it is no given model") from error
