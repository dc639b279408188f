"""A sandboxed kernel makes the system calls that honest code needs, and no others.

Whatever is refused is refused with an error, so that nothing ends because of the filter.
"""

import errno
import platform
import struct
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("the sandbox is made of Linux's namespaces", allow_module_level=True)

import pyseccomp

from course_utils.kernels.inside import calls
from tests.kernels.conftest import sandboxed_kernel

pytestmark = pytest.mark.xdist_group("sandbox")

PAST_ANY_FILTER = {335, 336}  # uretprobe, uprobe: whoever is not sent there by Linux is ended
NEVER = """
    memfd_create memfd_secret shmget shmat shmctl semget semop msgget msgsnd mq_open add_key
    keyctl request_key bpf perf_event_open userfaultfd io_uring_setup io_setup inotify_init1
    fanotify_init landlock_create_ruleset seccomp vmsplice splice tee ptrace process_vm_readv
    process_vm_writev process_madvise kcmp pidfd_getfd mount umount2 pivot_root chroot fsopen
    fsmount open_tree move_mount mount_setattr setns unshare clone3 name_to_handle_at
    open_by_handle_at personality quotactl init_module delete_module kexec_load reboot swapon
    acct syslog settimeofday clock_settime adjtimex sethostname remap_file_pages ioprio_set
    sched_setattr migrate_pages
"""
CALL = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *values):
    ctypes.set_errno(0)
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0, 0, 0)[:6]]
    result = libc.syscall(ctypes.c_long(number), *padded)
    return errno.errorcode.get(ctypes.get_errno()) if result == -1 else "done"
"""


def number(name: str) -> int:
    return pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)


@pytest.fixture(scope="module")
def shared():
    """One kernel for all tests that leave it as it was."""
    with sandboxed_kernel(tensorflow=False) as started:
        started.run(CALL)
        yield started


def test_a_filter_is_in_force_in_all_that_it_starts(shared):
    code = "open('/proc/self/status').read().partition('Seccomp:')[2].split()[0]"
    assert shared.run(f"print({code})") == "2"
    program = f"import subprocess, sys; print({code})"
    assert shared.run(f"import subprocess, sys\n!{{sys.executable}} -c {program!r}") == "2"


@pytest.mark.parametrize("name", NEVER.split())
def test_what_no_lesson_needs_is_not_implemented(shared, name):
    assert name not in calls._ALLOWED.split()
    assert shared.run(f"print(call({number(name)}))") == "ENOSYS", name


def test_whatever_is_not_listed_is_not_implemented(shared):
    listed = {number(name) for _, name, _ in calls._rules()} | PAST_ANY_FILTER
    code = f"print([n for n in range(600) if n not in {listed} and call(n) != 'ENOSYS'])"
    assert shared.run(code) == "[]"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="others have no such doors")
def test_calls_for_other_processors_are_not_implemented(shared):
    x32 = 0x40000000
    assert shared.run(f"print(call({x32 + number('getpid')}))") == "ENOSYS"
    # mov eax, 20 (getpid of 32 bits); int 0x80; ret
    code = """
import mmap
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE, prot=7)
page.write(bytes.fromhex("b814000000cd80c3"))
entry = ctypes.addressof(ctypes.c_char.from_buffer(page))
print(ctypes.CFUNCTYPE(ctypes.c_int)(entry)())
"""
    assert shared.run(code) == str(-errno.ENOSYS)


@pytest.mark.parametrize(
    "code",
    [
        "mmap.mmap(-1, 4096)",
        "mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)",
        "mmap.mmap(-1, 4096, flags=3 | mmap.MAP_ANONYMOUS)",
        "mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | 0x40000)",
        "mmap.mmap(-1, 2 ** 21, flags=mmap.MAP_PRIVATE | 0x40000)",
        "mmap.mmap(open('/dev/zero', 'r+b').fileno(), 4096)",
        "mmap.mmap(open('/dev/zero', 'rb').fileno(), 4096, prot=mmap.PROT_READ)",
    ],
)
def test_there_is_no_memory_that_stays_when_it_is_mapped_no_more(shared, code):
    outcome = shared.run(f"import mmap\n{code}")
    assert outcome in ("PermissionError", "OSError")
    assert shared.run("import mmap; print(len(mmap.mmap(-1, 9, flags=mmap.MAP_PRIVATE)))") == "9"
    assert shared.run("print(open('/dev/zero', 'rb').read(3))") == r"b'\x00\x00\x00'"


def test_sockets_stay_on_this_machine(shared):
    code = """
