"""The trusted side: what an exercise is, whether answers are right, and which mistake they show.

Nothing here runs a line of the learner's code, and nothing here is shown in a sandbox. It knows no
exercise by name; those are in `course_utils.lessons`.
"""
