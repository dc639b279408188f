"""What stands for a worker in tests: functions that a child of the grader answers by."""

import os
import sys
import time
from pathlib import Path

import nbformat

from course_utils.grading.crossing import pack_runs, pack_trouble, unpack_job
from course_utils.grading.running import Run

NAME = "name.txt"


def ran(data: bytes) -> bytes:
    """Run nothing, and say that all of it came to its end."""
    notebooks = unpack_job(data).notebooks
    return pack_runs({name: Run(nbformat.reads(text, 4)) for name, (text, _) in notebooks.items()})


def fragile(data: bytes) -> bytes:
    """Be taken down by some submissions, by one of them once."""
    marker = Path(unpack_job(data).files[NAME].decode())
    if "deadly" in marker.name or ("unlucky" in marker.name and not marker.exists()):
        marker.touch()
        os._exit(1)
    if "odd" in marker.name:
        return pack_trouble(ValueError("a fault of ours"))
    return ran(data)


def slow(data: bytes) -> bytes:
    """Take a while."""
    time.sleep(0.5)
    return ran(data)


def obey(data: bytes) -> bytes:
    """Do what the request says, to see what a child may do."""
    what, _, amount = data.decode().partition(" ")
    match what:
        case "echo":
            return amount.encode()
        case "compute":
            while time.process_time() < float(amount):
                pass
        case "wait":
            time.sleep(float(amount))
        case "hold":
            return str(len(bytes(int(amount)))).encode()
        case "answer":
            return bytes(int(amount))
        case "end":
            os._exit(int(amount))
        case "fail":
            sys.stderr = None
            raise ValueError(amount)
        case "pid":
            return str(os.getpid()).encode()
    return b"done"


def never(data: bytes) -> bytes:
    """Compute without end."""
    while True:
        pass
