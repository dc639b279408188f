"""A sandboxed kernel runs what it is given, and whatever that does stays inside.

The attacks here are bounded in count and time, so that a sandbox that fails harms nothing, and no
packet is sent to anywhere but this machine's own loopback.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from course_utils.kernels.inside.limits import MB, Limits
from course_utils.kernels.outside import sandbox, walls
from course_utils.kernels.outside.client import running_host
from course_utils.kernels.outside.walls import SHOWN
from course_utils.places import PACKAGE
from course_utils.trouble import TroubleError
from tests.conftest import REPOSITORY
from tests.kernels.conftest import Kernel, eventually, sandboxed_kernel, skip_without_namespaces
from tests.kernels.test_warm import FIT
from tests.processes import complete

pytestmark = [
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is made of Linux's namespaces"),
]

UNTIL_REFUSED = """
def until_refused(step, most):
    for count in range(most):
        try:
            step(count)
        except OSError as error:
            return print(count, error.strerror)
    print(most, "never")
"""
SMALL = Limits(
    memory=1500 * MB,
    tmp_size=20 * MB,
    work_size=20 * MB,
    inodes=500,
    processes=100,
    cpu_seconds=20,
)


@pytest.fixture(scope="module")
def shared():
    """One kernel for all tests that leave it as it was."""
    with sandboxed_kernel() as started:
        yield started


def processes_with(mark: str) -> list[int]:
    """Find the processes of the machine whose command line says this."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_tensorflow_trains_in_it(shared):
    assert shared.run(FIT) == "True"


def test_there_is_no_network_but_its_own_loopback(shared):
    listing = "print([l.split(':')[0].strip() for l in open('/proc/net/dev').readlines()[2:]])"
    assert shared.run(listing) == "['lo']"
    assert shared.run("print(len(open('/proc/net/route').readlines()))") == "1"


def test_a_server_on_the_machine_s_loopback_is_not_reached(shared):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        outcome = shared.run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)")
    assert outcome == "ConnectionRefusedError"


def test_a_socket_with_an_abstract_name_is_not_reached(shared):
    name = f"course-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen()
        code = f"import socket; socket.socket(socket.AF_UNIX).connect(chr(0) + {name!r})"
        assert shared.run(code) == "ConnectionRefusedError"


@pytest.mark.parametrize("part", ["judging", "lessons", "grading", "cli"])
def test_the_answers_are_not_there(shared, part):
    assert shared.run(f"import course_utils.{part}") == "ModuleNotFoundError"
    code = f"""
import os, sys
print([os.path.join(here, name) for start in ("/tmp", "/home", "/run", sys.prefix)
       for here, folders, names in os.walk(start) for name in folders + names
       if "course_utils" in here and name.startswith(({part!r} + ".", {part!r} + "/"))
       or here.endswith("course_utils") and name == {part!r}])
"""
    assert shared.run(code) == "[]"


def test_nothing_that_judges_was_there_before_the_fork(shared):
    code = """
import sys
print([n for n in sys.modules if n.startswith("course_utils.") and
       n.split(".")[1] in ("judging", "mending", "lessons", "grading", "cli")])
"""
    assert shared.run(code) == "[]"


HIDDEN_FOLDERS = sorted(
    {
        str(folder.relative_to(PACKAGE))
        for folder in (PACKAGE, *PACKAGE.rglob("*"))
        if folder.is_dir() and not any(part.startswith(("__", ".")) for part in folder.parts)
    }
    - {str(Path(entry)) for entry in SHOWN}
    - {str(f.relative_to(PACKAGE)) for e in SHOWN for f in (PACKAGE / e).rglob("*") if f.is_dir()}
)


def test_a_new_module_is_neither_importable_nor_readable(shared):
    """A newcomer's file, in any folder that is not shown as a whole, is hidden until listed."""
    name = f"new_{secrets.token_hex(4)}"
    files = [PACKAGE / folder / f"{name}.py" for folder in HIDDEN_FOLDERS]
    assert {"", "judging", "lessons/welcome", "notebook"} <= {f.strip(".") for f in HIDDEN_FOLDERS}
    try:
        for file in files:
            file.write_text(f'"""A new module."""\n\nANSWER = "{name}"\n')
        for folder in HIDDEN_FOLDERS:
            place = ".".join(("course_utils", *Path(folder).parts, name))
            assert shared.run(f"__import__({place!r})") == "ModuleNotFoundError", place
        code = f"""
import os
print([os.path.join(here, file) for here, _, files in os.walk({str(PACKAGE)!r}) for file in files
       if {name!r} in file or {name!r}.encode() in open(os.path.join(here, file), "rb").read()])
"""
        assert shared.run(code) == "[]"
    finally:
        for file in files:
            file.unlink(missing_ok=True)


