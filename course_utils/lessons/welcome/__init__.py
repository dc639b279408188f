"""The exercise of lesson 0, with the mistakes that people make in it."""
