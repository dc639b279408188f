"""A server extension that has the first kernel be warm too: JupyterLab starts, then this."""

import asyncio
import sys


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server) -> None:
    """Have nothing to add to the server itself."""


async def _start_jupyter_server_extension(server) -> None:
    """Start the host in the background, once the server answers."""
    if sys.platform == "linux":
        asyncio.get_running_loop().run_in_executor(None, _warm, server.log)


def _warm(log) -> None:
    from course_utils.kernels.outside.client import running_host

    try:
        running_host(sandboxed=False).warm()
    except OSError as error:
        log.warning("Kernels will start cold: %s", error)
