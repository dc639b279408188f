"""nbgrader's commands, run from the repository's root, work on notebooks/.

All that they write (releases, submissions, feedback, the gradebook) is below instructor/, which
git ignores.
"""

import os
import sys
from pathlib import Path

from course_utils.grading.autograde import take_over

c = get_config()  # noqa: F821 - Jupyter defines it while it reads this file

repository = Path(__file__).resolve().parent
workplace = repository / "instructor"
exchange = workplace / "exchange"
exchange.mkdir(parents=True, exist_ok=True)
# Marks and learners' work are not for others on this machine. If these hand in through `exchange`,
# name a folder outside of this one above.
if workplace.stat().st_mode & 0o077:
    workplace.chmod(0o700)

# nbgrader calls `alembic` by its name when it makes a new gradebook.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

c.CourseDirectory.course_id = "training_neural_networks"
c.CourseDirectory.root = str(workplace)
c.CourseDirectory.source_directory = str(repository / "notebooks")
c.Exchange.root = str(exchange)

# After the header is there, and before anything is kept of the cells.
c.GenerateAssignment.preprocessors.insert(
    2, "course_utils.grading.preprocessors.refuse_unknown_checks.RefuseUnknownChecks"
)
c.GenerateAssignment.preprocessors.insert(
    4, "course_utils.grading.preprocessors.keep_cells.KeepCells"
)

# What was handed in is taken in through one door, by whichever command.
take_over()
c.ExchangeFactory.collect = "course_utils.grading.collecting.CheckedCollect"
c.ZipCollectApp.extractor_plugin = "course_utils.grading.collecting.CheckedExtractor"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.OverwriteKernelspec",
    "course_utils.grading.preprocessors.restore_cells.RestoreCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Submissions are run in a sandbox, where checks only answer; they are judged in a process of the
# grader's own, within limits.
c.Autograde.autograde_preprocessors = [
    "course_utils.grading.preprocessors.run_submission.RunSubmission",
    "course_utils.grading.preprocessors.record_verdicts.RecordVerdicts",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback is of what the gradebook holds now, and points stay points in a spreadsheet.
c.GenerateFeedback.force = True
c.ExportApp.plugin_class = "course_utils.grading.exporting.InertCsvExport"

# Feedback and formgrader show what learners wrote, and run nothing of it.
c.HTMLExporter.filters = {
    "markdown2html": "course_utils.grading.showing.inert_markdown",
    "highlight_code": "course_utils.grading.showing.inert_code",
    "ansi2html": "course_utils.grading.showing.inert_terminal",
}