def test_what_a_lesson_uses_of_the_course_is_there(shared):
    code = "import course_utils.data, course_utils.visuals.style, course_utils.answering.plain"
    assert shared.run(code) == ""


@pytest.mark.parametrize(
    "path",
    [
        REPOSITORY / "notebooks",
        REPOSITORY / "tests",
        REPOSITORY / ".git",
        Path.home() / ".bashrc",
        Path("/etc/passwd"),
        Path("/etc/shadow"),
        Path("/sys/kernel"),
        Path("/var"),
    ],
)
def test_the_rest_of_the_machine_is_not_there(shared, path):
    assert shared.run(f"import os; print(os.path.lexists({str(path)!r}))") == "False"


def test_nothing_but_its_own_folders_can_be_written(shared):
    code = """
import os
writable = []
for here, folders, _ in os.walk("/", topdown=True):
    folders[:] = [f for f in folders if os.path.join(here, f) not in ("/proc", "/usr")]
    if os.access(here, os.W_OK):
        writable.append(here)
        folders.clear()
print(sorted(writable))
"""
    assert shared.run(code) == "['/dev/shm', '/home/learner', '/tmp']"


def test_it_sees_no_process_but_its_own(shared):
    assert (
        shared.run("import os; print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))")
        == "[1, 2]"
    )


def test_its_init_can_be_neither_read_nor_traced_nor_ended(shared):
    code = """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, 1, 0, 0), os.access("/proc/1/mem", os.R_OK), os.access("/proc/1/fd", os.R_OK))
os.kill(1, signal.SIGKILL)
os.kill(1, signal.SIGSTOP)
"""
    assert shared.run(code) == "-1 False False"
    assert shared.run("print(1)") == "1"


def test_it_holds_nothing_open_that_leads_out(shared):
    code = """
import collections, os
open_ones = [os.readlink(entry.path) for entry in os.scandir("/proc/self/fd")
             if os.path.lexists(entry.path)]
pipes = collections.Counter(name for name in open_ones if name.startswith("pipe:"))
files = [name for name in open_ones
         if not name.startswith(("pipe:", "socket:", "anon_inode:", "/dev/null", "/proc/"))]
print(files, [name for name, ends in pipes.items() if ends < 2])  # both ends are its own
"""
    assert shared.run(code) == "[] []"


def test_nothing_of_the_grader_s_environment_is_there(monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "hush-hush")
    with sandboxed_kernel(env={**os.environ, "NBGRADER_EXECUTION": "autograde"}) as kernel:
        code = """
import glob, os
texts = [str(dict(os.environ))]
for path in glob.glob("/proc/[0-9]*/environ"):
    if os.access(path, os.R_OK):
        texts.append(open(path, errors="replace").read())
print("hush" in "".join(texts), os.environ["NBGRADER_EXECUTION"], "HOSTNAME" in os.environ)
"""
        assert kernel.run(code) == "False autograde False"


def test_it_has_no_privileges_and_gets_none(shared):
    code = """
lines = dict(l.split(":", 1) for l in open("/proc/self/status"))
print(*[lines[k].strip() for k in
        ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs")])
"""
    assert shared.run(code) == " ".join(["0" * 16] * 5 + ["1"])


@pytest.mark.parametrize("kinds", ["-U", "-Ur", "-Urm", "-m", "-Urn", "-Urp --fork"])
def test_more_namespaces_are_refused(shared, kinds):
    code = f"""
import subprocess
done = subprocess.run("unshare {kinds} echo inside", shell=True, capture_output=True, text=True)
print(done.returncode != 0, "inside" in done.stdout)
"""
    assert shared.run(code) == "True False"


@pytest.mark.parametrize("target", ["/tmp", "/proc", "/run/course", "/home/learner", "/"])
def test_what_is_covered_can_not_be_uncovered(shared, target):
    code = f"""
import ctypes
libc, target = ctypes.CDLL(None), {target!r}.encode()
print(libc.umount2(target, 2), libc.mount(b"none", target, None, 36, None))
"""
    assert shared.run(code) == "-1 -1"


