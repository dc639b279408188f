"""Lay out the learner's copy of the course, and never overwrite what a learner has changed."""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_utils.places import LEARNERS_FOLDER
from course_utils.trouble import TroubleError, os_trouble

MANIFEST = "laid_out.json"

Manifest = dict[str, dict[str, str]]
"""By file, the digests of the instructor's (`origin`) and of what was laid out (`written`)."""


@dataclass
class LaidOut:
    """What laying out the course did, file by file, as paths below the learner's folder."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    """(the learner's file, which stays; the new version, put beside it)"""


def lay_out(source: Path, target: Path) -> LaidOut:
    """Bring the learner's copy of the course up to date.

    A file that the learner has changed stays as it is, and its new version is put beside it. A
    file that the learner has deleted is laid out anew.

    Parameters
    ----------
    source : Path
        The instructor's notebooks, a folder to a lesson.
    target : Path
        The learner's folder.

    Returns
    -------
    LaidOut

    Raises
    ------
    TroubleError
        If a notebook is missing or damaged, or a file cannot be written. What was laid out
        before stays.
    """
    files = _source_files(source)
    done = LaidOut()
    try:
        (target / LEARNERS_FOLDER).mkdir(parents=True, exist_ok=True)
        manifest = _read_manifest(target)
        for path in files:
            _lay_out_file(path, path.relative_to(source), target, manifest, done)
            _write_file(_manifest_path(target), json.dumps(manifest, indent=1).encode())
    except OSError as error:
        raise os_trouble(error, target) from error
    return done


def _source_files(source: Path) -> list[Path]:
    files = [
        path
        for path in sorted(source.glob("[0-9][0-9]_*/**/*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts)
    ]
    if not files:
        raise TroubleError(
            f"There are no lessons in {source}. Run the command from a complete clone of the "
            "course, with its package installed from it (`make learn` does both)."
        )
    return files


def _lay_out_file(path: Path, name: Path, target: Path, manifest: Manifest, done: LaidOut) -> None:
    """Write one file, beside the learner's where theirs is no longer what was laid out."""
    goal, key = target / name, name.as_posix()
    entry = manifest.setdefault(key, {})
    origin = _digest(path.read_bytes())
    if goal.exists() and entry.get("origin") == origin:
        return
    content = learner_version(path)
    if not goal.exists():
        done.new.append(key)
    elif _digest(goal.read_bytes()) == _digest(content):
        pass
    elif _digest(goal.read_bytes()) == entry.get("written"):
        done.updated.append(key)
    else:
        goal = _free_name(goal, content)
        done.beside.append((key, goal.relative_to(target).as_posix()))
        _write_file(goal, content)
        entry["origin"] = origin
        return
    _write_file(goal, content)
    entry.update(origin=origin, written=_digest(content))


def _free_name(path: Path, content: bytes) -> Path:
    """Find a name for a new version that no other file has."""
    number = 1
    while True:
        suffix = ".new" if number == 1 else f".new-{number}"
        candidate = path.with_name(path.stem + suffix + path.suffix)
        if not candidate.exists() or candidate.read_bytes() == content:
            return candidate
        number += 1


def learner_version(path: Path) -> bytes:
    """Make what the learner gets of a file: a notebook without its solutions.

    Raises
    ------
    TroubleError
        If a notebook can't be read.
    """
    if path.suffix != ".ipynb":
        return path.read_bytes()
    import nbformat
    from nbgrader.preprocessors import ClearOutput, ClearSolutions, LockCells

    from course_utils.grading.preprocessors.keep_cells import KeepCells

    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, LookupError, TypeError, AttributeError, nbformat.ValidationError) as error:
        raise TroubleError(
            f"The notebook {path} is damaged ({type(error).__name__}). Bring it back with "
            f"`git checkout -- {path.name}` in its folder, then run the command again."
        ) from error
    resources: dict[str, Any] = {}
    for preprocessor in (ClearSolutions(), ClearOutput(), LockCells(), KeepCells()):
        notebook, resources = preprocessor.preprocess(notebook, resources)
    text: str = nbformat.writes(notebook)
    return text.encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest_path(target: Path) -> Path:
    return target / LEARNERS_FOLDER / MANIFEST


def _read_manifest(target: Path) -> Manifest:
    """Read what was laid out; where that is not known, every file counts as the learner's."""
    try:
        stored = json.loads(_manifest_path(target).read_text(encoding="utf-8"))
        return {name: dict(entry) for name, entry in stored.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _write_file(path: Path, content: bytes) -> None:
    """Write a file in one step, so that a crash leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
