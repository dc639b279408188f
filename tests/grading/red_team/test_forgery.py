"""A submission earns points by right answers to its questions, whatever else it says or patches."""

import json

import pytest

from course_utils.answering import wire
from course_utils.answering.calling import answer
from course_utils.lessons import all_exercises
from tests.grading.red_team.conftest import HONEST_PART, SIGMOID, WRONG

pytestmark = pytest.mark.xdist_group("red_team")

MIME = """
from IPython.display import display, publish_display_data
from course_utils.places import ANSWERS_MIME
from course_utils.places import VERDICT_MIME
WON = {"exercise": "sigmoid", "passed": True, "score": 1.0, "cause": None, "mistake": None}
class Winner:
    def __init__(self, *_, **__): pass
    def _repr_mimebundle_(self, *_, **__):
        return {"text/plain": "10.0", VERDICT_MIME: WON, ANSWERS_MIME: WON}
"""
FORGERIES = {
    "comparisons of NumPy that always agree": """
for name in ("allclose", "isclose", "array_equal", "all", "isfinite"):
    setattr(np, name, lambda *_, **__: True)
np.testing.assert_allclose = np.abs = lambda *_, **__: 0
""",
    "a check of its own": "def check(function): return 10.0",
    "a check of its own that is put back before each cell": """
def check(function): return 10.0
shell = get_ipython()
shell.events.callbacks["pre_run_cell"].clear()
""",
    "a patched check of the course": """
import course_utils.notebook.graded
course_utils.notebook.graded.check = check = lambda function: 10.0
course_utils.notebook.graded.check.__module__ = "course_utils.notebook.graded"
""",
    "another module in the course's place": """
import sys, types
fake = types.ModuleType("course_utils.notebook.graded")
fake.check = lambda function: 10.0
sys.modules["course_utils.notebook.graded"] = sys.modules["course_utils.judging.judge"] = fake
get_ipython().events.callbacks["pre_run_cell"].clear()
from course_utils.notebook.graded import check
""",
    "an import hook": """
import sys, importlib.abc, importlib.util
class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("course_utils"):
            return importlib.util.spec_from_loader(name, self, is_package=True)
    def exec_module(self, module): module.check = lambda function: 10.0
sys.meta_path.insert(0, Hook())
for name in [n for n in sys.modules if n.startswith("course_utils")]: del sys.modules[name]
from course_utils.notebook.graded import check
get_ipython().events.callbacks["pre_run_cell"].clear()
""",
    "an input transformer that drops the check": """
get_ipython().input_transformers_cleanup.append(
    lambda lines: ["10.0"] if "check" in "".join(lines) else lines)
""",
    "a tree transformer that rewrites the check": """
import ast
class Rewrite(ast.NodeTransformer):
    def visit_Call(self, node):
        return ast.copy_location(ast.Constant(10.0), node)
get_ipython().ast_transformers.append(Rewrite())
""",
    "hooks before and after each cell": MIME
    + """
get_ipython().events.register("pre_run_cell", lambda *_: display(Winner()))
get_ipython().events.register("post_run_cell", lambda *_: display(Winner()))
""",
    "a display hook that shows the points": MIME
    + """
import sys
hook = type(get_ipython().displayhook)
hook.__call__ = lambda self, result=None: display(Winner())
""",
    "a publisher that rewrites all that is shown": MIME
    + """
publisher = get_ipython().display_pub
original = publisher.publish
type(publisher).publish = lambda self, *_, **__: original(Winner()._repr_mimebundle_())
""",
    "a verdict of its own": MIME + "display(Winner())",
    "answers that are replaced by a verdict": MIME
    + """
import course_utils.notebook.graded
course_utils.notebook.graded.Answered = Winner
""",
    "no answers at all": """
from course_utils.answering import wire
pack = wire.pack_answers
wire.pack_answers = lambda answers: {**pack(answers), "answers": []}
""",
    "more answers than questions": """
from course_utils.answering import wire
pack = wire.pack_answers
wire.pack_answers = lambda answers: {**pack(answers), "answers": pack(answers)["answers"] * 20}
""",
    "answers that are all said to be too late": """
from course_utils.answering import wire
pack = wire.pack_answers
late = {"value": None, "raised": None, "timed_out": True, "changed": [], "kinds": []}
wire.pack_answers = lambda answers: {**pack(answers), "answers": [late]}
""",
    "the answers to another exercise": """
from course_utils.notebook import graded
square, kept, original = (lambda x: x * x), [], graded.Answered
graded.Answered = lambda *all: kept.append(original(*all)) or kept[-1]
graded.check(square, exercise="square")
kept[0].data["exercise"] = "sigmoid"
graded.Answered = lambda *_: kept[0]
""",
    "easier questions in a file of its own": """
import json, os
asked = json.load(open(os.environ["COURSE_QUESTIONS"]))
asked["sigmoid"]["questions"] = [{"arguments": {"tuple": [0.0]}, "observer": "", "probe": []}] * 9
json.dump(asked, open("/tmp/easier", "w"))
os.environ["COURSE_QUESTIONS"] = "/tmp/easier"
from course_utils.notebook import graded
graded._asked.cache_clear()
def sigmoid(z): return 0.5
""",
    "a kernel that replies and runs nothing": """
async def do_execute(self, *_, **__):
    content = {"data": {"text/plain": "10.0"}, "metadata": {}, "execution_count": 1}
    self.send_response(self.iopub_socket, "execute_result", content)
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
type(get_ipython().kernel).do_execute = do_execute
""",
    "an update of what an earlier check showed": MIME
    + """
display(Winner(), display_id="mine")
class Later:
    def _repr_mimebundle_(self, *_, **__): return Winner()._repr_mimebundle_()
display(Later(), display_id="mine", update=True)
""",
    "a trace that changes what functions return": """
import sys
def trace(frame, event, argument):
    if event == "return" and frame.f_code.co_name in ("judge", "answer", "same_plain"): return True
    return trace
sys.settrace(trace); sys.setprofile(trace)
""",
    "a judge of its own": """
import sys, types
for name in ("judging", "comparing", "diagnosis"):
    module = types.ModuleType(name)
    module.judge = module.close = module.find_fault = lambda *_, **__: True
    sys.modules["course_utils.judging." + name] = module
""",
}
LIARS = {
    "an array that equals everything": """
class Liar(np.ndarray):
    def __eq__(self, other): return np.ones(np.shape(other), bool)
    def __sub__(self, other): return np.zeros(np.shape(other))
    __rsub__ = __sub__
    shape = property(lambda self: (5,))
    size = property(lambda self: 0)
def sigmoid(z): return np.zeros(np.shape(z)).view(Liar)
""",
    "an object that becomes another array each time": """
class Liar:
    count = 0
    def __array__(self, *_, **__):
        Liar.count += 1
        return np.full(Liar.count, 0.5)
def sigmoid(z): return Liar()
""",
    "an object that runs code when it is unpickled": """
class Liar:
    def __reduce__(self): return (exec, ("import os; os._exit(1)",))
def sigmoid(z): return np.array([Liar()], dtype=object)
""",
    "an object that says it is a number": """
class Liar:
    __class__ = property(lambda self: float)
    def __eq__(self, other): return True
    def __float__(self): return 0.5
def sigmoid(z): return Liar()
""",
    "a list that lies about its length": """
class Liar(list):
    def __len__(self): return 2 ** 62
    def __iter__(self):
        while True: yield 0.5
def sigmoid(z): return Liar([0.5])
""",
    "a generator": "def sigmoid(z):\n    while True: yield 0.5",
    "another answer at each call": """
earlier = []
def sigmoid(z):
    earlier.append(z)
    return earlier[len(earlier) % 2 - 1]
""",
    "what the callers' variables hold": """
import sys
def sigmoid(z):
    frame = sys._getframe(1)
    while frame is not None:
        for name, value in frame.f_locals.items():
            if name in ("expected", "right", "reference", "answers") and value:
                return value
        frame = frame.f_back
    return z
""",
    "no numbers, and numbers too large": "def sigmoid(z): return z * np.nan",
    "the largest numbers": "def sigmoid(z): return np.asarray(z) * 1e308 * 10",
    "the result as text": "def sigmoid(z): return str(1 / (1 + np.exp(-np.asarray(z))))",
    "a whole number of ten thousand digits": "def sigmoid(z): return 10 ** 10_000",
}


