"""A cluster is spoken to over TLS, and what its workers say is read and never unpickled here."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.grading import batch, pools
from course_utils.grading.attempting import Outcome
from course_utils.grading.cluster import Cluster
from course_utils.grading.submission import Submission
from course_utils.trouble import TroubleError
from tests.grading.test_batch import LESSON, RIGHT, Register
from tests.processes import complete, end, eventually

pytestmark = pytest.mark.xdist_group("cluster")

DASK = Path(sys.executable).parent / "dask"
HOSTILE = """
from course_utils.grading import working

WRITE = '''
import os
with open("/proc/self/cmdline") as who, open(f"{path}-{{os.getpid()}}", "w") as mark:
    mark.write(who.read())
'''

class Pickled:
    def __reduce__(self):
        return exec, (WRITE,)

def answer(job):
    if {raised!r}:
        raise RuntimeError(Pickled())
    return Pickled()

working.run_job.__code__ = (lambda data: __import__("hostile").answer(data)).__code__
"""
"""A worker whose every result, when it is unpickled, writes a file that says by what process."""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """The authority's certificate, one by it, and its key: here one pair is all three."""
    folder = tmp_path_factory.mktemp("certificates")
    own, key = folder / "cert.pem", folder / "key.pem"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    made = complete(
        *("openssl", "req", "-x509", *curve, "-nodes", "-days", "2", "-subj", "/CN=grading"),
        *("-keyout", key, "-out", own),
    )
    assert made.returncode == 0, made.stderr
    return own, own, key


def secured(certificates) -> list[str]:
    names = ("--tls-ca-file", "--tls-cert", "--tls-key")
    return [str(part) for pair in zip(names, certificates, strict=True) for part in pair]


@contextlib.contextmanager
def running(*command, log, **environment):
    with log.open("w") as output:
        process = subprocess.Popen(
            [DASK, *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **environment},
        )
    try:
        yield process
    finally:
        end(process)


@contextlib.contextmanager
def scheduler(folder, *options):
    """Start a scheduler, and give its address."""
    file, log = folder / "scheduler.json", folder / "scheduler.log"
    port = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
    with running("scheduler", "--scheduler-file", file, *port, *options, log=log):
        assert eventually(file.exists, 120), log.read_text()
        yield json.loads(file.read_text())["address"]


@pytest.fixture
def cluster(tmp_path, certificates):
    """Give a function that starts a cluster of one worker, which loads a module first."""
    with contextlib.ExitStack() as stack:

        def start(module=""):
            (tmp_path / "hostile.py").write_text(module)
            options = secured(certificates)
            address = stack.enter_context(scheduler(tmp_path, "--protocol", "tls", *options))
            stack.enter_context(
                running(
                    *("worker", address, "--nthreads", "1", "--host", "127.0.0.1", "--no-nanny"),
                    *("--local-directory", tmp_path, "--preload", "hostile", *options),
                    log=tmp_path / "worker.log",
                    PYTHONPATH=str(tmp_path),
                )
            )
            return Cluster(address, certificates)

        yield start


def graded_by(cluster, folder) -> tuple[Register, Outcome]:
    register = Register(folder)
    with pools.pool(cluster) as workers:
        (outcome,) = batch.grade(register, [Submission("a", folder)], workers)
    return register, outcome


def test_a_cluster_s_workers_are_used(cluster, tmp_path):
    register, outcome = graded_by(cluster(), tmp_path)
    assert register.recorded == ["a"]
    assert (outcome.trouble, outcome.fault) == ("", "")


def unpickled_by(path) -> list[str]:
    """Give the command of each process that has unpickled a result, but for the cluster's own."""
    commands = [mark.read_text() for mark in path.parent.glob(f"{path.name}-*")]
    return [command for command in commands if "bin/dask" not in command]


@pytest.mark.parametrize("raised", [False, True], ids=["returned", "raised"])
def test_a_pickle_of_a_dishonest_worker_does_nothing_here(cluster, tmp_path, raised):
    path = tmp_path / "unpickled"
    known = cluster(HOSTILE.format(path=path, raised=raised))
    register, outcome = graded_by(known, tmp_path)
    assert unpickled_by(path) == []
    assert (register.recorded, register.refused) == ([], [])
    assert outcome.fault
    assert outcome.trouble == ""


