"""The folder through which sandboxed kernels are handed what is theirs."""

import os
import shutil
import stat
from pathlib import Path

from course_utils.kernels.outside.private import PrivateFolder
from course_utils.kernels.outside.walls import user_inside
from course_utils.trouble import TroubleError

MOST_BYTES = 50 * 2**20
MOST_FILES = 2_000


class Exchange:
    """A private folder of this process, shared with one fork server."""

    def __init__(self) -> None:
        self._root = PrivateFolder()
        self.shared = self._root.path / "shared"
        self.shared.mkdir(mode=0o700)
        self._give(self.shared)

    def __enter__(self) -> "Exchange":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._root.close()

    def lay_out(self, name: str, folder: Path | None, files: dict[str, bytes]) -> Path:
        """Lay out what one kernel is handed.

        Parameters
        ----------
        name : str
            The kernel's own.
        folder : Path or None
            Whose regular files it gets a copy of. Links are left out, and what is below them.
        files : dict of str to bytes
            What else it gets, by file name.

        Returns
        -------
        Path
            The folder with all of it.

        Raises
        ------
        TroubleError
            If the folder holds too much.
        """
        place = self.shared / name
        for path in (place, place / "work", place / "sockets"):
            path.mkdir(mode=0o700)
            self._give(path)
        if folder is not None:
            self._copy(folder, place / "work")
        for file, content in files.items():
            self._write(place / file, content)
        return place

    def clear(self, name: str) -> None:
        """Remove what a kernel was handed."""
        shutil.rmtree(self.shared / name, ignore_errors=True)

    def _copy(self, source: Path, target: Path) -> None:
        room, count = MOST_BYTES, MOST_FILES
        for here, _, names in os.walk(source):  # which follows no links
            goal = target / Path(here).relative_to(source)
            goal.mkdir(mode=0o700, exist_ok=True)
            self._give(goal)
            for name in names:
                content = _read_regular(Path(here, name), room)
                if content is None:
                    continue
                room, count = room - len(content), count - 1
                if room < 0 or count < 0:
                    raise TroubleError(
                        f"{source} holds over {MOST_BYTES // 2**20} MB or {MOST_FILES} files, "
                        "which is more than a sandboxed kernel is given. Move what is not needed."
                    )
                self._write(goal / name, content)

    def _write(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        path.chmod(0o600)
        self._give(path)

    def _give(self, path: Path) -> None:
        user = user_inside()
        if user is not None:
            os.chown(path, user, user)


def _read_regular(path: Path, room: int) -> bytes | None:
    """Read a file, at most a byte more than there is room for; None if it is no regular one."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return file.read(room + 1)
