"""The names that two parts of the course must agree on: variables, folders, files, media types.

It is shown in the sandbox, so it holds names only.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent

# Environment variables.
QUESTIONS = "COURSE_QUESTIONS"
"""Names the file with the questions, where judging is done elsewhere."""

NBGRADER_MODE = "NBGRADER_EXECUTION"
"""Says which of nbgrader's commands runs a notebook: "autograde" or "validate"."""

WITHOUT_TENSORFLOW = "COURSE_WITHOUT_TENSORFLOW"
"""Says, where it is set, that a sandboxed fork server does not import TensorFlow beforehand."""

TENSORFLOW_SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "2",  # no log lines in a lesson
    "TF_ENABLE_ONEDNN_OPTS": "0",  # the same last digit on every machine
}
KERAS_SETTINGS = {
    "KERAS_BACKEND": "tensorflow",
    # A folder of its own, so that nobody's `keras.json` for other work changes what a lesson does.
    "KERAS_HOME": os.path.expanduser("~/.keras/course"),  # noqa: PTH111  # which never fails
}
INLINE_FIGURES = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
"""As ipykernel sets it before an ordinary kernel imports matplotlib."""

# Inside the sandbox.
HANDED = "/run/course"
"""Where a sandboxed kernel finds what it is handed."""

HANDED_QUESTIONS = f"{HANDED}/questions"
WORK = "/home/learner"
"""The working folder of a sandboxed kernel."""

# In a learner's copy of the course.
LEARNERS_FOLDER = ".course"
"""Holds what is remembered of a learner."""

PROGRESS_FILE = "progress.json"
GUESSES_FILE = "guesses.json"
PLACE_FILE = "place.json"
FUNCTIONS_FILE = "functions.json"
ATTEMPTS_FOLDER = "attempts"

# Media types of what cells show.
ANSWERS_MIME = "application/vnd.course-utils.answers+json"
"""What a check publishes in place of a card while a submission is graded."""

VERDICT_MIME = "application/vnd.course-utils.verdict+json"
"""A verdict as data, beside its card."""

# Tags of cells.
DEMO_TAG = "demo"
"""On cells that only show something, and are not run while grading."""

MB = 2**20