import socket
def opens(family, kind):
    try: socket.socket(family, kind).close()
    except OSError: return False
    return True
print([(family, kind) for family in range(64) for kind in range(1, 7) if opens(family, kind)])
"""
    unix = [(1, 1), (1, 2), (1, 3), (1, 5)]  # by any of these numbers, between processes
    others = [(2, 1), (2, 2), (10, 1), (10, 2), (16, 2), (16, 3)]  # 16 lists interfaces
    assert shared.run(code) == str(unix + others)


def test_sockets_and_pipes_have_the_room_that_all_have(shared):
    code = """
import fcntl, os, socket
one, other = socket.socketpair()
for option in (socket.SO_SNDBUF, socket.SO_RCVBUF, 32, 33):
    before = one.getsockopt(1, option) if option < 32 else 0
    try: one.setsockopt(1, option, 10 ** 8)
    except OSError as error: print(error.errno)
    else: print(one.getsockopt(1, option) == before)
try: fcntl.fcntl(os.pipe()[1], 1031, 2 ** 20)
except OSError as error: print(error.errno)
"""
    assert shared.run(code).split() == ["True", "True", str(errno.ENOSYS), str(errno.ENOSYS), "1"]


def test_locks_of_ranges_take_no_memory(shared):
    code = """
import fcntl
file = open("/tmp/locked", "w+b")
for start in range(100): fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * start)
print(open("/proc/locks").read().count("POSIX"))
"""
    assert shared.run(code) == "0"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("prlimit64", (1, 7, 0, 0)),
        ("setpriority", (0, 1, 19)),
        ("setpriority", (1, 0, 19)),
        ("setpriority", (2, 0, 19)),
        ("sched_setaffinity", (1, 8, 0)),
        ("sched_setscheduler", (1, 5, 0)),
        ("prctl", (4, 0)),
    ],
)
def test_a_process_sets_the_bounds_of_none_but_itself(shared, name, values):
    assert shared.run(f"print(call({number(name)}, *{values}))") == "ENOSYS"


def test_a_thread_has_the_open_files_of_its_process(shared):
    clone = number("clone")
    assert shared.run(f"print(call({clone}, 0x10000 | 0x100 | 0x800))") == "ENOSYS"
    for space in (
        0x00020000,
        0x02000000,
        0x04000000,
        0x08000000,
        0x10000000,
        0x20000000,
        0x40000000,
    ):
        assert shared.run(f"print(call({clone}, {space} | 17))") == "ENOSYS"


HONEST = {
    "processes": """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
with multiprocessing.Pool(2) as pool: assert pool.map(abs, [-1, -2]) == [1, 2]
with ProcessPoolExecutor(2) as pool: assert list(pool.map(abs, [-1, -2])) == [1, 2]
with ThreadPoolExecutor(8) as pool: assert list(pool.map(abs, [-1, -2])) == [1, 2]
with multiprocessing.Manager() as manager: assert dict(manager.dict(a=1)) == {"a": 1}
""",
    "spawned processes": """
import multiprocessing
with multiprocessing.get_context("spawn").Pool(1) as pool: assert pool.map(abs, [-1]) == [1]
""",
    "shared memory": """
import multiprocessing
from multiprocessing.shared_memory import SharedMemory
assert multiprocessing.Array("d", range(1000))[3] == multiprocessing.Value("i", 3).value
memory = SharedMemory(create=True, size=100)
memory.buf[0] = 1
memory.close()
memory.unlink()
""",
    "programs": """
