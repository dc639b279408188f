"""A submission sees its questions and its own files, and nothing that would help it or harm others.

Sockets are tried against a server of the test's own on loopback. That nothing else can be reached
is read from the namespace's interfaces and routes.
"""

import inspect
import os
import socket
import threading

import pytest

from course_utils.lessons.logistic_regression import reference as logistic_regression
from course_utils.lessons.welcome import reference as welcome
from tests.grading.red_team.conftest import HONEST_PART, WRONG, graded_cell

pytestmark = pytest.mark.xdist_group("red_team")

SECRET = "canary-of-the-red-team"
SPELLED = "'-'.join(['canary', 'of', 'the', 'red', 'team'])"  # or the cell itself would show it
GREP = f"""
import os
secret = {SPELLED}.encode()
def holds(path):
    try:
        if not os.path.isfile(path): return False
        with open(path, "rb") as file: return secret in file.read(2 ** 20)
    except (OSError, ValueError): return False
found = []
"""
EVERYWHERE = f"""{GREP}
import sys
looked = 0
for here, folders, names in os.walk("/"):
    if here in ("/usr", "/proc", sys.prefix, sys.base_prefix): folders.clear(); continue
    for name in names:
        looked += 1
        if holds(os.path.join(here, name)): found.append(os.path.join(here, name))
print("looked", looked > 100, "found", found)
"""


@pytest.fixture
def course_folder(tmp_path):
    """An instructor's folder with a gradebook, another's submission, and links that lead there."""
    (tmp_path / "gradebook.db").write_text(SECRET)
    other = tmp_path / "submitted" / "ada" / "lesson"
    mine = tmp_path / "submitted" / "mallory" / "lesson"
    for folder in (other, mine):
        folder.mkdir(parents=True)
    (other / "lesson.ipynb").write_text(SECRET)
    (mine / "own.txt").write_text("my own file")
    (mine / "gradebook.txt").symlink_to(tmp_path / "gradebook.db")
    (mine / "others").symlink_to(other)
    (mine / "up").symlink_to("../..")
    os.link(tmp_path / "gradebook.db", tmp_path / "unlinked")
    return mine


def test_neither_gradebook_nor_others_work_is_found_anywhere(attack, course_folder):
    look = "print(open('own.txt').read(), sorted(os.listdir('.')))"
    graded = attack(WRONG, EVERYWHERE, look, folder=course_folder)
    assert "looked True found []" in graded.printed
    assert "my own file ['own.txt']" in graded.printed
    assert graded.scores == HONEST_PART


def test_by_their_full_names_they_are_not_found_either(attack, course_folder):
    root = course_folder.parent.parent.parent
    paths = [str(root / "gradebook.db"), str(root / "submitted" / "ada"), str(course_folder)]
    code = f"import os\nprint([os.path.lexists(path) for path in {paths}])"
    assert "[False, False, False]" in attack(WRONG, code).printed


