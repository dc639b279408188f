"""Many submissions at once: run by Dask's workers, recorded here, one after the other."""

import itertools
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from course_utils.grading.assignment import Assignment
from course_utils.grading.plain_tests import not_told_yet
from course_utils.grading.running import Allowance, Run, run
from course_utils.grading.submission import RefusedError, Submission, Work
from course_utils.trouble import TroubleError

if TYPE_CHECKING:
    from dask.typing import Key
    from distributed import Client, Future

_LONGEST_CALL = 20.0  # seconds until a scheduler has answered
_AHEAD = 2  # tasks a worker has waiting, so that none is idle and few are held in memory


@dataclass(frozen=True)
class Outcome:
    """What became of one submission."""

    submission: Submission
    trouble: str = ""
    """Why it came to nothing, or to an early end; "" where it ran to its end."""


def run_submission(
    notebooks: dict[str, tuple[str, str]],
    files: dict[str, bytes],
    sandboxed: bool,
    allowance: Allowance,
) -> dict[str, tuple[str, str, list[int]]]:
    """Run a submission: bytes in, bytes out. This is what a worker does.

    Parameters
    ----------
    notebooks : dict
        Each notebook's text and its questions, by its name.
    files : dict
        The other files' contents, by their names.
    sandboxed : bool
    allowance : Allowance

    Returns
    -------
    dict
        Each executed notebook's text, why it ended early, and the places of its cells that came
        to their end, by its name.
    """
    done = {}
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            path = Path(place, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, (text, questions) in notebooks.items():
            came = run(nbformat.reads(text, 4), Path(place), questions, sandboxed, allowance)
            done[name] = (nbformat.writes(came.notebook), came.ended, sorted(came.completed))
    return done


@contextmanager
def workers(scheduler: str | None, count: int | None) -> "Iterator[Client]":
    """Connect to a running cluster, or make one on this machine: a process for each core.

    Yields
    ------
    distributed.Client
    """
    import dask
    from distributed import Client, LocalCluster

    if scheduler is not None:
        try:
            client = Client(scheduler, timeout=_LONGEST_CALL)
        except (OSError, TimeoutError, ValueError) as error:
            raise TroubleError(
                f"No Dask scheduler answers at {scheduler}. Start one with `dask scheduler`, or "
                "leave the option out to use this machine."
            ) from error
        with client:
            yield client
        return
    # Whoever takes two workers down is marked, and not given a third. Nobody waits on a worker, so
    # that nobody else is taken for the one who did it.
    settings = {
        "distributed.scheduler.allowed-failures": 1,
        "distributed.scheduler.worker-saturation": 1.0,
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            memory_limit=None,  # a kernel has its own
            dashboard_address=None,
            # Without a dashboard too it listens, by default where any other cluster does.
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
            silence_logs="CRITICAL",
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def grade(
    assignment: Assignment,
    submissions: Sequence[Submission],
    client: "Client",
    sandboxed: bool = True,
    allowance: Allowance | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Run submissions on a cluster, and record each as it comes back.

    Parameters
    ----------
    assignment : Assignment
    submissions : sequence of Submission
    client : distributed.Client
    sandboxed : bool
    allowance : Allowance, optional
    tell : callable
        Called with each outcome as soon as it is recorded.

    Returns
    -------
    list of Outcome
        In the order in which they were recorded.
    """
    from distributed import as_completed

    allowance = allowance or Allowance()
    outcomes: list[Outcome] = []
    waiting = deque(submissions)
    prepared: dict[Key, tuple[Submission, Work]] = {}
    running = as_completed()

    def settled(outcome: Outcome) -> None:
        outcomes.append(outcome)
        tell(outcome)

    def start_next() -> None:
        while waiting:
            submission = waiting.popleft()
            try:
                work = assignment.prepare(submission)
            except RefusedError as reason:
                assignment.record_refused(submission, str(reason))
                settled(Outcome(submission, str(reason)))
                continue
            notebooks, files = work.to_send()
            future = client.submit(
                run_submission, notebooks, files, sandboxed, allowance, pure=False
            )
            prepared[future.key] = (submission, work)
            running.add(future)
            return

    slots = _AHEAD * max(1, sum(client.nthreads().values()))
    for _ in itertools.repeat(None, slots):
        start_next()
    for future in running:
        submission, work = prepared.pop(future.key)
        settled(_record(assignment, submission, work, future))
        future.release()
        start_next()
    return outcomes


def _record(
    assignment: Assignment,
    submission: Submission,
    work: Work,
    future: "Future[dict[str, tuple[str, str, list[int]]]]",
) -> Outcome:
    from distributed.scheduler import KilledWorker

    error = future.exception()
    if isinstance(error, KilledWorker):
        reason = "It took the process that ran it down, twice."
        assignment.record_refused(submission, reason)
        return Outcome(submission, reason)
    if error is not None:
        raise error
    runs = {
        name: Run(nbformat.reads(text, 4), ended, frozenset(completed))
        for name, (text, ended, completed) in future.result().items()
    }
    assignment.record(submission, work, runs)
    told = (
        reason
        for name, run in runs.items()
        for reason in (run.ended, *not_told_yet(work.notebooks[name], run))
    )
    return Outcome(submission, " ".join(filter(None, told)))
