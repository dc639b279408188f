"""What the lessons ask: one module a lesson, named as its folder without the number."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from course_utils.checking.exercise import Exercise


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course."""

    folder: str
    """Its folder below notebooks/, which is also its notebook's name."""

    title: str

    @property
    def module(self) -> str:
        """The name of its module of exercises."""
        return self.folder.partition("_")[2]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Its exercises, in the order of the lesson."""
        return import_module(f"course_utils.exercises.{self.module}").EXERCISES


LESSONS = (
    Lesson("00_welcome", "Welcome"),
    Lesson("01_logistic_regression", "Logistic regression, by hand"),
    Lesson("02_forward_propagation", "From one unit to a network"),
    Lesson("03_backpropagation", "Backpropagation, by hand"),
    Lesson("04_tensorflow_three_steps", "TensorFlow's three steps"),
)


@cache
def all_exercises() -> dict[str, Exercise]:
    """Give every exercise by its name."""
    return {exercise.name: exercise for lesson in LESSONS for exercise in lesson.exercises}
