"""Which system calls a sandboxed kernel may make: those listed here, and no others.

What is not listed answers "not implemented", as an older Linux would, so that libraries fall back
on what is there. So nothing ends because of the filter. Left out is what no lesson needs and
what takes memory that no limit sees: memory files, memory and messages of System V, queues, keys,
notifications, rings, filters. So is everything that acts on another process, on mounts, or on
namespaces. Calls for another kind of processor than this one's, such as of 32 bits, are not
implemented either.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from itertools import product

import pyseccomp

from course_utils.kernels.inside.linux import NEW_NAMESPACES

_ALLOWED = """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 sendfile
    copy_file_range lseek open openat openat2 creat close close_range dup dup2 dup3 flock stat
    fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat
    renameat2 link linkat symlink symlinkat mknod mknodat umask chmod fchmod fchmodat fchmodat2
    chown fchown lchown fchownat utime utimes utimensat futimesat truncate ftruncate fallocate
    fadvise64 readahead sync_file_range fsync fdatasync getxattr lgetxattr fgetxattr listxattr
    llistxattr flistxattr

    pipe pipe2 select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait
    epoll_pwait epoll_pwait2 eventfd eventfd2 signalfd signalfd4 timerfd_create timerfd_settime
    timerfd_gettime

    socketpair bind connect listen accept accept4 shutdown getsockname getpeername getsockopt
    sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg

    brk munmap mremap mprotect madvise mincore msync mlock mlock2 mlockall munlock munlockall
    pkey_alloc pkey_free pkey_mprotect membarrier

    fork vfork execve execveat exit exit_group wait4 waitid kill tkill tgkill pidfd_open
    pidfd_send_signal rt_sigaction rt_sigprocmask rt_sigpending rt_sigreturn rt_sigsuspend
    rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo sigaltstack restart_syscall pause
    set_tid_address set_robust_list get_robust_list rseq arch_prctl futex

    getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgid
    getpgrp setpgid getsid setsid getpriority getrlimit setrlimit getrusage times sysinfo uname
    capget sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max
    sched_get_priority_min sched_rr_get_interval getcpu getrandom

    time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep alarm getitimer
    setitimer timer_create timer_settime timer_gettime timer_getoverrun timer_delete
"""

_UNIX, _INET, _INET6, _NETLINK = 1, 2, 10, 16
_TCP, _UDP = 6, 17
_SOCKET, _IP, _IPV6 = 1, 0, 41  # levels of options
_SEND_BUFFER, _RECEIVE_BUFFER = 7, 8
_SHARED, _ANONYMOUS, _HUGE = 0x1, 0x20, 0x40000
_THREAD, _SHARED_FILES = 0x10000, 0x400
_LOCKS = (6, 7, 37, 38)  # those of ranges of a file: set, and wait and set; of a process or a file
_SET_PIPE_SIZE = 1031

_FCNTL = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 15, 16, 36, 1030, 1032, 1034)
"""What concerns the descriptor itself, and questions."""

_PRCTL = (1, 2, 3, 7, 15, 16, 21, 23, 27, 29, 30, 37, 38, 39, 42, 50, 51, 55, 56, 0x53564D41)
"""A process's or a thread's own name, end and timers, names of its memory, and questions."""

_IOCTL = (
    *(0x5401, 0x5402, 0x5403, 0x5404, 0x5409, 0x540A, 0x540B),  # settings of terminals
    *(0x540E, 0x540F, 0x5410, 0x5413, 0x5414, 0x5422, 0x5429),  # who is at them, and their size
    *(0x80045430, 0x40045431, 0x5441),  # the two ends of one
    *(0x541B, 0x5411, 0x5421, 0x5450, 0x5451),  # what waits to be read; to block; to be inherited
    *(0x8910, 0x8912, 0x8913, 0x8915, 0x8919, 0x891B, 0x8921, 0x8927, 0x8933),  # of interfaces
)

_SOCKET_OPTIONS = {
    _SOCKET: (2, 5, 6, 9, 10, 12, 13, 15, 16, 18, 19, 20, 21, 29, 35, 37, 63, 64, 66, 67),
    _IP: (1, 2, 10, 11, 24),
    _TCP: (1, 2, 3, 4, 5, 6, 7, 9, 12, 18, 23, 30),
    _IPV6: (16, 23, 25, 26, 67),
}
"""How a socket behaves. None of these attaches something to it, or gives it more room."""

_Rule = tuple[int, str, tuple[pyseccomp.Arg, ...]]


def program(architecture: int | None = None) -> bytes:
    """Compile the filter to what Linux takes.

    Parameters
    ----------
    architecture : int, optional
        One of `pyseccomp.Arch`; this machine's by default.
    """
    made = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.ERRNO(errno.ENOSYS))
    native = pyseccomp.system_arch()
    if architecture not in (None, native):
        made.add_arch(architecture)
        made.remove_arch(native)
    for action, name, arguments in _rules():
        if pyseccomp.resolve_syscall(native, name) != -1:  # else this libseccomp knows no such call
            made.add_rule(action, name, *arguments)
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def _rules() -> Iterator[_Rule]:
    yield from ((pyseccomp.ALLOW, name, ()) for name in _ALLOWED.split())
    yield from _only("fcntl", 1, _FCNTL)
    yield from _only("prctl", 0, _PRCTL)
    yield from _only("ioctl", 1, _IOCTL)
    yield from _of_memory()
    yield from _of_files()
    yield from _of_processes()
    yield from _of_sockets()


def _only(
    name: str, position: int, values: Iterable[int], action: int | None = None
) -> list[_Rule]:
    """Make the rules by which a call is allowed with some values of an argument."""
    chosen = pyseccomp.ALLOW if action is None else action
    return [(chosen, name, (_is(position, value),)) for value in values]


def _is(position: int, value: int) -> pyseccomp.Arg:
    return pyseccomp.Arg(position, pyseccomp.EQ, value)


def _flags(position: int, among: int, are: int) -> pyseccomp.Arg:
    """Compare some bits of an argument only."""
    return pyseccomp.Arg(position, pyseccomp.MASKED_EQ, among, are)


def _of_memory() -> Iterator[_Rule]:
    """Refuse memory that stays when it is mapped no more, and the machine's few huge pages."""
    for shared, anonymous, huge in product((0, _SHARED), (0, _ANONYMOUS), (0, _HUGE)):
        action = pyseccomp.ALLOW
        if huge:
            action = pyseccomp.ERRNO(errno.ENOMEM)  # as where there are none
        elif shared and anonymous:
            action = pyseccomp.ERRNO(errno.EPERM)
        among = _flags(3, _SHARED | _ANONYMOUS | _HUGE, shared | anonymous | huge)
        yield (action, "mmap", (among,))


