"""The few calls of Linux for namespaces and privileges that Python 3.11 does not have."""

import ctypes
import os
from pathlib import Path

NEW_NAMESPACES = {
    "mount": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}

READ_ONLY, NO_SUID, NO_DEV, NO_EXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = (
    1,
    2,
    4,
    8,
    32,
    4096,
    16384,
    1 << 18,
)

_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _DROP_FROM_BOUNDING = 1, 4, 24
_SET_SECCOMP, _BY_FILTER, _INSTRUCTION = 22, 2, 8
_SET_SECURE_BITS, _SET_NO_NEW_PRIVS, _AMBIENT, _AMBIENT_CLEAR = 28, 38, 47, 4
# No privileges from being root, from changing users, or from ambient ones; each of them locked.
_NO_ROOT = 0b1110_1111
_CAPABILITIES_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(*names: str) -> None:
    """Leave the namespaces of these kinds for new ones."""
    _check(_libc.unshare(sum(NEW_NAMESPACES[name] for name in names)), "unshare")


def mount(source: str, target: str, kind: str, flags: int = 0, options: str = "") -> None:
    """Mount a file system."""
    encoded = [text.encode() for text in (source, target, kind)]
    _check(_libc.mount(*encoded, ctypes.c_ulong(flags), options.encode()), f"mount on {target}")


def _control(option: int, *values: int) -> int:
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    result: int = _libc.prctl(option, *padded)
    return result


def die_with_parent(signum: int) -> None:
    """Have this signal sent to this process when its parent ends."""
    _check(_control(_SET_PARENT_DEATH_SIGNAL, signum), "prctl")


def hide_memory(hidden: bool) -> None:
    """Forbid, or allow again, that others of the same user trace this process."""
    _check(_control(_SET_DUMPABLE, 0 if hidden else 1), "prctl")


def renounce_privileges() -> None:
    """Give up every capability, and every way to get one again."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    _check(_control(_SET_SECURE_BITS, _NO_ROOT), "securebits")
    for capability in range(last + 1):
        _check(_control(_DROP_FROM_BOUNDING, capability), "capability")
    _check(_control(_AMBIENT, _AMBIENT_CLEAR), "ambient capabilities")
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(_control(_SET_NO_NEW_PRIVS, 1), "no_new_privs")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def filter_calls(program: bytes) -> None:
    """Have each system call of this process, and of all that it starts, pass a filter for ever.

    Parameters
    ----------
    program : bytes
        As libseccomp exports it.
    """
    made = _Program(len(program) // _INSTRUCTION, program)
    _check(_control(_SET_SECCOMP, _BY_FILTER, ctypes.addressof(made)), "seccomp")