def test_links_planted_in_the_work_folder_change_nothing_outside(attack, course_folder):
    root = course_folder.parent.parent.parent
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    code = f"""
import os
for n, target in enumerate(({str(root / "gradebook.db")!r}, "/proc/1/root", "/", "../../..")):
    os.symlink(target, f"link{{n}}")
    try: open(f"link{{n}}", "w").write("x")
    except OSError as error: print(error.strerror)
    try: os.makedirs(f"link{{n}}/planted")
    except OSError as error: print(error.strerror)
open("planted", "w").close()
"""
    attack(WRONG, code, folder=course_folder)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_the_environment_of_the_grader_is_not_seen(attack, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", SECRET)
    code = f"""{GREP}
import glob
found += [path for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/task/*/environ")
          if holds(path)]
found += [name for name, value in os.environ.items() if secret.decode() in value]
print(found, "COURSE_QUESTIONS" in os.environ)
"""
    graded = attack(WRONG, code)
    assert "[] True" in graded.printed
    assert SECRET not in graded.shown


def test_the_memory_of_other_processes_is_not_read(attack):
    code = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print(sorted(name for name in os.listdir("/proc") if name.isdigit()))
outcomes = set()
for pid in (1, os.getppid()):
    outcomes.add(libc.ptrace(16, pid, 0, 0))
    for name in ("mem", "maps", "environ", "root", "cwd", "fd", "exe"):
        path = f"/proc/{pid}/{name}"
        try: os.listdir(path) if name in ("root", "cwd", "fd") else open(path, "rb").read(1)
        except OSError as error: outcomes.add(error.strerror)
        else: outcomes.add(f"{name} was read")
print(outcomes)
"""
    graded = attack(WRONG, code)
    assert "['1', '2']" in graded.printed
    assert "was read" not in graded.printed
    assert "Permission denied" in graded.printed


@pytest.mark.parametrize("function", [logistic_regression.sigmoid, welcome.square])
def test_the_reference_is_not_there(attack, function):
    lines = [line.strip() for line in inspect.getsource(function).splitlines()]
    telling = max((line for line in lines if "=" in line or "return" in line), key=len)
    code = f"""
import gc, importlib, os, sys
for name in ("lessons.logistic_regression.reference", "lessons.welcome", "grading.asking"):
    try: importlib.import_module("course_utils." + name); print("imported", name)
    except ImportError: pass
import course_utils
root = os.path.dirname(course_utils.__file__)
wanted = bytes.fromhex({telling.encode().hex()!r})
for here, _, names in os.walk(root):
    for name in names:
        try: text = open(os.path.join(here, name), "rb").read()
        except PermissionError: continue
        if wanted in text: print("found", here, name)
hidden = ("course_utils.judging", "course_utils.lessons")
print([m for m in sys.modules if m.startswith(hidden)])
print([f for f in gc.get_objects() if type(f).__name__ == "function"
       and str(f.__module__).startswith("course_utils.lessons")])
"""
    graded = attack(WRONG, code)
    assert graded.failed == []
    assert "imported" not in graded.printed
    assert "found" not in graded.printed
    assert graded.printed.count("[]\n") == 2


def test_what_a_function_is_asked_says_nothing_of_the_right_answer(attack):
    code = """
import json, os
asked = json.load(open(os.environ["COURSE_QUESTIONS"]))
print(sorted(asked), sorted({key for entry in asked.values() for key in entry}),
      sorted({key for entry in asked.values() for q in entry["questions"] for key in q}))
"""
    graded = attack(WRONG, code)
    assert "['parameters', 'questions', 'seconds'] ['arguments', 'observer', 'probe']" in (
        graded.printed
    )


def test_a_server_on_the_grader_s_loopback_is_not_reached(attack):
    reached = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)

        def serve():
            try:
                server.accept()[0].close()
                reached.set()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        port = server.getsockname()[1]
        code = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 5)"
        graded = attack(WRONG, code)
    assert graded.failed == ["ConnectionRefusedError: [Errno 111] Connection refused"]
    assert not reached.is_set()


def test_a_server_of_abstract_name_is_not_reached(attack):
    name = f"course-red-team-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen()
        code = f"import socket\nsocket.socket(socket.AF_UNIX).connect(chr(0) + {name!r})"
        graded = attack(WRONG, code)
    assert graded.failed == ["ConnectionRefusedError: [Errno 111] Connection refused"]


def test_there_is_no_interface_but_loopback_and_no_route(attack):
    code = """
import os, socket
print(socket.if_nameindex(), open("/proc/net/route").read().count(chr(10)),
      os.path.exists("/etc/resolv.conf"))
print([l.split()[-1] for l in open("/proc/net/ipv6_route") if l.split()[-1] != "lo"]
      if os.path.exists("/proc/net/ipv6_route") else [])
"""
    assert "[(1, 'lo')] 1 False\n[]" in attack(WRONG, code).printed


def test_nobody_but_itself_can_be_signalled(attack):
    code = """
import os, signal
outcomes = set()
own = {os.getpid(), *map(int, os.listdir("/proc/self/task"))}  # a thread's number would do
for pid in set(range(1, 3000)) - own:
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
        try: os.kill(pid, number); outcomes.add(f"sent to {pid}")
        except OSError as error: outcomes.add(error.strerror)
print(outcomes)
"""
    graded = attack(WRONG, code)  # init gets the signals and, as every init, is not ended by them
    assert "sent to 1'" in graded.printed
    assert graded.printed.count("sent to") == 1


def test_a_signal_to_all_ends_only_itself(attack):
    assert attack(WRONG, "import os, signal\nos.kill(-1, signal.SIGKILL)").scores == HONEST_PART


def test_the_sockets_of_another_submission_are_not_seen(attack):
    code = "import os\nprint(len(os.listdir('/run/course')), sorted(os.listdir('/run'))[:3])"
    assert "3 ['course']" in attack(WRONG, code).printed


def test_files_planted_by_one_are_not_there_for_the_next(attack):
    plant = """
import os
for place in ("/tmp", "/dev/shm", "/home/learner", "/var/tmp", "/usr/local/lib", "/run/course"):
    for name in ("numpy.py", "sitecustomize.py", "planted"):
        try: open(os.path.join(place, name), "w").write("print('planted ran')")
        except OSError: pass
print("done")
"""
    look = "import os, glob\nprint('seen', glob.glob('/*/planted') + glob.glob('/*/*/planted'))"
    assert "done" in attack(WRONG, plant).printed
    graded = attack(WRONG, look)
    assert "seen []" in graded.printed
    assert "planted ran" not in graded.printed


def test_modules_in_the_submission_s_folder_replace_none_of_the_grader_s(attack, tmp_path):
    for name in ("numpy", "json", "zmq", "nbformat", "sitecustomize", "ipykernel", "course_utils"):
        (tmp_path / f"{name}.py").write_text(f"print({name!r}, 'replaced')\ncheck = lambda f: 10.0")
    graded = attack(WRONG, graded_cell("sigmoid"))
    assert graded.scores["sigmoid"] == 0
