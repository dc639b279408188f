"""How much one sandboxed kernel, with all it starts, may take."""

from dataclasses import dataclass

from course_utils.places import MB


@dataclass(frozen=True)
class Limits:
    """Bounds that hold for one kernel; what reaches one of them ends, and nothing else suffers."""

    memory: int = 4096 * MB
    """Bytes of data in memory: of each process, and of all together."""

    cpu_seconds: int = 300
    """Seconds of processor time: of each process, and of all together."""

    processes: int = 256
    """Processes and threads at a time."""

    file_size: int = 100 * MB
    """Bytes in one file."""

    open_files: int = 1024
    """Open files of one process."""

    tmp_size: int = 200 * MB
    """Bytes in /tmp, and as many again in shared memory."""

    work_size: int = 100 * MB
    """Bytes in the working folder, the submission's own files among them."""

    inodes: int = 10_000
    """Files and folders, in /tmp and in the working folder each."""
