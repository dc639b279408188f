"""A server extension that has the first kernel be warm too: JupyterLab starts, then this."""

import asyncio
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger, LoggerAdapter

    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: "ServerApp") -> None:
    """Have nothing to add to the server itself."""


async def _start_jupyter_server_extension(server: "ServerApp") -> None:
    """Start the host in the background, once the server answers."""
    if sys.platform == "linux":
        asyncio.get_running_loop().run_in_executor(None, _warm, server.log)


def _warm(log: "Logger | LoggerAdapter[Logger]") -> None:
    from course_utils.kernels.outside.client import running_host

    try:
        running_host(sandboxed=False).warm()
    except OSError as error:
        log.warning("Kernels will start cold: %s", error)
