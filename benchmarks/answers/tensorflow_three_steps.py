# %% build_model: right: layers added one by one
def build_model(n_features):
    model = Sequential(name="digits")
    model.add(Input(shape=(n_features,)))
    for units in [25, 15, 1]:
        model.add(Dense(units, activation="sigmoid"))
    return model


# %% build_model: right: functional style
def build_model(n_features):
    """Specify the network 25-15-1."""
    inputs = keras.Input(shape=(n_features,))
    x = keras.layers.Dense(25, activation=keras.activations.sigmoid)(inputs)
    x = keras.layers.Dense(15, activation=keras.activations.sigmoid)(x)
    outputs = keras.layers.Dense(1, activation=keras.activations.sigmoid)(x)
    return keras.Model(inputs=inputs, outputs=outputs)


# %% build_model: right: activations by position, through tf.keras
def build_model(n_features):
    layers = [Input((n_features,))] + [tf.keras.layers.Dense(u, "sigmoid") for u in (25, 15, 1)]
    model = tf.keras.Sequential(layers)
    # model.summary()
    return model


# %% build_model: wrong: no Input, so there are no weights
# at: Sequential([
def build_model(n_features):
    model = Sequential([
        Dense(25, activation="sigmoid"),
        Dense(15, activation="sigmoid"),
        Dense(1, activation="sigmoid"),
    ])
    return model


