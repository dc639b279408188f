"""What several tests share."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A learner's folder to work in, with progress kept in it."""
    from course_utils.notebook.progress import kept_progress

    (tmp_path / ".course").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    kept_progress.cache_clear()
    yield tmp_path
    kept_progress.cache_clear()