@pytest.mark.parametrize("folder", ["/tmp", "/home/learner", "/dev/shm"])
def test_files_fill_no_more_than_their_room(folder):
    with sandboxed_kernel(limits=SMALL) as kernel:
        kernel.run("import shutil; shutil.rmtree('/tmp/ipython')")
        fill = f"""{UNTIL_REFUSED}
file = open("{folder}/big", "wb", buffering=0)
block = bytes(2**20)
def step(_):
    if file.write(block) < len(block): raise OSError(28, "No space left on device")
until_refused(step, 60)
file.close()
import os; os.remove("{folder}/big")
until_refused(lambda n: open(f"{folder}/{{n}}", "w").close(), 2000)
"""
        space, inodes = kernel.run(fill).splitlines()
        assert space == "20 No space left on device"
        assert int(inodes.split()[0]) < SMALL.inodes
        assert inodes.endswith("No space left on device")


def test_a_file_may_not_grow_past_its_limit():
    with sandboxed_kernel(limits=Limits(file_size=MB)) as kernel:
        code = f"{UNTIL_REFUSED}\nf = open('/tmp/x', 'wb', 0)\n"
        code += "until_refused(lambda _: f.write(bytes(2**19)), 9)"
        assert kernel.run(code) == "2 File too large"


def test_one_process_that_takes_too_much_memory_is_told():
    with sandboxed_kernel(limits=SMALL) as kernel:
        take = "held = []\nfor _ in range(60): held.append(bytearray(b'x') * (100 * 2**20))"
        assert kernel.run(take) == "MemoryError"
        assert kernel.run("held.clear(); print('lives')") == "lives"


def test_many_processes_that_take_too_much_memory_together_are_ended(shared):
    with sandboxed_kernel(limits=SMALL) as kernel:
        kernel.send(
            "import os, time\n"
            "for _ in range(4):\n"
            "    if os.fork() == 0:\n"
            "        held = bytearray(b'x') * (600 * 2**20); time.sleep(60); os._exit(0)\n"
            "time.sleep(60)"
        )
        assert kernel.ended(55)
    assert shared.run("print('lives')") == "lives"


def test_many_processes_that_compute_too_long_together_are_ended():
    with sandboxed_kernel(limits=Limits(cpu_seconds=4)) as kernel:
        kernel.send(
            "import os, time\n"
            "end = time.time() + 60\n"
            "for _ in range(2):\n"
            "    if os.fork() == 0:\n"
            "        while time.time() < end: pass\n"
            "        os._exit(0)\n"
            "time.sleep(60)"
        )
        assert kernel.ended(55)


def test_there_are_only_so_many_processes():
    with sandboxed_kernel(limits=SMALL) as kernel:
        code = f"""{UNTIL_REFUSED}
import os, time
end = time.time() + 20
children = []
def step(_):
    child = os.fork()
    if child == 0:
        time.sleep(max(0, end - time.time())); os._exit(0)
    children.append(child)
until_refused(step, 500)
for child in children: os.kill(child, 9)
"""
        count, refused = kernel.run(code).split(" ", 1)
        assert int(count) < SMALL.processes
        assert refused == "Resource temporarily unavailable"


def test_what_it_started_dies_with_it():
    mark = f"123.{os.getpid()}"
    daemon = f"""
import os, subprocess
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "{mark}"])
    os._exit(0)
"""
    with sandboxed_kernel() as kernel:
        kernel.run(daemon)
        assert eventually(lambda: processes_with(mark))
        kernel.manager.shutdown_kernel(now=True)
        assert not processes_with(mark)


@pytest.mark.parametrize(
    ("crash", "code"),
    [("import os; os._exit(7)", 7), ("import ctypes; ctypes.string_at(0)", 128 + 11)],
)
def test_a_crash_is_noticed(crash, code):
    with sandboxed_kernel() as kernel:
        process = kernel.manager.provisioner.process
        kernel.send(crash)
        assert kernel.ended()
        assert process.poll() == code


def test_an_interrupt_ends_a_cell_and_not_the_kernel(shared):
    shared.send("print('runs', flush=True)\nwhile True: pass")
    while shared.client.get_iopub_msg(timeout=180)["msg_type"] != "stream":
        pass
    shared.manager.interrupt_kernel()
    assert shared.client.get_shell_msg(timeout=60)["content"]["ename"] == "KeyboardInterrupt"
    assert shared.run("print(1)") == "1"


