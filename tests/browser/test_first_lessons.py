"""What lessons 0 to 2 have their reader do by hand: answer, stop, walk on, and play."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def test_welcome_teaches_to_answer_in_words_and_to_stop(open_lesson):
    lesson = open_lesson("00_welcome")
    page = lesson.page
    lesson.run("import sys")
    count = "jupyterapp.shell.currentWidget.content.model.cells.length"
    before = page.evaluate(count)

    lesson.shown("YOUR ANSWER HERE").get_by_role("paragraph").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("Why by hand?")
    page.keyboard.press("Shift+Enter")
    expect(lesson.shown("Why by hand?").get_by_role("paragraph")).to_have_text("Why by hand?")
    assert page.evaluate(count) == before

    lesson.put("# while True: pass", "while True: pass")
    lesson.start("while True: pass")
    expect(lesson.shown("while True")).to_contain_text("[*]")
    page.locator('[data-command="notebook:interrupt-kernel"]').first.click()
    expect(lesson.outputs("while True")).to_contain_text("Interrupted")
    expect(lesson.shown("while True")).not_to_contain_text("[*]")
    lesson.run("v = np.array")
    expect(lesson.outputs("v = np.array")).to_contain_text("v has shape (3,)")


def test_links_lead_from_lesson_to_lesson_and_to_the_overview(open_lesson):
    lesson = open_lesson("00_welcome")
    page = lesson.page
    page.get_by_role("link", name="Next: 01").first.click()
    expect(page.get_by_role("heading", name="the three steps by hand")).to_be_visible()
    page.get_by_role("link", name="The course at a glance").last.click()
    expect(page.get_by_role("heading", name="The course at a glance")).to_be_in_viewport()


GRADIENT_DESCENT = """def gradient_descent(X, y, w, b, cost_function, gradient_function, alpha, n):
    history = []
    for _ in range(n):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(cost_function(X, y, w, b))
    return w, b, history"""


def test_the_descent_walks_step_by_step_and_by_itself(open_lesson):
    lesson = open_lesson("01_logistic_regression")
    lesson.run("import numpy as np")
    lesson.write("def gradient_descent", GRADIENT_DESCENT)
    lesson.run("explore_descent")
    outputs = lesson.outputs("explore_descent")
    expect(outputs).to_contain_text("10 steps of alpha 1")
    expect(outputs).to_contain_text("Each step is taken by your gradient_descent")
    outputs.get_by_role("button", name="a step on").click()
    expect(outputs).to_contain_text("11 steps of alpha 1")
    outputs.get_by_role("button", name="to the start").click()
    expect(outputs).to_contain_text("0 steps of alpha 1")
    outputs.locator(".widget-play button").first.click()
    expect(outputs).to_contain_text("3 steps of alpha 1")


@pytest.mark.parametrize(
    ("folder", "explorer"),
    [("01_logistic_regression", "explore_descent"), ("02_forward_propagation", "explore_network")],
)
def test_sliders_can_be_used_in_a_narrow_window(open_lesson, folder, explorer):
    lesson = open_lesson(folder)
    lesson.page.set_viewport_size({"width": 700, "height": 1000})
    lesson.run("import numpy as np")
    if folder.startswith("01"):
        lesson.write("def gradient_descent", GRADIENT_DESCENT)
    lesson.run(explorer)
    outputs = lesson.outputs(explorer)
    expect(outputs.locator("img").first).to_be_visible()
    cell = outputs.bounding_box()
    for track in outputs.locator(".noUi-base").all():
        box = track.bounding_box()
        assert box["width"] > 100
        assert box["x"] + box["width"] <= cell["x"] + cell["width"]
    lesson.screenshot(f"{explorer}-narrow")
