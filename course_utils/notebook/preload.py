"""What a learner's lessons import, imported beforehand: the fork server of warm kernels loads this.

It knows answers, so the fork server of sandboxed kernels is never told of it, nor has it.
ipywidgets is left out: it registers with the running kernel as it is imported.
"""

import contextlib
import pkgutil
from importlib import import_module

_PACKAGE = __name__.rpartition(".")[0]
_EDGE = ("cards", "checking", "guessing", "helping", "learner", "overview", "waiting")


def _load() -> None:
    for name in _EDGE:
        import_module(f"{_PACKAGE}.{name}")
    import_module(f"{_PACKAGE}.cards").Card("")._repr_mimebundle_()  # compiles the template
    visuals = import_module("course_utils.visuals")
    for module in pkgutil.iter_modules(visuals.__path__):
        with contextlib.suppress(Exception):  # a broken figure leaves the others ready
            import_module(f"{visuals.__name__}.{module.name}")
    lessons = import_module("course_utils.lessons")
    exercises = lessons.all_exercises()
    for name in exercises:
        with contextlib.suppress(lessons.BrokenLessonError):
            exercises[name]
    for lesson in lessons.LESSONS:
        with contextlib.suppress(lessons.BrokenLessonError):
            lesson.guesses  # noqa: B018


# What is broken must cost nobody the kernel: there it is told to the one who imports it.
with contextlib.suppress(Exception):
    _load()
