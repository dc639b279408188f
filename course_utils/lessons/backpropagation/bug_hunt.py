"""The bug hunt of lesson 3: five broken backward passes, and the charge that each deserves."""

import inspect
import textwrap
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from markupsafe import Markup

SIZES = (3, 4, 4, 1)
"""The network on which they are tried: its second layer is square, as wide as there are examples,
so that no bug betrays itself by a shape."""

CHARGES = (
    "layer 3: its own dW and db",
    "layer 3: what it hands on",
    "layer 2: its own db",
    "layer 2: its own dW and db",
    "layer 2: what it hands on",
    "layer 1: its own dW and db",
)
"""What can be said of a suspect from the outside."""


def broken_backwards(output_delta, sigmoid_backward, dense_backward):
    """Build the five suspects.

    Parameters
    ----------
    output_delta, sigmoid_backward, dense_backward : callable
        The right pieces, as lesson 3 asks for them.

    Returns
    -------
    dict of str to callable
        Each takes ``(Y, params, cache)`` and returns a list of (dW, db), like `backward`.
    """
    # A learner's pieces may give lists.
    output_delta = partial(_array, output_delta)
    sigmoid_backward = partial(_array, sigmoid_backward)
    dense_backward = partial(_arrays, dense_backward)

    def suspect_1(Y, params, cache):
        grads = list(params)  # of the right length
        dZ = output_delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
            grads[k] = (dW, np.sum(dZ, axis=1) if k == 1 else db)
            if k > 0:
                dZ = sigmoid_backward(dA, cache[k])
        return grads

    def suspect_2(Y, params, cache):
        m = len(Y)
        grads = list(params)  # of the right length
        dZ = output_delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
            grads[k] = (dW / m, db / m) if k == 1 else (dW, db)
            if k > 0:
                dZ = sigmoid_backward(dA, cache[k])
        return grads

    def suspect_3(Y, params, cache):
        grads = list(params)  # of the right length
        dZ = output_delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
            grads[k] = (dW, db)
            Z = np.log(cache[k] / (1 - cache[k])) if k == 1 else cache[k]
            if k > 0:
                dZ = sigmoid_backward(dA, Z)
        return grads

    def suspect_4(Y, params, cache):
        grads = list(params)  # of the right length
        dZ = output_delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            W = params[k][0]
            dA, dW, db = dense_backward(dZ, cache[k], W)
            grads[k] = (dW, db)
            if k == 2:
                W = W - dW
                dA = dZ @ W.T
            if k > 0:
                dZ = sigmoid_backward(dA, cache[k])
        return grads

    def suspect_5(Y, params, cache):
        grads = list(params)  # of the right length
        dZ = output_delta(cache[-1], Y)
        for k in reversed(range(len(params))):
            W = params[k][0]
            dA, dW, db = dense_backward(dZ, cache[k], W)
            grads[k] = (dW, db)
            if k == 1:
                dA = dZ @ W
            if k > 0:
                dZ = sigmoid_backward(dA, cache[k])
        return grads

    suspects = (suspect_1, suspect_2, suspect_3, suspect_4, suspect_5)
    return {f"suspect {number}": suspect for number, suspect in enumerate(suspects, 1)}


def _array(function, *arguments):
    return np.asarray(function(*arguments))


def _arrays(function, *arguments):
    return tuple(map(np.asarray, function(*arguments)))


@dataclass(frozen=True)
class _Verdict:
    charge: str
    why: str
    missed: str
    """What to look at, for who accuses it of something else."""


_LOOK_FIRST = (
    "Go through the table from the right, as the slope does: which array is the first that is "
    "wrong, and is anything behind it wrong too?"
)
_VERDICTS = {
    1: _Verdict(
        "layer 2: its own db",
        "It sums a bias over the wrong axis. Nobody uses db further, so nothing else is wrong.",
        "Only one array is wrong, and nothing behind it.",
    ),
    2: _Verdict(
        "layer 2: its own dW and db",
        "It divides by m a second time, for one layer's own slopes. What it hands on is not "
        "touched, so layer 1 is right.",
        "Two arrays of one layer are wrong, and layer 1, which is behind it, is right.",
    ),
    3: _Verdict(
        "layer 2: what it hands on",
        "It takes the sigmoid's slope of z where a is wanted. From the outside it looks like "
        "suspect 5: the table says where, and only the code says what.",
        "Layers 3 and 2 are right, and all of layer 1 is wrong.",
    ),
    4: _Verdict(
        "layer 3: what it hands on",
        "It updates W3 before the slope goes back through it. Layer 3 looks innocent, and all "
        "behind it is wrong, by little, because W3 had moved only a little.",
        "Layer 3 is right, and everything behind it is a little wrong.",
    ),
    5: _Verdict(
        "layer 2: what it hands on",
        "A transpose is missing, which only a square layer lets through. From the outside it looks "
        "like suspect 3: the table says where, and only the code says what.",
        "Layers 3 and 2 are right, and all of layer 1 is wrong.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """What comes of an accusation, shown in a notebook or in a terminal."""

    title: str
    message: str
    code: str = ""

    def __str__(self) -> str:
        """Give it as plain text."""
        code = f"\n\n{self.code}" if self.code else ""
        return f"{self.title}\n  {self.message}{code}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give it in every form that a front end may ask for."""
        code = Markup("<pre>{}</pre>").format(self.code) if self.code else ""
        html = Markup("<p><strong>{}</strong><br>{}</p>{}").format(self.title, self.message, code)
        return {"text/plain": str(self), "text/html": str(html)}


def accuse(suspect: Any = None, charge: Any = None) -> Finding:
    """Say of a suspect where its bug sits; a right charge lets you read its code.

    Parameters
    ----------
    suspect : int
        From 1 to 5.
    charge : str
        One of `CHARGES`, or its number from 1.

    Returns
    -------
    Finding
    """
    listed = "; ".join(f"{number}. {text}" for number, text in enumerate(CHARGES, 1))
    if not isinstance(suspect, int) or suspect not in _VERDICTS:
        return Finding(
            "Whom do you accuse?", f"Name a suspect and a charge: accuse(1, 3). Charges: {listed}."
        )
    if isinstance(charge, int) and 1 <= charge <= len(CHARGES):
        charge = CHARGES[charge - 1]
    if charge not in CHARGES:
        return Finding(f"Of what is suspect {suspect} accused?", f"Charges: {listed}.")
    verdict = _VERDICTS[suspect]
    if charge != verdict.charge:
        return Finding(f"✗ Suspect {suspect}: not that", f"{verdict.missed} {_LOOK_FIRST}")
    return Finding(f"✓ Suspect {suspect}: {charge}", verdict.why, code_of(suspect))


def code_of(suspect: int) -> str:
    """Give the source of a suspect; its pieces have the names that lesson 3 gives them."""
    lines = inspect.getsource(broken_backwards).splitlines()
    begin = next(k for k, line in enumerate(lines) if f"def suspect_{suspect}(" in line)
    end = next(k for k in range(begin, len(lines)) if lines[k].strip() == "return grads")
    return textwrap.dedent("\n".join(lines[begin : end + 1]))