def _of_files() -> Iterator[_Rule]:
    """Bound what Linux remembers of files."""
    # Each lock of a range takes memory, and any number of them may be set. Nobody else has these
    # files, so that who is told to have a lock loses nothing but order among its own processes.
    yield from _only("fcntl", 1, _LOCKS, pyseccomp.ERRNO(0))
    yield from _only("fcntl", 1, (_SET_PIPE_SIZE,), pyseccomp.ERRNO(errno.EPERM))
    for name in ("setxattr", "lsetxattr", "fsetxattr"):
        yield (pyseccomp.ERRNO(errno.ENOTSUP), name, ())


def _of_processes() -> Iterator[_Rule]:
    """Let a process be, and bound, nobody but itself: its init has the same user."""
    yield (pyseccomp.ALLOW, "prlimit64", (_is(0, 0),))
    yield (pyseccomp.ALLOW, "sched_setaffinity", (_is(0, 0),))
    yield (pyseccomp.ALLOW, "setpriority", (_is(0, 0), _is(1, 0)))
    # ZeroMQ sets its threads to the ordinary policy, and ends if it can't.
    yield (pyseccomp.ALLOW, "sched_setscheduler", (_is(1, 0),))
    # Of `clone3` the flags can't be seen; who is told that there is none takes `clone`.
    spaces = sum(NEW_NAMESPACES.values())
    yield (pyseccomp.ALLOW, "clone", (_flags(0, spaces | _THREAD, 0),))
    # A thread shares its process's open files, or these could not be counted.
    thread = _THREAD | _SHARED_FILES
    yield (pyseccomp.ALLOW, "clone", (_flags(0, spaces | thread, thread),))


def _of_sockets() -> Iterator[_Rule]:
    """Leave sockets on this machine, of ordinary kinds, and with the room that all have."""
    for family, protocol in product((_UNIX, _INET, _INET6), (0, _TCP, _UDP)):
        yield (pyseccomp.ALLOW, "socket", (_is(0, family), _is(2, protocol)))
    yield (pyseccomp.ALLOW, "socket", (_is(0, _NETLINK), _is(2, 0)))  # lists interfaces
    for level, options in _SOCKET_OPTIONS.items():
        for option in options:
            yield (pyseccomp.ALLOW, "setsockopt", (_is(1, level), _is(2, option)))
    for option in (_SEND_BUFFER, _RECEIVE_BUFFER):
        # Whoever asks for room gets as much as Linux likes, and as little.
        yield (pyseccomp.ERRNO(0), "setsockopt", (_is(1, _SOCKET), _is(2, option)))
