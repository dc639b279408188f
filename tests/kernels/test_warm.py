"""A learner's kernel is an ordinary one in all but the time it takes to start."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import course_utils
from course_utils.kernels.outside import client, provisioner
from course_utils.kernels.outside.client import HostClient, HostError, running_host
from course_utils.places import KERAS_SETTINGS, WITHOUT_TENSORFLOW
from tests.conftest import REPOSITORY
from tests.kernels.conftest import eventually, skip_without_namespaces, warm_kernel
from tests.processes import complete

pytestmark = [
    pytest.mark.xdist_group("warm"),
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only"),
]

DESCRIBE = """
import json, multiprocessing, os, sys, __main__
print(json.dumps(dict(
    name=multiprocessing.current_process().name,
    daemon=multiprocessing.current_process().daemon,
    method=multiprocessing.get_start_method(allow_none=True),
    main=sorted(n for n in vars(__main__) if not n.startswith("_")),
    argv=[os.path.basename(a) for a in sys.argv[:2]],
    path=sys.path,
    cwd=os.getcwd(),
    leads=os.getsid(0) == os.getpid(),
    session=os.environ.get("JPY_SESSION_NAME"),
    backend=os.environ.get("MPLBACKEND"),
    environment=sorted(os.environ),
    flags=str(sys.flags),
)))
"""
FIT = """
import keras, numpy as np
X = np.random.default_rng(0).normal(size=(64, 2))
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
losses = model.fit(X, X.sum(axis=1), epochs=5, verbose=0).history["loss"]
print(losses[-1] < losses[0])
"""


@pytest.fixture(scope="module")
def shared():
    """One kernel for all tests that leave it as it was."""
    with warm_kernel() as started:
        yield started


def processes_of(kernel) -> set[int]:
    """Find the processes in a kernel's session."""
    return session_of(kernel.manager.provisioner.pid)


def session_of(leader: int) -> set[int]:
    """Find the processes of a session, by looking at all there are."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found


def test_a_restart_is_ready_for_tensorflow_at_once():
    with warm_kernel() as kernel:
        times = []
        for _ in range(3):
            kernel.manager.restart_kernel()
            kernel.client.wait_for_ready(timeout=300)
            # Its own work, whatever else the machine does; an import would take 5 s and more.
            times.append(float(kernel.run("import tensorflow, time; print(time.process_time())")))
        assert min(times) < 2, times


def test_it_looks_from_inside_as_a_stock_kernel_does(tmp_path):
    from jupyter_client.manager import start_new_kernel

    environment = {**os.environ, "JPY_SESSION_NAME": "lesson.ipynb"}
    with warm_kernel(cwd=str(tmp_path), env=dict(environment)) as kernel:
        warm = json.loads(kernel.run(DESCRIBE))
        kernel.client.stop_channels()
    manager, stock_client = start_new_kernel(cwd=str(tmp_path), env=dict(environment))
    try:
        kernel.client, kernel.manager = stock_client, manager
        kernel.run("import sklearn.linear_model, tensorflow, keras; del sklearn, tensorflow, keras")
        stock = json.loads(kernel.run(DESCRIBE))
    finally:
        stock_client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert warm == stock
    assert warm["cwd"] == str(tmp_path)
    assert warm["session"] == "lesson.ipynb"


def test_tensorflow_trains_in_it(shared):
    assert shared.run(FIT) == "True"


def test_its_random_numbers_are_its_own():
    code = (
        "import random, numpy as np, tensorflow as tf; "
        "print(random.random(), np.random.rand(), float(tf.random.normal(())))"
    )
    with warm_kernel() as one, warm_kernel() as other:
        for mine, theirs in zip(one.run(code).split(), other.run(code).split(), strict=True):
            assert mine != theirs


@pytest.mark.parametrize("endless", ["while True: pass", "import time; time.sleep(60)"])
def test_an_interrupt_ends_a_cell_and_not_the_kernel(shared, endless):
    shared.run("kept = 1")
    shared.send(f"print('runs', flush=True)\n{endless}")
    while shared.client.get_iopub_msg(timeout=180)["msg_type"] != "stream":
        pass
    shared.manager.interrupt_kernel()
    assert shared.client.get_shell_msg(timeout=60)["content"]["ename"] == "KeyboardInterrupt"
    assert shared.run("print(kept)") == "1"


def test_an_interrupt_reaches_what_the_cell_waits_for(shared):
    assert shared.manager.provisioner.process.poll() is None
    shared.send("import subprocess; print('runs', flush=True); subprocess.run(['sleep', '60'])")
    while shared.client.get_iopub_msg(timeout=180)["msg_type"] != "stream":
        pass
    shared.manager.interrupt_kernel()
    assert shared.client.get_shell_msg(timeout=60)["content"]["status"] == "error"


def test_a_restart_forgets_what_was_there():
    with warm_kernel() as kernel:
        kernel.run("kept = 1")
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=300)
        assert kernel.run("kept") == "NameError"


@pytest.mark.parametrize("now", [False, True])
def test_a_shutdown_leaves_no_process(now):
    with warm_kernel() as kernel:
        kernel.run("import subprocess; child = subprocess.Popen(['sleep', '60'])")
        assert len(processes_of(kernel)) == 2
        pid = kernel.manager.provisioner.pid
        kernel.manager.shutdown_kernel(now=now)
        assert eventually(lambda: not Path(f"/proc/{pid}").exists())
        if now:  # as with a stock kernel, what it started outlives a polite end
            assert eventually(lambda: not processes_of(kernel))


def test_a_shutdown_runs_what_was_to_be_run_at_the_end(tmp_path):
    with warm_kernel(cwd=str(tmp_path)) as kernel:
        kernel.run("import atexit, pathlib; atexit.register(pathlib.Path('end').write_text, 'x')")
        kernel.manager.shutdown_kernel()
    assert (tmp_path / "end").exists()


@pytest.mark.parametrize(
    ("crash", "code"),
    [
        ("import os; os._exit(7)", 7),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    ],
)
def test_a_crash_is_noticed(crash, code):
    with warm_kernel() as kernel:
        process = kernel.manager.provisioner.process
        kernel.send(crash)
        assert kernel.ended()
        assert process.poll() == code


def test_a_cell_may_ask_its_reader(shared):
    shared.client.allow_stdin = True
    answer = lambda message: shared.client.input("four")  # noqa: E731
    assert shared.run("print(input('What?'))", allow_stdin=True, stdin_hook=answer) == "four"


def test_a_figure_is_shown_inline(shared):
    assert "image/png" in shared.run(
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()"
    )


def test_what_c_code_prints_is_seen(shared):
    # A thread of the kernel passes it on, which on a busy machine may come after the cell's end.
    code = "import os, time; os.write(1, b'from below'); time.sleep(2)"
    assert shared.run(code) == "from below"


def test_processes_started_in_a_cell_work(shared):
    pool = "import multiprocessing as m, math\nwith m.Pool(2) as p: print(p.map(math.sqrt, [4, 9]))"
    assert shared.run(pool) == "[2.0, 3.0]"
    assert shared.run("!echo from the shell").endswith("from the shell")


def test_the_fork_server_is_out_of_reach(shared):
    code = """