# %% build_model: wrong: the model is not returned
# at: model = Sequential(
def build_model(n_features):
    model = Sequential(
        [
            Input((n_features,)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: a number in parentheses is no tuple
# at: Input((n_features))
def build_model(n_features):
    return Sequential(
        [
            Input((n_features)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: always 64 features
# at: Input((64,))
def build_model(n_features):
    return Sequential(
        [
            Input((64,)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: relu in the hidden layers
# at: Dense(25, activation="relu")
# at: Dense(15, activation="relu")
def build_model(n_features):
    model = Sequential()
    model.add(Input((n_features,)))
    model.add(Dense(25, activation="relu"))
    model.add(Dense(15, activation="relu"))
    model.add(Dense(1, activation="sigmoid"))
    return model


# %% build_model: wrong: the last layer has no activation
# at: Dense(1)
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1),
        ]
    )


# %% build_model: wrong: no activation in the hidden layers
# at: Dense(25)
# at: Dense(15)
def build_model(n_features):
    return Sequential([
        Input((n_features,)),
        Dense(25),
        Dense(15),
        Dense(1, activation="sigmoid"),
    ])


# %% build_model: wrong: softmax on a single unit, which always says 1
# at: "softmax"
def build_model(n_features):
    return Sequential([
        Input((n_features,)),
        Dense(25, activation="sigmoid"),
        Dense(15, activation="sigmoid"),
        Dense(1, activation="softmax"),
    ])


# %% build_model: wrong: the two hidden layers exchanged
# at: Dense(15, activation="sigmoid")
# at: Dense(25, activation="sigmoid")
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(15, activation="sigmoid"),
            Dense(25, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: the middle layer is missing
# at: Dense(25, activation="sigmoid")
def build_model(n_features):
    return Sequential([Input((n_features,)),
                       Dense(25, activation="sigmoid"),
                       Dense(1, activation="sigmoid")])


# %% build_model: wrong: two outputs, one for each class
# at: Dense(2, activation="sigmoid")
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(2, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: a layer too many, with as many units as features
# at: Dense(n_features, activation="sigmoid")
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(n_features, activation="sigmoid"),
            Dense(25, activation="sigmoid"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: layers handed over without a list
# at: return Sequential(
def build_model(n_features):
    return Sequential(
        Input((n_features,)),
        Dense(25, activation="sigmoid"),
        Dense(15, activation="sigmoid"),
        Dense(1, activation="sigmoid"),
    )


# %% build_model: wrong: keeps what add returns, which is nothing
# at: model = model.add(Input(
def build_model(n_features):
    model = Sequential()
    model = model.add(Input((n_features,)))
    model = model.add(Dense(25, activation="sigmoid"))
    model = model.add(Dense(15, activation="sigmoid"))
    model = model.add(Dense(1, activation="sigmoid"))
    return model


# %% build_model: wrong: NumPy's sigmoid for the activation
# at: Dense(25, activation=sigmoid)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def build_model(n_features):
    model = Sequential([Input((n_features,))])
    model.add(Dense(25, activation=sigmoid))
    model.add(Dense(15, activation="sigmoid"))
    model.add(Dense(1, activation="sigmoid"))
    return model


# %% build_model: wrong: activation in capitals, which Keras doesn't know
# at: Dense(25, activation="SIGMOID")
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(25, activation="SIGMOID"),
            Dense(15, activation="sigmoid"),
            Dense(1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: the layers as a list, not as a model
# at: return layers
def build_model(n_features):
    layers = [
        Input((n_features,)),
        Dense(25, activation="sigmoid"),
        Dense(15, activation="sigmoid"),
        Dense(1, activation="sigmoid"),
    ]
    return layers


# %% build_model: wrong: tanh for a sigmoid, and no activation at the output
# at: Dense(25, activation="tanh")
# at: Dense(1)
def build_model(n_features):
    model = Sequential([Input((n_features,)), Dense(25, activation="tanh")])
    model.add(Dense(15, activation="sigmoid"))
    model.add(Dense(1))
    return model


# %% build_model: wrong: an unknown name of an option
# at: activations="sigmoid"
def build_model(n_features):
    return Sequential(
        [
            Input((n_features,)),
            Dense(units=25, activation="sigmoid"),
            Dense(units=15, activations="sigmoid"),
            Dense(units=1, activation="sigmoid"),
        ]
    )


# %% build_model: wrong: the biases are switched off
# at: use_bias=False
def build_model(n_features):
    model = Sequential()
    model.add(Input((n_features,)))
    for units in (25, 15, 1):
        model.add(Dense(units, activation="sigmoid", use_bias=False))
    return model


# %% compile_model: right: loss by its name, metric watched
def compile_model(model):
    opt = keras.optimizers.Adam(learning_rate=1e-2)
    model.compile(optimizer=opt, loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% compile_model: right: learning rate by position and set on a variable first
def compile_model(model):
    """Say what is minimised, and how."""
    learning_rate = 0.01
    loss_fn = BinaryCrossentropy(from_logits=False)
    model.compile(Adam(learning_rate), loss_fn)
    return model


# %% compile_model: right: the loss function of Keras, rate set afterwards
def compile_model(model):
    model.compile(loss=keras.losses.binary_crossentropy, optimizer="adam")
    model.optimizer.learning_rate = 0.01
    return model


# %% compile_model: wrong: returns what compile returns, nothing
# at: return model.compile(
def compile_model(model):
    return model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))


# %% compile_model: wrong: the return is missing
# at: model.compile(
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))


# %% compile_model: wrong: Adam by its name, so with its own learning rate
# at: optimizer="adam"
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer="adam")
    return model


# %% compile_model: wrong: Adam with its own learning rate of 0.001
# at: Adam()
def compile_model(model):
    model.compile(
        loss=BinaryCrossentropy(),
        optimizer=Adam(),
    )
    return model


# %% compile_model: wrong: no optimizer named
# at: model.compile(
def compile_model(model):
    model.compile(loss=BinaryCrossentropy())
    return model


# %% compile_model: wrong: plain gradient descent
# at: SGD(learning_rate=0.01)
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=SGD(learning_rate=0.01))
    return model


# %% compile_model: wrong: the squared error
# at: MeanSquaredError()
def compile_model(model):
    model.compile(loss=MeanSquaredError(), optimizer=Adam(learning_rate=0.01))
    return model


# %% compile_model: wrong: the learning rate is ten times too large
# at: learning_rate=0.1
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    return model


# %% compile_model: wrong: probabilities taken for logits
# at: from_logits=True
def compile_model(model):
    loss = BinaryCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer=Adam(learning_rate=0.01))
    return model


# %% compile_model: wrong: the loss for many classes
# at: "categorical_crossentropy"
def compile_model(model):
    model.compile(loss="categorical_crossentropy", optimizer=Adam(learning_rate=0.01))
    return model


# %% compile_model: wrong: the option is called lr no longer
# at: Adam(lr=0.01)
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(lr=0.01))
    return model


# %% compile_model: wrong: loss and optimizer by position in the wrong order
# at: model.compile(BinaryCrossentropy(), Adam(0.01))
def compile_model(model):
    model.compile(BinaryCrossentropy(), Adam(0.01))
    return model


# %% compile_model: wrong: Adam without parentheses is a class
# at: optimizer=Adam)
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam)
    return model


# %% compile_model: wrong: a call in quotes is no name of a loss
# at: "BinaryCrossentropy()"
def compile_model(model):
    model.compile(loss="BinaryCrossentropy()", optimizer=Adam(learning_rate=0.01))
    return model


# %% compile_model: wrong: compiles a model of its own and not the one handed in
# at: new_model = Sequential(
def compile_model(model):
    new_model = Sequential(
        [Input((64,)), Dense(25, "sigmoid"), Dense(15, "sigmoid"), Dense(1, "sigmoid")]
    )
    new_model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))
    return new_model


