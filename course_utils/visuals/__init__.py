"""The lessons' pictures: figures, explorers to play with, and a monitor to watch a training.

Functions called ``show_…`` display a picture; those called ``explore_…`` display controls too.
``watch`` and ``keras_monitor`` show a training while it runs.
The reference is reached only inside the functions that draw.
"""
