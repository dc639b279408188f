"""Kernels: how long a restart takes until TensorFlow is there, and the memory of one more."""

import statistics
import time
from pathlib import Path

from benchmarks.timing import line

ROUNDS, EXTRA = 5, 4


def main() -> None:
    """Print restarts of a warm kernel beside a stock one, taken in turn, and memory."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import KernelManager

    import course_utils

    specs = Path(course_utils.__file__).parent / "kernels" / "specs" / "warm" / "kernels"

    def start(kind: str):
        folders = [str(specs)] if kind == "warm" else []
        finder = KernelSpecManager()
        finder.kernel_dirs = [*folders, *finder.kernel_dirs]
        manager = KernelManager(kernel_name="python3", kernel_spec_manager=finder)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        client.execute_interactive("import tensorflow", timeout=120)
        return manager, client

    print("From asking for a restart until `import tensorflow` is done (claim: warm at most 1 s)")
    kernels = {kind: start(kind) for kind in ("stock", "warm")}
    times = {kind: [] for kind in kernels}
    for _ in range(ROUNDS):
        for kind, (manager, client) in kernels.items():
            began = time.perf_counter()
            manager.restart_kernel()
            client.wait_for_ready(timeout=120)
            client.execute_interactive("import tensorflow", timeout=120)
            times[kind].append(time.perf_counter() - began)
    for kind in kernels:
        ratios = [w / s for w, s in zip(times[kind], times["stock"], strict=True)]
        line(
            f"{kind} kernel",
            f"{statistics.median(times[kind]):.2f} s",
            f"{statistics.median(ratios):.3f} times the stock kernel",
        )

    print("Memory of one more kernel with TensorFlow imported (its proportional share)")
    for kind in kernels:
        started = [start(kind) for _ in range(EXTRA)]
        shares = [_share(manager.provisioner.pid) for manager, _ in started]
        line(f"{kind} kernel", f"{statistics.median(shares):.0f} MB", f"{EXTRA} side by side")
        for kernel in started:
            _end(*kernel)
    for kernel in kernels.values():
        _end(*kernel)


def _end(manager, client) -> None:
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def _share(pid: int) -> float:
    """Give the memory of a process in MB, with what it shares divided among those who share it."""
    for row in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if row.startswith("Pss:"):
            return int(row.split()[1]) / 1024
    raise ValueError(f"process {pid} says nothing of its memory")
