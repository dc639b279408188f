"""The exercises of lesson 4, with the mistakes that people make in them."""

from course_utils.exercises.tensorflow_three_steps.build_model import BUILD_MODEL
from course_utils.exercises.tensorflow_three_steps.build_student_model import BUILD_STUDENT_MODEL
from course_utils.exercises.tensorflow_three_steps.compile_model import COMPILE_MODEL
from course_utils.exercises.tensorflow_three_steps.fit_model import FIT_MODEL
from course_utils.exercises.tensorflow_three_steps.params_from_keras import PARAMS_FROM_KERAS

EXERCISES = (BUILD_MODEL, COMPILE_MODEL, FIT_MODEL, PARAMS_FROM_KERAS, BUILD_STUDENT_MODEL)
