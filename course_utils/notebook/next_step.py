"""What comes after an exercise that is right."""

from course_utils.lessons import LESSONS, all_exercises
from course_utils.notebook.progress import kept_progress


def next_step(name: str) -> str:
    """Name the next exercise of the lesson that is still open, or say that all are done.

    Parameters
    ----------
    name : str
        The exercise that is right now.
    """
    lesson = all_exercises().lesson(name)
    records = kept_progress().all()
    still = [one for one in lesson.names if one not in records or not records[one].passed]
    still = [one for one in still if one != name]
    place = lesson.names.index(name)
    later = [one for one in still if one in lesson.names[place + 1 :]]
    if later:
        return f"Next: `{later[0]}`, exercise {lesson.names.index(later[0]) + 1} of this lesson."
    if still:
        return f"Next: `{still[0]}`, further up, which is still open."
    return f"{_all_done(len(lesson.names))} {_lesson_after(lesson.folder)}".strip()


def _all_done(count: int) -> str:
    if count == 1:
        return "With this you have done what this lesson asks. That was well begun."
    return (
        f"That was the last one: all {count} functions of this lesson are your own work. Well done."
    )


def _lesson_after(folder: str) -> str:
    folders = [lesson.folder for lesson in LESSONS]
    after = LESSONS[folders.index(folder) + 1 :]
    if not after:
        return "It was the last lesson, too."
    return f"When you have read to the end, go on with {after[0].folder[:2]}, {after[0].title}."
