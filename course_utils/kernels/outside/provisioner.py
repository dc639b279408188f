"""How Jupyter starts these kernels, when a kernelspec names one of the two ways."""

import asyncio
import contextlib
import json
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from course_utils.kernels.inside.launch import Launch
from course_utils.kernels.inside.limits import Limits
from course_utils.kernels.outside import client, sandbox, walls
from course_utils.kernels.outside.exchange import Exchange
from course_utils.kernels.outside.private import PrivateFolder
from course_utils.kernels.outside.work import seconds_of_work
from course_utils.places import HANDED, HANDED_QUESTIONS, NBGRADER_MODE, QUESTIONS
from course_utils.trouble import TroubleError

_LAUNCHER = "ipykernel_launcher"
_CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
_SLOWEST_WAIT = 0.1
_LONGEST_START = 5.0
_QUICK_END = 0.3
_LONGEST_GOODBYE = 0.6
# A history of what was run is of no use here, and its file could fill up.
_ARGUMENTS = ("-f", f"{HANDED}/connection.json", "--HistoryManager.enabled=False")


class RemoteProvisioner(LocalProvisioner):
    """What both kinds have in common: a process that a host has started."""

    async def wait(self) -> int | None:
        """Wait for the kernel's end, looking more often at first, as most ends are soon."""
        process: Any = self.process
        if process is not None:
            await _until(lambda: process.poll() is not None)
        return await super().wait()

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait here for a quick end: who asked for it looks only every 0.1 s."""
        await self._end_soon()

    async def kill(self, restart: bool = False) -> None:
        """End it, and wait here for a quick end, too."""
        await super().kill(restart=restart)
        await self._end_soon()

    async def _end_soon(self) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.wait(), _QUICK_END)

    def seconds_of_work(self) -> float:
        """Give the processor time that the kernel, and all that it started, has taken."""
        return seconds_of_work(self.pid) if self.pid else 0.0

    async def _launch_remotely(self, kind: tuple[bool, bool], launch: Launch) -> None:
        loop = asyncio.get_running_loop()

        def start() -> client.RemoteKernel:
            return client.running_host(*kind).launch(launch)

        kernel = await loop.run_in_executor(None, start)
        self.process = kernel  # type: ignore[assignment]  # it looks like the Popen that it stands for
        self.pid, self.pgid = kernel.pid, None

    async def _listening(self, sockets: list[Path]) -> None:
        """Wait until it can be reached: who connects too early tries again only after 0.1 s."""
        process: Any = self.process
        ready = _until(lambda: process.poll() is not None or all(p.exists() for p in sockets))
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(ready, _LONGEST_START)


class WarmProvisioner(RemoteProvisioner):
    """A learner's kernel: an ordinary one in every way, forked from a Python that is ready.

    Where that can't be done, it is an ordinary one in that way, too. Where the system has sockets
    in files, it is spoken to through some of this user's own, and not over TCP.
    """

    _sockets: PrivateFolder | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel is to be reached."""
        manager: Any = self.parent
        # A restarted kernel is where it was, as those who talk to it expect.
        if self._sockets is None and hasattr(socket, "AF_UNIX") and manager.transport == "tcp":
            self._sockets = PrivateFolder()
            manager.transport, manager.ip = "ipc", str(self._sockets.path / "s")
            manager.cache_ports = False
        return await super().pre_launch(**kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets, if no other kernel takes this one's place."""
        await super().cleanup(restart=restart)
        if self._sockets is not None and not restart:
            self._sockets.close()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        if _is_ordinary(cmd, kwargs):
            environment = dict(os.environ if kwargs.get("env") is None else kwargs["env"])
            environment["JPY_PARENT_PID"] = str(os.getpid())
            folder = str(kwargs.get("cwd") or Path.cwd())
            launch = Launch(cmd[cmd.index(_LAUNCHER) + 1 :], environment, folder)
            sockets = self._sockets_left()
            for path in sockets:
                path.unlink(missing_ok=True)  # a killed kernel leaves them
            try:
                await self._launch_remotely((False, True), launch)
            except (client.HostError, OSError) as error:
                self.log.warning("Starting an ordinary kernel, as a warm one failed: %s", error)
            else:
                self.cwd = folder
                await self._listening(sockets)
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    def _sockets_left(self) -> list[Path]:
        """Give the paths of the kernel's sockets; none where they are no files."""
        information = dict(self.connection_info)
        if self._sockets is None or information.get("transport") != "ipc":
            return []
        ports = (information[f"{channel}_port"] for channel in _CHANNELS)
        return [Path(f"{information['ip']}-{port}") for port in ports]


async def _until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, looking more often at first."""
    pause = 0.002
    while not condition():
        await asyncio.sleep(pause)
        pause = min(1.2 * pause, _SLOWEST_WAIT)


def _is_ordinary(cmd: list[str], kwargs: dict[str, Any]) -> bool:
    """Tell whether a fork can stand in for this command."""
    return (
        sys.platform == "linux"  # elsewhere fork is not there, or not safe
        and cmd[1:3] == ["-m", _LAUNCHER]
        and (program := shutil.which(cmd[0])) is not None
        and Path(program).samefile(sys.executable)
        and not kwargs.get("independent")
    )


class SandboxedProvisioner(RemoteProvisioner):
    """A kernel for code that nobody trusts. It is started in its sandbox or not at all.

    `start_kernel` takes besides what is usual: `limits`, a `Limits`; `tensorflow`, whether it is to
    be there already; `cwd`, a folder whose regular
    files are copied into the kernel's own; and in `env` as `COURSE_QUESTIONS` the path of a file
    which the kernel finds a copy of at the path that its own variable `COURSE_QUESTIONS` names.
    Of the rest of `env` it sees nothing but whether nbgrader grades or validates.
    """

    _exchange: Exchange | None = None
    _name: str = ""
    _kind: tuple[bool, bool] = (True, True)
    _host: client.HostClient | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make ready all that the kernel is handed.

        Raises
        ------
        TroubleError
            If this machine can't build the sandbox, or the folder holds too much.
        """
        loop = asyncio.get_running_loop()
        reason = await loop.run_in_executor(None, sandbox.why_not)
        if reason is not None:
            raise TroubleError(reason)
        self._kind = (True, kwargs.get("tensorflow", True))
        host = await loop.run_in_executor(None, client.running_host, *self._kind)
        self._host = host
        self._clear()
        environment = kwargs.get("env") or {}
        files = {}
        if QUESTIONS in environment:
            files["questions"] = Path(environment[QUESTIONS]).read_bytes()
        # The name outlives a restart, and so do the connections of those who talk to the kernel.
        name = self._name = self._name or secrets.token_hex(4)
        self._exchange = exchange = host.exchange
        manager = self.parent
        assert exchange is not None  # as for every host of sandboxed kernels
        assert manager is not None  # who has this kernel started
        self._connect(exchange.shared / name / "sockets")
        inside = {
            **manager.get_connection_info(),
            "ip": f"{HANDED}/{name}/sockets/s",
            "key": manager.session.key.decode(),
        }
        files["connection.json"] = json.dumps(inside).encode()
        folder = kwargs.get("cwd")
        exchange.lay_out(name, Path(folder) if folder else None, files)
        self.connection_info = manager.get_connection_info()
        return {**kwargs, "cmd": list(_ARGUMENTS)}

    def _connect(self, sockets: Path) -> None:
        """Have the manager and its clients look for the kernel where its sockets will be."""
        manager = self.parent
        assert manager is not None
        manager.cleanup_connection_file()
        manager.transport = "ipc"
        manager.ip = str(sockets / "s")
        for number, channel in enumerate(_CHANNELS, start=1):
            setattr(manager, f"{channel}_port", number)
        manager.write_connection_file()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        limits = kwargs.get("limits") or Limits()
        environment = _environment(kwargs.get("env") or {})
        launch = Launch(cmd, environment, f"{HANDED}/{self._name}", limits)
        await self._launch_remotely(self._kind, launch)
        manager = self.parent
        assert manager is not None
        await self._listening([Path(f"{manager.ip}-{n + 1}") for n in range(len(_CHANNELS))])
        self.cwd = None
        return self.connection_info

    def seconds_of_work(self) -> float:
        """Give the processor time of all kernels of its host, as its own process can't be told.

        Inside the sandbox processes have other numbers. A grader's process runs one at a time.
        """
        return seconds_of_work(self._host.pid) if self._host is not None else 0.0

    def get_shutdown_wait_time(self, recommended: float = 5.0) -> float:
        """Wait a moment only for a polite end: nothing that it could still do is kept."""
        return min(recommended, _LONGEST_GOODBYE)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove what the kernel was handed."""
        self._clear()
        await super().cleanup(restart=restart)

    def _clear(self) -> None:
        if self._exchange is not None:
            self._exchange.clear(self._name)


def _environment(given: dict[str, str]) -> dict[str, str]:
    """Make a sandboxed kernel's environment, which takes nothing over from the grader's."""
    environment = dict(walls.ENVIRONMENT)
    mode = given.get(NBGRADER_MODE)
    if mode in ("autograde", "validate"):
        environment[NBGRADER_MODE] = mode
    if QUESTIONS in given:
        environment[QUESTIONS] = HANDED_QUESTIONS
    return environment
