"""What a worker gives back is read as outputs of cells, within limits, or refused."""

import json
import time

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.grading.crossing import (
    FailedError,
    Job,
    NonsenseFromWorkerError,
    pack_job,
    pack_runs,
    pack_trouble,
    unpack_job,
    unpack_runs,
)
from course_utils.grading.running import Allowance, Run
from course_utils.kernels.inside.limits import Limits
from course_utils.places import ANSWERS_MIME, VERDICT_MIME
from course_utils.trouble import TroubleError
from tests.grading.test_record_verdicts import graded_cell

STREAM = new_output("stream", name="stderr", text="Größe\n")
ERROR = new_output("error", ename="ValueError", evalue="x", traceback=["one\ntwo"])
PICTURE = new_output("display_data", data={"text/plain": "p", "image/png": "iVBORw0KGgo="})
ANSWERS = new_output("execute_result", data={"text/plain": "", ANSWERS_MIME: "[1]"})


def notebook():
    return new_notebook(cells=[new_markdown_cell("a"), new_code_cell("b"), graded_cell()])


def test_a_job_arrives_as_it_was_sent():
    allowance = Allowance(seconds=7, limits=Limits(memory=5))
    job = Job({"n": ("text", "{}")}, {"a/ü.bin": bytes(range(256))}, False, allowance)
    assert unpack_job(pack_job(job)) == job


def test_outputs_arrive_as_they_were_sent():
    ran = notebook()
    ran.cells[1].outputs = [STREAM, ERROR, PICTURE]
    ran.cells[2].outputs = [ANSWERS]
    sent = Run(ran, "It was stopped.", frozenset({1}))
    (run,) = unpack_runs(pack_runs({"n": sent}), {"n": notebook()}).values()
    assert (run.ended, run.completed) == (sent.ended, sent.completed)
    assert [cell.get("outputs") for cell in run.notebook.cells] == [
        None,
        [STREAM, ERROR, PICTURE],
        [ANSWERS],
    ]


def test_of_what_is_sent_besides_nothing_is_kept():
    ran = notebook()
    ran.cells[1].outputs = [
        new_output(
            "execute_result",
            data={
                "text/html": "<script>",
                "image/svg+xml": "<svg>",
                "image/png": '"><script>',
                VERDICT_MIME: {"score": 1},
                ANSWERS_MIME: "[]",
            },
            metadata={"more": 1},
            execution_count=10**30,
        )
    ]
    ran.cells[0].source = ran.cells[2].source = "check = print"
    run = unpack_runs(pack_runs({"n": Run(ran)}), {"n": notebook()})["n"]
    (output,) = run.notebook.cells[1].outputs
    assert output.data == {"text/plain": ""}
    assert (output.metadata, output.execution_count) == ({}, None)
    assert [cell.source for cell in run.notebook.cells] == ["a", "b", "check(sigmoid)"]


def test_what_went_wrong_at_the_worker_is_told_from_what_nobody_could_run():
    with pytest.raises(TroubleError, match="no sandbox"):
        unpack_runs(pack_trouble(TroubleError("no sandbox")), {"n": notebook()})
    with pytest.raises(FailedError, match="OSError: full"):
        unpack_runs(pack_trouble(OSError("full")), {"n": notebook()})


def result(**changed):
    run = {"outputs": [[], [], []], "ended": "", "completed": [], **changed}
    return {"runs": {"n": run}}


def shown(**output):
    return result(outputs=[[], [output], []])


NONSENSE = {
    "nothing": b"",
    "no JSON": b"\x80\x04\x95 pickled",
    "half of it": b'{"runs": {"n',
    "no UTF-8": b'{"runs": "\xff"}',
    "deep": b"[" * 100_000,
    "a number of any length": b"9" * 100_000,
    "many values": b"[" + b"[]," * 3_000_000 + b"0]",
    "many values after a quote": b'"\\"' + b'\\"' * 1_000_000,
    "a list": [],
    "no runs": {},
    "another notebook's": {"runs": {"m": {}}},
    "too few cells": result(outputs=[[]]),
    "outputs that are none": result(outputs=[[], "xyz", []]),
    "many outputs": result(outputs=[[], [STREAM] * 30_000, []]),
    "cells that are not there": result(completed=[3]),
    "cells before the first": result(completed=[-1]),
    "cells that are true": result(completed=[True]),
    "an end that is no text": result(ended=["x"]),
    "an unknown output": shown(output_type="update_display_data", data={}),
    "a message about the kernel": shown(output_type="status", execution_state="dead"),
    "a stream that is a number": shown(output_type="stream", name="stdout", text=1),
    "an error without a trace": shown(output_type="error", ename="x", evalue="y"),
    "an error whose lines are lists": shown(
        output_type="error", ename="x", evalue="y", traceback=[["x"]]
    ),
    "data that is a text": shown(output_type="display_data", data="x"),
    "trouble that is a list": {"trouble": []},
}


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused_at_once(sent):
    data = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    started = time.process_time()
    with pytest.raises(NonsenseFromWorkerError):
        unpack_runs(data, {"n": notebook()})
    assert time.process_time() - started < 10
