"""Nothing holds more memory than a sandboxed kernel may, in whatever form.

Each attack here stops by itself at twice of what it may, or after some seconds.
"""

import sys

import pytest

from course_utils.kernels.inside.limits import Limits
from course_utils.places import MB
from tests.kernels.conftest import sandboxed_kernel

pytestmark = [
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is made of Linux's namespaces"),
]

LITTLE = Limits(memory=500 * MB, cpu_seconds=60)
OVER_MEMORY = 137

PREPARED = """
import ctypes, mmap, os, signal, socket, threading, time
libc = ctypes.CDLL(None, use_errno=True)
MB, END = 2 ** 20, time.monotonic() + 20
def fill(sender):
    sender.setblocking(False)
    try:
        while True: sender.send(bytes(2 ** 14))
    except BlockingIOError: pass
def linger():
    while time.monotonic() < END: time.sleep(0.1)
"""
HELD = {
    "in sockets": """
held = []
for _ in range(12):
    if os.fork() == 0:
        for _ in range(200):
            held.extend(socket.socketpair())
            for one in held[-2:]: fill(one)
        linger(); os._exit(0)
linger()
""",
    "in connections that nobody has accepted": """
listener = socket.socket(socket.AF_UNIX)
listener.bind("\\0here")
listener.listen(4096)
for _ in range(4000):
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect("\\0here")
        fill(caller)
linger()
""",
    "in connections over the loopback": """
held = []
for _ in range(8):
    if os.fork() == 0:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            for _ in range(200):
                held += [socket.create_connection(listener.getsockname()), listener.accept()[0]]
                for one in held[-2:]: fill(one)
        linger(); os._exit(0)
linger()
""",
    "in pipes": """
held = []
for _ in range(60):
    if os.fork() == 0:
        for _ in range(450):
            reading, writing = os.pipe()
            held.append(reading)
            os.set_blocking(writing, False)
            try:
                while True: os.write(writing, bytes(4096))
            except BlockingIOError: pass
        linger(); os._exit(0)
linger()
""",
    "by a thread that outlives the first": """
for _ in range(4):
    if os.fork() == 0:
        def hold():
            time.sleep(1)
            held = bytearray(b"x") * (200 * MB); linger(); os._exit(0)
        threading.Thread(target=hold).start()
        libc.syscall({"x86_64": 60}.get(os.uname().machine, 93), 0)  # ends the first thread alone
linger()
""",
    "in the tables of an address space that is read and empty": """
for _ in range(4):
    if os.fork() == 0:
        size = 100 * 2 ** 30
        there = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
        there.madvise(15)  # no huge page of zeros
        for place in range(0, size, 2 ** 21): there[place]
        linger(); os._exit(0)
linger()
""",
    "behind a flood of dying children": """
for _ in range(6):
    if os.fork() == 0:
        held = bytearray(b"x") * (150 * MB); linger(); os._exit(0)
for _ in range(2):
    if os.fork() == 0:
        while time.monotonic() < END:
            if os.fork() == 0:
                if os.fork() == 0: os._exit(0)  # which is left to the init
                os._exit(0)
            os.wait()
        os._exit(0)
linger()
""",
    "behind a flood of signals": """
for _ in range(6):
    if os.fork() == 0:
        held = bytearray(b"x") * (150 * MB); linger(); os._exit(0)
signal.signal(signal.SIGINT, signal.SIG_IGN)
while time.monotonic() < END: os.kill(1, signal.SIGINT); os.kill(1, signal.SIGCHLD)
""",
}


@pytest.mark.parametrize("code", HELD.values(), ids=HELD)
def test_what_holds_too_much_is_ended(code):
    with sandboxed_kernel(limits=LITTLE, tensorflow=False) as kernel:
        process = kernel.manager.provisioner.process
        kernel.send(PREPARED + code)
        assert kernel.ended(19)
        assert process.poll() == OVER_MEMORY


def test_what_holds_less_than_it_may_is_left_alone():
    """Children that share what was there before them, and sockets, files and threads as usual."""
    code = """
import multiprocessing, os, socket, time
import numpy as np
held = np.ones(10 ** 7)
pairs = [socket.socketpair() for _ in range(20)]
with multiprocessing.Pool(8) as pool:
    for _ in range(6):
        assert len(pool.map(abs, range(800))) == 800
        time.sleep(0.2)
print(held.sum())
"""
    with sandboxed_kernel(limits=LITTLE, tensorflow=False) as kernel:
        assert kernel.run(code, 60) == "10000000.0"


def test_looking_costs_those_nothing_who_are_looked_at():
    code = """
import os, time
end = time.time() + 6
for _ in range(60):
    if os.fork() == 0:
        time.sleep(max(0, end - time.time())); os._exit(0)
for _ in range(60): os.wait()
print("lives")
"""
    with sandboxed_kernel(limits=Limits(cpu_seconds=4), tensorflow=False) as kernel:
        assert kernel.run(code, 60) == "lives"
