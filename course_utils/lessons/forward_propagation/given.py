"""Activations that a layer is asked with; no other exercise asks for them.

This file is sent to where the learner's function runs, so it imports nothing of ours.
"""

import numpy as np


def bend(z):
    """Bend a line upwards: an activation that is neither linear nor symmetric."""
    z = np.asarray(z, dtype=float)
    return z + 0.3 * z * z


def ramp(z):
    """Keep what is positive and a quarter of what is negative."""
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, z / 4)
