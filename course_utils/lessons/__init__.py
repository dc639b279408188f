"""The lessons, and all that knows their answers: a folder a lesson, a file an exercise.

What is listed here is names only. A lesson's code is loaded when one of its exercises is first
asked for, so that a broken lesson leaves the others working.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from course_utils.trouble import TroubleError

if TYPE_CHECKING:
    from course_utils.judging.exercise import Exercise
    from course_utils.judging.guess import Guess


class BrokenLessonError(TroubleError):
    """A lesson whose code can't be loaded; the message names it."""


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course."""

    folder: str
    """Its folder below notebooks/, which is also its notebook's name."""

    title: str

    names: tuple[str, ...]
    """Its exercises, in the order of the lesson: each is a file of this name in the lesson's
    package, and declares the exercise as `EXERCISE`."""

    gives: tuple[str, ...] = ()
    """Those of earlier exercises whose right functions its notebook hands out."""

    @property
    def module(self) -> str:
        """The name of its package: its folder's without the number."""
        return self.folder.partition("_")[2]

    @property
    def exercises(self) -> "tuple[Exercise, ...]":
        """Its exercises, loaded."""
        return tuple(self.load(name) for name in self.names)

    @property
    def guesses(self) -> "tuple[Guess, ...]":
        """Its predictions, which its file `guesses` declares as `GUESSES`, where it has one.

        Raises
        ------
        BrokenLessonError
            If the file fails.
        """
        place = f"course_utils.lessons.{self.module}.guesses"
        try:
            if find_spec(place) is None:
                return ()
            declared: tuple[Guess, ...] = import_module(place).GUESSES
        # As for an exercise: an author's unfinished file must not stop the other lessons.
        except Exception as error:
            raise BrokenLessonError(
                f"The predictions of lesson {self.folder} can't be loaded: {place} raises "
                f"{type(error).__name__}: {error}. The other lessons are not affected."
            ) from error
        return declared

    def load(self, name: str) -> "Exercise":
        """Load one of its exercises.

        Raises
        ------
        BrokenLessonError
            If its file is missing, or fails.
        """
        place = f"course_utils.lessons.{self.module}.{name}"
        try:
            exercise: Exercise = import_module(place).EXERCISE
            declared = exercise.name
        # An author's unfinished file may fail in any way, and must not stop the other lessons.
        except Exception as error:
            raise BrokenLessonError(
                f"The exercise `{name}` of lesson {self.folder} can't be loaded: {place} raises "
                f"{type(error).__name__}: {error}. The other lessons are not affected."
            ) from error
        if declared != name:
            raise BrokenLessonError(
                f"The exercise `{name}` of lesson {self.folder} can't be loaded: {place} declares "
                "another one."
            )
        return exercise


LESSONS = (
    Lesson("00_welcome", "Welcome", ("square",)),
    Lesson(
        "01_logistic_regression",
        "Logistic regression, by hand",
        (
            "sigmoid",
            "predict_proba",
            "logistic_loss",
            "compute_cost",
            "compute_gradient",
            "gradient_descent",
            "predict",
        ),
    ),
    Lesson(
        "02_forward_propagation",
        "From one unit to a network",
        ("dense_loop", "dense", "forward", "count_parameters"),
        gives=("sigmoid",),
    ),
    Lesson(
        "03_backpropagation",
        "Backpropagation, by hand",
        (
            "sigmoid_backward",
            "output_delta",
            "dense_backward",
            "backward",
            "numerical_gradient",
            "gradient_check",
            "update_parameters",
            "train",
        ),
        gives=("sigmoid", "forward"),
    ),
    Lesson(
        "04_tensorflow_three_steps",
        "TensorFlow's three steps",
        (
            "build_model",
            "compile_model",
            "fit_model",
            "params_from_keras",
            "build_student_model",
        ),
        gives=("sigmoid", "forward", "backward", "update_parameters"),
    ),
)


class Catalogue(Mapping[str, "Exercise"]):
    """All exercises by name, each loaded when it is first asked for."""

    def __init__(self, lessons: tuple[Lesson, ...]):
        self._lessons = {name: lesson for lesson in lessons for name in lesson.names}
        self._loaded: dict[str, Exercise] = {}

    def __getitem__(self, name: str) -> "Exercise":
        """Give an exercise."""
        if name not in self._loaded:
            self._loaded[name] = self._lessons[name].load(name)
        return self._loaded[name]

    def lesson(self, name: str) -> Lesson:
        """Give the lesson that an exercise belongs to."""
        return self._lessons[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is an exercise of this name, without loading it."""
        return name in self._lessons

    def __iter__(self) -> Iterator[str]:
        """Give the names, in the order of the lessons."""
        return iter(self._lessons)

    def __len__(self) -> int:
        """Count the exercises."""
        return len(self._lessons)


@cache
def all_exercises() -> Catalogue:
    """Give every exercise by its name."""
    return Catalogue(LESSONS)


def find_guess(name: str) -> "Guess | None":
    """Find a prediction by its name.

    Raises
    ------
    BrokenLessonError
        If it is in none of the lessons that can be loaded, and one can't be.
    """
    broken = None
    for lesson in LESSONS:
        try:
            found = next((guess for guess in lesson.guesses if guess.name == name), None)
        except BrokenLessonError as error:
            broken = error
            continue
        if found is not None:
            return found
    if broken is not None:
        raise broken
    return None