# %% compile_model: wrong: squared error and no learning rate given
# at: loss="mse"
# at: optimizer="adam"
def compile_model(model):
    model.compile(
        loss="mse",
        optimizer="adam",
    )
    return model


# %% compile_model: wrong: loss for logits and plain gradient descent
# at: from_logits=True
# at: optimizer = SGD(
def compile_model(model):
    loss = BinaryCrossentropy(from_logits=True)
    optimizer = SGD(0.01)
    model.compile(optimizer=optimizer, loss=loss)
    return model


# %% compile_model: wrong: a second compile wipes out the first
# at: model.compile(metrics=["accuracy"])
def compile_model(model):
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.01))
    model.compile(metrics=["accuracy"])
    return model


# %% compile_model: wrong: notes loss and optimizer without compiling
# at: model.loss =
def compile_model(model):
    model.loss = BinaryCrossentropy()
    model.optimizer = Adam(learning_rate=0.01)
    return model


# %% compile_model: wrong: returns a pair
# at: return model, loss
def compile_model(model):
    loss = BinaryCrossentropy()
    model.compile(loss=loss, optimizer=Adam(learning_rate=0.01))
    return model, loss


# %% fit_model: right: everything by position
def fit_model(model, X, Y):
    return model.fit(X, Y, 16, 30, 0)


# %% fit_model: right: keywords in another order, kept in a name
def fit_model(model, X, Y):
    history = model.fit(x=X, y=Y, verbose=False, batch_size=16, epochs=30)
    print("last loss:", history.history["loss"][-1])
    return history


# %% fit_model: right: options as a dictionary
def fit_model(model, X, Y):
    settings = dict(epochs=30, batch_size=16, verbose=0)
    h = model.fit(X, Y, **settings)
    return h


# %% fit_model: wrong: epochs and batch size exchanged
# at: epochs=16, batch_size=30
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=16, batch_size=30, verbose=0)


# %% fit_model: wrong: by position in the wrong order
# at: model.fit(X, Y, 30, 16, verbose=0)
def fit_model(model, X, Y):
    return model.fit(X, Y, 30, 16, verbose=0)


# %% fit_model: wrong: no batch size, so 32
# at: model.fit(
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, verbose=0)


# %% fit_model: wrong: no number of epochs, so one
# at: model.fit(
def fit_model(model, X, Y):
    return model.fit(X, Y, batch_size=16, verbose=0)


# %% fit_model: wrong: all examples in one batch
# at: batch_size=len(X)
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size=len(X), verbose=0)


# %% fit_model: wrong: gives the model back
# at: return model
def fit_model(model, X, Y):
    trained = model
    trained.fit(X, Y, epochs=30, batch_size=16, verbose=0)
    return model


# %% fit_model: wrong: nothing is returned
# at: model.fit(
def fit_model(model, X, Y):
    model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


# %% fit_model: wrong: the dictionary in place of the History
# at: return result.history
def fit_model(model, X, Y):
    result = model.fit(X, Y, epochs=30, batch_size=16, verbose=0)
    return result.history


# %% fit_model: wrong: the list of losses in place of the History
# at: .history["loss"]
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0).history["loss"]


# %% fit_model: wrong: fit thirty times, only the last one's History comes back
# at: epochs=1
def fit_model(model, X, Y):
    for epoch in range(30):
        history = model.fit(X, Y, epochs=1, batch_size=16, verbose=0)
    return history


# %% fit_model: wrong: trains on the images of the notebook
# at: model.fit(X_train, Y_train
def fit_model(model, X, Y):
    return model.fit(X_train, Y_train, epochs=30, batch_size=16, verbose=0)


# %% fit_model: wrong: the option is called epochs
# at: epoch=30
def fit_model(model, X, Y):
    return model.fit(X, Y, epoch=30, batch_size=16, verbose=0)


# %% fit_model: wrong: the labels first
# at: model.fit(Y, X
def fit_model(model, X, Y):
    return model.fit(Y, X, epochs=30, batch_size=16, verbose=0)


# %% fit_model: wrong: keeps a fifth of the examples back
# at: validation_split=0.2
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size=16, validation_split=0.2, verbose=0)


