"""What the tests themselves promise: a crash costs one test, and nothing outlives its tests."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import scheduling
from tests.conftest import REPOSITORY
from tests.processes import MARK, complete, eventually, jupyter_server

GROUP, OTHER = scheduling.HEAVIEST_FIRST[:2]
PROJECT = f"""
import os, pathlib, time
import pytest

class TestGroup:
    pytestmark = pytest.mark.xdist_group({GROUP!r})

    @pytest.mark.parametrize("n", range(6))
    def test_one(self, n):
        {{crash}}
        pathlib.Path(os.environ["HERE"], f"{GROUP}-{{{{n}}}}-{{{{os.getpid()}}}}").touch()
        time.sleep(0.1)

@pytest.mark.xdist_group({OTHER!r})
@pytest.mark.parametrize("n", range(6))
def test_other(n):
    pathlib.Path(os.environ["HERE"], f"{OTHER}-{{{{n}}}}-{{{{os.getpid()}}}}").touch()
    time.sleep(0.1)

@pytest.mark.parametrize("n", range(6))
def test_lone(n):
    if n == 3: os.abort()
"""
SLOW = "if n == 2: time.sleep(600)"
CRASH = "if n == 2: os._exit(1)"


def project(folder: Path, text: str) -> Path:
    """Make a project that is tested as this one is: its configuration and what its tests share."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for name in ("__init__.py", "conftest.py", "processes.py", "scheduling.py"):
        (tests / name).write_bytes((REPOSITORY / "tests" / name).read_bytes())
    (folder / "pyproject.toml").write_bytes((REPOSITORY / "pyproject.toml").read_bytes())
    (tests / "test_it.py").write_text(text)
    return folder


def command(*options: str) -> tuple[str, ...]:
    # Hypothesis has no part in it, and takes half a second to load, in every worker.
    without = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    return (sys.executable, "-m", "pytest", "-n", "2", *without, *options)


def environment(folder: Path) -> dict[str, str]:
    """Give an environment that says nothing of the run that this test is part of."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return {**kept, "HERE": str(folder)}


@pytest.mark.parametrize(("crash", "options"), [(CRASH, ()), (SLOW, ("--timeout", "8"))])
def test_a_worker_that_crashes_or_hangs_costs_the_test_that_it_ran(tmp_path, crash, options):
    folder = project(tmp_path, PROJECT.format(crash=crash))
    done = complete(*command(*options), cwd=folder, env=environment(tmp_path))
    assert "3 failed" not in done.stdout
    assert re.search(r"\b2 failed, 16 passed\b", done.stdout), done.stdout
    for name in (f"TestGroup::test_one[2]@{GROUP}", "test_lone[3]"):
        assert re.search(rf"worker 'gw\d' crashed while running '.*{re.escape(name)}'", done.stdout)
    assert "INTERNALERROR" not in done.stdout


def test_a_group_is_run_by_one_worker(tmp_path):
    folder = project(tmp_path, PROJECT.format(crash="pass"))
    done = complete(*command("-k", "not lone"), cwd=folder, env=environment(tmp_path))
    assert "12 passed" in done.stdout
    for group in (GROUP, OTHER):
        assert len({path.name.split("-")[2] for path in tmp_path.glob(f"{group}-*")}) == 1


STARTS_A_SERVER = """
import subprocess, sys, time

def test_it(tmp_path):
    server = '''
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
if os.fork() == 0: os.setsid()
print("started", flush=True)
time.sleep(600)
'''
    options = dict(stdout=subprocess.PIPE, text=True, start_new_session=True)
    process = subprocess.Popen([sys.executable, "-c", server], **options)
    assert process.stdout.readline() == process.stdout.readline() == "started\\n"
    with open("ready", "w"): pass
    time.sleep(600)
"""


def below(mark: str) -> list[Path]:
    """Find what bears a mark in its environment, or was started by what does."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (path / "environ").read_bytes():
                found.append(path)
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing watches over the tests")
@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_killed_tests_have_started_is_killed(tmp_path, workers):
    folder = project(tmp_path, STARTS_A_SERVER)
    mark = f"{tmp_path}/mine"
    started = subprocess.Popen(
        [*command(), "-n", workers],
        cwd=folder,
        env={**environment(tmp_path), "OF": mark},
        stdout=subprocess.DEVNULL,
    )
    assert eventually((folder / "ready").exists, 300)
    assert len(below(mark)) >= 5
    started.kill()
    started.wait()
    assert eventually(lambda: not below(mark))


def test_a_step_that_takes_too_long_fails_by_its_name():
    code = "print('began', flush=True); import time; time.sleep(600)"
    with pytest.raises(AssertionError, match=r"longer than 3 s: .*python.*time\.sleep") as failure:
        complete(sys.executable, "-c", code, seconds=3)
    assert "began" in str(failure.value)


SAYS_IT_BEFORE = """
import socket, time
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
print(f"http://127.0.0.1:{port}/lab?token=none", flush=True)
time.sleep(0.5)
server = socket.create_server(("127.0.0.1", port))
time.sleep(60)
"""


def test_a_server_is_waited_for_until_it_listens(tmp_path):
    command = (sys.executable, "-c", SAYS_IT_BEFORE)
    with jupyter_server(*command, log=tmp_path / "log") as server:
        port = int(server.address.rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port), 5).close()


def test_what_tests_start_is_marked():
    code = f"import os; print(os.environ[{MARK!r}])"
    assert len(complete(sys.executable, "-c", code).stdout.strip()) == 16
