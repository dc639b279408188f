"""The whole path of a learner through lesson 1, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

WRONG = """def sigmoid(z):
    return 1 / 1 + np.exp(-z)"""
RIGHT = """def sigmoid(z):
    return 1 / (1 + np.exp(-z))"""


def test_a_learner_writes_is_told_and_plays(open_lesson):
    lesson = open_lesson("01_logistic_regression")
    page = lesson.page
    assert "Logistic regression" in page.locator(".jp-Notebook h1").first.inner_text()
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0

    lesson.run_all()
    card = lesson.outputs("check(sigmoid)")
    expect(card).to_contain_text("sigmoid: not attempted")
    assert page.locator('.jp-OutputArea-output[data-mime-type*="stderr"]').count() == 0
    lesson.screenshot("lesson1-not-attempted")

    lesson.write("def sigmoid", WRONG)
    lesson.run("check(sigmoid)")
    card = lesson.outputs("check(sigmoid)")
    expect(card).to_contain_text("sigmoid: not yet")
    expect(card).to_contain_text("You return the denominator")
    lesson.screenshot("lesson1-mistake-light", card.first)
    lesson.theme("JupyterLab Dark")
    lesson.screenshot("lesson1-mistake-dark", lesson.outputs("check(sigmoid)").first)

    lesson.write("def sigmoid", RIGHT)
    lesson.run("check(sigmoid)")
    expect(lesson.outputs("check(sigmoid)")).to_contain_text("sigmoid: right")
    lesson.screenshot("lesson1-right-dark")
    lesson.theme("JupyterLab Light")

    lesson.run("explore_descent")
    outputs = lesson.outputs("explore_descent")
    picture = outputs.locator("img").first
    expect(picture).to_be_visible()
    before = picture.get_attribute("src")
    expect(outputs).to_contain_text("10 steps of alpha 1")
    lesson.screenshot("lesson1-explorer")
    outputs.get_by_role("slider").first.press("ArrowRight")
    expect(outputs).to_contain_text("10 steps of alpha 1.26")
    assert picture.get_attribute("src") != before
    outputs.get_by_role("checkbox").click()
    expect(outputs).to_contain_text("the cost goes from 3.122")
    lesson.screenshot("lesson1-explorer-unscaled")


def test_a_missing_function_is_a_card_and_progress_is_shown(open_lesson):
    lesson = open_lesson("01_logistic_regression")
    lesson.restart()
    lesson.run("import numpy as np")
    lesson.run("check(predict)")
    expect(lesson.outputs("check(predict)")).to_contain_text("There is no predict yet")
    lesson.run("progress()")
    expect(lesson.outputs("progress()")).to_contain_text("Logistic regression, by hand")
    lesson.screenshot("lesson1-progress")


AVERAGED_AGAIN = """def dense_backward(dZ, A_in, W):
    m = len(dZ)
    return dZ @ W.T, A_in.T @ dZ / m, dZ.sum(axis=0) / m"""
DENSE_BACKWARD = """def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)"""


def test_a_learner_walks_back_through_a_network(open_lesson):
    lesson = open_lesson("03_backpropagation")
    lesson.run_all()
    expect(lesson.outputs("check(backward)")).to_contain_text("backward: not attempted")

    lesson.write("def dense_backward", AVERAGED_AGAIN)
    lesson.run("check(dense_backward)")
    card = lesson.outputs("check(dense_backward)")
    expect(card).to_contain_text("dZ contains the 1/m already")
    expect(card).to_contain_text("Right already: dA_in")
    lesson.screenshot("lesson3-mistake")
    lesson.write("def dense_backward", DENSE_BACKWARD)
    lesson.run("check(dense_backward)")
    expect(lesson.outputs("check(dense_backward)")).to_contain_text("dense_backward: right")

    lesson.run("explore_graph")
    outputs = lesson.outputs("explore_graph")
    slider, answer = outputs.get_by_role("slider").first, outputs.get_by_role("textbox").first
    for slope, name in (("1", "loss"), ("3.12", "a"), ("0.2", "z")):
        expect(outputs).to_contain_text(f"Which slope comes next, along {name}?")
        answer.fill(slope)
        answer.press("Enter")
        expect(outputs).to_contain_text("Not 0.2 along z" if name == "z" else f"along {name}. Take")
        slider.press("ArrowRight")
    expect(outputs).to_contain_text("Along z: 0.679")
    lesson.screenshot("lesson3-graph")


BUILD = """def build_model(n_features):
    layers = [Dense(units, activation="{}") for units in (25, 15, 1)]
    return Sequential([Input((n_features,)), *layers])"""
COMPILE = """def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))
    return model"""


def test_a_learner_takes_the_three_steps_and_watches_them(open_lesson):
    lesson = open_lesson("04_tensorflow_three_steps")
    lesson.run("import numpy as np")
    lesson.run("import keras")
    lesson.run("def sigmoid")
    lesson.run("X_digits, y_digits")
    lesson.write("def build_model", BUILD.format("relu"))
    lesson.run("check(build_model)")
    card = lesson.outputs("check(build_model)")
    expect(card).to_contain_text("Your hidden layers use relu")
    lesson.screenshot("lesson4-mistake", card.first)
    lesson.write("def build_model", BUILD.format("sigmoid"))
    lesson.run("check(build_model)")
    expect(lesson.outputs("check(build_model)")).to_contain_text("build_model: right")

    lesson.write("def compile_model", COMPILE)
    watched = "with when_written():\n    keras.utils.set_random_seed(0)\n    watched"
    lesson.start(watched)
    outputs = lesson.outputs(watched)
    bar = outputs.locator(".widget-hprogress")
    expect(bar.first).to_be_visible()
    lesson.screenshot("lesson4-training")
    expect(bar).to_have_count(0)
    expect(outputs.locator("img").first).to_be_visible()
    lesson.screenshot("lesson4-trained")

    lesson.run("explore_regions()")
    explorer = lesson.outputs("explore_regions()")
    expect(explorer).to_contain_text("right")
    lesson.theme("JupyterLab Dark")
    lesson.screenshot("lesson4-explorer-dark")
    lesson.theme("JupyterLab Light")
