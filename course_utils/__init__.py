"""An interactive course on how neural networks are trained.

The names a lesson needs are loaded on first use, so that importing the package costs nothing:
``from course_utils import check, hint, solution, progress, when_written``.
"""

from importlib import import_module

__all__ = ["Verdict", "check", "hint", "progress", "solution", "when_written"]


def __getattr__(name: str):
    if name in __all__:
        return getattr(import_module("course_utils.learner"), name)
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
