"""JupyterLab as a learner has it, in a real browser."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.processes import jupyter_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARTIFACTS = REPOSITORY / "artifacts"
PATIENCE = 180
"""Seconds for one step of a page: a notebook's cell, on a machine that does other things too."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def lab_address(tmp_path_factory):
    """The address of a JupyterLab started by `course learn` on a learner's new folder."""
    with course_learn(tmp_path_factory.mktemp("learner"), port=8950) as server:
        yield server.address, server.token


def course_learn(folder: Path, port: int):
    """Start `course learn`, as a learner does on each evening, on the copy in a folder."""
    command = (
        Path(sys.executable).parent / "course",
        "learn",
        "--folder",
        folder / "learn",
        "--no-browser",
        f"--port={port}",
        "--LabApp.expose_app_in_browser=True",
    )
    return jupyter_server(*command, log=folder / "lab.log")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Lesson:
    """A lesson that is open in JupyterLab."""

    def __init__(self, page):
        self.page = page

    def _do(self, step: str, script: str, argument=None):
        """Have the page call a function; where that does not end in time, name the step."""
        bounded = """argument => Promise.race([
            (SCRIPT)(argument),
            new Promise((_, fail) => setTimeout(
                () => fail(new Error(STEP + " did not end in SECONDS s")), SECONDS * 1000)),
        ])"""
        for name, value in (
            ("SECONDS", str(PATIENCE)),
            ("STEP", json.dumps(step)),
            ("SCRIPT", script),
        ):
            bounded = bounded.replace(name, value)
        return self.page.evaluate(bounded, argument)

    def make_ready(self, name: str = "") -> None:
        """Wait for the notebook, that of a lesson where one is named, and for its kernel."""
        self.page.wait_for_function(
            """name => window.jupyterapp?.shell.currentWidget?.sessionContext
                && jupyterapp.shell.currentWidget.context.path.startsWith(name)""",
            arg=name,
        )
        self._do(
            "the start of the kernel",
            """async () => {
                const context = jupyterapp.shell.currentWidget.sessionContext;
                await context.ready;
                await context.session.kernel.info;
            }""",
        )

    def cell(self, source_start: str):
        """Find the code cell whose source starts with this text."""
        index = self._do(
            "the search for a cell",
            """start => {
                const cells = jupyterapp.shell.currentWidget.content.model.cells;
                for (let i = 0; i < cells.length; i++)
                    if (cells.get(i).sharedModel.getSource().startsWith(start)) return i;
                return -1;
            }""",
            source_start,
        )
        assert index >= 0, f"no cell starts with {source_start!r}"
        return index

    def write(self, source_start: str, source: str) -> None:
        """Replace the source of a cell and run it."""
        self.put(source_start, source)
        self.run(source)

    def put(self, source_start: str, source: str) -> None:
        """Replace the source of a cell."""
        index = self.cell(source_start)
        self._do(
            "the change of a cell",
            """([index, source]) => {
                const cells = jupyterapp.shell.currentWidget.content.model.cells;
                cells.get(index).sharedModel.setSource(source);
            }""",
            [index, source],
        )

    def interrupt(self) -> None:
        """Interrupt the cell that runs, once it does, and wait until nothing runs any more."""
        self._do(
            "the interrupt",
            """async () => {
                const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                const pause = () => new Promise(go => setTimeout(go, 50));
                while (kernel.status !== 'busy') await pause();
                await kernel.interrupt();
                while (kernel.status !== 'idle') await pause();
            }""",
        )

    def run(self, source_start: str) -> None:
        """Run one cell and wait for its kernel's answer."""
        self._run(source_start, "await")

    def start(self, source_start: str) -> None:
        """Run one cell and do not wait."""
        self._run(source_start, "void")

    def _run(self, source_start: str, how: str) -> None:
        self._do(
            f"the cell {source_start!r}",
            """async index => {
                const notebook = jupyterapp.shell.currentWidget.content;
                notebook.deselectAll();
                notebook.activeCellIndex = index;
                HOW jupyterapp.commands.execute('notebook:run-cell');
            }""".replace("HOW", how),
            self.cell(source_start),
        )

    def restart(self) -> None:
        """Start over with a kernel that knows nothing."""
        self._do(
            "the restart of the kernel",
            """async () => {
                const context = jupyterapp.shell.currentWidget.sessionContext;
                await context.session.kernel.restart();
                await context.session.kernel.info;
            }""",
        )

    def save(self) -> None:
        """Save the notebook, as JupyterLab does from time to time."""
        self._do("the saving", "() => jupyterapp.commands.execute('docmanager:save')")

    def run_all_above(self, source_start: str) -> None:
        """Select a cell, run all above it and wait for the last."""
        self._do(
            "the run of all cells above",
            """async index => {
                const notebook = jupyterapp.shell.currentWidget.content;
                notebook.activeCellIndex = index;
                await jupyterapp.commands.execute('notebook:run-all-above');
            }""",
            self.cell(source_start),
        )

    def cells(self) -> list[str]:
        """Give the kinds of all cells."""
        return self._do(
            "the look at all cells",
            """() => [...jupyterapp.shell.currentWidget.content.model.cells].map(c => c.type)""",
        )

    def sees(self, source_start: str) -> bool:
        """Tell whether a cell is in sight."""
        return self._do(
            "the look at a cell",
            """index => {
                const cell = jupyterapp.shell.currentWidget.node.querySelector(
                    `.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
                const box = cell?.getBoundingClientRect();
                return !!box && box.bottom > 0 && box.top < innerHeight && box.height > 0;
            }""",
            self.cell(source_start),
        )

    def run_all(self) -> None:
        """Run every cell from the top and wait for the last."""
        self._do(
            "the run of all cells", "() => jupyterapp.commands.execute('notebook:run-all-cells')"
        )

    def shown(self, source_start: str):
        """Give the cell's place on the page, and scroll to it."""
        index = self.cell(source_start)
        self._do(
            "the scrolling to a cell",
            "i => jupyterapp.shell.currentWidget.content.scrollToItem(i, 'center')",
            index,
        )
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')

    def outputs(self, source_start: str):
        """Give the place below a cell where its outputs are."""
        return self.shown(source_start).locator(".jp-OutputArea-child:visible")

    def theme(self, name: str) -> None:
        """Change JupyterLab's theme."""
        self._do(
            "the change of the theme",
            "name => jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
            name,
        )
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")

    def screenshot(self, name: str, locator=None) -> None:
        """Keep a picture beside the repository, outside git."""
        ARTIFACTS.mkdir(exist_ok=True)
        (locator or self.page).screenshot(path=str(ARTIFACTS / f"{name}.png"))


@pytest.fixture
def open_lesson(browser, lab_address):
    """Open a lesson by its name, with its kernel ready."""
    address, token = lab_address
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE * 1000)

    def open_one(name: str) -> Lesson:
        page = context.new_page()
        page.goto(f"{address}/lab/tree/{name}/{name}.ipynb?reset&token={token}")
        lesson = Lesson(page)
        lesson.make_ready()
        return lesson

    yield open_one
    context.close()
