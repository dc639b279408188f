"""What is said of an edit that was found: where it is and what to look at. Hints say more."""

from course_utils.mending.edits import Kind
from course_utils.mending.search import Mending, Place

_LOOK_AT: dict[Kind, str] = {
    "sign": "Which sign does it need?",
    "bracket": "In which order is that computed? Parentheses keep together what belongs together.",
    "operator": "Is that the operation that you want there?",
    "operands": "Are the two sides of it in the right places?",
    "transpose": "Write the shapes of what meets there below each other: which axis has to vanish?",
    "axis": "Along which axis do the examples lie, and which axis is to vanish there?",
    "keepdims": "Which shape comes out of it, and which one is wanted?",
    "average": "Is a sum wanted there, or an average?",
    "factor": "Is something too much or missing there? Say in words what it adds, multiplies with "
    "and divides by.",
    "comparison": "Which way does it point, and what is to happen where both sides are equal?",
    "activation": "Which function should that have gone through?",
    "order": "In which order do these come, and in which order are they wanted?",
    "indent": "How often is this line to be done: in every round, only sometimes, or once?",
    "assignment": "Does this line replace what was there, or add to it?",
    "copy": "Are these two arrays, or one array under two names?",
    "dtype": "What kind of numbers can it hold?",
    "range": "From where to where does this count, in which direction, and how many are there?",
    "index": "What exactly does this pick? Print its shape.",
    "constant": "Why this number?",
    "name": "Is that the variable that you mean?",
    "function": "Is that the function that you want there, and is it wanted at all?",
    "deleted": "What does this line do, and is it needed?",
    "swapped": "Which has to come first, this line or the next?",
}


def look_at(mending: Mending) -> str:
    """Say in which lines the edits are, and what to look at there."""
    first, *others = mending.places
    if mending.rest is not None:
        return (
            f"There are two things. One is {_where(first)}. {_LOOK_AT[first.kind]} The other: "
            f"{mending.rest.advice}"
        )
    if not others:
        return f"It is right but for one place, {_where(first)}. {_LOOK_AT[first.kind]}"
    second = others[0]
    advice = [
        mistake.advice if mistake else _LOOK_AT[place.kind]
        for mistake, place in zip(mending.mistakes, mending.places, strict=True)
    ]
    return (
        f"It is right but for two places. The first is {_where(first)}. {advice[0]} "
        f"The second is {_where(second)}. {advice[1]}"
    )


def underlined(place: Place) -> str:
    """Show a line with the place marked below it."""
    mark = " " * place.start + "^" * max(1, place.end - place.start)
    return f"{place.text}\n{mark}"


def edit_in_words(place: Place) -> str:
    """Tell the edit itself, which is the last of all hints."""
    if not place.after or place.after == place.text:
        return f"Line {place.line}, `{place.text}`, stands in the wrong place."
    return f"Line {place.line} would be right as `{place.after}`."


def _where(place: Place) -> str:
    part = place.text[place.start : place.end]
    if part == place.text:
        return f"line {place.line}: `{part}`"
    return f"`{part}` in line {place.line}"