# %% fit_model: wrong: compiled anew with another optimizer
# at: optimizer="sgd"
def fit_model(model, X, Y):
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


# %% fit_model: wrong: one step in each epoch
# at: steps_per_epoch=1
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size=16, steps_per_epoch=1, verbose=0)


# %% fit_model: wrong: the method is not called
# at: return model.fit
def fit_model(model, X, Y):
    return model.fit


# %% fit_model: wrong: batch size as a text
# at: batch_size="16"
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size="16", verbose=0)


# %% fit_model: wrong: labels left out
# at: model.fit(X, epochs=30
def fit_model(model, X, Y):
    return model.fit(X, epochs=30, batch_size=16, verbose=0)


# %% fit_model: wrong: epochs exchanged with batch size, and nothing returned
# at: model.fit(X, Y, epochs=16, batch_size=30
def fit_model(model, X, Y):
    model.fit(X, Y, epochs=16, batch_size=30, verbose=0)


# %% fit_model: wrong: three epochs, and the losses in place of the History
# at: epochs=3,
# at: return h.history["loss"]
def fit_model(model, X, Y):
    h = model.fit(X, Y, epochs=3, batch_size=16, verbose=0)
    return h.history["loss"]


# %% fit_model: wrong: trained twice in a row
# at: return model.fit(
def fit_model(model, X, Y):
    history = model.fit(X, Y, epochs=30, batch_size=16, verbose=0)
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0)


# %% params_from_keras: right: layer by layer
def params_from_keras(model):
    params = []
    for layer in model.layers:
        if isinstance(layer, Dense):
            W, b = layer.get_weights()
            params.append((W, b))
    return params


# %% params_from_keras: right: one iterator, drawn from twice
def params_from_keras(model):
    it = iter(model.get_weights())
    return [(W, next(it)) for W in it]


# %% params_from_keras: right: by index, with step two
def params_from_keras(model):
    """Give the parameters of a network of dense layers in the form of lesson 2."""
    weights = model.get_weights()
    L = len(weights) // 2
    return [(weights[2 * k], weights[2 * k + 1]) for k in range(L)]


# %% params_from_keras: right: trainable variables turned into arrays
def params_from_keras(model):
    arrays = [v.numpy() for v in model.trainable_variables]
    out = []
    while arrays:
        W = arrays.pop(0)
        b = arrays.pop(0)
        out.append((W, b))
    return out


# %% params_from_keras: wrong: one flat list
# at: return model.get_weights()
def params_from_keras(model):
    return model.get_weights()


# %% params_from_keras: wrong: neighbours that overlap
# at: range(len(w) - 1)
def params_from_keras(model):
    w = model.get_weights()
    return [(w[i], w[i + 1]) for i in range(len(w) - 1)]


# %% params_from_keras: wrong: bias before weights
# at: (weights[k + 1], weights[k])
def params_from_keras(model):
    weights = model.get_weights()
    params = []
    for k in range(0, len(weights), 2):
        params.append((weights[k + 1], weights[k]))
    return params


# %% params_from_keras: wrong: the weights are transposed
# at: W.T
def params_from_keras(model):
    w = model.get_weights()
    return [(W.T, b) for W, b in zip(w[::2], w[1::2])]


# %% params_from_keras: wrong: first half with second half
# at: weights[:half], weights[half:]
def params_from_keras(model):
    weights = model.get_weights()
    half = len(weights) // 2
    return list(zip(weights[:half], weights[half:]))


# %% params_from_keras: wrong: gives a zip object, used up after one look
# at: return zip(
def params_from_keras(model):
    weights = model.get_weights()
    return zip(weights[0::2], weights[1::2])


# %% params_from_keras: wrong: exactly three layers
# at: W1, b1, W2, b2, W3, b3 =
def params_from_keras(model):
    W1, b1, W2, b2, W3, b3 = model.get_weights()
    return [(W1, b1), (W2, b2), (W3, b3)]


# %% params_from_keras: wrong: the last layer is missing
# at: len(weights) - 2
def params_from_keras(model):
    weights = model.get_weights()
    return [(weights[i], weights[i + 1]) for i in range(0, len(weights) - 2, 2)]


# %% params_from_keras: wrong: the layers from last to first
# at: reversed(model.layers)
def params_from_keras(model):
    params = []
    for layer in reversed(model.layers):
        W, b = layer.get_weights()
        params.append((W, b))
    return params


