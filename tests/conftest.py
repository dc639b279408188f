"""What several tests share."""

import sys
from pathlib import Path

import pytest

from tests import processes

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure():
    """Have nothing outlive the tests that started it."""
    processes.end_with_this_process()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share the tests out so that a worker's crash costs no more than the test it ran."""
    from tests.scheduling import GroupScheduling

    config.option.loadscopereorder = False  # by the number of tests, which says little
    return GroupScheduling(config, log) if config.option.dist == "loadgroup" else None


def pytest_collection_modifyitems(config, items):
    """Have the heavy groups begin first where several workers share the tests."""
    if hasattr(config, "workerinput"):
        from tests.scheduling import rank

        items.sort(key=rank)


@pytest.fixture(autouse=True)
def quick_fits():
    """Have TensorFlow optimise no graph where a test before has imported it into this process.

    It costs half the time of a `fit` that is as small as these are. The lessons that run in kernels
    have TensorFlow as it is.
    """
    if "tensorflow" in sys.modules:
        options = sys.modules["tensorflow"].config.optimizer
        options.set_experimental_options({"disable_meta_optimizer": True})


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A learner's folder to work in, with progress kept in it."""
    from course_utils.notebook.guessing import kept_guesses
    from course_utils.notebook.own_functions import kept_functions
    from course_utils.notebook.progress import kept_progress

    (tmp_path / ".course").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    kept_progress.cache_clear()
    kept_guesses.cache_clear()
    kept_functions.cache_clear()
    yield tmp_path
    kept_progress.cache_clear()
    kept_guesses.cache_clear()
    kept_functions.cache_clear()
