"""The figures of lesson 1."""

import numpy as np

from course_utils.visuals.style import (
    DASHES,
    INK,
    LINES,
    NEGATIVE,
    POSITIVE,
    new_figure,
    show,
)


def show_sigmoid(sigmoid) -> None:
    """Draw the learner's sigmoid.

    Parameters
    ----------
    sigmoid : callable
        Takes an array of shape (k,), gives one of the same shape.
    """
    z = np.linspace(-8, 8, 201)  # (201,)
    with new_figure(6, 2.8) as (figure, axes):
        axes.plot(z, sigmoid(z), color=POSITIVE, linewidth=2)
        axes.axhline(0.5, color=INK, linewidth=0.8, linestyle=":")
        axes.axvline(0, color=INK, linewidth=0.8, linestyle=":")
        axes.set(xlabel="z", ylabel="g(z)", title="The sigmoid turns any number into a probability")
        show(
            figure,
            "Your sigmoid between z = -8 and 8. The right curve rises from nearly 0 through one "
            "half at z = 0 to nearly 1.",
        )


def show_loss(logistic_loss) -> None:
    """Draw the learner's loss over the probability, for both labels.

    Parameters
    ----------
    logistic_loss : callable
        Takes a probability and a label, gives a number.
    """
    f = np.linspace(0.01, 0.99, 99)  # (99,)
    with new_figure(6, 2.8) as (figure, axes):
        for label, colour, dash in ((1, POSITIVE, "-"), (0, NEGATIVE, "--")):
            losses = np.ravel([logistic_loss(float(p), label) for p in f])
            axes.plot(f, losses, color=colour, linestyle=dash, linewidth=2, label=f"y = {label}")
        axes.set(
            xlabel="f, the probability given to class 1",
            ylabel="loss",
            title="The more confident and wrong, the larger the loss",
        )
        axes.legend()
        show(
            figure,
            "Your loss for probabilities from 0.01 to 0.99. The right curve for label 1 falls "
            "from above 4 to 0; that for label 0 is its mirror image.",
        )


def draw_students(axes, X, y, names=("hours studied", "hours slept")) -> None:
    """Draw students as marks: triangles passed, circles failed."""
    passed = np.asarray(y) == 1
    axes.scatter(*X[passed].T, marker="^", s=60, color=POSITIVE, label="passed", zorder=3)
    axes.scatter(*X[~passed].T, marker="o", s=50, color=NEGATIVE, label="failed", zorder=3)
    axes.set(xlabel=names[0], ylabel=names[1])
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))


def show_students(X, y) -> None:
    """Draw the twelve students.

    Parameters
    ----------
    X : ndarray, shape (m, 2)
        Hours studied, hours slept.
    y : ndarray, shape (m,)
    """
    with new_figure(5.5, 3.4) as (figure, axes):
        draw_students(axes, X, y)
        axes.set_title("Those who studied and slept more passed")
        show(
            figure,
            "Twelve students by hours studied and hours slept. Those who passed lie to the upper "
            "right of those who failed.",
        )


