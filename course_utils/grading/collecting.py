"""What `nbgrader collect` and `nbgrader zip_collect` let into the folder of submissions.

Whoever hands in can write into the exchange by hand, and can pack anything into an archive.
nbgrader copies what a link leads to, and stops at the first thing that it does not expect.
"""

import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins.zipcollect import ExtractorPlugin
from nbgrader.utils import rmtree

from course_utils.grading.handed_in import MOST_BYTES_OF_NOTEBOOKS, NOT_COLLECTED, spelled, take_in
from course_utils.grading.submission import write_files
from course_utils.places import MB

_RATIO = 30  # a notebook is packed to a tenth of its size, a bomb to a thousandth
_SLACK = 100 * MB
_MOST_ENTRIES = 100_000
_DEEPEST = 3  # archives in archives


class CheckedCollect(ExchangeCollect):
    """Collects what was handed in, each submission taken in as grading takes it in."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            if not record["username"].startswith("."):
                return record
        # A folder of the exchange can be called anything, and nbgrader's own reader of dates raises
        # errors of many kinds.
        except Exception:
            self.log.debug("%s", path, exc_info=True)
        name = os.path.basename(path)  # noqa: PTH119 - as nbgrader does
        self.log.error("%s is not collected: its name is none that nbgrader gives.", spelled(name))
        return {"username": "", "filename": name, "timestamp": datetime.min}

    def init_src(self) -> None:
        """Look for what was handed in."""
        super().init_src()
        self._found: list[dict[str, Any]] = self.src_records

    def copy_files(self) -> None:
        """Collect one after the other; what goes wrong with one leaves the others their turn.

        Raises
        ------
        ExchangeError
            If some could not be collected, for a reason that is not their own.
        """
        records = [record for record in self._found if record["username"]]
        failed = []
        for record in records:
            self.src_records = [record]
            try:
                super().copy_files()
            except OSError as error:
                self.log.error("%s is not collected: %s", spelled(record["filename"]), error)
                failed.append(record["username"])
        if failed:
            raise ExchangeError(f"Not collected: {', '.join(failed)}. Collect again.")

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission; of one that is refused, the reason."""
        handed = take_in(Path(src), self.coursedir.ignore)
        files = handed.files
        if handed.refused:
            self.log.error("%s is refused: %s", spelled(Path(src).name), handed.refused)
            files = {NOT_COLLECTED: handed.refused.encode()}
        try:
            write_files(Path(dest), files)
        except OSError:
            rmtree(dest)
            raise


class CheckedExtractor(ExtractorPlugin):
    """Unpacks archives: of what is in them, files only, and no more than an honest one holds."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack or copy all that lies in a folder."""
        found = sorted(path for path in Path(archive_path).rglob("*") if not path.is_dir())
        if not found:
            self.log.warning("No files found in directory: %s", archive_path)
        for path in found:
            folder = Path(extracted_path) / path.parent.relative_to(archive_path)
            folder.mkdir(parents=True, exist_ok=True)
            if not stat.S_ISREG(path.lstat().st_mode):
                self.log.error("%s is left out: it is no file, but a link or the like.", path)
            elif path.suffix in self.zip_ext:
                self._unpack(path, folder, 1)
            else:
                shutil.copyfile(path, folder / path.name)

    def _unpack(self, archive: Path, where: Path, depth: int) -> None:
        """Unpack an archive, and archives in it, each into a folder of its name."""
        target = where / archive.name.removesuffix(archive.suffix).removesuffix(".tar")
        target.mkdir(exist_ok=True)
        entries = _zipped if zipfile.is_zipfile(archive) else _tarred
        room = _RATIO * archive.stat().st_size + _SLACK
        try:
            for count, (name, reader) in enumerate(entries(archive)):
                room -= self._write(target, name, reader, min(room, MOST_BYTES_OF_NOTEBOOKS))
                if count >= _MOST_ENTRIES:
                    raise ValueError("there are too many files in it")
        # What reads archives raises errors of many kinds for what is damaged.
        except Exception as error:  # noqa: BLE001
            self.log.error("%s is not unpacked to its end: %s", archive, error)
        for nested in sorted(target.rglob("*")) if depth < _DEEPEST else ():
            if nested.suffix in self.zip_ext and nested.is_file():
                self._unpack(nested, nested.parent, depth + 1)

    def _write(self, target: Path, name: str, reader: IO[bytes] | None, most: int) -> int:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if reader is None or not parts or ".." in parts or parts[0] == "/":
            self.log.error("%s is left out: it is no file, but a link or the like.", spelled(name))
            return 0
        with reader as source:
            content = source.read(most + 1)
        if len(content) > most:
            raise ValueError(f"{spelled(name)} is larger than it may be")
        path = target.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return len(content)


_Entries = Iterator[tuple[str, IO[bytes] | None]]
"""Of each entry, its name and what reads it; None for what is no file."""


def _zipped(path: Path) -> _Entries:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            kind = stat.S_IFMT(info.external_attr >> 16)
            if not info.is_dir():
                is_file = kind in (0, stat.S_IFREG)
                yield info.filename, archive.open(info) if is_file else None


def _tarred(path: Path) -> _Entries:
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            if not member.isdir():
                # Of a link, this would give what the link leads to.
                yield member.name, archive.extractfile(member) if member.isreg() else None
