"""Keras models that a question hands to the learner's function, as plain data until then."""

from dataclasses import dataclass
from typing import Any

from course_utils.answering.plain import Array


@dataclass(frozen=True)
class GivenModel:
    """Stands for a Keras model among a question's arguments: dense layers in a row."""

    params: tuple[tuple[Array, Array], ...]
    """The (W, b) of each layer."""

    activations: tuple[str, ...]
    """The name of each layer's activation, as Keras spells it."""

    learning_rate: float | None = None
    """Where it is given: the model comes compiled, with binary cross-entropy and Adam."""

    separate: bool = False
    """Whether activations are layers of their own, which have no weights."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then the units of each layer."""
        return (self.params[0][0].shape[0], *(len(b) for _, b in self.params))

    @property
    def weights(self) -> list[Array]:
        """W1, b1, W2, b2, ..., as Keras's `get_weights` gives them."""
        return [part for layer in self.params for part in layer]

    def __str__(self) -> str:
        """Say what it is, for a card."""
        kind = "a compiled Keras model" if self.learning_rate else "a Keras model"
        return f"{kind}, {'-'.join(map(str, self.sizes))}, {', '.join(self.activations)}"

    def build(self) -> Any:
        """Make the model anew, in float32 whatever the notebook has set.

        Returns
        -------
        keras.Sequential
        """
        import keras

        layers: list[Any] = [keras.Input((self.sizes[0],))]
        for units, activation in zip(self.sizes[1:], self.activations, strict=True):
            if self.separate:
                layers += [
                    keras.layers.Dense(units, dtype="float32"),
                    keras.layers.Activation(activation, dtype="float32"),
                ]
            else:
                layers.append(keras.layers.Dense(units, activation=activation, dtype="float32"))
        model = keras.Sequential(layers)
        model.set_weights(self.weights)
        if self.learning_rate is not None:
            model.compile(
                loss=keras.losses.BinaryCrossentropy(),
                optimizer=keras.optimizers.Adam(self.learning_rate),
                auto_scale_loss=False,
            )
        return model
