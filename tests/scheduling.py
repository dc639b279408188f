"""How pytest-xdist shares the tests out: what is expensive once, the longest first.

Tests of one `xdist_group` share what is expensive (a graded course, a server, TensorFlow), so they
run in one worker. A group that begins late ends late, so the heavy groups begin first.
"""

from xdist.scheduler import LoadGroupScheduling

HEAVIEST_FIRST = (
    "red_team",  # 2 min, a quarter of which it waits
    "warm",  # 2 min: lessons as they run for learners
    "tensorflow",  # 1 min: Keras in the tests' own process
    "browser",
    "nbgrader",
    "batch",
    "sandbox",  # half a minute
)


def rank(item) -> int:
    """Say how early a test should begin: the many that are short fill up at the end."""
    for mark in item.iter_markers("xdist_group"):
        name = mark.args[0]
        return HEAVIEST_FIRST.index(name) if name in HEAVIEST_FIRST else -1
    return len(HEAVIEST_FIRST) + (item.path.name == "test_all_exercises.py")


class GroupScheduling(LoadGroupScheduling):
    """What pytest-xdist has for groups, except that a worker's crash costs the one test it ran.

    In xdist 3.8 the test that crashed is run again and crashes the next worker, tests that are done
    are handed out as an empty task that is waited for without end, and a worker that still collects
    is handed tests, which is an internal error (its issues 1323, 1362 and 1371).
    """

    def remove_node(self, node):
        """Take leave of a worker; give the test that it ran if it crashed."""
        left = [
            (scope, nodeid)
            for scope, unit in self.assigned_work.pop(node).items()
            for nodeid, completed in unit.items()
            if not completed
        ]
        if not left:
            return None
        (_, crashed), *rest = left
        for scope, nodeid in rest:
            self.workqueue.setdefault(scope, {})[nodeid] = False
        for scope in reversed(dict.fromkeys(scope for scope, _ in rest)):
            self.workqueue.move_to_end(scope, last=False)
        for other in self.nodes:
            self._reschedule(other)
        return crashed

    def add_node_collection(self, node, collection):
        """Note what a worker can run; one that found other tests than the first can run nothing."""
        super().add_node_collection(node, collection)
        if node not in self.registered_collections:
            node.shutdown()

    def _reschedule(self, node):
        if node in self.registered_collections:  # or it is still collecting, and is asked later
            super()._reschedule(node)
