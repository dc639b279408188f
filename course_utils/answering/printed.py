"""A bound on how much of what a learner's code prints is kept."""

import io
import re


class BoundedText(io.TextIOBase):
    """A file to print to that keeps the first `limit` characters and drops the rest."""

    def __init__(self, limit: int = 4_000):
        super().__init__()
        self._room = limit
        self._parts: list[str] = []
        self.dropped = False

    def writable(self) -> bool:
        """Say that this can be printed to."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is room for; claim to have written all of it."""
        kept = text[: self._room]
        self._parts.append(kept) if kept else None
        self._room -= len(kept)
        self.dropped = self.dropped or len(kept) < len(text)
        return len(text)

    def getvalue(self) -> str:
        """All that was kept, as a terminal would show it."""
        return _as_seen("".join(self._parts)) + (" […]" if self.dropped else "")


def _as_seen(text: str) -> str:
    """Drop colours, and what a progress bar has written over."""
    plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]|\x08", "", text)
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in plain.split("\n"))
    return "\n".join(lines)
