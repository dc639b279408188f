"""An interactive course on how neural networks are trained.

The names a lesson needs are loaded on first use, so that importing the package costs nothing:
``from course_utils import check, guess, hint, solution, progress``.
"""

import os
from importlib import import_module
from typing import Any

from course_utils.places import KERAS_SETTINGS, QUESTIONS, TENSORFLOW_SETTINGS

for _name, _value in TENSORFLOW_SETTINGS.items():
    os.environ.setdefault(_name, _value)
os.environ.update(KERAS_SETTINGS)  # whatever it is set to for other work, lessons need these

__all__ = [
    *("attempts", "check", "guess", "hint", "mine", "progress", "reset", "solution"),
    "when_written",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        # While a submission is graded, `check` only answers; who judges is not there to be reached.
        edge = "graded" if QUESTIONS in os.environ else "learner"
        module = import_module(f"course_utils.notebook.{edge}")
        module.attach()
        return getattr(module, name)
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
