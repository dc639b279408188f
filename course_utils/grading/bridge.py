"""Speaks to a Dask cluster in the grader's place, from inside walls.

Dask unpickles what it hears from schedulers and workers, so whoever speaks to it runs code in it.
Here that finds the cluster's own keys, and the submissions that it is handed anyway.
"""

import sys
import threading
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from distributed import Client, Future, Security
from distributed.scheduler import KilledWorker

from course_utils.grading.crossing import DONE, NUMBER, TAKEN_DOWN, pack_trouble
from course_utils.grading.serving import heed_the_grader
from course_utils.grading.working import run_job

_LONGEST_CALL = 20.0  # seconds until a scheduler has answered


def main() -> None:
    """Have a cluster run what comes over a line, until the grader hangs up.

    The command's arguments are the line, the scheduler's address, and the files of the authority's
    certificate, our own, and its key; none to go without.
    """
    line, address, *certificates = sys.argv[1:]
    connection: Connection[bytes, bytes] = Connection(int(line))
    heed_the_grader()
    connection.send_bytes(b"+")
    security = None
    if certificates:
        authority, own, key = certificates
        security = Security(
            require_encryption=True, tls_ca_file=authority, tls_client_cert=own, tls_client_key=key
        )
    try:
        client = Client(address, security=security, timeout=_LONGEST_CALL)
    except (OSError, TimeoutError, ValueError):
        return
    with client:
        slots = max(1, sum(client.nthreads().values()))
        connection.send_bytes(slots.to_bytes(NUMBER, "big"))
        tell = partial(_tell, connection, threading.Lock())
        running = set()
        while True:
            try:
                message = connection.recv_bytes()
            except (OSError, EOFError):
                return
            number, job = message[:NUMBER], message[NUMBER:]
            future = client.submit(run_job, job, pure=False)
            running.add(future)  # Dask lets go of what nobody holds
            future.add_done_callback(partial(tell, number, running))


def _tell(
    connection: "Connection[bytes, bytes]",
    one_at_a_time: threading.Lock,
    number: bytes,
    running: "set[Future[Any]]",
    future: "Future[Any]",
) -> None:
    """Pass on what came of a job: bytes, whatever the cluster says they are."""
    try:
        result = future.result()
        message = DONE + bytes(memoryview(result))
    except KilledWorker:
        message = TAKEN_DOWN
    # A worker says what went wrong, in whatever way it likes.
    except Exception as error:  # noqa: BLE001
        message = DONE + pack_trouble(RuntimeError(f"{type(error).__name__}: {error}"))
    running.discard(future)
    with one_at_a_time:
        connection.send_bytes(number + message)


if __name__ == "__main__":
    main()
