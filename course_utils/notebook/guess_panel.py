"""A prediction that is answered by clicking or typing, where widgets run."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from course_utils.judging.guess import Guess
from course_utils.notebook.cards import Card
from course_utils.visuals.controls import Controls


def open_panel(guess: Guess, question: Callable[[], Card], answered: Callable[[Any], Card]) -> None:
    """Show a question with buttons or a field; an answer is judged at once below.

    Parameters
    ----------
    guess : Guess
    question : callable
        Gives the question as it is to be read where nothing can be clicked.
    answered : callable
        Judges an answer, and gives a card.
    """
    asked, said = widgets.HTML(), widgets.HTML()
    asked.value = _html(Card("What do you expect?", guess.question, tone="open"))

    def answer(given: Any) -> None:
        card = answered(given)
        said.value = _html(card)
        left = question()
        controls.leave(_html(left) + _html(card), f"{left}\n{card}")

    inputs = _buttons(guess, answer) if guess.choices else _field(guess, answer)
    left = question()
    controls = Controls(widgets.VBox([asked, inputs, said]), _html(left), str(left))


def _buttons(guess: Guess, answer: Callable[[Any], None]) -> widgets.Widget:
    row = []
    for choice in guess.choices:
        button = widgets.Button(description=choice, layout={"width": "auto"})
        button.on_click(lambda _, choice=choice: answer(choice))
        row.append(button)
    return widgets.HBox(row, layout={"flex_flow": "row wrap"})


def _field(guess: Guess, answer: Callable[[Any], None]) -> widgets.Widget:
    """Make a field that answers on Enter, and a button for those who look for one."""
    sample = "(rows, columns)" if guess.kind == "shape" else "a number"
    field = widgets.Text(
        description="Your answer:",
        placeholder=sample,
        continuous_update=False,
        style={"description_width": "auto"},
    )
    button = widgets.Button(description="Answer", layout={"width": "auto", "flex": "none"})
    latest = [""]  # leaving the field for the button changes the field, too

    def take(_: Any) -> None:
        text = field.value.strip()
        if text not in ("", latest[0]):
            latest[0] = text
            answer(text)

    field.observe(take, names="value")
    button.on_click(take)
    return widgets.HBox([field, button], layout={"flex_flow": "row wrap"})


def _html(card: Card) -> str:
    html: str = card._repr_mimebundle_()["text/html"]
    return html
