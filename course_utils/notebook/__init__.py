"""The edge that a notebook touches: `check` for learners and while grading, cards, progress.

While a submission is graded, only `graded` and `protecting` of it exist.
"""