import os
print([os.readlink(f"/proc/self/fd/{d}") for d in os.listdir("/proc/self/fd")
       if os.path.exists(f"/proc/self/fd/{d}")])
"""
    assert "listener" not in shared.run(code)


WITH_A_KERNEL = """
from tests.kernels.conftest import Kernel
kernel = Kernel("warm", "python3")
from course_utils.kernels.outside.client import running_host
print(running_host(False)._process.pid, kernel.manager.provisioner.pid, flush=True)
input()
"""
WHILE_IT_IMPORTS = """
from course_utils.kernels.outside.client import running_host
host = running_host({sandboxed})
host.warm()
print(host._process.pid, flush=True)
input()
"""


@pytest.mark.parametrize(
    ("code", "size"),
    [
        (WITH_A_KERNEL, 4),
        (WHILE_IT_IMPORTS.format(sandboxed=False), 3),
        (WHILE_IT_IMPORTS.format(sandboxed=True), 5),
    ],
    ids=["with a kernel", "while it imports", "sandboxed"],
)
def test_all_end_when_the_one_who_asked_for_them_is_killed(code, size):
    if "True" in code:
        skip_without_namespaces()
    environment = dict(os.environ)
    if code == WITH_A_KERNEL:  # which waits for all imports
        environment[WITHOUT_TENSORFLOW] = "1"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        leaders = [int(pid) for pid in process.stdout.readline().split()]

        def running():
            return set().union(*map(session_of, leaders))

        assert eventually(lambda: len(running()) >= size), running()
        process.kill()
    assert eventually(lambda: not running())


def test_a_host_that_is_closed_while_it_imports_leaves_nothing():
    host = HostClient(sandboxed=False)
    leader = host._process.pid
    host.warm()
    assert eventually(lambda: len(session_of(leader)) >= 3)
    for pid in session_of(leader) - {leader}:
        os.kill(pid, signal.SIGSTOP)  # so that it does not come to its end by itself
    host.close()
    assert eventually(lambda: not session_of(leader))


def test_what_lessons_import_is_there_and_a_missing_function_is_still_a_card(tmp_path):
    shown = []

    def keep(message):
        shown.append(message["content"].get("data", {}).get("text/plain", ""))

    with warm_kernel(cwd=str(tmp_path)) as kernel:
        loaded = "import sys; print('course_utils.judging.judge' in sys.modules)"
        assert kernel.run(loaded) == "True"
        targets = "import ipywidgets; print(sorted(get_ipython().kernel.comm_manager.targets))"
        assert kernel.run(targets) == "['jupyter.widget', 'jupyter.widget.control']"
        kernel.run("from course_utils import check, hint")
        kernel.client.execute_interactive("check(sigmoid)", timeout=60, output_hook=keep)
    assert sum("sigmoid: not attempted" in text for text in shown) == 1


EDITED_MEANWHILE = """
import sys
from pathlib import Path
from tests.kernels.conftest import Kernel
kernel = Kernel("warm", "python3", env=dict({environment}))
seen = "import sys; print('course_utils.judging' in sys.modules); "
seen += "from course_utils import lessons, check; print(getattr(lessons, 'ADDED', 'nothing'))"
print(kernel.run(seen).split())
edited = Path("course_utils/lessons/__init__.py")
edited.write_text(edited.read_text() + "\\nADDED = 'something'\\n")
kernel.manager.restart_kernel()
kernel.client.wait_for_ready(timeout=120)
print(kernel.run(seen).split())
kernel.close()
"""


@pytest.fixture
def copied(tmp_path):
    """A copy of the package, in a folder from which it is imported."""
    shutil.copytree(Path(course_utils.__file__).parent, tmp_path / "course_utils")
    return tmp_path


def run_there(folder, code):
    paths = os.pathsep.join(map(str, [folder, REPOSITORY]))
    environment = {**os.environ, "PYTHONPATH": paths, WITHOUT_TENSORFLOW: "1"}
    code = code.format(environment=environment)
    return complete(sys.executable, "-c", code, cwd=folder, env=environment)


def test_a_course_that_was_edited_meanwhile_is_read_anew(copied):
    done = run_there(copied, EDITED_MEANWHILE)
    before, after, *_ = done.stdout.split("\n")
    assert before == "['True', 'nothing']", done.stderr
    assert "'something'" in after, done.stderr


BROKEN = """
import sys
from tests.kernels.conftest import Kernel
kernel = Kernel("warm", "python3", env=dict({environment}))
print(kernel.run("print(6 * 7)"), kernel.run("from course_utils import check; check"))
kernel.close()
"""


@pytest.mark.parametrize("module", ["notebook/checking.py", "visuals/network.py"])
def test_a_broken_module_of_the_course_costs_nobody_the_kernel(copied, module):
    (copied / "course_utils" / module).write_text("this is no Python")
    done = run_there(copied, BROKEN)
    assert done.stdout.startswith("42 "), done.stderr
    assert "ordinary kernel" not in done.stderr


def test_a_kernel_is_spoken_to_through_files_of_its_user_only_and_leaves_none():
    with warm_kernel() as first, warm_kernel() as second:
        folders = [Path(kernel.manager.ip).parent for kernel in (first, second)]
        assert folders[0] != folders[1]
        for kernel, folder in zip((first, second), folders, strict=True):
            assert kernel.manager.transport == "ipc"
            assert folder.stat().st_mode & 0o777 == 0o700
            assert kernel.run("print(6 * 7)") == "42"
        first.manager.restart_kernel()
        first.client.wait_for_ready(timeout=120)
        assert Path(first.manager.ip).parent == folders[0]
        assert first.run("print(6 * 7)") == "42"
    assert not any(folder.exists() for folder in folders)


def test_a_host_that_died_is_replaced():
    with warm_kernel() as kernel:
        running_host(sandboxed=False)._process.kill()
        assert kernel.ended()
    with warm_kernel() as kernel:
        assert kernel.run("print(1)") == "1"


@pytest.mark.parametrize("reason", ["no Linux", "no host"])
def test_where_it_can_not_be_forked_it_is_an_ordinary_kernel(monkeypatch, reason):
    if reason == "no Linux":
        monkeypatch.setattr(provisioner, "_is_ordinary", lambda *_: False)
    else:

        def refuse(*_):
            raise HostError("no host today")

        monkeypatch.setattr(client, "running_host", refuse)
    with warm_kernel() as kernel:
        assert isinstance(kernel.manager.provisioner.process, subprocess.Popen)
        assert kernel.run("print(1)") == "1"


OTHER_WORK = {"backend": "jax", "floatx": "float64", "epsilon": 1e-3}


def test_keras_is_as_lessons_need_it_whatever_it_is_set_to_for_other_work(tmp_path):
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras" / "keras.json").write_text(json.dumps(OTHER_WORK))
    code = "import course_utils, keras; print(keras.config.backend(), keras.config.floatx())"
    environment = {**os.environ, "KERAS_BACKEND": "torch", "HOME": str(tmp_path)}
    environment.pop("KERAS_HOME", None)
    done = complete(sys.executable, "-c", code, env=environment, cwd=REPOSITORY)
    assert done.stdout.split() == ["tensorflow", "float32"], done.stderr


def test_warm_kernels_have_keras_as_lessons_need_it(monkeypatch):
    for name in KERAS_SETTINGS:
        monkeypatch.setenv(name, "of-other-work")
    host = HostClient(sandboxed=False)
    try:
        environment = Path(f"/proc/{host.pid}/environ")
        assert eventually(environment.read_text)  # which is empty until the program has started
        entries = environment.read_text().split("\0")
        assert {f"{name}={value}" for name, value in KERAS_SETTINGS.items()} <= set(entries)
    finally:
        host.close()
