"""Take in what lies in a submission's folder: the one door for all that is handed in.

Whoever hands in decides what lies there, and may change it while it is read. So everything is
looked at without following a link, opened without waiting, and read no further than was agreed.
"""

import errno
import hashlib
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from course_utils.places import MB

MOST_BYTES = 20 * MB
"""Of all files; of a notebook's, only what is left without its outputs counts."""

MOST_BYTES_OF_NOTEBOOKS = 100 * MB
"""Of all notebooks as they were handed in, with old outputs."""

MOST_FILES = 1000
"""Files and folders."""

DEEPEST = 20
"""Folders in each other."""

LONGEST_NAME = 255
"""Bytes, once a name that is not UTF-8 is spelled out."""

NOT_COLLECTED = "not-collected.txt"
"""Says, in the place of what was refused when it was collected, why it was."""

_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_NO_LETTERS = ("Cc", "Zl", "Zp")  # what moves a terminal's cursor, or ends a line
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO}
"""What no submission brings about."""


class RefusedError(ValueError):
    """A submission that can't be run; the message says why, for its author and the instructor."""


@dataclass(frozen=True)
class HandedIn:
    """What was handed in."""

    files: dict[str, bytes]
    """By the path below the folder."""

    digest: str
    """A fingerprint of all that was handed in."""

    refused: str = ""
    """Why nothing of it is used, in a sentence; "" where it is."""

    def checked(self) -> dict[str, bytes]:
        """Give the files.

        Raises
        ------
        RefusedError
            If nothing of this is used.
        """
        if self.refused:
            raise RefusedError(self.refused)
        return self.files


@dataclass(frozen=True)
class _Entry:
    parts: tuple[str, ...]
    found: os.stat_result

    @property
    def name(self) -> str:
        return as_text("/".join(self.parts))

    @property
    def is_notebook(self) -> bool:
        return self.parts[-1].endswith(".ipynb")


def as_text(name: str) -> str:
    """Give a name as text; on the disk it may be any bytes, and those are spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def spelled(name: str) -> str:
    """Give a name as text of one line, to be shown."""
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in _NO_LETTERS else c
        for c in as_text(name)
    )


def take_in(folder: Path, ignored: Sequence[str]) -> HandedIn:
    """Read a submission's folder.

    Parameters
    ----------
    folder : Path
    ignored : sequence of str
        Patterns of names that are left out, as what is hidden is.

    Returns
    -------
    HandedIn
        Refused as a whole where there is anything but folders and files of its own.
    """
    entries: list[_Entry] = []
    try:
        root = os.open(folder, _FOLDER)
    except OSError as error:
        return HandedIn({}, _fingerprint(entries), _unreadable(folder.name, error))
    try:
        entries.extend(_walk(root, (), ignored, [MOST_FILES]))
        entries.sort(key=lambda entry: entry.parts)
        _refuse_strange(entries)
        files = dict(_read_all(root, entries))
    except RefusedError as reason:
        return HandedIn({}, _fingerprint(entries), str(reason))
    except OSError as error:
        reason_ = _unreadable(os.fsdecode(error.filename or folder.name), error)
        return HandedIn({}, _fingerprint(entries), reason_)
    finally:
        os.close(root)
    seen = hashlib.sha256()
    for name, content in files.items():
        seen.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return HandedIn(files, seen.hexdigest())


def read_beside(folder: Path, name: str, most: int) -> bytes | None:
    """Read the beginning of one file of a submission; None where there is no such file."""
    try:
        root = os.open(folder, _FOLDER)
    except OSError:
        return None
    try:
        entry = _Entry((name,), os.lstat(name, dir_fd=root))
        _refuse_strange([entry])
        return _read(root, entry, most)
    except (OSError, RefusedError):
        return None
    finally:
        os.close(root)


def _unreadable(name: str, error: OSError) -> str:
    if error.errno in _OURS:
        raise error
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return f"{spelled(name)} is no folder, but a file or a link."
    return f"{spelled(name)} could not be read ({error.strerror})."


def _walk(
    folder: int, parts: tuple[str, ...], ignored: Sequence[str], room: list[int]
) -> Iterator[_Entry]:
    if len(parts) > DEEPEST:
        raise RefusedError(f"There are more than {DEEPEST} folders in each other.")
    with os.scandir(folder) as listing:
        for found in listing:
            room[0] -= 1
            if room[0] < 0:
                raise RefusedError(f"There are more than {MOST_FILES} files in what was handed in.")
            name = found.name
            if name.startswith(".") or any(fnmatch(name, pattern) for pattern in ignored):
                continue
            entry = _Entry((*parts, name), os.lstat(name, dir_fd=folder))
            if stat.S_ISDIR(entry.found.st_mode):
                below = os.open(name, _FOLDER, dir_fd=folder)
                try:
                    yield from _walk(below, entry.parts, ignored, room)
                finally:
                    os.close(below)
            else:
                yield entry


def _refuse_strange(entries: Sequence[_Entry]) -> None:
    """Refuse what is no file, or a file of somebody else's besides, before anything is read."""
    names = Counter((entry.found.st_dev, entry.found.st_ino) for entry in entries)
    for entry in entries:
        kind = stat.S_IFMT(entry.found.st_mode)
        if kind != stat.S_IFREG:
            raise RefusedError(
                f"{spelled(entry.name)} is {_KINDS.get(kind, 'no file')}. Only files and folders "
                "can be handed in."
            )
        if entry.found.st_nlink > names[entry.found.st_dev, entry.found.st_ino]:
            raise RefusedError(
                f"{spelled(entry.name)} is a hard link: the same file has a name elsewhere too. "
                "Put a copy in its place."
            )
        if any(len(part.encode()) > LONGEST_NAME for part in entry.name.split("/")):
            raise RefusedError(f"The name {spelled(entry.name[:40])}… is too long.")
    _refuse_same_names([entry.name for entry in entries])


