"""Kernels that start in a moment, for learners, and in a sandbox, for grading.

A `host` process keeps one Python with everything imported and forks a kernel from it on request.
Nothing is imported here, so that the parts cost only those who use them.
"""