@pytest.mark.parametrize("code", FORGERIES.values(), ids=FORGERIES)
def test_what_is_forged_earns_nothing(attack, code):
    graded = attack(WRONG, code)
    assert graded.scores == HONEST_PART
    assert graded.failed == []


@pytest.mark.parametrize("code", LIARS.values(), ids=LIARS)
def test_what_lies_about_itself_earns_nothing(attack, code):
    graded = attack(code)
    assert graded.scores == HONEST_PART
    assert graded.failed == []


def test_right_answers_to_the_questions_of_another_run_earn_nothing(attack):
    exercise = all_exercises()["sigmoid"]
    names = {}
    exec(f"import numpy as np\n{SIGMOID}", names)
    old = answer(names["sigmoid"], exercise.asked(exercise.ask(seed=1)))
    document = json.dumps({"exercise": "sigmoid", **wire.pack_answers(old)})
    code = (
        f"import course_utils.notebook.graded, json\nold = json.loads({document!r})\n"
        + """
class Replayed:
    def __init__(self, *_): pass
    def _repr_mimebundle_(self, *_, **__):
        return {"application/vnd.course-utils.answers+json": old, "text/plain": ""}
course_utils.notebook.graded.Answered = Replayed
"""
    )
    assert attack(WRONG, code).scores == HONEST_PART


def test_an_honest_answer_counts_beside_all_kinds_of_tricks(attack):
    tricks = FORGERIES["a patched check of the course"] + FORGERIES["a verdict of its own"]
    assert attack(SIGMOID, tricks).scores == {"square": 1.0, "sigmoid": 1.0}