import subprocess
assert subprocess.run("ls / | wc -l", shell=True, capture_output=True, check=True).stdout
assert get_ipython().getoutput("echo here") == ["here"]
""",
    "the loopback": """
import socket, urllib.request, threading
from http.server import HTTPServer, SimpleHTTPRequestHandler
server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
threading.Thread(target=server.handle_request).start()
assert urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/").status == 200
assert socket.getaddrinfo("127.0.0.1", 80) and socket.if_nameindex()
""",
    "files": """
import shutil, sqlite3, tempfile
with sqlite3.connect("a.db") as base: base.execute("create table t(a)")
shutil.copy2("a.db", "b.db")
shutil.make_archive("a", "zip", ".")
with tempfile.TemporaryDirectory() as folder: shutil.move("b.db", folder)
""",
    "figures": """
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.savefig("a.png")
plt.close()
""",
    "joblib": """
import joblib
assert joblib.Parallel(2)(joblib.delayed(abs)(n) for n in (-1, -2)) == [1, 2]
""",
    "asyncio": """
import asyncio, threading
async def read():
    child = await asyncio.create_subprocess_exec("echo", "here", stdout=asyncio.subprocess.PIPE)
    return (await child.communicate())[0]
said = []
thread = threading.Thread(target=lambda: said.append(asyncio.run(read())))
thread.start(); thread.join()
assert said == [b"here\\n"]
""",
    "looking around": """
import os, platform, psutil, resource
assert psutil.Process().memory_full_info() and psutil.cpu_count() and psutil.net_if_addrs()
os.sched_setaffinity(0, os.sched_getaffinity(0))
assert os.nice(0) == 0 and platform.platform()
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
""",
}


@pytest.mark.parametrize("code", HONEST.values(), ids=HONEST)
def test_what_honest_code_does_works(shared, code):
    assert shared.run(code) == ""


def outcome(program: bytes, architecture: int, number: int, *values: int) -> int:
    """Run a filter as Linux does, for a call on some processor."""
    padded = (*values, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<iIQ6Q", number, architecture, 0, *padded)
    taken, position = 0, 0
    while True:
        code, if_true, if_false, constant = struct.unpack_from("<HBBI", program, 8 * position)
        position += 1
        match code:
            case 0x20:
                (taken,) = struct.unpack_from("<I", data, constant)
            case 0x54:
                taken &= constant
            case 0x05:
                position += constant
            case 0x15:
                position += if_true if taken == constant else if_false
            case 0x25:
                position += if_true if taken > constant else if_false
            case 0x35:
                position += if_true if taken >= constant else if_false
            case 0x06:
                return constant
            case _:
                raise AssertionError(f"the filter holds an instruction {code:#x}")


@pytest.mark.parametrize("architecture", [pyseccomp.Arch.X86_64, pyseccomp.Arch.AARCH64])
def test_it_is_the_same_filter_on_each_kind_of_processor(architecture):
    program = calls.program(architecture)
    refused = pyseccomp.ERRNO(errno.ENOSYS)

    def on(name, *values, kind=architecture):
        return outcome(program, kind, pyseccomp.resolve_syscall(architecture, name), *values)

    assert {on(name) for name in ("read", "openat", "futex", "mremap")} == {pyseccomp.ALLOW}
    assert {on(name) for name in NEVER.split()} == {refused}
    assert on("mmap", 0, 4096, 3, 0x22) == pyseccomp.ALLOW
    assert on("mmap", 0, 4096, 3, 0x21) == pyseccomp.ERRNO(errno.EPERM)
    assert on("clone", 0x3D0F00) == on("clone", 0x1200011) == on("clone", 0x4111) == pyseccomp.ALLOW
    assert on("clone", 0x10000011) == refused
    assert on("socket", 1, 1, 0) == pyseccomp.ALLOW
    assert on("socket", 38, 5, 0) == on("socket", 2**32 + 38, 5, 0) == refused
    assert on("read", kind=pyseccomp.Arch.X86) == on("read", kind=pyseccomp.Arch.ARM) == refused
