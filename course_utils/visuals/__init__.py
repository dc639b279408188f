"""The lessons' pictures: figures, and explorers to play with.

Functions called ``show_…`` display a picture; those called ``explore_…`` display controls too.
The reference is reached only inside the functions that draw.
"""
