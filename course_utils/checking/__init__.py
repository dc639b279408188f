"""The engine that checks what a learner wrote: ask -> answer -> judge -> report.

Only the answering runs beside the learner's code. Plain data (`plain`) is all that crosses from
it to the judge. The engine knows no exercise by name; those are in `course_utils.exercises`.
"""
