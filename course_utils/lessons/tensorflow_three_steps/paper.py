"""Keras worked out in NumPy: what layers, losses and steps come to, without TensorFlow.

So a grader that has no TensorFlow tells right from wrong, and need not believe what a submission
says of itself.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np
from scipy.special import erf, expit, softmax

from course_utils.answering.plain import Array
from course_utils.judging.forms import MOST_LAYERS

MOST_UNITS = 10_000
"""Of a layer; more were made to take time."""

EPSILON = 1e-7  # Keras keeps probabilities this far away from 0 and 1

ACTIVATIONS = {
    "linear": lambda Z: Z,
    "sigmoid": expit,
    "relu": lambda Z: np.maximum(Z, 0),
    "tanh": np.tanh,
    "softmax": lambda Z: softmax(Z, axis=-1),
    "softplus": lambda Z: np.logaddexp(Z, 0),
    "softsign": lambda Z: Z / (1 + np.abs(Z)),
    "elu": lambda Z: np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0))),
    "selu": lambda Z: 1.05070098 * np.where(Z > 0, Z, 1.67326324 * np.expm1(np.minimum(Z, 0))),
    "gelu": lambda Z: 0.5 * Z * (1 + erf(Z / np.sqrt(2))),
    "leaky_relu": lambda Z: np.where(Z > 0, Z, 0.2 * Z),
    "silu": lambda Z: Z * expit(Z),
    "swish": lambda Z: Z * expit(Z),
}


def run(X, weights: Sequence[Array], activations: Sequence[str], bias: bool = True):
    """Run dense layers forwards.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    weights : sequence of ndarray
        W1, b1, W2, b2, ...; without the b's where `bias` is False.
    activations : sequence of str

    Returns
    -------
    ndarray, shape (m, n_out)
    """
    A = X
    each = 2 if bias else 1
    for k, name in enumerate(activations):
        Z = A @ weights[each * k]
        A = ACTIVATIONS[name](Z + weights[each * k + 1] if bias else Z)
    return A


def weight_shapes(sizes: Sequence[int], bias: bool = True) -> list[tuple[int, ...]]:
    """Give the shapes of W1, b1, W2, b2, ... of dense layers."""
    pairs = pairwise(sizes)
    return [s for i, o in pairs for s in (((i, o), (o,)) if bias else ((i, o),))]


def cross_entropy(Y, P) -> float:
    """Compute the mean logistic loss as Keras does, of probabilities kept from 0 and 1."""
    P = np.clip(P, EPSILON, 1 - EPSILON)
    return float(-np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P)))


def cross_entropy_from_logits(Y, Z) -> float:
    """Compute the mean logistic loss of logits."""
    return float(np.mean(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))))


def steps(m: int, batch_size: int, epochs: int) -> int:
    """Count the steps of a training: one a batch, and the last batch may be smaller."""
    return ceil(m / batch_size) * epochs


class NotOnPaperError(ValueError):
    """A layer that can't be worked out here; its message is the layer's kind."""


def run_layers(X: Array, layers: Sequence[tuple[Any, ...]]) -> Array:
    """Work out what a chain of Keras layers gives.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    layers : sequence of (kind, settings, weights)
        As `look_at_predictions` describes them. Not trusted.

    Returns
    -------
    ndarray

    Raises
    ------
    NotOnPaperError
        If a layer is of a kind, or of a form, that is not known here.
    """
    if len(layers) > MOST_LAYERS:
        raise NotOnPaperError(f"{len(layers)} layers")
    A = X
    for layer in layers:
        try:
            kind, settings, weights = layer
            settings = dict(settings)
            _require_no_stretching(A, kind, settings, weights)
            A = _LAYERS[kind](A, settings, weights)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            kind = layer[0] if isinstance(layer, tuple) and layer else "?"
            raise NotOnPaperError(str(kind)[:40]) from error
    return A


def _require_no_stretching(A: Array, kind: str, settings: Mapping[str, Any], weights) -> None:
    """Refuse weights that would make of A anything larger than a layer of their own size does.

    NumPy stretches a column and a row to a table, so small ones could make arrays of any size.
    """
    shape = A.shape
    if kind == "Dense":
        n_in, n_out = np.shape(weights[0])
        if n_in != A.shape[1] or not n_in or not 0 < n_out <= MOST_UNITS:
            raise ValueError("these weights do not go with these data")
        shape, weights = (len(A), n_out), weights[1:]
    elif kind not in _STRETCHING:
        return
    for part in (*weights, *settings.values()):
        if np.broadcast_shapes(shape, np.shape(part)) != shape:
            raise ValueError("these weights stretch the data")


def _dense(A, settings: Mapping[str, Any], weights):
    Z = A @ weights[0] + (weights[1] if settings.get("use_bias", True) else 0.0)
    return ACTIVATIONS[settings["activation"]](Z)


def _normalization(A, settings, weights):
    given = settings.get("mean"), settings.get("variance")
    mean, variance = weights[:2] if len(weights) >= 2 else map(np.asarray, given)
    return (A - mean) / np.maximum(np.sqrt(variance.astype(float)), EPSILON)


def _batch_normalization(A, settings, weights):
    mean, variance = weights[-2:]
    gamma = weights[0] if settings["scale"] else 1.0
    beta = weights[-3] if settings["center"] else 0.0
    return gamma * (A - mean) / np.sqrt(variance + float(settings["epsilon"])) + beta


_STRETCHING = ("Normalization", "BatchNormalization", "Rescaling")
_LAYERS = {
    "InputLayer": lambda A, settings, weights: A,
    "Dropout": lambda A, settings, weights: A,
    "Flatten": lambda A, settings, weights: A.reshape(len(A), -1),
    "Dense": _dense,
    "Activation": lambda A, settings, weights: ACTIVATIONS[settings["activation"]](A),
    "Identity": lambda A, settings, weights: A,
    "GaussianNoise": lambda A, settings, weights: A,
    "Reshape": lambda A, settings, weights: A.reshape(len(A), -1),
    "Normalization": _normalization,
    "BatchNormalization": _batch_normalization,
    "Rescaling": lambda A, settings, weights: A * settings["scale"] + settings["offset"],
}
