"""The one kind of error that the commands report in a sentence and end with."""

from pathlib import Path


class TroubleError(Exception):
    """Something the user can mend; the message says what is wrong and what to do."""


def os_trouble(error: OSError, path: Path) -> TroubleError:
    """Put what the operating system refused into a sentence."""
    reason = error.strerror or type(error).__name__
    return TroubleError(
        f"{error.filename or path} could not be used: {reason}. Mend that (permissions, free "
        "space, or another program holding it) and run the command again; nothing was lost."
    )
