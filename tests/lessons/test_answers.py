"""Answers of people who had not seen the check: right ones pass, and wrong ones do not.

What they are told, and how well it helps, is measured by `python -m benchmarks diagnosis`. Those
that need Keras are left to it, as they train for minutes.
"""

from collections import Counter

import pytest

from benchmarks.diagnosis import answers
from course_utils.lessons import LESSONS, all_exercises
from tests.lessons.test_all_exercises import verdict_on

KERAS = {name for lesson in LESSONS if "tensorflow" in lesson.folder for name in lesson.names}
BY_HAND = [answer for answer in answers() if answer.exercise not in KERAS]


def of_kind(kind):
    return [answer for answer in BY_HAND if answer.kind == kind]


def verdict(answer):
    return verdict_on(answer.run()[answer.exercise], all_exercises()[answer.exercise])


def title(answer):
    return f"{answer.exercise}: {answer.what}"


@pytest.mark.parametrize("answer", of_kind("right"), ids=title)
def test_a_right_answer_passes_in_any_style(answer):
    found = verdict(answer)
    assert found.passed, str(found)
    assert found.score == 1


@pytest.mark.parametrize("answer", of_kind("wrong"), ids=title)
def test_a_wrong_answer_does_not(answer):
    found = verdict(answer)
    assert not found.passed
    assert found.message
    assert "the course's fault" not in found.message


def test_there_are_many_of_each_kind():
    for kind, least in (("right", 2), ("wrong", 10)):
        counts = Counter(answer.exercise for answer in of_kind(kind))
        assert len(counts) >= 20
        assert min(counts.values()) >= least, counts


def test_the_places_at_fault_are_in_the_code():
    for answer in BY_HAND:
        assert len(answer.lines_at_fault()) == len(answer.marked("at")), title(answer)
