"""The instructor's side: how nbgrader comes to the scores of the checks."""
