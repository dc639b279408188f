"""The figures of lesson 1."""

import numpy as np

from course_utils.visuals.style import (
    DASHES,
    INK,
    LINES,
    NEGATIVE,
    POSITIVE,
    THIRD,
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


def _draw_newcomer(axes, newcomer) -> None:
    axes.scatter(*newcomer, marker="*", s=160, color=THIRD, label="the thirteenth", zorder=4)


def show_students(X, y, newcomer) -> None:
    """Draw the students, and one of whom nobody knows yet whether she passes.

    Parameters
    ----------
    X : ndarray, shape (m, 2)
        Hours studied, hours slept.
    y : ndarray, shape (m,)
    newcomer : ndarray, shape (2,)
    """
    X, y = np.asarray(X), np.asarray(y)
    more = X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0)  # (2,)
    told = f"On average those who passed studied {more[0]:.1f} h and slept {more[1]:.1f} h more"
    with new_figure(6.5, 3.4) as (figure, axes):
        draw_students(axes, X, y)
        _draw_newcomer(axes, newcomer)
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        axes.set_title(told)
        show(
            figure,
            f"{len(y)} students by hours studied and hours slept. {told}. The thirteenth, with "
            f"{newcomer[0]:g} and {newcomer[1]:g} hours, is marked with a star.",
        )


def show_boundary(X, y, w, b, newcomer=None, names=("hours studied", "hours slept")) -> None:
    """Draw the students, the line on which the model is undecided, and the side of the ones.

    Parameters
    ----------
    X : ndarray, shape (m, 2)
    y : ndarray, shape (m,)
    w : ndarray, shape (2,)
    b : float
    newcomer : ndarray, shape (2,), optional
    names : tuple of str
        What the two features are.
    """
    X, y = np.asarray(X), np.asarray(y)
    w, b = np.ravel(w), float(np.squeeze(b))
    wrong = int(np.sum((X @ w + b >= 0) != (y == 1)))
    told = f"The model says 1 on the shaded side: {wrong} of {len(y)} stand on the wrong one"
    with new_figure(6.5, 3.4) as (figure, axes):
        draw_students(axes, X, y, names)
        if newcomer is not None:
            _draw_newcomer(axes, newcomer)
        _draw_sides(axes, w, b)
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        axes.set_title(told)
        show(figure, f"The students, and the line where the probability is 0.5. {told}.")


def _draw_sides(axes, w, b: float) -> None:
    """Draw the line w . x + b = 0 within the limits that the axes have, and shade where it is 1."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    x1, x2 = np.meshgrid(np.linspace(left, right, 101), np.linspace(low, high, 101))
    z = w[0] * x1 + w[1] * x2 + b  # (101, 101)
    if z.max() >= 0:
        axes.contourf(x1, x2, z, levels=[0, np.inf], colors=[POSITIVE], alpha=0.15)
    if z.min() < 0 < z.max():
        axes.contour(x1, x2, z, levels=[0], colors=[INK], linewidths=1.5)
        axes.plot([], [], color=INK, linewidth=1.5, label="f = 0.5")


def show_histories(histories: dict[str, list[float]], title: str) -> None:
    """Draw how the cost fell in several runs.

    Parameters
    ----------
    histories : dict
        A label, and the cost after each step.
    title : str
        What was run. How it ended stands in the legend.
    """
    runs = {label: np.ravel(costs) for label, costs in histories.items()}
    ends = {label: f"{label}: ends at {costs[-1]:.3f}" for label, costs in runs.items()}
    with new_figure(7, 2.8) as (figure, axes):
        for (label, costs), colour, dash in zip(runs.items(), LINES, DASHES, strict=False):
            steps = np.arange(1, len(costs) + 1)
            axes.plot(steps, costs, color=colour, linestyle=dash, linewidth=2, label=ends[label])
        axes.axhline(np.log(2), color=INK, linewidth=0.8, linestyle=":", label="ln 2: a coin")
        axes.set(xlabel="step", ylabel="cost J", title=title, ylim=(0, None))
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        show(figure, f"{title}: the cost over the steps. {'; '.join(ends.values())}.")


def show_surfaces(X, y, at=(-6.0, 5.0)) -> None:
    """Draw the logistic cost beside the squared error, over w and b of a model of one feature.

    Parameters
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray, shape (m,)
    at : tuple of float
        A place on both, w and b, at which to tell the slope.
    """
    from course_utils.lessons.logistic_regression.reference import compute_cost, predict_proba

    def squared(w, b):
        return np.mean((predict_proba(X, np.array([w]), b) - y) ** 2)

    def logistic(w, b):
        return compute_cost(X, y, np.array([w]), b)

    w, b = np.meshgrid(np.linspace(-8, 12, 81), np.linspace(-10, 10, 81))  # (81, 81) each
    told = []
    with new_figure(9, 4, columns=2) as (figure, axes):
        for ax, (name, cost) in zip(
            axes, (("logistic cost", logistic), ("squared error", squared)), strict=True
        ):
            height = np.vectorize(cost)(w, b)
            filled = ax.contourf(w, b, height, levels=16, cmap="cividis")
            ax.contour(w, b, height, levels=filled.levels, colors="white", linewidths=0.5)
            ax.plot(*at, "o", color=POSITIVE, markersize=9, markeredgecolor="white")
            figure.colorbar(filled, ax=ax)
            told.append(f"{name}: slope {_steepness(cost, at):.3f} at the dot")
            ax.set(xlabel="w", ylabel="b", title=told[-1])
        show(
            figure,
            "Two maps over w and b, with a line for each equal rise; close lines are steep. "
            f"{'; '.join(told)}, where the model is confidently wrong.",
        )


def _steepness(cost, at, step: float = 1e-5) -> float:
    """Measure how steep a surface is at a place, in the direction in which it is steepest."""
    w, b = at
    along_w = (cost(w + step, b) - cost(w - step, b)) / (2 * step)
    along_b = (cost(w, b + step) - cost(w, b - step)) / (2 * step)
    return float(np.hypot(along_w, along_b))


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
    w = np.ravel(w)
    limit = float(np.max(np.abs(w))) or 1.0
    zero, one = (np.asarray(X)[np.asarray(y) == label].mean(axis=0) for label in (0, 1))  # (64,)
    with new_figure(8, 2.8, columns=3) as (figure, axes):
        for ax, mean, title in zip(axes, (zero, one), ("mean zero", "mean one"), strict=False):
            ax.imshow(mean.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            ax.set_title(title)
        image = axes[2].imshow(np.reshape(w, (8, 8)), cmap="PuOr_r", vmin=-limit, vmax=limit)
        axes[2].set_title("weights: orange says one")
        figure.colorbar(image, ax=axes[2], label="w")
        for ax in axes:
            ax.set(xticks=[], yticks=[])
        ones, zeros = w[one - zero > 0.3].mean(), w[zero - one > 0.3].mean()
        show(
            figure,
            "The mean zero, the mean one, and the weights as a picture. Where ones have the more "
            f"ink, the weights are {ones:.2f} in the mean; where zeros have, {zeros:.2f}.",
        )
