"""Many submissions at once: run by workers, recorded here, one after the other."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial

from course_utils.grading.assignment import Assignment, Runs
from course_utils.grading.attempting import Outcome, attempt
from course_utils.grading.crossing import (
    Job,
    pack_job,
    unpack_runs,
)
from course_utils.grading.handed_in import RefusedError
from course_utils.grading.judging_outside import mark_exercises
from course_utils.grading.plain_tests import not_told_yet
from course_utils.grading.pools import Pool, TookDownError
from course_utils.grading.running import Allowance
from course_utils.grading.second_run import SecondRun
from course_utils.grading.submission import Submission, Work

_AHEAD = 2  # tasks a worker has waiting, so that none is idle and few are held in memory


def grade(
    assignment: Assignment,
    submissions: Sequence[Submission],
    workers: Pool,
    sandboxed: bool = True,
    allowance: Allowance | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
    second_run: bool = True,
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
    second_run : bool
        Whether a mistake costs once.

    Returns
    -------
    list of Outcome
        In the order in which they were recorded.
    """
    allowance = allowance or Allowance()
    outcomes: list[Outcome] = []
    waiting = deque(submissions)
    running: dict[Future[bytes], _Underway] = {}

    def settled(outcome: Outcome) -> None:
        outcomes.append(outcome)
        tell(outcome)

    def send(underway: _Underway, work: Work) -> None:
        notebooks, files = work.to_send()
        job = pack_job(Job(notebooks, files, sandboxed, allowance))
        running[workers.submit(job)] = underway

    def start_next() -> None:
        while waiting:
            submission = waiting.popleft()
            outcome = attempt(assignment, submission, partial(start, submission))
            if not (outcome.trouble or outcome.fault):
                return
            settled(outcome)

    def start(submission: Submission) -> str:
        if assignment.recorded_meanwhile(submission):
            return "It was recorded by another grader meanwhile."
        work = assignment.prepare(submission)
        send(_Underway(submission, work), work)
        return ""

    def go_on(underway: _Underway, future: "Future[bytes]") -> str:
        if underway.second:
            underway.credit(future)
        else:
            underway.judge(future)
            if second_run and underway.prepare_second():
                send(underway, underway.work_again())
                return ""
        assignment.record(underway.submission, underway.work, underway.came)
        return underway.told()

    for _ in range(_AHEAD * workers.size):
        start_next()
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            underway = running.pop(future)
            outcome = attempt(assignment, underway.submission, partial(go_on, underway, future))
            if underway not in running.values():
                settled(outcome)
                start_next()
    return outcomes


@dataclass(eq=False)
class _Underway:
    """A submission between its being sent out and its being recorded."""

    submission: Submission
    work: Work
    came: Runs = field(default_factory=dict)
    second: dict[str, SecondRun] = field(default_factory=dict)
    """What is run once more, by the notebook's name."""

    def judge(self, future: "Future[bytes]") -> None:
        """Take in what came of the first run."""
        try:
            runs = unpack_runs(future.result(), self.work.notebooks)
        except TookDownError as error:
            raise RefusedError("It took the process that ran it down, twice.") from error
        for name, run in runs.items():
            self.came[name] = (run, mark_exercises(run, self.work.drawn[name]))

    def prepare_second(self) -> bool:
        """Prepare a second run, and tell whether there is to be one."""
        for name, (_, marks) in self.came.items():
            second = SecondRun.after(self.work.notebooks[name], marks)
            if second is not None:
                self.second[name] = second
        return bool(self.second)

    def work_again(self) -> Work:
        """Give what is run once more."""
        notebooks = {name: second.notebook for name, second in self.second.items()}
        drawn = {name: second.drawn for name, second in self.second.items()}
        return replace(self.work, notebooks=notebooks, drawn=drawn)

    def credit(self, future: "Future[bytes]") -> None:
        """Take in what came of the second run; the first counts for what takes it down."""
        try:
            runs = unpack_runs(future.result(), self.work_again().notebooks)
        except TookDownError:
            return
        for name, second in self.second.items():
            run, marks = self.came[name]
            self.came[name] = (run, second.credit(marks, runs[name]))

    def told(self) -> str:
        """Say what is to be known of it."""
        told = (
            reason
            for name, (run, _) in self.came.items()
            for reason in (run.ended, *not_told_yet(self.work.notebooks[name], run))
        )
        return " ".join(filter(None, (*self.work.notes, *told)))
