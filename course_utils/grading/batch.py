"""Many submissions at once: run by workers, recorded here, one after the other."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial

from course_utils.grading.assignment import Assignment
from course_utils.grading.attempting import Outcome, attempt
from course_utils.grading.crossing import (
    Job,
    pack_job,
    unpack_runs,
)
from course_utils.grading.handed_in import RefusedError
from course_utils.grading.plain_tests import not_told_yet
from course_utils.grading.pools import Pool, TookDownError
from course_utils.grading.running import Allowance
from course_utils.grading.submission import Submission, Work

_AHEAD = 2  # tasks a worker has waiting, so that none is idle and few are held in memory


def grade(
    assignment: Assignment,
    submissions: Sequence[Submission],
    workers: Pool,
    sandboxed: bool = True,
    allowance: Allowance | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Run submissions, many at once, and record each as it comes back.

    Parameters
    ----------
    assignment : Assignment
    submissions : sequence of Submission
    workers : Pool
    sandboxed : bool
    allowance : Allowance, optional
    tell : callable
        Called with each outcome as soon as it is recorded.

    Returns
    -------
    list of Outcome
        In the order in which they were recorded.
    """
    allowance = allowance or Allowance()
    outcomes: list[Outcome] = []
    waiting = deque(submissions)
    running: dict[Future[bytes], tuple[Submission, Work]] = {}

    def settled(outcome: Outcome) -> None:
        outcomes.append(outcome)
        tell(outcome)

    def start_next() -> None:
        while waiting:
            submission = waiting.popleft()
            outcome = attempt(assignment, submission, partial(start, submission))
            if not (outcome.trouble or outcome.fault):
                return
            settled(outcome)

    def start(submission: Submission) -> str:
        work = assignment.prepare(submission)
        notebooks, files = work.to_send()
        job = pack_job(Job(notebooks, files, sandboxed, allowance))
        running[workers.submit(job)] = (submission, work)
        return ""

    for _ in range(_AHEAD * workers.size):
        start_next()
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            submission, work = running.pop(future)
            start_next()
            step = partial(_record, assignment, submission, work, future)
            settled(attempt(assignment, submission, step))
    return outcomes


def _record(
    assignment: Assignment, submission: Submission, work: Work, future: "Future[bytes]"
) -> str:
    try:
        runs = unpack_runs(future.result(), work.notebooks)
    except TookDownError as error:
        raise RefusedError("It took the process that ran it down, twice.") from error
    assignment.record(submission, work, runs)
    told = (
        reason
        for name, run in runs.items()
        for reason in (run.ended, *not_told_yet(work.notebooks[name], run))
    )
    return " ".join(filter(None, (*work.notes, *told)))
