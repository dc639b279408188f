"""A small computation graph: numbers forwards, slopes backwards, one step at a time."""

import numpy as np

from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show, to_png

_EDGES = (("w", "p"), ("x", "p"), ("p", "z"), ("b", "z"), ("z", "a"), ("a", "loss"), ("y", "loss"))
_PLACES = {
    "w": (0, 2),
    "x": (0, 1),
    "b": (1, 0),
    "p": (1, 1.5),
    "z": (2, 1),
    "a": (3, 1),
    "y": (3, 0),
    "loss": (4.2, 1),
}
_FORMULAS = {"p": "p = w x", "z": "z = p + b", "a": "a = g(z)", "loss": "loss(a, y)"}
_FORWARD = ("p", "z", "a", "loss")
_BACKWARD = ("loss", "a", "z", "b", "p", "w")
STEPS = 1 + len(_FORWARD) + len(_BACKWARD)
"""How many pictures there are: the inputs, then one for each value and each slope."""


def values_and_slopes(
    w: float, x: float, b: float, y: float
) -> tuple[dict[str, float], dict[str, float], dict[str, str]]:
    """Compute the graph of one unit with its loss.

    Parameters
    ----------
    w, x, b, y : float

    Returns
    -------
    values : dict of str to float
        Every node, computed forwards.
    slopes : dict of str to float
        The slope of the loss along each node, computed backwards.
    reasons : dict of str to str
        How each slope follows from the one before.
    """
    p = w * x
    z = p + b
    a = 1 / (1 + np.exp(-z))
    loss = -y * np.log(a) - (1 - y) * np.log(1 - a)
    d_a = (a - y) / (a * (1 - a))
    d_z = d_a * a * (1 - a)
    values = {"w": w, "x": x, "b": b, "y": y, "p": p, "z": z, "a": a, "loss": loss}
    slopes = {"loss": 1.0, "a": d_a, "z": d_z, "b": d_z, "p": d_z, "w": d_z * x}
    reasons = {
        "loss": "The slope of the loss along itself is 1.",
        "a": f"Along a: (a - y) / (a (1 - a)) = {d_a:.3f}.",
        "z": f"Along z: times a (1 - a) = {a * (1 - a):.3f}. It is a - y = {d_z:.3f}.",
        "b": "Along b: z is p + b, so the slope is handed on as it is.",
        "p": "Along p: the same, z is p + b.",
        "w": f"Along w: p is w x, so times x = {x:g}.",
    }
    return values, slopes, reasons


def _draw(axes, step: int, **inputs: float) -> str:
    """Draw the graph as far as `step`; say in words what the step did."""
    values, slopes, reasons = values_and_slopes(**inputs)
    forward = _FORWARD[: max(0, step)]
    backward = _BACKWARD[: max(0, step - len(_FORWARD))]
    known = {"w", "x", "b", "y", *forward}
    for start, end in _EDGES:
        axes.annotate(
            "",
            xy=_PLACES[end],
            xytext=_PLACES[start],
            arrowprops={"arrowstyle": "->", "color": INK, "shrinkA": 26, "shrinkB": 30},
        )
    for name, (left, low) in _PLACES.items():
        text = _FORMULAS.get(name, name)
        value = f"{values[name]:.3f}" if name in known else "?"
        latest = name in ((backward or forward)[-1:])
        axes.text(
            left,
            low,
            f"{text}\n{value}",
            ha="center",
            va="center",
            fontsize=10,
            fontweight="bold" if latest else "normal",
            bbox={"boxstyle": "round", "facecolor": "white", "edgecolor": NEGATIVE},
        )
        if name in backward:
            axes.text(
                left,
                low - 0.42,
                f"slope {slopes[name]:.3f}",
                ha="center",
                color=POSITIVE,
                fontsize=10,
            )
    axes.set(xlim=(-0.5, 4.8), ylim=(-0.6, 2.5))
    axes.set_axis_off()
    if backward:
        return reasons[backward[-1]]
    if forward:
        return f"Forwards: {_FORMULAS[forward[-1]]} is {values[forward[-1]]:.3f}."
    return "The inputs. Nothing is computed yet."


def draw_graph(step: int, **inputs: float) -> tuple[bytes, str]:
    """Draw the graph as far as `step`.

    Parameters
    ----------
    step : int
        From 0, the inputs alone, to `STEPS` - 1, everything.
    **inputs : float
        w, x, b and y.

    Returns
    -------
    picture : bytes
        PNG.
    words : str
        What the step did.
    """
    with new_figure(8, 3.4) as (figure, axes):
        words = _draw(axes, step, **inputs)
        picture = to_png(figure)
    return picture, words


def show_graph(w: float = 0.5, x: float = 2.0, b: float = -0.25, y: float = 0.0) -> None:
    """Display the whole graph, with every value and every slope.

    Parameters
    ----------
    w, x, b, y : float
    """
    values, slopes, _ = values_and_slopes(w, x, b, y)
    with new_figure(8, 3.4) as (figure, axes):
        _draw(axes, STEPS - 1, w=w, x=x, b=b, y=y)
        show(
            figure,
            f"A unit with its loss. Forwards: z = {values['z']:.3f}, a = {values['a']:.3f}, loss = "
            f"{values['loss']:.3f}. Backwards: slope {slopes['z']:.3f} along z and b, "
            f"{slopes['w']:.3f} along w.",
        )


def explore_graph() -> None:
    """Display the graph with its inputs to change, and a slider to walk forwards and back."""
    import ipywidgets as widgets
    from IPython.display import display

    common = {"continuous_update": False, "style": {"description_width": "50px"}}
    step = widgets.IntSlider(0, min=0, max=STEPS - 1, description="step", **common)
    w = widgets.FloatSlider(0.5, min=-2, max=2, step=0.25, description="w", **common)
    x = widgets.FloatSlider(2.0, min=-3, max=3, step=0.5, description="x", **common)
    b = widgets.FloatSlider(-0.25, min=-2, max=2, step=0.25, description="b", **common)
    y = widgets.ToggleButtons(options=[0, 1], description="y", style={"button_width": "40px"})
    image = widgets.Image(format="png", layout=widgets.Layout(max_width="100%"))
    words = widgets.Label()

    def redraw(_change=None) -> None:
        image.value, words.value = draw_graph(
            step.value, w=w.value, x=x.value, b=b.value, y=float(y.value)
        )

    for control in (step, w, x, b, y):
        control.observe(redraw, names="value")
    redraw()
    rows = [widgets.HBox(row) for row in ((step, y), (w, x, b))]
    display(widgets.VBox([*rows, words, image]))
