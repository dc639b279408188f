"""What a learner's lessons import, imported beforehand: the fork server of warm kernels loads this.

It knows answers, so the fork server of sandboxed kernels is never told of it, nor has it.
ipywidgets is left out: it registers with the running kernel as it is imported.
"""

import contextlib
import importlib
import pkgutil

from course_utils import visuals
from course_utils.lessons import BrokenLessonError, all_exercises
from course_utils.notebook import checking, helping, learner, overview, waiting  # noqa: F401
from course_utils.notebook.cards import Card

for _module in pkgutil.iter_modules(visuals.__path__):
    with contextlib.suppress(Exception):  # a broken figure must not cost anybody the kernel
        importlib.import_module(f"{visuals.__name__}.{_module.name}")
for _name in all_exercises():
    with contextlib.suppress(BrokenLessonError):  # who asks for it is told
        all_exercises()[_name]
Card("")._repr_mimebundle_()  # compiles the template
