"""A kernel in the submission's hands may send anything: the grader's process goes on, unchanged."""

import pytest

from course_utils.grading.running import MB, Allowance
from tests.grading.red_team.conftest import HONEST_PART, IMPATIENT, LIMITS, SIGMOID, WRONG

pytestmark = pytest.mark.xdist_group("red_team")

NONSENSE = "It was stopped, as its kernel sent what no kernel sends."
SEND = """
import json
kernel = get_ipython().kernel
session = kernel.session
session.pack = lambda o: o if isinstance(o, bytes) else json.dumps(o, default=str).encode()
def publish(kind, content, parent=None):
    session.send(kernel.iopub_socket, kind, content, parent or kernel.get_parent("shell"))
def reply(content, parent=None):
    ident = kernel._shell_parent_ident.get()
    parent = parent or kernel.get_parent("shell")
    session.send(kernel.shell_stream, "execute_reply", content, parent, ident)
    kernel.shell_stream.flush()
"""
BROKEN = {
    "an output without data": "publish('display_data', {})",
    "data that is a list": "publish('display_data', {'data': [1], 'metadata': {}})",
    "a text that is a dictionary": "publish('stream', {'name': 'stdout', 'text': {}})",
    "a state without a name": "publish('status', {})",
    "content that is a list": "publish('stream', b'[1]')",
    "an error whose lines are numbers": "publish('error', {'ename': 1, 'traceback': [1]})",
    "no JSON": "publish('stream', b'{')",
    "JSON as deep as it is long": "publish('stream', b'[' * 100_000 + b']' * 100_000)",
    "a number of five thousand digits": "publish('stream', b'1' * 5000)",
    "no UTF-8": "publish('stream', b'\\xff\\xfe')",
    "an answer deeper than Python can read": """
deep = {}
for _ in range(900): deep = {"a": deep}
data = {"application/vnd.course-utils.answers+json": deep}
publish("display_data", {"data": data, "metadata": {}})
publish("stream", {"name": "stdout", "text": deep})
""",
    "a message with a wrong signature": "session.key = b'x' * 32; publish('status', {})",
    "the same message twice": """
parts = session.serialize(session.msg("status", {"x": 1}, kernel.get_parent("shell")))
for _ in range(2): kernel.iopub_socket.send_multipart([b"status", *parts])
""",
    "a message of too few parts": "kernel.iopub_socket.send_multipart([b'<IDS|MSG>', b'x'])",
    "a reply without a status": "reply({})",
    "a reply that is a list": "reply(b'[]')",
}
HARMLESS = {
    "widgets without end": """
for n in range(3000):
    publish("comm_open", {"comm_id": str(n), "target_name": "jupyter.widget", "data": {}})
    publish("comm_msg", {"comm_id": str(n), "data": {"method": "update", "state": {"a": n}}})
""",
    "kinds of messages that nobody knows": "publish('anything', {}); publish('execute_input', {})",
    "an end of the cell before its end": "publish('status', {'execution_state': 'idle'})",
    "a reply before its end": "reply({'status': 'ok', 'execution_count': [1]})",
    "a reply to nobody": "reply({'status': 'ok'}, parent={'msg_id': 'x', 'session': 'y'})",
    "half a surrogate pair": "publish('stream', {'name': 'stdout', 'text': '\\ud800'})",
    "another output's name": "publish('stream', {'name': '<b>', 'text': 'x'})",
    "an empty page over all outputs": "from IPython.display import clear_output; clear_output()",
    "a page that waits for the next output": "publish('clear_output', {'wait': True})",
    "what is written past Python's streams": """
import os
for fd in (1, 2): os.write(fd, b"10.0" * 100_000)
""",
    "one message of 60 MB": "publish('stream', {'name': 'stdout', 'text': 'x' * 60_000_000})",
    "two hundred thousand lines": "for n in range(200_000): print('line', n)",
    "ten thousand small outputs": """
from IPython.display import publish_display_data
for n in range(10_000): publish_display_data({"text/plain": ""})
""",
}


@pytest.mark.parametrize("code", BROKEN.values(), ids=BROKEN)
def test_what_no_kernel_sends_ends_the_run_and_not_the_grader(attack, code):
    graded = attack(SIGMOID, SEND, code)
    assert graded.scores == HONEST_PART
    assert graded.run.ended == NONSENSE
    assert graded.messages["sigmoid"].endswith(NONSENSE)


