"""The two places where a check must reach into the notebook that it runs in.

``check(sigmoid)`` before `sigmoid` exists fails before `check` is called: Python raises a
NameError. In a notebook that becomes a card as well.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from course_utils.checking import judging
from course_utils.checking.commands import command_target
from course_utils.checking.exercise import Exercise
from course_utils.checking.grading_mode import GradedVerdict, grading_mode
from course_utils.checking.report import Card

_COMMANDS = ("check", "hint", "solution")


def install(known: Mapping[str, Exercise], check: Callable) -> None:
    """Set up the running notebook; outside of one, do nothing."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return

    def explain(shell, kind, error, trace, tb_offset=None):
        name = getattr(error, "name", None)
        if name in known and _target(_last_cell(shell)) == name:
            verdict = judging.missing(known[name])
            if grading_mode() is None:
                show(verdict)
                return None
            show(GradedVerdict(**vars(verdict)))
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return None

    shell.set_custom_exc((NameError,), explain)
    if grading_mode() is not None:
        protect(known, check)


def protect(known: Iterable[str], check: Callable) -> None:
    """Keep `check` what it is in graded cells, whatever else a notebook called by that name."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return

    def restore(info) -> None:
        if _target(info.raw_cell or "") in known:
            shell.user_ns["check"] = check

    shell.events.register("pre_run_cell", restore)


def _last_cell(shell) -> str:
    return shell.history_manager.input_hist_raw[-1]


def _target(source: str) -> str | None:
    """Give the name that a cell ends in ``check(name)``, ``hint(name)`` or the like on."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    last = body[-1] if body else None
    return command_target(last.value if isinstance(last, ast.Expr) else None, _COMMANDS)


def missing_card(name: str) -> Card:
    """Say that a cell waits for a function that does not exist yet."""
    return Card(
        title=f"Waiting for your {name}",
        message=f"This cell uses `{name}`, which does not exist yet. Run the cell in which you "
        "write it, then this one again.",
        tone="open",
    )


def show(card: Any) -> None:
    """Display a card in a notebook; print it elsewhere."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        from IPython.display import display

        display(card)
    else:
        print(card)
