"""The three steps in Keras: specify the model, compile it with a loss, fit it.

Keras is imported by the functions that need it, since importing TensorFlow takes many seconds.
"""


def build_model(n_features):
    """Specify the network 25-15-1.

    Parameters
    ----------
    n_features : int

    Returns
    -------
    keras.Sequential
        Three dense layers with sigmoid activation, the last of them with one unit.
    """
    from keras import Input, Sequential
    from keras.layers import Dense

    return Sequential(
        [
            Input((n_features,)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


def compile_model(model):
    """Say what is minimised, and how.

    Parameters
    ----------
    model : keras.Model
        Gives probabilities. It is compiled in place.

    Returns
    -------
    keras.Model
        The same model.
    """
    from keras.losses import BinaryCrossentropy
    from keras.optimizers import Adam

    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))
    return model


def fit_model(model, X, Y):
    """Train for 30 epochs in batches of 16.

    Parameters
    ----------
    model : keras.Model
        Compiled. Its weights are changed.
    X : ndarray, shape (m, n)
    Y : ndarray, shape (m, 1)

    Returns
    -------
    keras.callbacks.History
        Its `history["loss"]` holds the mean loss of each epoch.
    """
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


def params_from_keras(model):
    """Give the parameters of a network of dense layers in the form of lesson 2.

    Parameters
    ----------
    model : keras.Model

    Returns
    -------
    list of (W, b)
        W of shape (n_in, n_out), b of shape (n_out,).
    """
    weights = model.get_weights()  # W1, b1, W2, b2, ...
    return list(zip(weights[0::2], weights[1::2], strict=True))


def build_student_model():
    """Train a network to tell who passes, from the hours as they are.

    Returns
    -------
    keras.Sequential
        Takes hours studied and slept, (m, 2), and gives the probability of passing, (m, 1).
    """
    from keras import Input, Sequential, utils
    from keras.layers import Dense, Normalization
    from keras.losses import BinaryCrossentropy
    from keras.optimizers import Adam

    from course_utils.data import load_student_hours

    utils.set_random_seed(1)  # the same start each time
    X, y = load_student_hours()  # (12, 2), (12,)
    scale = Normalization()
    scale.adapt(X)  # keeps the mean and the variance of each column
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model