def _refuse_same_names(names: Sequence[str]) -> None:
    """Refuse names that are told apart on this disk only, not once they are spelled out."""
    folders = {name[:k] for name in names for k, letter in enumerate(name) if letter == "/"}
    for name, count in Counter(names).items():
        if count > 1 or name in folders:
            raise RefusedError(f"Two files have the name {spelled(name)}.")


def _read_all(root: int, entries: Sequence[_Entry]) -> Iterator[tuple[str, bytes]]:
    room = {False: MOST_BYTES, True: MOST_BYTES_OF_NOTEBOOKS}
    for entry in entries:
        content = _read(root, entry, room[entry.is_notebook] + 1)
        room[entry.is_notebook] -= len(content)
        if room[entry.is_notebook] < 0:
            most = MOST_BYTES_OF_NOTEBOOKS if entry.is_notebook else MOST_BYTES
            raise RefusedError(
                f"What was handed in is larger than {most // MB} MB; {spelled(entry.name)} is "
                "among it."
            )
        yield entry.name, content


def _read(root: int, entry: _Entry, most: int) -> bytes:
    """Read a file, unless something else has been put in its place meanwhile."""
    *folders, name = entry.parts
    folder = os.dup(root)
    try:
        for part in folders:
            below = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        with open(os.open(name, _FILE, dir_fd=folder), "rb") as file:  # noqa: PTH123 - by its number
            now = os.fstat(file.fileno())
            if not os.path.samestat(now, entry.found) or now.st_nlink != entry.found.st_nlink:
                raise RefusedError(f"{spelled(entry.name)} was changed while it was read.")
            return file.read(most)
    finally:
        os.close(folder)


def _fingerprint(entries: Sequence[_Entry]) -> str:
    """Give a fingerprint of what is not read: once it is mended, it is another."""
    seen = hashlib.sha256(b"refused")
    for entry in sorted(entries, key=lambda entry: entry.parts):
        is_ = entry.found
        kept = (entry.name, is_.st_mode, is_.st_size, is_.st_mtime_ns, is_.st_nlink)
        seen.update(repr(kept).encode())
    return seen.hexdigest()