def test_one_that_will_not_end_is_ended():
    with sandboxed_kernel() as kernel:
        kernel.run("print(1)")
        kernel.send(
            "import signal, time\n"
            "for s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.SIG_IGN)\n"
            "print('deaf', flush=True)\n"
            "end = time.time() + 30\nwhile time.time() < end: pass"
        )
        while kernel.client.get_iopub_msg(timeout=180)["msg_type"] != "stream":
            pass
        kernel.manager.shutdown_kernel()
        assert not kernel.manager.is_alive()


def test_it_gets_the_submission_s_files_and_links_lead_nowhere(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "gradebook.db").write_text("all marks")
    submission = tmp_path / "submission"
    (submission / "data").mkdir(parents=True)
    (submission / "data" / "points.csv").write_text("1,2")
    (submission / "link").symlink_to(secret / "gradebook.db")
    (submission / "folder").symlink_to(secret)
    os.mkfifo(submission / "pipe")
    with sandboxed_kernel(cwd=str(submission)) as kernel:
        code = "import os; print(sorted(os.listdir()), open('data/points.csv').read())"
        assert kernel.run(code) == "['data'] 1,2"
        kernel.run("open('data/points.csv', 'w').write('changed'); open('new', 'w').close()")
    assert (submission / "data" / "points.csv").read_text() == "1,2"
    assert not (submission / "new").exists()


def test_a_folder_with_too_much_in_it_is_refused_with_a_sentence(tmp_path):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(60 * MB)
    with pytest.raises(TroubleError, match="holds over 50 MB"), sandboxed_kernel(cwd=tmp_path):
        pass


def test_it_is_handed_the_questions(tmp_path):
    questions = tmp_path / "questions.json"
    questions.write_text('{"seed": 7}')
    with sandboxed_kernel(env={"COURSE_QUESTIONS": str(questions)}) as kernel:
        code = "import os; print(open(os.environ['COURSE_QUESTIONS']).read())"
        assert kernel.run(code) == '{"seed": 7}'
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=300)
        assert kernel.run(code) == '{"seed": 7}'


@pytest.mark.parametrize("folder", ["/tmp", "/home/learner", "/dev/shm"])
def test_nothing_stays_for_the_next(folder):
    with sandboxed_kernel() as kernel:
        kernel.run(f"open('{folder}/planted', 'w').close()")
        with sandboxed_kernel() as beside:
            assert beside.run(f"import os; print(os.path.exists('{folder}/planted'))") == "False"
    with sandboxed_kernel() as after:
        assert after.run(f"import os; print(os.path.exists('{folder}/planted'))") == "False"


def test_what_it_was_handed_is_removed(tmp_path):
    (tmp_path / "data.csv").write_text("1,2")
    with sandboxed_kernel(cwd=str(tmp_path)) as kernel:
        shared_folder = running_host(sandboxed=True).exchange.shared
        before = set(shared_folder.iterdir())
        kernel.manager.shutdown_kernel(now=True)
        assert len(before - set(shared_folder.iterdir())) == 1


def test_others_sockets_are_not_there(shared):
    with sandboxed_kernel() as other:
        name = Path(other.manager.ip).parent.parent.name
        code = "import os; print([n for n in os.listdir('/run/course')])"
        assert name not in shared.run(code)


def test_a_flood_below_python_s_own_streams_goes_nowhere(shared):
    flood = "import os\nfor fd in (1, 2): print(os.readlink(f'/proc/2/fd/{fd}').split(':')[0])"
    assert set(shared.run(flood).split()) <= {"/dev/null", "pipe"}


def test_nbclient_runs_a_notebook_in_it(monkeypatch, tmp_path):
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("JUPYTER_PATH", str(REPOSITORY / "course_utils/kernels/specs/sandboxed"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    skip_without_namespaces()
    cell = nbformat.v4.new_code_cell("import os; print(os.getcwd(), open('x').read())")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    (tmp_path / "x").write_text("here")
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="course-sandboxed", resources=resources).execute()
    assert notebook.cells[0].outputs[0].text.strip() == "/home/learner here"


def test_without_bubblewrap_it_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sandbox, "why_not", sandbox.why_not.__wrapped__)
    with pytest.raises(TroubleError, match="apt-get install bubblewrap"):
        Kernel("sandboxed", "course-sandboxed")


