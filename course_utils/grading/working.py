"""What a worker does: it runs submissions."""

import nbformat

from course_utils.grading.crossing import pack_runs, pack_trouble, unpack_job
from course_utils.grading.running import run
from course_utils.grading.submission import write_files
from course_utils.kernels.outside.private import PrivateFolder


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
        with PrivateFolder() as place:
            write_files(place, job.files)
            runs = {
                name: run(nbformat.reads(text, 4), place, questions, job.sandboxed, job.allowance)
                for name, (text, questions) in job.notebooks.items()
            }
        return pack_runs(runs)
    # Whatever it is, it is told to the grader, who decides what it is worth.
    except Exception as error:  # noqa: BLE001
        return pack_trouble(error)
