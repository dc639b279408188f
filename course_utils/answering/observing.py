"""Look at what a learner's function returned, where that is no plain value: a Keras model.

Only public behaviour is looked at: what a model says to probes, its weights, its configuration,
its loss and its optimizer. What is seen is plain data, and is judged elsewhere. Keras is not
imported here; whoever returns a model has imported it.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.answering.plain import Array, to_plain


@dataclass(frozen=True)
class Observed:
    """What was seen of something that is not plain itself: plain values by name."""

    values: Mapping[str, Any]


def observe(observer: str, value: Any, arguments: list[Any], probe: tuple[Any, ...]) -> Any:
    """Turn what came of a call into plain data.

    Parameters
    ----------
    observer : str
        Which of `OBSERVERS` looks at it; "" takes it as the plain value that it should be.
    value : object
        What the learner's function returned.
    arguments : list
        What it was called with.
    probe : tuple of plain values
        What the observer tries the value with.

    Returns
    -------
    Observed or plain value
        A plain value, where there is nothing to observe: `None`, a number, `Foreign`.
    """
    look = OBSERVERS[observer] if observer else None
    seen = look(value, arguments, *probe) if look else None
    return to_plain(value) if seen is None else Observed(seen)


def _slopes(model: Any, X: Array) -> int:
    """Count the weights along which what a model says has a slope: those that training moves."""
    tensorflow = sys.modules["tensorflow"]
    with tensorflow.GradientTape() as tape:
        says = tensorflow.reduce_sum(model(X.astype("float32"), training=True))
    found = tape.gradient(says, [variable.value for variable in model.trainable_variables])
    return sum(slope is not None for slope in found)


def _is_model(value: Any) -> bool:
    is_object = callable(value) and not isinstance(value, type)
    return is_object and hasattr(value, "get_weights") and hasattr(value, "compile")


def _takes(model: Any, X: Array) -> bool:
    """Tell whether a model's first weights are made for as many inputs as `X` has columns."""
    weights = model.get_weights()
    return bool(weights) and weights[0].shape[:1] == (X.shape[1],)


def _say(model: Any, X: Array, training: bool = False) -> Array:
    return np.asarray(model(X.astype("float32"), training=training))


def look_at_architecture(
    model: Any, arguments: list[Any], X: Array, seed: int
) -> dict[str, Any] | None:
    """See the shapes of a model's weights, and what it says with weights drawn from `seed`."""
    if not _is_model(model):
        return None
    if not model.built:
        return {"built": False}
    start = model.get_weights()
    shapes = [w.shape for w in start]
    seen = {
        "built": True,
        "shapes": tuple(tuple(int(n) for n in shape) for shape in shapes),
        "units_differ": all(_columns_differ(w) for w in start if w.ndim == 2),
        "parameters": int(model.count_params()),
        "penalties": len(model.losses),
    }
    if _takes(model, X):
        model.set_weights(probe_weights(shapes, seed))
        seen["outputs"] = _say(model, X)
        seen["in_training"] = _say(model, X, training=True)
        seen["slopes"] = _slopes(model, X)
        model.set_weights(start)
    return seen


