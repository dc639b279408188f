"""What to say of a name that Keras writes in another way, or keeps in another place."""

import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches

from course_utils.notebook.cards import Card

_PLACES = ("keras.layers", "keras.losses", "keras.optimizers", "keras.metrics", "keras")


def misspelt(error: BaseException) -> Card | None:
    """Give a card for a failed import of Keras's, or a name that is nearly one of its.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    Card or None
        None for every other error, and where Keras was not imported.
    """
    if "keras" not in sys.modules:
        return None
    if isinstance(error, ModuleNotFoundError):
        return _no_such_module(str(error.name))
    if isinstance(error, ImportError):
        wanted = re.match(
            r"cannot import name '(\w+)' from '((?:tensorflow\.)?keras[\w.]*)'", str(error)
        )
        return _no_such_name(*wanted.groups()) if wanted else None
    if isinstance(error, NameError) and error.name:
        return _undefined(error.name)
    return None


def _public(place: str) -> Iterator[str]:
    """Give the names that a module of Keras offers."""
    yield from (name for name in dir(sys.modules.get(place)) if not name.startswith("_"))


def _closest(name: str, known: list[str]) -> str:
    """Find what is meant: the same letters, else nearly the same ones."""
    alike = [other for other in known if other.lower() == name.lower()]
    return next(iter(alike or get_close_matches(name, known, n=1, cutoff=0.8)), "")


def _no_such_name(name: str, place: str) -> Card:
    meant = _closest(name, list(_public(place)))
    words = f"There is no `{name}` in `{place}`."
    if meant:
        same = meant.lower() == name.lower()
        why = "Python tells capital letters from small ones. " if same else ""
        words += f" {why}Write `from {place} import {meant}`."
    else:
        home = next((p for p in _PLACES if name in _public(p)), "")
        words += f" Write `from {home} import {name}`." if home else " Look at its spelling."
    return Card("Keras has no such name", words)


def _no_such_module(module: str) -> Card | None:
    if not re.match(r"(tensorflow\.)?keras\b", module):
        return None
    return Card(
        "Keras has no such module",
        f"There is no `{module}` in this Keras, {sys.modules['keras'].__version__}. Texts of other "
        "years import from places that have moved. Layers are in `keras.layers`, losses in "
        "`keras.losses`, optimizers in `keras.optimizers`: `from keras.layers import Dense`.",
    )


def _undefined(name: str) -> Card | None:
    """Say so where a name is one of Keras's but for capital letters, or was not imported."""
    if not name[:1].isupper():  # its classes; `model` is a name of the notebook's own
        return None
    for place in _PLACES:
        for known in _public(place):
            if known.lower() == name.lower() and known[:1].isupper():
                written = "" if known == name else f" Keras writes it `{known}`."
                return Card(
                    f"{name} is not defined",
                    f"This notebook has no `{name}`.{written} Import it with "
                    f"`from {place} import {known}`, and run this cell again.",
                )
    return None
