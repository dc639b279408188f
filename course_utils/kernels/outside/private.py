"""Folders for this user only, which are removed even if who made them was killed."""

import contextlib
import functools
import os
import shutil
import sys
import tempfile
from pathlib import Path

_PREFIX, _OWNED = "course-", "owned"


class PrivateFolder:
    """A folder for this user only, on a path short enough for sockets: they hold 107 bytes.

    It is locked for as long as its process lives. What a killed one left behind is removed when
    the next process makes its first. (Windows has other locks, and leaves what was killed.)
    """

    def __init__(self) -> None:
        place = Path(tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp")
        self._lock: int | None = None
        if sys.platform == "win32":
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            return
        _clean_up(place)
        while self._lock is None:  # somebody who cleans up may come between
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
            self._lock = _lock(self.path, os.O_CREAT)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)


@functools.cache
def _clean_up(place: Path) -> None:
    """Remove the folders of this user whose process is gone."""
    for folder in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another one's, or removed meanwhile
            if folder.lstat().st_uid == os.geteuid() and not folder.is_symlink():
                lock = _lock(folder)
                if lock is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    os.close(lock)


def _lock(folder: Path, flags: int = 0) -> int | None:
    """Take the lock of a folder; None if somebody has it."""
    import fcntl  # which is not everywhere

    descriptor = os.open(folder / _OWNED, os.O_RDWR | os.O_NOFOLLOW | flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