def probe_weights(shapes: Iterable[tuple[int, ...]], seed: int) -> list[Array]:
    """Draw weights to try a model with; large enough to tell activations apart."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) / np.sqrt(max((1, *shape[:1]))) * 2 for shape in shapes]


def _columns_differ(W: Array) -> bool:
    return bool(len(np.unique(W, axis=1).T) == W.shape[1])


def look_at_compilation(
    model: Any, arguments: list[Any], X: Array, Y: Array, P: Array
) -> dict[str, Any] | None:
    """See what loss a compiled model finds between labels `Y` and probabilities `P`."""
    if not _is_model(model):
        return None
    seen: dict[str, Any] = {
        "compiled": bool(model.compiled),
        "outputs": _say(model, X) if _takes(model, X) else None,
    }
    if model.compiled and getattr(model, "loss", None) is not None:
        seen["loss"] = _loss(model, X, Y, P)
    if model.compiled:
        seen["optimizer"] = _describe_optimizer(model.optimizer)
    return seen


def _loss(model: Any, X: Array, Y: Array, P: Array) -> float | str:
    """Give the loss between labels and predictions, or say that it has no slope along them."""
    tensorflow = sys.modules["tensorflow"]
    labels, predictions = (tensorflow.constant(a, dtype="float32") for a in (Y, P))
    with tensorflow.GradientTape() as tape:
        tape.watch(predictions)
        loss = model.compute_loss(x=X, y=labels, y_pred=predictions)
    if tape.gradient(loss, predictions) is None:
        return "without a slope"
    return float(loss)


def _describe_optimizer(optimizer: Any) -> str:
    """Name an optimizer, its learning rate, and what else is not as Keras sets it."""
    settings = optimizer.get_config()
    if isinstance(settings.get("learning_rate"), dict):
        rate = "a learning rate that changes"
    else:
        rate = f"learning rate {float(np.asarray(optimizer.learning_rate)):.5g}"
    usual = {"beta_1": 0.9, "beta_2": 0.999, "momentum": 0.0}
    odd = [f"{k} {settings[k]}" for k, v in usual.items() if k in settings and settings[k] != v]
    return ", ".join([type(optimizer).__name__, rate, *odd])


def look_at_training(
    result: Any, arguments: list[Any], Y: Array, P: Array
) -> dict[str, Any] | None:
    """See what training left behind: the losses by epoch, the steps, and the model's weights."""
    model, X, _ = arguments
    losses = _losses(result)
    if losses is None and result is not model:
        return None
    return {
        "losses": None if losses is None else to_plain(losses),
        "history": isinstance(getattr(result, "history", None), dict),
        "steps": int(np.asarray(model.optimizer.iterations)),
        "weights": tuple(np.asarray(w) for w in model.get_weights()),
        "optimizer": type(model.optimizer).__name__,
        "loss": _loss(model, X, Y, P),
    }


def _losses(result: Any) -> list[float] | None:
    """Take the losses out of a History, of its dictionary, or of a list of numbers."""
    record = getattr(result, "history", result)
    record = record.get("loss") if isinstance(record, dict) else record
    if not isinstance(record, list | tuple | np.ndarray) or not len(record):
        return None
    return [float(loss) for loss in record] if all(np.ndim(loss) == 0 for loss in record) else None


def look_at_predictions(model: Any, arguments: list[Any], X: Array) -> dict[str, Any] | None:
    """See what a trained model says, and all that is needed to work it out without Keras."""
    if not _is_model(model):
        return None
    if not model.built:
        return {"built": False}
    return {
        "built": True,
        "outputs": _say(model, X),
        "is_chain": any(kind.__name__ == "Sequential" for kind in type(model).__mro__),
        "weights": len(model.get_weights()),
        "steps": _steps(model),
        "layers": tuple(_describe_layer(layer) for layer in _flat(model)),
    }


def _steps(model: Any) -> int | None:
    """Count the steps of the model's own optimizer; None where it has none."""
    optimizer = getattr(model, "optimizer", None)
    return None if optimizer is None else int(np.asarray(optimizer.iterations))


def _flat(model: Any) -> list[Any]:
    """List a model's layers, those of models inside it in their place."""
    layers = getattr(model, "layers", ())
    return [
        inner
        for layer in layers
        for inner in (_flat(layer) if getattr(layer, "layers", ()) else [layer])
    ]


def _describe_layer(layer: Any) -> tuple[str, tuple[tuple[str, Any], ...], tuple[Array, ...]]:
    """Give a layer's kind, the settings that matter to what it computes, and its weights."""
    config = layer.get_config()
    settings = tuple(
        (name, to_plain(config[name]))
        for name in ("activation", "use_bias", "center", "scale", "offset", "epsilon", "mean",
                     "variance")
        if name in config
    )  # fmt: skip
    weights = tuple(np.asarray(w) for w in layer.get_weights())
    return (type(layer).__name__, settings, weights)


OBSERVERS: dict[str, Callable[..., dict[str, Any] | None]] = {
    "architecture": look_at_architecture,
    "compilation": look_at_compilation,
    "training": look_at_training,
    "predictions": look_at_predictions,
}