@pytest.mark.parametrize("raised", [False, True], ids=["returned", "raised"])
def test_without_walls_around_the_bridge_it_would(cluster, tmp_path, monkeypatch, raised):
    path = tmp_path / "unpickled"
    known = cluster(HOSTILE.format(path=path, raised=raised))
    monkeypatch.setattr(pools, "bridge_command", lambda command, shown: command)
    graded_by(known, tmp_path)
    (command,) = unpickled_by(path)
    assert "course_utils.grading.bridge" in command


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("tcp://127.0.0.1:9",), "whoever reaches a scheduler's port runs code"),
        (("127.0.0.1:9",), "whoever reaches a scheduler's port runs code"),
        (("tls://127.0.0.1:9",), "needs --tls-ca-file, --tls-cert and --tls-key"),
        (
            ("tls://127.0.0.1:9", *secured(("missing.pem",) * 3)),
            "There is no file missing.pem",
        ),
    ],
)
def test_a_cluster_that_anybody_may_speak_to_is_refused_in_a_sentence(tmp_path, options, reason):
    course = Path(sys.executable).parent / "course"
    done = complete(course, "grade", LESSON, "--scheduler", *options, cwd=tmp_path)
    assert done.returncode == 1
    assert reason in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_who_insists_may_use_a_cluster_without_certificates(tmp_path):
    with (
        scheduler(tmp_path) as address,
        running("worker", address, "--nthreads", "1", log=tmp_path / "worker.log"),
    ):
        cluster = Cluster(address, insecure=True)
        cluster.require()
        assert graded_by(cluster, tmp_path)[0].recorded == ["a"]


def test_a_scheduler_that_does_not_answer_or_know_the_certificate_is_told(cluster, tmp_path):
    known = cluster()
    for other in (Cluster("tls://127.0.0.1:9", known.certificates), Cluster(known.address)):
        with pytest.raises(TroubleError, match="No Dask scheduler answers"), pools.pool(other):
            pass


NAMESPACES = """
set -eu
mount -t tmpfs none /run
ip link set lo up
ip address add 10.77.0.1/32 dev lo
for n in 2 3; do
    ip netns add machine$n
    ip link add v$n type veth peer name e$n netns machine$n
    ip address add 10.77.$n.1/24 dev v$n
    ip link set v$n up
    ip -n machine$n address add 10.77.$n.2/24 dev e$n
    ip -n machine$n link set e$n up
    ip -n machine$n link set lo up
    ip -n machine$n route add default via 10.77.$n.1
done
dask scheduler --protocol tls --host 10.77.0.1 --port 8786 --dashboard-address 10.77.0.1:0 $TLS &
for n in 2 3; do
    nsenter --net=/run/netns/machine$n \
        dask worker tls://10.77.0.1:8786 --no-nanny --nthreads 1 --host 10.77.$n.2 \
        --local-directory "$PLACE/machine$n" --name machine$n $TLS > "$PLACE/machine$n.log" 2>&1 &
    echo $! > "$PLACE/machine$n.pid"
done
until grep -q "Registered to" "$PLACE/machine2.log" && grep -q "Registered to" "$PLACE/machine3.log"
do sleep 0.2; done
course grade "$LESSON" --scheduler tls://10.77.0.1:8786 $TLS &
grader=$!
until ls instructor/autograded/*/"$LESSON"/*.ipynb > /dev/null 2>&1; do sleep 0.1; done
kill -9 "$(cat "$PLACE/machine3.pid")"
echo killed
wait $grader
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a machine's part a network")
def test_two_machines_grade_a_class_and_one_of_them_dies(tmp_path, released, certificates):
    course = released(tmp_path / "course", LESSON)
    students = [f"s{number}" for number in range(8)]
    for student in students:
        course.submit(student, {"square": f"import time\ntime.sleep(1)\n{RIGHT['square']}"})
    place = tmp_path / "place"
    place.mkdir()
    # Each machine has a network of its own, and all of them end with this.
    done = course.run(
        *(
            shutil.which("unshare"),
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
        ),
        *("bash", "-c", NAMESPACES),
        PLACE=str(place),
        LESSON=LESSON,
        TLS=" ".join(secured(certificates)),
    )
    logs = "".join(path.read_text() for path in place.glob("*.log"))
    assert done.returncode == 0, done.stdout + done.stderr + logs
    assert "killed" in done.stdout
    assert [course.scores(student)["square"] for student in students] == [1] * len(students)
