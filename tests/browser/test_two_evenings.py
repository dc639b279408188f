"""A new learner's way over two evenings: asked, told, led on, and led back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Lesson, course_learn
from tests.processes import eventually

pytestmark = pytest.mark.xdist_group("browser")

PORT = 8951
WELCOME, FIRST = "00_welcome", "01_logistic_regression"
RIGHT = """def sigmoid(z):
    return 1 / (1 + np.exp(-z))"""
ENDLESS = """while True:
    pass"""


@pytest.fixture
def come(browser, tmp_path):
    """Come for an evening: start the course, and look at the page that it opens."""
    opened = []

    def come_in(server) -> Lesson:
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        context.set_default_timeout(PATIENCE * 1000)
        opened.append(context)
        page = context.new_page()
        page.goto(server.first_page)
        lesson = Lesson(page)
        lesson.make_ready()
        return lesson

    yield come_in
    for context in opened:
        context.close()


def test_two_evenings(come, tmp_path):
    with course_learn(tmp_path, PORT) as server:
        lesson = come(server)
        look_around(lesson)
        predict(lesson)
        keep_all_cells(lesson)
        stop_an_endless_loop(lesson)
        follow_a_link(lesson)
        solve_and_play(lesson)
    with course_learn(tmp_path, PORT) as server:
        come_back(come(server))


def look_around(lesson):
    assert "Welcome" in lesson.page.locator(".jp-Notebook h1").first.inner_text()
    expect(lesson.page.locator(".jp-TableOfContents").first).to_be_visible()
    lesson.screenshot("evening1-welcome")


def predict(lesson):
    """Answer with nothing but the keyboard, wrongly and then rightly."""
    lesson.run("import sys")
    lesson.run("guess(")
    outputs = lesson.outputs("guess(")
    field = outputs.get_by_role("textbox")
    expect(outputs).to_contain_text("What will square(-3) return?")
    field.press_sequentially("-6")
    field.press("Enter")
    expect(outputs).to_contain_text("That is -3 doubled")
    lesson.screenshot("evening1-guess")
    field.fill("9")
    field.press("Tab")
    lesson.page.keyboard.press("Enter")  # on the button
    expect(outputs).to_contain_text("the two signs cancel")


def keep_all_cells(lesson):
    """Type into a text, as who does not know of Enter: nothing is lost, and nothing is turned."""
    before = lesson.cells()
    lesson.page.locator(".jp-Notebook h1").first.click()
    for key in ("d", "d", "x", "y", "r", "Shift+M"):
        lesson.page.keyboard.press(key)
    assert lesson.cells() == before
    lesson.page.keyboard.press("b")
    eventually(lambda: len(lesson.cells()) == len(before) + 1)
    assert len(lesson.cells()) == len(before) + 1, "the keys did go to the notebook"


def stop_an_endless_loop(lesson):
    lesson.put("# while True", ENDLESS)
    lesson.start("while True")
    lesson.interrupt()
    outputs = lesson.outputs("while True")
    expect(outputs).to_contain_text("Interrupted")
    expect(outputs).not_to_contain_text("Traceback")
    lesson.screenshot("evening1-interrupted")


def follow_a_link(lesson):
    """From the picture of the progress to an exercise of another lesson."""
    lesson.run("progress()")
    lesson.outputs("progress()").get_by_role("link", name="sigmoid: not yet", exact=True).click()
    lesson.make_ready(FIRST)
    assert eventually(lambda: lesson.sees("def sigmoid"))


def solve_and_play(lesson):
    lesson.run("import numpy as np")
    lesson.write("def sigmoid", RIGHT)
    lesson.run("check(sigmoid)")
    card = lesson.outputs("check(sigmoid)")
    expect(card).to_contain_text("sigmoid: right")
    expect(card).to_contain_text("Next: predict_proba, exercise 2")
    lesson.screenshot("evening1-next")
    lesson.run("def gradient_descent")
    lesson.run("explore_descent")
    explorer = lesson.outputs("explore_descent")
    expect(explorer.get_by_role("slider").first).to_be_visible()
    lesson.save()


def come_back(lesson):
    lesson.make_ready(FIRST)
    assert eventually(lambda: lesson.sees("explore_descent")), "it opens where they left"
    explorer = lesson.outputs("explore_descent")
    expect(explorer).to_have_count(1)  # once it is known that no widget lives any more
    expect(explorer.locator("img").first).to_be_visible()
    expect(explorer).to_contain_text("Run this cell again to use its controls.")
    assert lesson.page.get_by_text("model not found").locator("visible=true").count() == 0
    lesson.screenshot("evening2-where-they-left")

    lesson.run("check(sigmoid)")
    card = lesson.outputs("check(sigmoid)")
    expect(card).to_contain_text("This kernel has just started")
    lesson.screenshot("evening2-new-kernel")
    lesson.run("import numpy as np")
    lesson.run("check(sigmoid)")
    expect(card).to_contain_text("You solved sigmoid on")
    expect(card).to_contain_text("run the cell in which you wrote it")
    lesson.screenshot("evening2-solved-before")
    lesson.run_all_above("check(sigmoid)")
    lesson.run("check(sigmoid)")
    expect(card).to_contain_text("sigmoid: right")
    lesson.run("progress()")
    expect(lesson.outputs("progress()")).to_contain_text("1 of 7")
