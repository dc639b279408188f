"""Questions and answers as JSON, to cross from the grader to a submission's kernel and back.

What comes back was written by code that nobody trusts. It is read as data of a few known forms,
with limits on its size, its depth and its count, and nothing in it is ever run or unpickled.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_utils.answering.asked import Asked, Call
from course_utils.answering.blaming import MOST_MET, Met, Raised
from course_utils.answering.calling import Answer, Answers
from course_utils.answering.given import Given
from course_utils.answering.given_models import GivenModel
from course_utils.answering.inspecting import Anatomy
from course_utils.answering.observing import Observed
from course_utils.answering.plain import MAX_TEXT, MOST_KINDS, Array, Foreign

MAX_BYTES = 8_000_000
"""The length of one exercise's answers as text."""

MAX_DEPTH = 12
MAX_NODES = 20_000
_MAX_PRINTED = 20_000
_MAX_SOURCE = 20_000
_NUMBERS = re.compile(r"[<>|](b1|[iu][1248]|f2|f4|f8|f16|c8|c16)")  # as `dtype.str` names them


class WireError(ValueError):
    """What came over is not of the form, or of the size, that was agreed."""


def pack_questions(asked: Mapping[str, Asked]) -> str:
    """Write the questions on several exercises, by the exercises' names."""
    return json.dumps(
        {
            name: {
                "parameters": list(entry.parameters),
                "seconds": entry.seconds,
                "questions": [
                    {
                        "arguments": pack(call.arguments),
                        "observer": call.observer,
                        "probe": pack(call.probe),
                    }
                    for call in entry.calls
                ],
            }
            for name, entry in asked.items()
        }
    )


def unpack_questions(text: str) -> dict[str, Asked]:
    """Read questions."""
    return {
        name: Asked(
            tuple(entry["parameters"]),
            entry["seconds"],
            tuple(
                Call(unpack_argument(q["arguments"]), q["observer"], unpack(q["probe"]))
                for q in entry["questions"]
            ),
        )
        for name, entry in json.loads(text).items()
    }


def pack_answers(answers: Answers) -> dict[str, Any]:
    """Write answers; a value that is too large to send is replaced by words."""
    each: list[dict[str, Any]] = [
        {
            "value": pack(given.value),
            "raised": _pack_raised(given.raised) if given.raised else None,
            "timed_out": given.timed_out,
            "changed": list(given.changed),
            "kinds": list(given.kinds),
        }
        for given in answers.answers
    ]
    packed = {
        "answers": each,
        "anatomy": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in vars(answers.anatomy).items()
        },
        "refused": answers.refused,
        "printed": answers.printed,
        "warned": list(answers.warned),
    }
    if len(json.dumps(packed)) > MAX_BYTES:
        for one in each:
            one["value"] = pack(Foreign("something too large to hand in"))
    return packed


def _pack_raised(raised: Raised) -> dict[str, Any]:
    met = [
        {**vars(one), "shape": None if one.shape is None else list(one.shape)} for one in raised.met
    ]
    return {**vars(raised), "met": met}


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
    packed = _fields(packed, {"value", "raised", "timed_out", "changed", "kinds"})
    raised = packed["raised"]
    if raised is not None:
        raised = _unpack_raised(raised)
    changed = _list(packed["changed"], 20)
    if not all(type(k) is int and 0 <= k < 20 for k in changed):
        raise WireError("arguments are numbered from 0")
    ended = packed["timed_out"] if packed["timed_out"] in ("work", "waiting") else None
    kinds = tuple(_text(kind) for kind in _list(packed["kinds"], MOST_KINDS))
    return Answer(unpack(packed["value"]), raised, ended, tuple(changed), kinds)


def _unpack_raised(packed: Any) -> Raised:
    texts = ("kind", "message", "function", "line", "part")
    packed = _fields(packed, {*texts, "met"})
    met = (
        _fields(one, {"text", "kind", "shape", "made"}) for one in _list(packed["met"], MOST_MET)
    )
    return Raised(
        **{name: _text(packed[name]) for name in texts},
        met=tuple(
            Met(
                _text(one["text"], 200),
                _text(one["kind"], 200),
                _shape(one["shape"]),
                _text(one["made"], 200),
            )
            for one in met
        ),
    )


