"""What a forked child does to become an ordinary ipykernel."""

import atexit
import gc
import math
import multiprocessing
import os
import random
import signal
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.kernels.inside.launch import Launch

if TYPE_CHECKING:
    from ipykernel.kernelapp import IPKernelApp


def run_kernel(launch: Launch) -> None:
    """Be a kernel until it is shut down, then end this process.

    It is called in a fork of the fork server, which has one thread, and does not return.
    """
    # What was imported stays. To look it through at the kernel's end would copy all of it first.
    gc.freeze()
    _forget_the_fork_server()
    if launch.limits is None:
        from ipykernel.kernelapp import IPKernelApp

        _forget_what_was_changed()
        os.setsid()
        os.chdir(launch.folder)
        application: type[IPKernelApp] = IPKernelApp
        options: dict[str, Any] = {"parent_handle": os.getppid()}
    else:
        from course_utils.kernels.inside.application import ListeningKernelApplication
        from course_utils.kernels.inside.isolation import isolate

        application = ListeningKernelApplication
        options = {"parent_handle": 1, "listening": isolate(launch.folder, launch.limits)}
    _take_over(launch)
    _serve(application, launch.arguments, options)


def _forget_the_fork_server() -> None:
    """Let go of what belongs to the fork server, so that the kernel's code can't reach it."""
    from multiprocessing import forkserver, resource_tracker

    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    # All three are private, so typeshed does not know them.
    resource_tracker._resource_tracker._fd = None  # type: ignore[attr-defined]
    forkserver._forkserver._forkserver_alive_fd = None  # type: ignore[attr-defined]
    forkserver._forkserver._forkserver_address = None  # type: ignore[attr-defined]
    this = multiprocessing.current_process()
    this.name = "MainProcess"
    this.authkey = os.urandom(32)
    multiprocessing.set_start_method(None, force=True)


def _forget_what_was_changed() -> None:
    """Have the kernel read the course anew if its author, or an update, wrote to it meanwhile."""
    from course_utils.kernels.inside.preload import BEGAN

    package = __name__.partition(".")[0]
    own = [name for name in sys.modules if name.partition(".")[0] == package]
    files = (getattr(sys.modules[name], "__file__", None) for name in own)
    if any(_written(Path(file)) > BEGAN for file in files if file):
        for name in own:
            if not name.startswith(f"{package}.kernels"):
                del sys.modules[name]


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # it is gone
        return math.inf


def _take_over(launch: Launch) -> None:
    """Have the environment, arguments and random numbers of a process of one's own."""
    import matplotlib
    import numpy as np

    from course_utils.kernels.inside.preload import ADDED

    os.environ.clear()
    os.environ.update({**ADDED, **launch.environment})
    time.tzset()
    sys.argv = [_launcher(), *launch.arguments]
    backend = launch.environment.get("MPLBACKEND")
    if backend:
        matplotlib.rcParams["backend"] = backend
    # The fork server's folder for sockets, which is none of this process's, or is not there at all.
    multiprocessing.current_process()._config.pop("tempdir", None)  # type: ignore[attr-defined]
    random.seed()
    np.random.seed()
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _launcher() -> str:
    """Give the name that an ipykernel's process is started by."""
    found = find_spec("ipykernel_launcher")
    return (found and found.origin) or "ipykernel_launcher"


def _serve(application: "type[IPKernelApp]", arguments: list[str], options: dict[str, Any]) -> None:
    """Run ipykernel, and end as a Python of its own ends."""
    code = 0
    try:
        application.launch_instance(argv=arguments, **options)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        os._exit(code)
