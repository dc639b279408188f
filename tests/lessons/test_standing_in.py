"""Right functions as source: alone in a notebook they answer as the reference does."""

import pytest

from course_utils.lessons import all_exercises
from course_utils.lessons.standing_in import stand_in
from tests.lessons.test_all_exercises import needs_tensorflow, verdict_on


@pytest.mark.parametrize("name", list(all_exercises()))
def test_a_stand_in_is_right_and_changes_no_other_name(name):
    names = {"np": "something else", "sigmoid": "mine", "__name__": "__main__"}
    exec(stand_in(name), names)
    others = {"np": "something else", "sigmoid": "mine", "__name__": "__main__"}
    others.pop(name, None)
    assert {k: v for k, v in names.items() if k not in (name, "__builtins__")} == others
    exercise = all_exercises()[name]
    if not needs_tensorflow(exercise):
        assert verdict_on(names[name], exercise, 1958).passed


def test_a_stand_in_names_nothing_of_the_lessons():
    assert not any("course_utils.lessons" in stand_in(name) for name in all_exercises())
