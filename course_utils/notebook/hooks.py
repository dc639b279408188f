"""Tell what a learner's notebook lacks by a card, in place of a NameError; an interrupt by a line.

``check(sigmoid)`` before `sigmoid` exists fails before `check` is called: Python raises the error.
"""

from collections.abc import Callable, Collection
from typing import Any

from course_utils.answering.cells import last_call, last_target
from course_utils.notebook.grading_mode import grading_mode
from course_utils.notebook.protecting import protect, running_shell

_set_up: list[Any] = []
"""The shell that is set up; a kernel has one, and what it was forked from has none."""


def install(
    known: Collection[str],
    commands: Collection[str],
    check: Callable[..., Any],
    missing: Callable[[str, str, bool], Any],
) -> None:
    """Set up the running notebook, once; outside of one, do nothing.

    Parameters
    ----------
    known : collection of str
        The names of the exercises.
    commands : collection of str
        The names that a lesson's first cell imports from the course.
    check : callable
    missing : callable
        Gives what to show where a name stands for nothing; None where that is an error like any
        other. It is told the name, the command that was to be called with it ("" for none), and
        whether nothing of the course was imported in this notebook.
    """
    shell = running_shell()
    if shell is None or shell in _set_up:
        return
    _set_up.append(shell)

    def explain(
        shell: Any, kind: type, error: Any, trace: Any, tb_offset: int | None = None
    ) -> None:
        if isinstance(error, KeyboardInterrupt) and grading_mode() is None:
            from course_utils.notebook.interrupting import interrupted

            show(interrupted(trace, shell.user_ns))
            return
        if grading_mode() is None:
            from course_utils.notebook.misspelt import misspelt

            card = misspelt(error)
            if card is not None:
                show(card)
                return
        name: str | None = getattr(error, "name", None) if isinstance(error, NameError) else None
        if name is not None:
            command, target = last_call(shell.history_manager.input_hist_raw[-1])
            handed = target == name and name in known
            new = not any(command in shell.user_ns for command in commands)
            card = missing(name, command if handed else "", new)
            if card is not None:
                show(card)
                if grading_mode() is None:
                    return
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError, ImportError, KeyboardInterrupt), explain)
    if grading_mode() is not None:
        protect(known, check)
    else:
        shell.events.register("pre_run_cell", lambda info: _put_back(shell, info, known, check))
        from course_utils.notebook.unread import note_the_time

        note_the_time(shell)


def _put_back(shell: Any, info: Any, known: Collection[str], check: Callable[..., Any]) -> None:
    """Have `check` be the course's again before it is called, where it became a plain value."""
    now = shell.user_ns.get("check", check)
    if callable(now) or last_target(info.raw_cell or "") not in known:
        return
    shell.user_ns["check"] = check
    print(f"`check` stood for a value of your own, of type {type(now).__name__}. It checks again.")


def show(card: Any) -> None:
    """Display a card in a notebook; print it elsewhere."""
    if running_shell() is not None:
        from IPython.display import display

        display(card)
    else:
        print(card)
