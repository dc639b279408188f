"""When something was handed in, as the file says that nbgrader puts beside it."""

from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from course_utils.grading.handed_in import read_beside

TIMESTAMP = "timestamp.txt"
_LONGEST = 100


def moment(content: bytes) -> datetime | None:
    """Read a timestamp file's content; None where it holds nothing.

    Raises
    ------
    ValueError
        If it holds no date.
    """
    try:
        text = content[: _LONGEST + 1].decode("utf-8").strip()
        if len(text) > _LONGEST:
            raise ValueError("too long")
        found: datetime | None = parse_utc(text) if text else None
    # What reads dates raises errors of many kinds for what is none.
    except Exception as error:
        raise ValueError(f"{TIMESTAMP} holds no date ({type(error).__name__}).") from error
    return found


def moment_or_none(content: bytes) -> datetime | None:
    """Read a timestamp file's content; None where it holds no date."""
    try:
        return moment(content)
    except ValueError:
        return None


def moment_of(folder: str | Path) -> datetime | None:
    """Tell when a folder was handed in; None where nothing readable says so."""
    content = read_beside(Path(folder), TIMESTAMP, _LONGEST + 1)
    return None if content is None else moment_or_none(content)
