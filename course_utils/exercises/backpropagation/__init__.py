"""The exercises of lesson 3, with the mistakes that people make in them."""

from course_utils.exercises.backpropagation.backward import BACKWARD
from course_utils.exercises.backpropagation.gradient_check import GRADIENT_CHECK
from course_utils.exercises.backpropagation.numerical_gradient import NUMERICAL_GRADIENT
from course_utils.exercises.backpropagation.pieces import (
    DENSE_BACKWARD,
    OUTPUT_DELTA,
    SIGMOID_BACKWARD,
)
from course_utils.exercises.backpropagation.training import TRAIN, UPDATE_PARAMETERS

EXERCISES = (
    SIGMOID_BACKWARD,
    OUTPUT_DELTA,
    DENSE_BACKWARD,
    BACKWARD,
    NUMERICAL_GRADIENT,
    GRADIENT_CHECK,
    UPDATE_PARAMETERS,
    TRAIN,
)
