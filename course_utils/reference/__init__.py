"""The textbook: each lesson's functions in plain NumPy, as the lesson derives them."""
