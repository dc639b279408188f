"""The insights as a page with plots, in one file that needs nothing else."""

import base64
import io
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from course_utils.grading.insights import STATES, ClassResult

# Okabe & Ito's colours, and hatches for those who can't tell them apart.
_COLOURS = ("#009E73", "#F0E442", "#D55E00", "#BBBBBB")
_HATCHES = ("", "//", "xx", "..")


def write_page(assignment: str, exercises: Sequence[ClassResult], names: bool, path: Path) -> None:
    """Write the page.

    Parameters
    ----------
    assignment : str
    exercises : sequence of ClassResult
    names : bool
        Whether students are named.
    path : Path
    """
    templates = Environment(loader=PackageLoader("course_utils", "grading"), autoescape=True)
    page = templates.get_template("insights.html").render(
        assignment=assignment,
        exercises=exercises,
        states=STATES,
        names=names,
        picture=base64.b64encode(_draw(exercises)).decode("ascii"),
    )
    path.write_text(page, encoding="utf-8")


def _draw(exercises: Sequence[ClassResult]) -> bytes:
    """Draw a bar for each exercise, cut into the shares of the states."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 1.2 + 0.45 * len(exercises)), layout="constrained")
    axes = figure.subplots()
    labels = [exercise.name for exercise in exercises]
    left = [0.0] * len(exercises)
    for state, colour, hatch in zip(STATES, _COLOURS, _HATCHES, strict=True):
        shares = [100 * exercise.share(state) for exercise in exercises]
        axes.barh(
            labels, shares, left=left, color=colour, hatch=hatch, edgecolor="white", label=state
        )
        left = [a + b for a, b in zip(left, shares, strict=True)]
    axes.invert_yaxis()
    axes.set(xlabel="percent of the class", xlim=(0, 100))
    axes.set_title("What is right, exercise by exercise", loc="left", fontweight="bold")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=110)
    return picture.getvalue()
