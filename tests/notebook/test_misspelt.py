"""Names that Keras writes in another way are told on a card."""

import sys
from types import ModuleType

import pytest

from course_utils.notebook.misspelt import misspelt


@pytest.fixture(autouse=True)
def keras(monkeypatch):
    """A Keras of a few names, which takes no time to import."""
    names = {
        "keras": ("Input", "Sequential", "Model"),
        "keras.layers": ("Dense", "Normalization", "Input"),
        "keras.losses": ("BinaryCrossentropy", "MeanSquaredError", "binary_crossentropy"),
        "keras.optimizers": ("SGD", "Adam"),
        "keras.metrics": ("BinaryCrossentropy", "Accuracy"),
    }
    for place, offered in names.items():
        module = ModuleType(place)
        module.__version__ = "3.0"
        for name in offered:
            setattr(module, name, object)
        monkeypatch.setitem(sys.modules, place, module)


def told(code):
    try:
        exec(code, {})
    except Exception as error:  # noqa: BLE001
        card = misspelt(error)
        return card and " ".join(str(card).split())
    raise AssertionError("no error")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "from keras.losses import BinaryCrossEntropy",
            "Python tells capital letters from small ones. Write `from keras.losses import "
            "BinaryCrossentropy`.",
        ),
        ("from keras.losses import BinaryCrosentropy", "import BinaryCrossentropy`"),
        ("from keras.losses import Dense", "Write `from keras.layers import Dense`"),
        ("from keras.losses import Nonsense", "Look at its spelling"),
        ("from keras.layers.core import Dense", "no `keras.layers.core` in this Keras, 3.0"),
        ("BinaryCrossEntropy()", "Keras writes it `BinaryCrossentropy`"),
        ("Sequential([])", "Import it with `from keras import Sequential`"),
    ],
)
def test_it_says_how_keras_writes_it(code, said):
    assert said in told(code)


@pytest.mark.parametrize(
    "code", ["import nowhere", "from math import sinn", "undefined_name", "1 / 0", "model.fit()"]
)
def test_other_errors_are_left_alone(code):
    assert told(code) is None


def test_nothing_is_said_where_keras_was_not_imported(monkeypatch):
    monkeypatch.delitem(sys.modules, "keras")
    assert told("BinaryCrossEntropy()") is None
