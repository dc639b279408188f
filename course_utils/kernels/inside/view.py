"""What a sandboxed kernel sees of the file system, arranged inside its own mount namespace."""

import fcntl
import os
import shutil
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from course_utils.kernels.inside import linux
from course_utils.kernels.inside.limits import Limits
from course_utils.places import HANDED, PACKAGE, WORK

_SAFE = linux.NO_SUID | linux.NO_DEV
_FILES = ("connection.json", "questions")
_SET_FLAGS, _UP = 0x8914, 1


def arrange(handed: Path, limits: Limits) -> None:
    """Cover what is not this kernel's, and give it what is.

    Parameters
    ----------
    handed : Path
        A folder below `HANDED`, with what this kernel is handed.
    limits : Limits
    """
    linux.mount("none", "/", "none", linux.RECURSIVE | linux.PRIVATE)
    linux.mount("proc", "/proc", "proc", _SAFE | linux.NO_EXEC)
    _cover("/dev/shm", limits.tmp_size, limits.inodes, mode="1777")
    linux.mount("devpts", "/dev/pts", "devpts", linux.NO_SUID, "newinstance,ptmxmode=0666")
    _cover(WORK, limits.work_size, limits.inodes)
    shutil.copytree(handed / "work", WORK, dirs_exist_ok=True)
    files = {name: (handed / name).read_bytes() for name in _FILES if (handed / name).exists()}
    _cover(HANDED, sum(map(len, files.values())) + 2**20, 100, but=[handed / "sockets"])
    for name, content in files.items():
        (Path(HANDED) / name).write_bytes(content)
    for path in (handed / "sockets", HANDED):
        flags = linux.REMOUNT | linux.BIND | linux.READ_ONLY | _SAFE
        linux.mount("none", str(path), "none", flags)
    python = list(dict.fromkeys((Path(sys.base_prefix), Path(sys.prefix), PACKAGE)))
    _cover("/tmp", limits.tmp_size, limits.inodes, mode="1777", but=python)
    _raise_loopback()


def _cover(path: str, size: int, inodes: int, mode: str = "0755", but: Sequence[Path] = ()) -> None:
    """Cover a folder with an empty one that is limited, all but some folders in it."""
    through = {
        kept: os.open(kept, os.O_PATH | os.O_DIRECTORY) for kept in but if kept.is_relative_to(path)
    }
    linux.mount("tmpfs", path, "tmpfs", _SAFE, f"size={size},nr_inodes={inodes},mode={mode}")
    for kept, descriptor in through.items():
        kept.mkdir(parents=True, exist_ok=True)
        source = f"/proc/self/fd/{descriptor}"
        linux.mount(source, str(kept), "none", linux.BIND | linux.RECURSIVE)
        os.close(descriptor)


def _raise_loopback() -> None:
    """Have the one network interface there is, which leads nowhere, work."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))
