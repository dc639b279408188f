"""The course command: what it does, and what it says when it can't."""

import contextlib
import json
import os
import signal
import socket
import sys
import urllib.request
from http.client import HTTPConnection
from pathlib import Path

import pytest
import websocket
from typer.testing import CliRunner

from course_utils.cli import doctor, learn
from course_utils.cli.app import app
from course_utils.cli.doctor import Examined
from tests.processes import complete, eventually, jupyter_server

COURSE = Path(sys.executable).parent / "course"
run = CliRunner().invoke


def test_progress_before_the_course_was_started(tmp_path):
    done = run(app, ["progress", "--folder", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "make learn" in done.output
    assert "Traceback" not in done.output


def test_progress_shows_the_picture(tmp_path):
    (tmp_path / ".course").mkdir()
    record = {"sigmoid": {"attempts": 2, "passed": True, "hints": 0}}
    (tmp_path / ".course" / "progress.json").write_text(json.dumps(record))
    done = run(app, ["progress", "--folder", str(tmp_path)])
    assert done.exit_code == 0
    assert "✓ sigmoid" in done.output


def test_progress_with_a_damaged_file_says_so(tmp_path):
    (tmp_path / ".course").mkdir()
    (tmp_path / ".course" / "progress.json").write_text("{")
    done = run(app, ["progress", "--folder", str(tmp_path)])
    assert done.exit_code == 0
    assert "was damaged" in done.output


def test_an_unknown_command_is_told_in_a_sentence():
    done = run(app, ["lern"])
    assert done.exit_code == 2
    assert "No such command 'lern'" in done.output


def test_learn_with_a_bad_folder_says_so_and_starts_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(learn, "_open_lab", lambda *_: pytest.fail("it went on"))
    (tmp_path / "learn").write_text("a file")
    done = run(app, ["learn", "--folder", str(tmp_path / "learn")])
    assert done.exit_code == 1
    assert "could not be used" in done.output


@pytest.mark.parametrize("command", ["grade", "insights"])
def test_in_the_wrong_folder_nothing_is_left_behind(tmp_path, command):
    done = complete(COURSE, command, "00_welcome", cwd=tmp_path)
    assert done.returncode == 1
    assert "Change to the folder" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_is_content_with_this_machine(tmp_path):
    done = run(app, ["doctor", "--folder", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert done.output.count("✓") == 8


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path, monkeypatch):
    monkeypatch.setattr(
        doctor, "examine", lambda _: [Examined("Disk", False, "0 left", "make room")]
    )
    done = run(app, ["doctor", "--folder", str(tmp_path)])
    assert done.exit_code == 1
    assert "✗ Disk" in done.output
    assert "To mend it, make room." in done.output


def test_the_doctor_sees_a_package_that_is_missing_or_too_old(tmp_path, monkeypatch):
    wanted = ["numpy>=99", "no-such-package>=1", "absent; extra == 'test'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda _: wanted)
    finding = doctor._packages(tmp_path)
    assert not finding.fine
    assert "does not meet >=99" in finding.found
    assert "no-such-package is missing" in finding.found
    assert "absent" not in finding.found


def test_the_doctor_sees_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    assert not doctor._disk(tmp_path).fine


def test_the_doctor_is_red_without_a_sandbox(tmp_path):
    binaries = str(Path(sys.executable).parent)
    done = complete(COURSE, "doctor", "--folder", tmp_path, env={**os.environ, "PATH": binaries})
    assert done.returncode == 1
    assert "✗ Sandbox" in done.stdout
    assert "install bubblewrap" in done.stdout
    assert done.stdout.count("✗") == 1


def test_the_doctor_sees_what_others_can_get_at(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "REPOSITORY", tmp_path / "elsewhere")
    assert doctor._instructors_folder(tmp_path).fine
    handed_in = tmp_path / "instructor" / "submitted" / "anna" / "00_welcome"
    handed_in.mkdir(parents=True)
    notebook = handed_in / "00_welcome.ipynb"
    notebook.write_text("{}")
    (tmp_path / "instructor").chmod(0o700)
    assert doctor._instructors_folder(tmp_path).fine
    for path in (handed_in, notebook):
        before = path.stat().st_mode
        path.chmod(0o777)
        found = doctor._instructors_folder(tmp_path)
        assert (found.fine, found.mend.count("go-w")) == (False, 1)
        path.chmod(before)
    (tmp_path / "instructor").chmod(0o755)
    assert "chmod 700" in doctor._instructors_folder(tmp_path).mend


@pytest.fixture
def lab(tmp_path):
    """JupyterLab as `make learn LAB_ARGS=--no-browser` starts it, with port 8888 taken."""
    command = (COURSE, "learn", "--folder", tmp_path / "learn", "--no-browser")
    with contextlib.ExitStack() as taken:
        # Who has it already will do: no server of the other tests, each of which has its own ports.
        with contextlib.suppress(OSError):
            taken.enter_context(socket.create_server(("127.0.0.1", 8888)))
        with jupyter_server(*command, log=tmp_path / "log") as server:
            yield server


def run_a_kernel(lab):
    """Have the server start a kernel, and wait until it has something to do no more."""

    def ask(path, **options):
        address = f"{lab.address}/api/kernels{path}?token={lab.token}"
        request = urllib.request.Request(address, **options)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    kernel = ask("", method="POST", data=b"{}")["id"]
    channels = f"{lab.address.replace('http', 'ws')}/api/kernels/{kernel}/channels"
    connection = websocket.create_connection(f"{channels}?token={lab.token}", timeout=120)
    try:
        assert eventually(lambda: ask(f"/{kernel}")["execution_state"] == "idle", 120)
    finally:
        connection.close()


def test_learn_starts_headless_on_a_free_port_and_opens_the_first_lesson(lab, tmp_path):
    assert not lab.address.endswith(":8888")
    assert "lab/tree/00_welcome/00_welcome.ipynb" in lab.first_page
    with urllib.request.urlopen(lab.first_page, timeout=120) as page:
        assert page.status == 200
    assert (tmp_path / "learn" / "00_welcome" / "00_welcome.ipynb").exists()
    run_a_kernel(lab)
    assert "without encryption" not in (tmp_path / "log").read_text()
    os.kill(lab.process.pid, signal.SIGTERM)
    lab.process.wait(120)


def test_learn_opens_the_lesson_that_was_left_at_the_cell(lab, tmp_path):
    place = {"lesson": "03_backpropagation", "cell": "check-backward"}
    (tmp_path / "learn" / ".course" / "place.json").write_text(json.dumps(place))
    goal = "/lab/tree/03_backpropagation/03_backpropagation.ipynb#cell-id=check-backward"
    assert answer_to(lab, f"/course/where-you-left?token={lab.token}") == (302, goal)
    _, elsewhere = answer_to(lab, "/course/where-you-left")
    assert "03_backpropagation.ipynb" not in (elsewhere or ""), "who has no token is told nothing"


def answer_to(lab, address):
    """Give the status of an answer, and where it leads."""
    with contextlib.closing(HTTPConnection(lab.address.removeprefix("http://"), timeout=120)) as to:
        to.request("GET", address)
        answer = to.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location")


@pytest.mark.parametrize(
    ("place", "lesson"),
    [
        (None, None),
        ({"lesson": "02_forward_propagation", "cell": "setup"}, "02_forward_propagation"),
        ({"lesson": "01_logistic_regression", "cell": "setup"}, None),  # whose folder is gone
    ],
)
def test_who_is_new_or_has_deleted_the_lesson_is_not_led_back(tmp_path, place, lesson):
    from course_utils.cli.desk import left

    folder = tmp_path / "02_forward_propagation"
    folder.mkdir()
    (folder / "02_forward_propagation.ipynb").write_text("{}")
    (tmp_path / ".course").mkdir()
    if place:
        (tmp_path / ".course" / "place.json").write_text(json.dumps(place))
    found = left(tmp_path)
    assert (found and found.lesson) == lesson


def test_the_desk_is_laid_out_once_and_then_is_the_learners(tmp_path):
    from course_utils.cli.desk import lay_out_desk

    (path,) = lay_out_desk(tmp_path, "00_welcome/00_welcome.ipynb").iterdir()
    layout = json.loads(path.read_text())["data"]["layout-restorer:data"]
    assert layout["left"]["current"] == "@jupyterlab/toc:plugin"
    path.write_text("the learner's")
    lay_out_desk(tmp_path, "01_logistic_regression/01_logistic_regression.ipynb")
    assert path.read_text() == "the learner's"
