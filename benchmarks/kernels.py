"""Kernels: how long a restart takes until TensorFlow is there, and the memory of one more."""

import contextlib
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import websocket
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

import course_utils
from benchmarks.timing import line, setup_cells

ROUNDS, EXTRA = 5, 4


def main() -> None:
    """Print restarts of a warm kernel beside a stock one, taken in turn, and memory."""
    print("From the restart button until `import tensorflow` is done (claim: 30 times as fast)")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as open_servers:
        pages = {
            kind: open_servers.enter_context(_Page.on_a_server(kind, Path(folder) / kind))
            for kind in ("stock", "warm")
        }
        times: dict[str, list[float]] = {kind: [] for kind in pages}
        for count in range(ROUNDS + 1):
            for kind, page in pages.items():
                taken = page.restart("import tensorflow")
                if count:  # the first round loads what later ones find
                    times[kind].append(taken)
        setups = {name: _setup(pages["warm"], cell) for name, cell in setup_cells().items()}
    for kind in times:
        ratios = [stock / own for own, stock in zip(times[kind], times["stock"], strict=True)]
        line(
            f"{kind} kernel",
            f"{statistics.median(times[kind]):.2f} s",
            f"{statistics.median(ratios):.1f} times as fast as the stock kernel",
        )
    print("A lesson's setup cell in a warm kernel that was just started (claim: at most 0.1 s)")
    for name, taken in setups.items():
        line(name, f"{1000 * taken:.0f} ms", f"{taken / 0.1:.2f} of the 0.1 s")
    _measure_memory()


def _setup(page: "_Page", cell: str) -> float:
    times = []
    for _ in range(ROUNDS):
        page.restart("pass")
        began = time.perf_counter()
        page.run(cell)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


class _Page:
    """What JupyterLab's page does with a kernel, through the server's own interface."""

    def __init__(self, address: str, token: str):
        self._address, self._token = address, token
        self._kernel = self._ask("/api/kernels", name="python3")["id"]
        self._connect()
        self.run("import tensorflow")

    @classmethod
    @contextlib.contextmanager
    def on_a_server(cls, kind: str, folder: Path) -> "Iterator[_Page]":
        """Start a server that finds kernels of a kind, and a kernel there."""
        token = secrets.token_hex(16)
        options = [f"--IdentityProvider.token={token}", "--no-browser", "--allow-root"]
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--ServerApp.port=0", *options],
            env={**os.environ, "JUPYTER_RUNTIME_DIR": str(folder), "JUPYTER_PATH": _specs(kind)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            said = ""
            while not said.endswith("}"):  # the file is there before its content
                assert server.poll() is None, "the Jupyter server ended"
                time.sleep(0.1)
                said = "".join(path.read_text() for path in folder.glob("jpserver-*.json"))
            yield cls(json.loads(said)["url"].rstrip("/"), token)
        finally:
            server.terminate()
            server.wait()

    def restart(self, code: str) -> float:
        """Restart the kernel, connect anew as the page does, run code; give the seconds it took."""
        began = time.perf_counter()
        self._ask(f"/api/kernels/{self._kernel}/restart")
        self._socket.close()
        self._connect()
        self.run(code)
        return time.perf_counter() - began

    def run(self, code: str) -> None:
        """Run code and wait until it is done."""
        sent = self._session.msg("execute_request", {"code": code, "silent": False})
        self._socket.send(json.dumps({**sent, "channel": "shell"}, default=str))
        while True:
            message = json.loads(self._socket.recv())
            answers = message["parent_header"].get("msg_id") == sent["header"]["msg_id"]
            if answers and message["msg_type"] == "execute_reply":
                assert message["content"]["status"] == "ok", message["content"]
                return

    def _connect(self) -> None:
        self._session = Session()
        self._socket = websocket.create_connection(
            f"{self._address.replace('http', 'ws', 1)}/api/kernels/{self._kernel}/channels"
            f"?session_id={self._session.session}&token={self._token}",
            timeout=300,
        )

    def _ask(self, path: str, **content: str) -> dict[str, Any]:
        request = urllib.request.Request(
            self._address + path,
            json.dumps(content).encode(),
            {"Authorization": f"token {self._token}"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.load(answer)


def _specs(kind: str) -> str:
    return str(Path(course_utils.__file__).parent / "kernels" / "specs" / "warm") * (kind == "warm")


def start_kernel(kind: str, **options: Any) -> tuple[KernelManager, BlockingKernelClient]:
    """Start a kernel, stock or warm, and import TensorFlow in it."""
    finder = KernelSpecManager()
    if kind == "warm":
        finder.kernel_dirs = [f"{_specs(kind)}/kernels", *finder.kernel_dirs]
    manager = KernelManager(kernel_name="python3", kernel_spec_manager=finder)
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    client.execute_interactive("import tensorflow", timeout=120)
    return manager, client


def _measure_memory() -> None:
    print("Memory of one more kernel with TensorFlow imported (its proportional share)")
    for kind in ("stock", "warm"):
        first, *started = [start_kernel(kind) for _ in range(EXTRA + 1)]
        shares = [_share(manager.provisioner.pid) for manager, _ in started]
        line(f"{kind} kernel", f"{statistics.median(shares):.0f} MB", f"{EXTRA} side by side")
        for kernel in (first, *started):
            end_kernel(*kernel)


def end_kernel(manager, client) -> None:
    """End a kernel that `start_kernel` gave."""
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def _share(pid: int) -> float:
    """Give the memory of a process in MB, with what it shares divided among those who share it."""
    for row in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if row.startswith("Pss:"):
            return int(row.split()[1]) / 1024
    raise ValueError(f"process {pid} says nothing of its memory")
