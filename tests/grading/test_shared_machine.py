"""On a machine that others use too, nobody else writes where submissions are kept."""

import shutil

import pytest

pytestmark = pytest.mark.xdist_group("batch")

LESSON = "00_welcome"


def test_what_is_collected_can_be_replaced_by_nobody_else(tmp_path, released):
    course = released(tmp_path, LESSON)
    handed_in = course.work / "exchange" / "training_neural_networks" / "inbound"
    folder = handed_in / f"anna+{LESSON}+2026-01-01 10:00:00.000000 UTC"
    shutil.copytree(course.work / "release" / LESSON, folder)
    for path in (handed_in, *handed_in.rglob("*")):  # as `nbgrader submit` leaves them, and laxer
        path.chmod(0o777)
    course.nbgrader("collect", LESSON)
    collected = course.work / "submitted" / "anna"
    paths = [collected, *collected.rglob("*")]
    assert len(paths) > 2
    assert [path for path in paths if path.stat().st_mode & 0o022] == []