def _shape(packed: Any) -> tuple[int, ...] | None:
    if packed is None:
        return None
    if not all(type(n) is int and 0 <= n < 2**63 for n in _list(packed, 64)):
        raise WireError("a shape is made of sizes")
    return tuple(packed)


def _fields(value: Any, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != names:
        raise WireError(f"there should be {', '.join(sorted(names))}")
    return value


def _list(value: Any, longest: int) -> list[Any]:
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
        return {"function": [value.name, value.source]}
    if isinstance(value, GivenModel):
        return {"model": {name: pack(item) for name, item in vars(value).items()}}
    return value


def unpack(value: Any) -> Any:
    """Read what `pack` wrote of an answer. Not trusted: nothing in it is run.

    Raises
    ------
    WireError
        If it is of no known form, too deep, or too much.
    """
    return _Reader(_VALUES).read(value, 0)


def unpack_argument(value: Any) -> Any:
    """Read what `pack` wrote of a question: given functions and models too, which are run.

    Raises
    ------
    WireError
        If it is of no known form, too deep, or too much.
    """
    return _Reader({**_VALUES, **_GIVEN}).read(value, 0)


class _Reader:
    """Reads one packed value of certain forms, and counts what it reads."""

    def __init__(self, forms: "Mapping[str, _Form]"):
        self._forms = forms
        self._nodes = 0

    def read(self, value: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise WireError("it is too deep, or there is too much of it")
        if value is None or type(value) in (bool, int, float):
            return value
        if type(value) is str:
            return _text(value)
        if isinstance(value, list):
            return [self.read(item, depth + 1) for item in value]
        if isinstance(value, Mapping) and len(value) == 1:
            ((form, content),) = value.items()
            if form in self._forms:
                return self._forms[form](self, content, depth + 1)
        raise WireError("it is of no known form")

    def read_tuple(self, content: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self.read(item, depth) for item in _list(content, MAX_NODES))

    def read_named(self, content: Any, depth: int) -> dict[str, Any]:
        if not isinstance(content, Mapping) or not all(type(name) is str for name in content):
            raise WireError("there should be values by name")
        return {_text(name, 200): self.read(item, depth) for name, item in content.items()}

    def read_number(self, content: Any, depth: int) -> Any:
        array = self.read(content, depth)
        if not isinstance(array, np.ndarray) or array.ndim:
            raise WireError("there should be a number")
        return array[()]

    def read_array(self, content: Any, depth: int) -> Array:
        try:
            kind, shape, data = _list(content, 3)
            raw = base64.b64decode(data, validate=True)
            fits = _NUMBERS.fullmatch(_text(kind)) and len(shape) <= 8
            if not fits or not all(type(n) is int and n >= 0 for n in shape):
                raise WireError("it is no array of numbers")
            return np.frombuffer(raw, dtype=kind).reshape(shape).copy()
        except (TypeError, ValueError, OverflowError, binascii.Error) as error:
            raise WireError("an array can't be read") from error

    def read_foreign(self, content: Any, depth: int) -> Foreign:
        return Foreign(_text(content))

    def read_observed(self, content: Any, depth: int) -> Observed:
        return Observed(self.read_named(content, depth))

    def read_function(self, content: Any, depth: int) -> Given:
        name, source = _list(content, 2)
        return Given(_text(name), _text(source, _MAX_SOURCE))

    def read_model(self, content: Any, depth: int) -> GivenModel:
        try:
            return GivenModel(**self.read_named(content, depth))
        except TypeError as error:
            raise WireError("it is no given model") from error


_Form = Callable[[_Reader, Any, int], Any]

_VALUES: dict[str, _Form] = {
    "array": _Reader.read_array,
    "number": _Reader.read_number,
    "tuple": _Reader.read_tuple,
    "foreign": _Reader.read_foreign,
    "observed": _Reader.read_observed,
}

# Forms of questions only: what a kernel sends is never one of them.
_GIVEN: dict[str, _Form] = {
    "function": _Reader.read_function,
    "model": _Reader.read_model,
}
