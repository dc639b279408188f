"""Small computation graphs: numbers forwards, slopes backwards, one step at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from course_utils.visuals.explorer import show_explorer
from course_utils.visuals.style import INK, NEGATIVE, POSITIVE, new_figure, show, to_png

Edge = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """A computation with its numbers: what each node gives, and the slopes on the way back."""

    places: Mapping[str, tuple[float, float]]
    formulas: Mapping[str, str]
    """Of the nodes that are computed, in the order in which they are."""

    local: Mapping[Edge, float]
    """By edge, how fast its end changes with its beginning, all else as it is."""

    values: Mapping[str, float]
    slopes: Mapping[str, float]
    """Of the last node along each, in the order of the walk back."""

    reasons: Mapping[str, str]
    """How each slope follows from those before."""

    @property
    def inputs(self) -> list[str]:
        """The nodes that nothing goes into."""
        return [name for name in self.places if name not in self.formulas]


def unit_graph(w: float, x: float, b: float, y: float) -> Graph:
    """Compute the graph of one unit with its loss.

    Parameters
    ----------
    w, x, b, y : float
    """
    p = w * x
    z = p + b
    a = 1 / (1 + np.exp(-z))
    loss = -y * np.log(a) - (1 - y) * np.log(1 - a)
    d_a = (a - y) / (a * (1 - a))
    d_z = d_a * a * (1 - a)
    return Graph(
        places={
            **{"w": (0, 2), "x": (0, 1), "b": (1, 0), "p": (1, 1.5)},
            **{"z": (2.1, 1), "a": (3.3, 1), "y": (3.3, 0), "loss": (4.6, 1)},
        },
        formulas={"p": "p = w x", "z": "z = p + b", "a": "a = g(z)", "loss": "loss(a, y)"},
        local={
            **{("w", "p"): x, ("x", "p"): w, ("p", "z"): 1.0, ("b", "z"): 1.0},
            **{("z", "a"): a * (1 - a), ("a", "loss"): d_a},
        },
        values={"w": w, "x": x, "b": b, "y": y, "p": p, "z": z, "a": a, "loss": loss},
        slopes={"loss": 1.0, "a": d_a, "z": d_z, "b": d_z, "p": d_z, "w": d_z * x},
        reasons={
            "loss": "The slope of the loss along itself is 1.",
            "a": f"1 · {d_a:.3f} on the edge, which is (a - y) / (a (1 - a)).",
            "z": f"{d_a:.3f} arrives, times {a * (1 - a):.3f} on the edge. It is a - y.",
            "b": "z is p + b: 1 on the edge, so the slope is handed on as it is.",
            "p": "The same: z is p + b, and 1 is on the edge.",
            "w": f"p is w x: {d_z:.3f} arrives, times x = {x:g} on the edge.",
        },
    )


def shared_bias_graph(p: tuple[float, float], b: float, y: tuple[float, float]) -> Graph:
    """Compute the graph of one bias that two examples use, up to their cost.

    Parameters
    ----------
    p : tuple of float
        w x of each example.
    b : float
    y : tuple of float
    """
    z = np.array(p) + b  # (2,)
    a = 1 / (1 + np.exp(-z))
    losses = -np.array(y) * np.log(a) - (1 - np.array(y)) * np.log(1 - a)
    d_z = (a - y) / 2
    return Graph(
        places={
            **{"b": (0, 1), "p1": (0, 2), "p2": (0, 0), "z1": (1.4, 2), "z2": (1.4, 0)},
            **{"loss1": (2.9, 2), "loss2": (2.9, 0), "J": (4.4, 1)},
        },
        formulas={
            **{"z1": "z1 = p1 + b", "z2": "z2 = p2 + b", "loss1": "loss 1", "loss2": "loss 2"},
            "J": "J = mean",
        },
        local={
            **{("b", "z1"): 1.0, ("b", "z2"): 1.0, ("p1", "z1"): 1.0, ("p2", "z2"): 1.0},
            **{("z1", "loss1"): a[0] - y[0], ("z2", "loss2"): a[1] - y[1]},
            **{("loss1", "J"): 0.5, ("loss2", "J"): 0.5},
        },
        values={
            **{"p1": p[0], "p2": p[1], "b": b, "z1": z[0], "z2": z[1]},
            **{"loss1": losses[0], "loss2": losses[1], "J": losses.mean()},
        },
        slopes={
            **{"J": 1.0, "loss1": 0.5, "loss2": 0.5, "z1": d_z[0], "z2": d_z[1]},
            "b": d_z.sum(),
        },
        reasons={
            "J": "The slope of the cost along itself is 1.",
            "loss1": "The cost is the mean of two.",
            "loss2": "The cost is the mean of two.",
            "z1": "What arrives, times a - y of example 1.",
            "z2": "What arrives, times a - y of example 2.",
            "b": f"Two edges leave b, so two slopes come back: {d_z[0]:.3f} and {d_z[1]:.3f}.",
        },
    )


def _draw(axes, graph: Graph, known: Collection[str], sloped: Collection[str], latest: str) -> None:
    """Draw a graph with the values of `known` nodes and the slopes of `sloped` ones."""
    for start, end in graph.local:
        _draw_edge(axes, graph, start, end)
    for start in graph.inputs:
        for end in graph.formulas:
            if start == "y" and end == "loss":  # a label has an edge, and no slope of interest
                _draw_edge(axes, graph, start, end)
    for name, (left, low) in graph.places.items():
        value = f"{graph.values[name]:.3f}" if name in known else "?"
        axes.text(
            left,
            low,
            f"{graph.formulas.get(name, name)}\n{value}",
            ha="center",
            va="center",
            fontsize=10,
            color=INK,
            fontweight="bold" if name == latest else "normal",
            bbox={"boxstyle": "round", "facecolor": "none", "edgecolor": NEGATIVE},
        )
        if name in sloped:
            words = f"slope {graph.slopes[name]:.3f}"
            axes.text(left, low - 0.46, words, ha="center", color=POSITIVE, fontsize=10)
    across, up = zip(*graph.places.values(), strict=True)
    axes.set(xlim=(min(across) - 0.5, max(across) + 0.6), ylim=(min(up) - 0.6, max(up) + 0.4))
    axes.set_axis_off()


def _draw_edge(axes, graph: Graph, start: str, end: str) -> None:
    (x0, y0), (x1, y1) = graph.places[start], graph.places[end]
    arrow = {
        "arrowstyle": "->",
        "color": INK,
        "shrinkA": 36 if start in graph.formulas else 24,
        "shrinkB": 36,
    }
    axes.annotate("", xy=(x1, y1), xytext=(x0, y0), arrowprops=arrow)
    if (start, end) in graph.local:
        middle = (x0 + x1) / 2 - 0.05, (y0 + y1) / 2 + 0.1
        axes.text(*middle, f"×{graph.local[start, end]:.3g}", ha="center", color=INK, fontsize=9)


def _show(graph: Graph, slopes: bool, what: str) -> None:
    last = list(graph.formulas)[-1]
    with new_figure(8, 3.4) as (figure, axes):
        _draw(axes, graph, graph.values, graph.slopes if slopes else (), "")
        forwards = ", ".join(f"{name} = {graph.values[name]:.3f}" for name in graph.formulas)
        edges = ", ".join(f"{s} to {e} {v:.3g}" for (s, e), v in graph.local.items())
        back = ", ".join(f"{name} {slope:.3f}" for name, slope in graph.slopes.items())
        told = f" Slopes of {last} along: {back}." if slopes else ""
        show(figure, f"{what} Forwards: {forwards}. On the edges, the local slopes: {edges}.{told}")


def show_graph(
    w: float = 0.5, x: float = 2.0, b: float = -0.25, y: float = 0.0, slopes: bool = False
) -> None:
    """Display the graph of a unit, with every value and the local slopes on the edges.

    Parameters
    ----------
    w, x, b, y : float
    slopes : bool
        Whether to tell the slopes of the loss, too.
    """
    _show(unit_graph(w, x, b, y), slopes, "A unit with its loss.")


def show_shared_bias(
    p: tuple[float, float] = (1.0, -0.5),
    b: float = 0.25,
    y: tuple[float, float] = (0.0, 1.0),
    slopes: bool = False,
) -> None:
    """Display the graph of two examples that use the same bias.

    Parameters
    ----------
    p, y : tuple of float
        w x, and the label, of each example.
    b : float
    slopes : bool
        Whether to tell the slopes of the cost, too.
    """
    _show(shared_bias_graph(p, b, y), slopes, "Two examples, one bias, one cost.")


FORWARD = ("p", "z", "a", "loss")
BACKWARD = ("loss", "a", "z", "b", "p", "w")
STEPS = 1 + len(FORWARD) + len(BACKWARD)
"""How many pictures there are: the inputs, then one for each value and each slope."""


def draw_graph(
    step: int, w: float, x: float, b: float, y: float, answer: str = ""
) -> tuple[bytes, str]:
    """Draw the graph of a unit as far as `step`, and ask for the slope that comes next.

    Parameters
    ----------
    step : int
        From 0, the inputs alone, to `STEPS` - 1, everything.
    w, x, b, y : float
    answer : str
        What the learner expects of the next slope, as typed.

    Returns
    -------
    picture : bytes
        PNG.
    words : str
        What the step did, what comes next, and whether the answer is right.
    """
    graph = unit_graph(w, x, b, y)
    forward, backward = FORWARD[:step], BACKWARD[: max(0, step - len(FORWARD))]
    latest = [*forward, *backward][-1:]
    with new_figure(8, 3.4) as (figure, axes):
        _draw(axes, graph, {*graph.inputs, *forward}, backward, "".join(latest))
        picture = to_png(figure)
    done = "The inputs. Nothing is computed yet."
    if backward:
        done = f"Along {backward[-1]}: {graph.slopes[backward[-1]]:.3f}. "
        done += graph.reasons[backward[-1]]
    elif forward:
        done = f"{graph.formulas[forward[-1]]} is {graph.values[forward[-1]]:.3f}."
    return picture, f"{done} {_next(graph, step, answer)}".strip()


def _next(graph: Graph, step: int, answer: str) -> str:
    """Ask for the slope that the next step shows, or judge the answer to that."""
    ahead = step - len(FORWARD)
    if not 0 <= ahead < len(BACKWARD):
        return ""
    name = BACKWARD[ahead]
    if not answer.strip():
        return f"Which slope comes next, along {name}? Type it, then take the step."
    try:
        given = float(answer)
    except ValueError:
        return f"Type the slope along {name} as a number, such as 0.25."
    if abs(given - graph.slopes[name]) <= 0.006 + 0.01 * abs(graph.slopes[name]):
        return f"Yes: {given:g} comes along {name}. Take the step."
    end = next((end for (start, end) in graph.local if start == name), "")
    how = f"What arrives at {end}, times the number on the edge from {name}." if end else ""
    return f"Not {given:g} along {name}. {how}".strip()


def explore_graph() -> None:
    """Display the graph of a unit to walk through: it asks for each slope before it shows it."""
    import ipywidgets as widgets

    common = {"continuous_update": False, "style": {"description_width": "75px"}}
    step = widgets.IntSlider(len(FORWARD), min=0, max=STEPS - 1, description="step", **common)
    answer = widgets.Text(description="next slope", placeholder="a number, then Enter", **common)
    step.observe(lambda _change: setattr(answer, "value", ""), names="value")
    controls = {
        "step": step,
        "answer": answer,
        "w": widgets.FloatSlider(0.5, min=-2, max=2, step=0.25, description="w", **common),
        "x": widgets.FloatSlider(2.0, min=-3, max=3, step=0.5, description="x", **common),
        "b": widgets.FloatSlider(-0.25, min=-2, max=2, step=0.25, description="b", **common),
        "y": widgets.Dropdown(options=[("0", 0.0), ("1", 1.0)], description="y", **common),
    }
    show_explorer(draw_graph, controls)
