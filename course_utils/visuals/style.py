"""One look for all figures: readable in light and dark themes, and without seeing colours."""

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

# Okabe & Ito's colours, which remain distinct to the colour-blind. Marks differ in shape too.
NEGATIVE = "#0072B2"
POSITIVE = "#D55E00"
THIRD = "#009E73"
FOURTH = "#CC79A7"
# The grey that is as far from white as from JupyterLab's dark ground: 4.3 to 1 from both.
INK = "#797979"
LINES = (POSITIVE, NEGATIVE, THIRD, FOURTH)
DASHES = ("-", "--", "-.", ":")

_LOOK: "dict[RcKeyType, Any]" = {
    # On the ground of the theme in force, which a saved picture does not know.
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titleweight": "bold",
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "font.size": 10,
    "legend.frameon": False,
}


@contextmanager
def new_figure(width: float, height: float, columns: int = 1, rows: int = 1, **options):
    """Give a figure in the course's look, and its axes.

    Parameters
    ----------
    width, height : float
        In inches.
    columns, rows : int
    **options
        For `matplotlib.figure.Figure.subplots`.

    Yields
    ------
    figure : matplotlib.figure.Figure
        Belongs to nobody but the caller: pyplot, and what the learner plots with it, stay as
        they are.
    axes : Axes or ndarray of Axes
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_LOOK):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.subplots(rows, columns, **options)


def to_png(figure) -> bytes:
    """Draw a figure as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(100)
    picture = io.BytesIO()
    # `savefig` draws twice, once for the layout alone. An explorer feels the difference.
    FigureCanvasAgg(figure).print_png(picture)
    return picture.getvalue()


def as_image(figure, alt: str):
    """Draw a figure as an output of a notebook, with its message for those who cannot see it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, in a sentence or two.

    Returns
    -------
    IPython.display.Image
    """
    from IPython.display import Image

    return Image(to_png(figure), width=int(figure.get_figwidth() * 100), alt=alt)


def show(figure, alt: str) -> None:
    """Display a figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, in a sentence or two.
    """
    from IPython.display import display

    display(as_image(figure, alt))
