"""The exercises of lesson 1, with the mistakes that people make in them."""

from course_utils.exercises.logistic_regression.compute_cost import COMPUTE_COST
from course_utils.exercises.logistic_regression.compute_gradient import COMPUTE_GRADIENT
from course_utils.exercises.logistic_regression.gradient_descent import GRADIENT_DESCENT
from course_utils.exercises.logistic_regression.logistic_loss import LOGISTIC_LOSS
from course_utils.exercises.logistic_regression.predict import PREDICT
from course_utils.exercises.logistic_regression.predict_proba import PREDICT_PROBA
from course_utils.exercises.logistic_regression.sigmoid import SIGMOID

EXERCISES = (
    SIGMOID,
    PREDICT_PROBA,
    LOGISTIC_LOSS,
    COMPUTE_COST,
    COMPUTE_GRADIENT,
    GRADIENT_DESCENT,
    PREDICT,
)
