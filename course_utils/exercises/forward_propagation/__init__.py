"""The exercises of lesson 2, with the mistakes that people make in them."""

from course_utils.exercises.forward_propagation.count_parameters import COUNT_PARAMETERS
from course_utils.exercises.forward_propagation.dense import DENSE
from course_utils.exercises.forward_propagation.dense_loop import DENSE_LOOP
from course_utils.exercises.forward_propagation.forward import FORWARD

EXERCISES = (DENSE_LOOP, DENSE, FORWARD, COUNT_PARAMETERS)
