"""What a worker does: it runs submissions."""

import tempfile
from pathlib import Path

import nbformat

from course_utils.grading.crossing import pack_runs, pack_trouble, unpack_job
from course_utils.grading.running import run
from course_utils.grading.submission import write_files


def run_job(data: bytes) -> bytes:
    """Run a submission: bytes in, bytes out.

    Parameters
    ----------
    data : bytes
        As `pack_job` writes them.

    Returns
    -------
    bytes
        As `pack_runs` writes them, or `pack_trouble`.
    """
    try:
        job = unpack_job(data)
        with tempfile.TemporaryDirectory() as place:
            write_files(Path(place), job.files)
            runs = {
                name: run(
                    nbformat.reads(text, 4), Path(place), questions, job.sandboxed, job.allowance
                )
                for name, (text, questions) in job.notebooks.items()
            }
        return pack_runs(runs)
    # Whatever it is, it is told to the grader, who decides what it is worth.
    except Exception as error:  # noqa: BLE001
        return pack_trouble(error)
