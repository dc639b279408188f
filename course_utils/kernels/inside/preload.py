"""What every kernel finds imported already. The fork server imports this module and forks."""

import importlib
import os
import time

from course_utils.places import WITHOUT_TENSORFLOW

MODULES = (
    "IPython.core.completer",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "jedi",
    "numpy",
    "matplotlib.pyplot",
    "sklearn",
    "sklearn.linear_model",
)
TENSORFLOW = ("tensorflow", "keras")

BEGAN = time.time()
"""When the imports began: a file of the course that was changed after that may be read no more."""

_before = dict(os.environ)

for name in MODULES if WITHOUT_TENSORFLOW in os.environ else MODULES + TENSORFLOW:
    try:
        importlib.import_module(name)
    except ImportError:
        continue  # the learner who needs it is told so by their own import

ADDED = {name: value for name, value in os.environ.items() if name not in _before}
"""The environment variables that imports set, which an ordinary kernel has too."""