@pytest.mark.parametrize("code", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_odd_or_too_much_changes_nothing(attack, code):
    graded = attack(SIGMOID, SEND, code)
    assert graded.scores == {"square": 1.0, "sigmoid": 1.0}
    assert len(graded.shown) < 2 * MB
    assert max(len(cell.outputs) for cell in graded.run.notebook.cells) < 3000


def test_an_update_does_not_multiply_what_it_updates(attack):
    code = """
from IPython.display import publish_display_data
shown = {"transient": {"display_id": "x"}}
for _ in range(500): publish_display_data({"text/plain": ""}, **shown)
publish_display_data({"text/plain": "x" * 700_000}, update=True, **shown)
publish_display_data({"text/plain": "x" * 700_000}, **shown)
"""
    graded = attack(WRONG, code)
    assert graded.scores == HONEST_PART
    assert graded.failed == []
    assert len(graded.shown) < 2 * MB


def test_nothing_active_is_kept(attack):
    code = """
from IPython.display import publish_display_data
publish_display_data({
    "text/plain": "kept",
    "text/html": "<script>lost</script>",
    "application/javascript": "lost",
    "image/svg+xml": "<svg onload='lost'/>",
    "image/png": '"><script>lost</script>',
    "text/markdown": "<script>lost</script>",
}, metadata={"image/png": {"width": "lost"}})
"""
    graded = attack(WRONG, code)
    assert "kept" in graded.shown
    assert "lost" not in graded.shown


def test_a_picture_is_kept(attack):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    assert "image/png" in attack(WRONG, code).shown


def test_a_message_that_never_ends_is_cut_off(attack):
    code = """
import os, socket, struct, time
frame = b"\\x03" + struct.pack(">Q", 2 ** 20) + bytes(2 ** 20)  # "more follows", as ZMTP has it
for fd in range(3, 100):
    try:
        iopub = socket.socket(fileno=os.dup(fd))
        if not iopub.getsockname().endswith("s-2"): continue
        iopub.setblocking(True)
        for _ in range(1500): iopub.sendall(frame)
    except (AttributeError, OSError): continue
time.sleep(90)
"""
    allowance = Allowance(cell_seconds=90, seconds=90, memory=200 * MB, limits=LIMITS)
    graded = attack(SIGMOID, code, allowance=allowance)
    assert graded.scores == HONEST_PART
    assert graded.run.ended == "It was stopped, as it sent more than it may."
    assert graded.seconds < 60


def test_the_sockets_can_be_neither_removed_nor_replaced(attack):
    code = """
import glob, os
outcomes = []
for path in glob.glob("/run/course/*/sockets/*"):
    for step in (os.remove, lambda p: os.rename(p, p + "x"), lambda p: os.symlink("/tmp", p + "y")):
        try: step(path); outcomes.append("done")
        except OSError as error: outcomes.append(error.strerror)
print(len(outcomes), set(outcomes))
"""
    graded = attack(SIGMOID, code)
    assert "15 {'Read-only file system'}" in graded.shown
    assert graded.scores == {"square": 1.0, "sigmoid": 1.0}


def test_closing_all_that_is_open_ends_only_itself(attack):
    code = "import os\nos.closerange(0, 1000)"
    assert attack(WRONG, code).scores == HONEST_PART


def test_a_deaf_kernel_that_replies_to_others_is_stopped_in_time(attack):
    code = """
import signal, time
reply({"status": "ok"}, parent={"msg_id": "x", "session": "y"})
signal.signal(signal.SIGINT, signal.SIG_IGN)
end = time.time() + 30
while time.time() < end: pass
"""
    graded = attack(SIGMOID, SEND, code, allowance=IMPATIENT)
    assert graded.scores == HONEST_PART
    assert graded.run.ended == "It was stopped after 4 seconds of computing."


def test_a_flood_of_large_messages_is_stopped_in_time(attack):
    code = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
end = time.time() + 30
text = "x" * 10_000_000
while time.time() < end: publish("stream", {"name": "stdout", "text": text})
"""
    graded = attack(SIGMOID, SEND, code, allowance=IMPATIENT)
    assert graded.scores == HONEST_PART
    assert len(graded.shown) < 2 * MB
