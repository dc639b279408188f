"""Find the smallest edit of a learner's own code that makes it right, to point at the place.

It runs the learner's code in many versions, so it is used in the learner's own kernel only, and
never where points are given.
"""
