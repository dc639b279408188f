"""Kernels to ask things of."""

import contextlib
import functools
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient

from tests.conftest import REPOSITORY
from tests.processes import eventually

SPECS = REPOSITORY / "course_utils" / "kernels" / "specs"


def specs(kind: str) -> KernelSpecManager:
    """Give what finds the course's kernels of a kind, and no others."""
    return KernelSpecManager(kernel_dirs=[str(SPECS / kind / "kernels")])


class Kernel:
    """A running kernel and a client of it."""

    def __init__(self, kind: str, name: str, **options):
        self.manager = KernelManager(kernel_name=name, kernel_spec_manager=specs(kind))
        self.manager.start_kernel(**options)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=300)
        except BaseException:
            self.close()
            raise

    def run(self, code: str, seconds: float = 180, **options) -> str:
        """Run a cell and give what it printed, or the name of the error that ended it."""
        printed = []

        def keep(message):
            content = message["content"]
            if message["msg_type"] == "stream" and content["name"] == "stdout":
                printed.append(content["text"])
            elif message["msg_type"] in ("execute_result", "display_data"):
                printed.extend(sorted(content["data"]))

        options = {"timeout": seconds, "output_hook": keep, **options}
        try:
            content = self.client.execute_interactive(code, **options)["content"]
        except TimeoutError as late:
            raise AssertionError(f"This cell took longer than {seconds} s:\n{code}") from late
        if content["status"] == "error":
            return content["ename"]
        return "".join(printed).strip()

    def send(self, code: str) -> None:
        """Have a cell run, and not wait for it."""
        self.client.execute(code, stop_on_error=False)  # or the next cell may be dropped with it

    def ended(self, seconds: float = 60) -> bool:
        """Wait for the kernel's end, as a restarter does."""
        return eventually(lambda: not self.manager.is_alive(), seconds)

    def close(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@contextlib.contextmanager
def kernel(kind: str, name: str, **options) -> Iterator[Kernel]:
    """A kernel for the length of a block."""
    started = Kernel(kind, name, **options)
    try:
        yield started
    finally:
        started.close()


@functools.cache
def _has_namespaces() -> bool:
    bwrap = shutil.which("bwrap")
    trial = [bwrap, "--unshare-all", "--ro-bind", "/", "/", "true"]
    options = {"capture_output": True, "timeout": 120}
    return bwrap is not None and subprocess.run(trial, **options).returncode == 0


def skip_without_namespaces() -> None:
    """Skip where bubblewrap does not work at all, and not where our use of it fails."""
    if not _has_namespaces():
        pytest.skip("bubblewrap is not installed, or not allowed here")


def run_warm(notebook, **options) -> None:
    """Run a notebook in a learner's kernel, which need not import TensorFlow anew."""
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs("warm"))
    client = NotebookClient(notebook, km=manager, startup_timeout=300, **options)
    client.execute(cleanup_kc=True)


def warm_kernel(**options):
    """A learner's kernel."""
    # Under pytest, ipykernel leaves alone what is written below Python's own streams.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    options.setdefault("env", inherited)
    return kernel("warm", "python3", **options)


def sandboxed_kernel(**options):
    """A kernel for code that nobody trusts."""
    skip_without_namespaces()
    return kernel("sandboxed", "course-sandboxed", **options)
