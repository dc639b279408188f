"""An interactive course on how neural networks are trained.

The names a lesson needs are loaded on first use, so that importing the package costs nothing:
``from course_utils import check, hint, solution, progress, when_written``.
"""

import os
from importlib import import_module

# A lesson that imports TensorFlow shows no log lines, and the same last digit on every machine.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

__all__ = ["Verdict", "check", "hint", "progress", "solution", "when_written"]


def __getattr__(name: str):
    if name in __all__:
        # While a submission is graded, `check` only answers; who judges is not there to be reached.
        edge = "graded" if "COURSE_QUESTIONS" in os.environ else "learner"
        return getattr(import_module(f"course_utils.{edge}"), name)
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
