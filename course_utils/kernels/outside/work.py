"""How much processor time a process, and all that it started, has taken."""

import psutil


def seconds_of_work(pid: int) -> float:
    """Add the processor time of a process, its descendants, and those of them that have ended.

    Parameters
    ----------
    pid : int
        As this process sees it.

    Returns
    -------
    float
        Seconds; 0 where there is no such process any more.
    """
    try:
        root = psutil.Process(pid)
        return sum(map(_own, (root, *root.children(recursive=True))))
    except psutil.NoSuchProcess:
        return 0.0


def _own(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:  # it has ended meanwhile
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