# %% params_from_keras: wrong: the method is not called
# at: model.get_weights
def params_from_keras(model):
    weights = model.get_weights
    return list(zip(weights[0::2], weights[1::2]))


# %% params_from_keras: wrong: a typing mistake in the name of the method
# at: model.get_weight()
def params_from_keras(model):
    weights = model.get_weight()
    return list(zip(weights[0::2], weights[1::2]))


# %% params_from_keras: wrong: a layer has no attribute W
# at: layer.W, layer.b
def params_from_keras(model):
    return [(layer.W, layer.b) for layer in model.layers]


# %% params_from_keras: wrong: runs past the end
# at: range(len(weights))
def params_from_keras(model):
    weights = model.get_weights()
    params = []
    for k in range(len(weights)):
        params.append((weights[2 * k], weights[2 * k + 1]))
    return params


# %% params_from_keras: wrong: variables of Keras in place of NumPy arrays
# at: (layer.kernel, layer.bias)
def params_from_keras(model):
    return [(layer.kernel, layer.bias) for layer in model.layers]


# %% params_from_keras: wrong: a dictionary
# at: params = {}
def params_from_keras(model):
    weights = model.get_weights()
    params = {}
    for k in range(len(weights) // 2):
        params[f"W{k + 1}"] = weights[2 * k]
        params[f"b{k + 1}"] = weights[2 * k + 1]
    return params


# %% params_from_keras: right: the bias becomes a row with two axes, which changes no result
def params_from_keras(model):
    params = []
    for layer in model.layers:
        W, b = layer.get_weights()
        params.append((W, b.reshape(1, -1)))
    return params


# %% params_from_keras: wrong: the bias order is turned round and the weights transposed
# at: (b, W.T)
def params_from_keras(model):
    w = model.get_weights()
    return [(b, W.T) for W, b in zip(w[0::2], w[1::2])]


# %% params_from_keras: wrong: returns after the first layer
# at: return params
def params_from_keras(model):
    params = []
    for layer in model.layers:
        W, b = layer.get_weights()
        params.append((W, b))
        return params


# %% params_from_keras: wrong: an odd start, so biases are paired with the next layer
# at: weights[1::2], weights[2::2]
def params_from_keras(model):
    weights = model.get_weights()
    return list(zip(weights[1::2], weights[2::2]))


# %% params_from_keras: wrong: makes one array of arrays of different shapes
# at: np.array(
def params_from_keras(model):
    weights = np.array(model.get_weights())
    return [(weights[i], weights[i + 1]) for i in range(0, len(weights), 2)]


# %% build_student_model: right: logistic regression, long enough
def build_student_model():
    keras.utils.set_random_seed(3)
    X, y = load_student_hours()
    norm = Normalization()
    norm.adapt(X)
    model = Sequential()
    model.add(Input((2,)))
    model.add(norm)
    model.add(Dense(1, activation="sigmoid"))
    model.compile(optimizer=Adam(0.2), loss="binary_crossentropy")
    model.fit(X, y, epochs=600, batch_size=12, verbose=0)
    return model


# %% build_student_model: right: mean and variance given by hand, tanh units
def build_student_model():
    """Train a network to tell who passes, from the hours as they are."""
    keras.utils.set_random_seed(0)
    hours, passed = load_student_hours()
    scale = Normalization(mean=hours.mean(axis=0), variance=hours.var(axis=0))
    net = Sequential([
        Input(shape=(2,)),
        scale,
        Dense(8, activation="tanh"),
        Dense(1, activation="sigmoid"),
    ])
    net.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.05))
    record = net.fit(hours, passed.reshape(-1, 1), epochs=400, batch_size=12, verbose=0)
    print("loss at the end:", record.history["loss"][-1])
    return net


# %% build_student_model: right: trained on scaled hours, the scaling then folded into the first layer
def build_student_model():
    keras.utils.set_random_seed(5)
    X, y = load_student_hours()
    mu, sigma = X.mean(axis=0), X.std(axis=0)
    model = Sequential([Input((2,)), Dense(6, activation="tanh"), Dense(1, activation="sigmoid")])
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.05))
    model.fit((X - mu) / sigma, y[:, None], epochs=400, batch_size=12, verbose=0)
    # (x - mu) / sigma @ W + b  =  x @ (W / sigma) + (b - mu / sigma @ W)
    W, b = model.layers[0].get_weights()
    model.layers[0].set_weights([W / sigma[:, None], b - (mu / sigma) @ W])
    return model


