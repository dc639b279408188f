"""All commands of `course`."""

import typer

from course_utils.cli.doctor import doctor
from course_utils.cli.grade import grade
from course_utils.cli.insights import insights
from course_utils.cli.learn import learn
from course_utils.cli.new_exercise import new_exercise
from course_utils.cli.new_lesson import new_lesson
from course_utils.cli.progress import progress

app = typer.Typer(
    help="The course on how neural networks are trained.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(learn)
for command in (doctor, progress, grade, insights, new_exercise, new_lesson):
    app.command()(command)
