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
_TERMINALS = 16  # of the machine's few thousand
_CONNECTION = "4096 65536 {most}"  # bytes that one of TCP may hold: at least, at first, at most


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
    terminals = f"newinstance,ptmxmode=0666,max={_TERMINALS}"
    linux.mount("devpts", "/dev/pts", "devpts", linux.NO_SUID, terminals)
    # It reads as zeros too, and can't be mapped as memory that stays when it is mapped no more.
    linux.mount("/dev/full", "/dev/zero", "none", linux.BIND)
    _cover(WORK, limits.work_size, limits.inodes)
    shutil.copytree(handed / "work", WORK, dirs_exist_ok=True)
    files = {name: (handed / name).read_bytes() for name in _FILES if (handed / name).exists()}
    _cover(HANDED, sum(map(len, files.values())) + 2**20, 100, but=[handed / "sockets"])
    for name, content in files.items():
        (Path(HANDED) / name).write_bytes(content)
    for path in (handed / "sockets", HANDED):
        flags = linux.REMOUNT | linux.BIND | linux.READ_ONLY | _SAFE
        linux.mount("none", str(path), "none", flags)
    prefixes = (Path(prefix).resolve() for prefix in (sys.base_prefix, sys.prefix))
    python = list(dict.fromkeys((*prefixes, PACKAGE)))
    _cover("/tmp", limits.tmp_size, limits.inodes, mode="1777", but=python)
    _bound_connections()
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


def _bound_connections() -> None:
    """Have TCP give a connection no more room than other sockets have."""
    for name, option in (("rmem", socket.SO_RCVBUF), ("wmem", socket.SO_SNDBUF)):
        with socket.socket(socket.AF_UNIX) as ordinary:
            most = ordinary.getsockopt(socket.SOL_SOCKET, option)
        Path(f"/proc/sys/net/ipv4/tcp_{name}").write_text(_CONNECTION.format(most=most))


def _raise_loopback() -> None:
    """Have the one network interface there is, which leads nowhere, work."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))