def test_a_machine_that_refuses_namespaces_is_told_in_a_sentence(monkeypatch):
    refused = ["sh", "-c", "echo Refused >&2; exit 1"]
    monkeypatch.setattr(sandbox, "command", lambda *_: refused)
    monkeypatch.setattr(sandbox, "smallest_command", lambda: refused)
    said = sandbox.why_not.__wrapped__()
    assert said == "This machine refuses the namespaces that the sandbox is made of (Refused)."


def test_another_reason_is_not_told_as_refused_namespaces(monkeypatch):
    skip_without_namespaces()
    monkeypatch.setattr(sandbox, "_CAN_IT", "import nowhere_at_all")
    said = sandbox.why_not.__wrapped__()
    assert "namespaces" not in said
    assert said.startswith("Python does not start in the sandbox (ModuleNotFoundError: No module")


def test_without_libseccomp_it_is_refused_with_a_sentence(monkeypatch):
    skip_without_namespaces()
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    assert "apt-get install libseccomp2" in sandbox.why_not.__wrapped__()


@pytest.mark.parametrize("names", [("prefix", "executable"), ("base_prefix",)])
def test_a_python_by_a_path_with_detours_starts_in_it(monkeypatch, tmp_path, names):
    skip_without_namespaces()
    for name in names:
        detour = f"{tmp_path}/{os.path.relpath(getattr(sys, name), tmp_path)}"
        monkeypatch.setattr(sys, name, detour)
    assert sandbox.why_not.__wrapped__() is None


def test_a_clone_whose_environment_is_elsewhere_has_its_own_course_in_it(tmp_path):
    skip_without_namespaces()
    shutil.copytree(PACKAGE, tmp_path / "course_utils")
    (tmp_path / "course_utils" / "data.py").write_text("raise ValueError('the clone')")
    asked = "from course_utils.kernels.outside import sandbox; print(sandbox.why_not())"
    assert complete(sys.executable, "-c", asked, cwd=tmp_path).stdout.strip() == "None"
    imported = "sandbox._CAN_IT = 'import course_utils.data'; "
    asked = asked.replace("; ", f"; {imported}", 1)
    assert "ValueError: the clone" in complete(sys.executable, "-c", asked, cwd=tmp_path).stdout


def test_a_copy_of_the_course_among_the_packages_is_hidden(monkeypatch):
    copy = Path(sys.prefix, "lib", "course_utils")
    monkeypatch.setattr(sys, "path", [*sys.path, str(copy.parent)])
    there = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: path == copy or there(path))
    command = walls.command(Path("/nowhere"), "pass")
    assert command[command.index(str(copy)) - 1] == "--tmpfs"


def test_what_the_host_says_is_not_believed():
    from course_utils.kernels.outside.client import HostClient

    skip_without_namespaces()
    host = HostClient(sandboxed=True)
    try:
        for nonsense in ({"kernel": 99, "pid": 1}, ["x"], {"kernel": "x"}):
            with pytest.raises((KeyError, TypeError, ValueError)):
                host._hear(json.loads(json.dumps(nonsense)))
    finally:
        host.close()
    assert not host.exchange.shared.exists()


LEFT = """
import sys
from course_utils.kernels.outside.private import PrivateFolder
kept = PrivateFolder()
(kept.path / "questions.json").write_text("{}")
print(kept.path, flush=True)
sys.stdin.read()
kept.close()
"""


@pytest.fixture
def folder_maker():
    """Give a function that starts a process with a private folder, and the folder's path."""
    started = []

    def start() -> tuple[subprocess.Popen, Path]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        environment = {**os.environ, "TMPDIR": place}
        process = subprocess.Popen([sys.executable, "-c", LEFT], env=environment, **pipes)
        started.append(process)
        return process, Path(process.stdout.readline().strip())

    with tempfile.TemporaryDirectory(dir="/tmp") as place:  # on a short path
        yield start
        for process in started:
            process.kill()
            process.communicate()


def test_what_a_killed_one_left_behind_is_removed_at_the_next_start(folder_maker):
    killed, left = folder_maker()
    living, kept = folder_maker()
    assert left.is_dir()
    killed.kill()
    killed.wait()
    (left.parent / "course-of-somebody-else").mkdir()
    _, last = folder_maker()
    names = {path.name for path in left.parent.iterdir()}
    assert names == {kept.name, last.name, "course-of-somebody-else"}
    living.communicate("")
    assert not kept.exists()