# %% build_student_model: wrong: as published, ten tiny steps on unscaled hours
# at: epochs=10
# at: optimizer="adam"
def build_student_model():
    keras.utils.set_random_seed(0)
    X, y = load_student_hours()
    model = Sequential([Input((2,)), Dense(5, activation="relu"), Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="adam")
    model.fit(X, y, epochs=10, verbose=0)
    return model


# %% build_student_model: wrong: scaled, but only ten epochs at the usual rate
# at: epochs=10
def build_student_model():
    keras.utils.set_random_seed(0)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam())
    model.fit(X, y[:, None], epochs=10, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: scaled outside, so the model does not take hours as they are
# at: X = (X - X.mean(axis=0)) / X.std(axis=0)
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    model = Sequential([Input((2,)), Dense(5, activation="tanh"), Dense(1, activation="sigmoid")])
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: never trained
# at: model.compile(
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    return model


# %% build_student_model: wrong: the History in place of the model
# at: return model.fit(
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    return model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)


# %% build_student_model: wrong: nothing is returned
# at: model.fit(
def build_student_model():
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)


# %% build_student_model: wrong: the labels are turned round
# at: 1 - y
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="tanh"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, (1 - y)[:, None], epochs=200, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: the hours are shuffled and the labels are not
# at: rng.shuffle(X)
def build_student_model():
    keras.utils.set_random_seed(1)
    rng = np.random.default_rng(0)
    X, y = load_student_hours()
    X = X.copy()
    rng.shuffle(X)
    scale = Normalization()
    scale.adapt(X)
    model = Sequential([Input((2,)), scale, Dense(1, activation="sigmoid")])
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: the output is a logit
# at: Dense(1)]
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential([Input((2,)), scale, Dense(5, activation="relu"), Dense(1)])
    model.compile(loss=BinaryCrossentropy(from_logits=True), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: relu at the output
# at: Dense(1, activation="relu")
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential([Input((2,)), scale])
    model.add(Dense(5, activation="relu"))
    model.add(Dense(1, activation="relu"))
    model.compile(loss="mse", optimizer=Adam(learning_rate=0.05))
    model.fit(X, y[:, None], epochs=300, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: softmax on one unit, so everybody passes
# at: activation="softmax"
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="softmax")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: two outputs
# at: Dense(2, activation="softmax")
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(2, activation="softmax")]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer=Adam(learning_rate=0.1))
    model.fit(X, y, epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: the learning rate is ten thousand times too small
# at: Adam(learning_rate=1e-5)
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="sigmoid"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=1e-5))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: trained before it was compiled
# at: model.fit(
def build_student_model():
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    return model


# %% build_student_model: wrong: puts the result of adapt into the model, which is nothing
# at: scale = Normalization().adapt(X)
def build_student_model():
    X, y = load_student_hours()
    scale = Normalization().adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: the class in place of a layer
# at: Normalization, Dense(
def build_student_model():
    X, y = load_student_hours()
    model = Sequential(
        [Input((2,)), Normalization, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: data that do not exist
# at: model.fit(X_students, y_students
def build_student_model():
    scale = Normalization()
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X_students, y_students, epochs=100, verbose=0)
    return model


# %% build_student_model: wrong: the data are not unpacked
# at: X = load_student_hours()
def build_student_model():
    X = load_student_hours()
    y = X[:, -1]
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: the model takes three inputs and gets two
# at: Input((3,))
def build_student_model():
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((3,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=100, batch_size=12, verbose=0)
    return model


# %% build_student_model: wrong: one model is trained, a fresh one is returned
# at: return make()
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)

    def make():
        return Sequential(
            [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
        )

    model = make()
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)
    return make()


# %% build_student_model: wrong: gives the probabilities in place of the model
# at: return model.predict(
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), scale, Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=Adam(learning_rate=0.1))
    model.fit(X, y[:, None], epochs=200, batch_size=12, verbose=0)
    return model.predict(X, verbose=0)


# %% build_student_model: wrong: the layer for scaling is made and left out of the model, few epochs
# at: [Input((2,)), Dense(5, activation="relu")
# at: epochs=5
def build_student_model():
    keras.utils.set_random_seed(1)
    X, y = load_student_hours()
    scale = Normalization()
    scale.adapt(X)
    model = Sequential(
        [Input((2,)), Dense(5, activation="relu"), Dense(1, activation="sigmoid")]
    )
    model.compile(loss=BinaryCrossentropy(), optimizer=SGD(learning_rate=0.01))
    model.fit(X, y[:, None], epochs=5, batch_size=12, verbose=0)
    return model