def draw_boundary(axes, w, b, label="f = 0.5") -> None:
    """Draw the line on which w . x + b = 0, within the limits that the axes have."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    x1, x2 = np.meshgrid(np.linspace(left, right, 101), np.linspace(low, high, 101))
    z = w[0] * x1 + w[1] * x2 + b  # (101, 101)
    if z.min() < 0 < z.max():
        axes.contour(x1, x2, z, levels=[0], colors=INK, linewidths=1.5)
        axes.plot([], [], color=INK, linewidth=1.5, label=label)


def show_boundary(X, y, w, b) -> None:
    """Draw the students and the line on which the model is undecided.

    Parameters
    ----------
    X : ndarray, shape (m, 2)
    y : ndarray, shape (m,)
    w : ndarray, shape (2,)
    b : float
    """
    with new_figure(5.5, 3.4) as (figure, axes):
        draw_students(axes, X, y)
        draw_boundary(axes, w, b)
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        axes.set_title("On one side of the line the model says 1")
        show(figure, "The twelve students and the straight line where the probability is 0.5.")


def show_histories(histories: dict[str, list[float]], title: str) -> None:
    """Draw how the cost fell in several runs.

    Parameters
    ----------
    histories : dict
        A label, and the cost after each step.
    title : str
        What there is to see.
    """
    with new_figure(6, 2.8) as (figure, axes):
        for (label, history), colour, dash in zip(histories.items(), LINES, DASHES, strict=False):
            steps = np.arange(1, len(history) + 1)
            axes.plot(
                steps, np.ravel(history), color=colour, linestyle=dash, linewidth=2, label=label
            )
        axes.axhline(np.log(2), color=INK, linewidth=0.8, linestyle=":")
        axes.text(1, np.log(2), " ln 2: a coin", va="bottom", fontsize=8)
        axes.set(xlabel="step", ylabel="cost J", title=title, ylim=(0, None))
        axes.legend()
        ends = ", ".join(f"{k}: {np.ravel(costs)[-1]:.3f}" for k, costs in histories.items())
        show(figure, f"The cost over the steps. It ends at: {ends}.")


def show_surfaces(X, y) -> None:
    """Draw the logistic cost beside the squared error, over w and b of a model of one feature.

    Parameters
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray, shape (m,)
    """
    from course_utils.lessons.logistic_regression.reference import compute_cost, predict_proba

    w, b = np.meshgrid(np.linspace(-8, 12, 61), np.linspace(-10, 10, 61))  # (61, 61) each
    pairs = np.column_stack([w.ravel(), b.ravel()])  # (3721, 2)
    logistic = np.array([compute_cost(X, y, p[:1], p[1]) for p in pairs]).reshape(w.shape)
    squared = np.array([np.mean((predict_proba(X, p[:1], p[1]) - y) ** 2) for p in pairs])
    surfaces = (
        ("Logistic cost: downhill everywhere", logistic),
        ("Squared error: plateaus", squared.reshape(w.shape)),
    )
    with new_figure(9, 4, columns=2, subplot_kw={"projection": "3d"}) as (figure, axes):
        for ax, (title, height) in zip(axes, surfaces, strict=True):
            ax.plot_surface(w, b, height, cmap="cividis", rstride=2, cstride=2, linewidth=0)
            ax.set(xlabel="w", ylabel="b", zlabel="cost", title=title)
            ax.view_init(30, -120)
        show(
            figure,
            "Two surfaces over w and b. The logistic cost is one bowl with steep walls. The "
            "squared error of the same model is flat where the model is confidently wrong.",
        )


def show_digits(X, y, count: int = 10) -> None:
    """Draw some of the digits, zeros above ones.

    Parameters
    ----------
    X : ndarray, shape (m, 64)
    y : ndarray, shape (m,)
    count : int
        How many of each.
    """
    with new_figure(8, 2, columns=count, rows=2) as (figure, axes):
        for label in (0, 1):
            for ax, image in zip(axes[label], X[y == label], strict=False):
                ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
                ax.set_axis_off()
        show(figure, f"{count} handwritten zeros above {count} handwritten ones, 8 by 8 pixels.")


def show_weights(w, X, y) -> None:
    """Draw the weights as an image, beside the mean zero and the mean one.

    Parameters
    ----------
    w : ndarray, shape (64,)
    X : ndarray, shape (m, 64)
    y : ndarray, shape (m,)
    """
    limit = float(np.max(np.abs(w))) or 1.0
    with new_figure(8, 2.8, columns=3) as (figure, axes):
        for ax, label in zip(axes, (0, 1), strict=False):
            ax.imshow(X[y == label].mean(axis=0).reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            ax.set_title(f"mean {'zero' if label == 0 else 'one'}")
        image = axes[2].imshow(np.reshape(w, (8, 8)), cmap="PuOr_r", vmin=-limit, vmax=limit)
        axes[2].set_title("weights: orange says one")
        figure.colorbar(image, ax=axes[2], label="w")
        for ax in axes:
            ax.set(xticks=[], yticks=[])
        show(
            figure,
            "The mean zero is a ring, the mean one a stroke. The weights are positive in the "
            "middle, where only ones have ink, and negative on the ring.",
        )
