"""A slope measured with a chord to one side, and with one to both sides."""

import numpy as np

from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show


def show_chords(theta: float = 1.0, eps: float = 0.5) -> None:
    """Draw the curve of the cube at `theta`, and the two chords that measure its slope there.

    Parameters
    ----------
    theta : float
    eps : float
        How far to go.
    """

    def f(t):
        return t**3

    slope = 3 * theta**2
    one = (f(theta + eps) - f(theta)) / eps
    both = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    t = np.linspace(theta - 1.6 * eps, theta + 1.6 * eps, 101)  # (101,)
    told = f"Slope {slope:g}; one side says {one:g}, both sides say {both:g}"
    with new_figure(6.5, 3.2) as (figure, axes):
        axes.plot(t, f(t), color=INK, linewidth=2, label="f")
        ends = theta + eps * np.array([0, 1])
        axes.plot(ends, f(ends), color=POSITIVE, marker="s", linewidth=2, label="one side")
        ends = theta + eps * np.array([-1, 1])
        axes.plot(ends, f(ends), color=NEGATIVE, marker="o", linestyle="--", label="both sides")
        axes.plot(t, f(theta) + slope * (t - theta), color=INK, linestyle=":", label="tangent")
        axes.set(xlabel="theta", title=told)
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        show(
            figure,
            f"The cube around {theta:g}, with chords of eps = {eps:g}. {told}. The chord to both "
            "sides runs nearly parallel to the tangent.",
        )
