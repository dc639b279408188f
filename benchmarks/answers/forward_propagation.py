# %% dense_loop: right: comprehension over the columns, with zip
def dense_loop(a_in, W, b, g):
    return np.array([g(w_j @ a_in + b_j) for w_j, b_j in zip(W.T, b)])


# %% dense_loop: right: two loops and an accumulator
def dense_loop(a_in, W, b, g):
    n_in, n_out = W.shape
    a_out = np.zeros(n_out)
    for j in range(n_out):
        z = b[j]
        for i in range(n_in):
            z = z + W[i, j] * a_in[i]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: right: fills z in the loop and applies g to all at the end
def dense_loop(a_in, W, b, g):
    """Compute one layer for one example, unit by unit."""
    z = np.empty_like(b, dtype=float)
    for unit, bias in enumerate(b):
        z[unit] = np.sum(a_in * W[:, unit]) + bias
    return g(z)


# %% dense_loop: wrong: takes rows of W in place of columns
# at: w = W[j]
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        w = W[j]
        a_out[j] = g(np.dot(w, a_in) + b[j])
    return a_out


# %% dense_loop: wrong: runs over the inputs, not over the units
# at: W.shape[0]
def dense_loop(a_in, W, b, g):
    units = W.shape[0]
    a_out = np.zeros(units)
    for j in range(units):
        w = W[:, j]
        z = np.dot(w, a_in) + b[j]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: the activation is not applied
# at: a_out[j] = z
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out[j] = z
    return a_out


# %% dense_loop: wrong: always the sigmoid, whatever g is
# at: a_out[j] = sigmoid(z)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        w = W[:, j]
        z = np.dot(w, a_in) + b[j]
        a_out[j] = sigmoid(z)
    return a_out


# %% dense_loop: wrong: the bias is missing
# at: np.dot(W[:, j], a_in)
def dense_loop(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = np.dot(W[:, j], a_in)
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: the bias stands outside of the activation
# at: g(np.dot(W[:, j], a_in)) + b[j]
def dense_loop(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in)) + b[j]
    return a_out


# %% dense_loop: wrong: the whole bias array for every unit
# at: + b
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = W[:, j] @ a_in + b
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: returns after the first unit
# at: return a_out
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out[j] = g(z)
        return a_out


# %% dense_loop: wrong: the last unit is left out
# at: range(units - 1)
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units - 1):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: elementwise product is not summed up
# at: W[:, j] * a_in
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        z = W[:, j] * a_in + b[j]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: the output of one unit goes into the next
# at: a_in * 0
def dense_loop(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        a_out[j] = g(W[:, j] @ a_in + b[j])
        a_in = a_in * 0 + a_out[j]
    return a_out


# %% dense_loop: wrong: the number of units is fixed at three
# at: range(3)
def dense_loop(a_in, W, b, g):
    a_out = np.zeros(len(b))
    for j in range(3):
        a_out[j] = g(np.dot(a_in, W[:, j]) + b[j])
    return a_out


# %% dense_loop: wrong: place for as many results as inputs
# at: np.zeros(len(a_in))
def dense_loop(a_in, W, b, g):
    a_out = np.zeros(len(a_in))
    for j in range(W.shape[1]):
        a_out[j] = g(a_in @ W[:, j] + b[j])
    return a_out


# %% dense_loop: wrong: results are made whole numbers
# at: dtype=int
def dense_loop(a_in, W, b, g):
    n = W.shape[1]
    a_out = np.zeros(n, dtype=int)
    for j in range(n):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: no bias and no activation
# at: np.dot(W[:, j], a_in)
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        a_out[j] = np.dot(W[:, j], a_in)
    return a_out


# %% dense_loop: wrong: gives the last unit only, as a number
# at: a_out = g(z)
def dense_loop(a_in, W, b, g):
    for j in range(W.shape[1]):
        z = np.dot(W[:, j], a_in) + b[j]
        a_out = g(z)
    return a_out


# %% dense_loop: wrong: adds up over the units, z is not begun anew
# at: z = 0.0
def dense_loop(a_in, W, b, g):
    n_in, n_out = W.shape
    a_out = np.zeros(n_out)
    z = 0.0
    for j in range(n_out):
        for i in range(n_in):
            z += a_in[i] * W[i, j]
        z += b[j]
        a_out[j] = g(z)
    return a_out


# %% dense_loop: wrong: the activation acts before the sum
# at: z += g(a_in[i] * W[i, j])
def dense_loop(a_in, W, b, g):
    n_in, n_out = W.shape
    a_out = []
    for j in range(n_out):
        z = b[j]
        for i in range(n_in):
            z += g(a_in[i] * W[i, j])
        a_out.append(z)
    return np.array(a_out)


# %% dense: right: einsum and a named intermediate
def dense(A_in, W, b, g):
    weighted_sum: np.ndarray = np.einsum("mi,io->mo", A_in, W)
    return g(weighted_sum + b[np.newaxis, :])


# %% dense: right: unit by unit, every column for all examples
def dense(A_in, W, b, g):
    m = A_in.shape[0]
    Z = np.zeros((m, W.shape[1]))
    for j in range(W.shape[1]):
        Z[:, j] = A_in.dot(W[:, j]) + b[j]
    return g(Z)


# %% dense: right: everything turned over, and back at the end
def dense(A_in, W, b, g):
    Zt = np.matmul(W.T, A_in.T) + b.reshape(-1, 1)
    return g(Zt).T


# %% dense: wrong: W is transposed
# at: W.T
def dense(A_in, W, b, g):
    Z = A_in @ W.T + b
    return g(Z)


# %% dense: wrong: factors in the wrong order
# at: np.dot(W, A_in)
def dense(A_in, W, b, g):
    return g(np.dot(W, A_in) + b)


# %% dense: wrong: star for the matrix product
# at: A_in * W
def dense(A_in, W, b, g):
    Z = A_in * W + b
    return g(Z)


# %% dense: wrong: the bias is missing
# at: g(A_in @ W)
def dense(A_in, W, b, g):
    return g(A_in @ W)


# %% dense: wrong: the bias is added after the activation
# at: g(A_in @ W) + b
def dense(A_in, W, b, g):
    A_out = g(A_in @ W) + b
    return A_out


# %% dense: wrong: the bias is made a column
# at: b.reshape(-1, 1)
def dense(A_in, W, b, g):
    Z = np.matmul(A_in, W) + b.reshape(-1, 1)
    return g(Z)


# %% dense: wrong: no activation
# at: return Z
def dense(A_in, W, b, g):
    Z = A_in @ W + b
    return Z


# %% dense: wrong: always the sigmoid
# at: 1 / (1 + np.exp(-Z))
def dense(A_in, W, b, g):
    Z = A_in @ W + b
    A = 1 / (1 + np.exp(-Z))
    return A


# %% dense: wrong: gives back the function g and not its value
# at: return g
def dense(A_in, W, b, g):
    Z = A_in @ W + b
    return g


# %% dense: wrong: all biases are added up into one
# at: np.sum(b)
def dense(A_in, W, b, g):
    Z = np.matmul(A_in, W) + np.sum(b)
    return g(Z)


# %% dense: wrong: returns examples as columns
# at: W.T @ A_in.T
def dense(A_in, W, b, g):
    Z = W.T @ A_in.T + b[:, None]
    return g(Z)


# %% dense: wrong: gives Z along with A
# at: return A, Z
def dense(A_in, W, b, g):
    Z = A_in @ W + b
    A = g(Z)
    return A, Z


# %% dense: wrong: the activation is applied twice
# at: return g(A)
def dense(A_in, W, b, g):
    A = g(A_in @ W + b)
    return g(A)


# %% dense: wrong: only the first example goes through
# at: A_in[0]
def dense(A_in, W, b, g):
    m = len(A_in)
    n_out = len(b)
    A_out = np.zeros((m, n_out))
    for i in range(m):
        A_out[i] = g(A_in[0] @ W + b)
    return A_out


# %% dense: wrong: bias subtracted and no activation
# at: A_in @ W - b
# at: return Z
def dense(A_in, W, b, g):
    Z = A_in @ W - b
    return Z


# %% dense: wrong: a name of the previous exercise that does not exist here
# at: a_in @ W
def dense(A_in, W, b, g):
    return g(a_in @ W + b)


# %% dense: wrong: table has its sizes the wrong way round
# at: np.zeros((n_out, m))
def dense(A_in, W, b, g):
    m, n_out = A_in.shape[0], W.shape[1]
    Z = np.zeros((n_out, m))
    for i in range(m):
        for j in range(n_out):
            Z[i, j] = np.dot(A_in[i], W[:, j]) + b[j]
    return g(Z)


# %% forward: right: by index, reading the last element of the cache
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    cache = [X]
    L = len(params)
    for l in range(L):
        W = params[l][0]
        b = params[l][1]
        cache.append(dense(cache[l], W, b, sigmoid))
    return cache[-1], cache


# %% forward: right: recursion over the layers
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    Z = np.matmul(A_in, W) + b
    A = g(Z)
    return A


def forward(X, params):
    if not params:
        return X, [X]
    (W, b), *rest = params
    A = dense(X, W, b, sigmoid)
    A_out, cache = forward(A, rest)
    return A_out, [X] + cache


# %% forward: right: everything written out, cache filled by place
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def forward(X, params):
    """Send examples through all layers of a network of sigmoid units."""
    cache = [None for _ in range(len(params) + 1)]
    cache[0] = X
    for k, layer in enumerate(params, start=1):
        weights, biases = layer
        cache[k] = sigmoid(np.dot(cache[k - 1], weights) + biases)
        # print(k, cache[k].shape)
    A_out = cache[len(params)]
    return A_out, cache


# %% forward: right: accumulate does the walking
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    from itertools import accumulate

    cache = list(accumulate(params, lambda A, layer: dense(A, *layer, sigmoid), initial=X))
    return cache[-1], cache


# %% forward: wrong: the inputs are not in the cache
# at: cache = []
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = []
    for W, b in params:
        A = dense(A, W, b, sigmoid)
        cache.append(A)
    return A, cache


# %% forward: wrong: the output is not in the cache
# at: cache.append(A)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = []
    for W, b in params:
        cache.append(A)
        A = dense(A, W, b, sigmoid)
    return A, cache


# %% forward: wrong: every layer looks at X
# at: dense(X, W, b, sigmoid)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    cache = [X]
    for W, b in params:
        A = dense(X, W, b, sigmoid)
        cache.append(A)
    return A, cache


# %% forward: wrong: results in the wrong order
# at: return cache, A
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = [A]
    for W, b in params:
        A = dense(A, W, b, sigmoid)
        cache.append(A)
    return cache, A


# %% forward: wrong: only the output is returned
# at: return A
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dense(X, W, b, act):
    return act(X @ W + b)


def forward(X, params):
    A = X
    cache = [A]
    for W, b in params:
        A = dense(A, W, b, sigmoid)
        cache += [A]
    return A


# %% forward: wrong: the cache holds Z and not A
# at: cache.append(Z)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    A = X
    cache = [X]
    for W, b in params:
        Z = A @ W + b
        A = sigmoid(Z)
        cache.append(Z)
    return A, cache


# %% forward: wrong: exactly three layers
# at: (W1, b1), (W2, b2), (W3, b3) = params
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    (W1, b1), (W2, b2), (W3, b3) = params
    A1 = dense(X, W1, b1, sigmoid)
    A2 = dense(A1, W2, b2, sigmoid)
    A3 = dense(A2, W3, b3, sigmoid)
    return A3, [X, A1, A2, A3]


# %% forward: wrong: the last layer has no sigmoid
# at: cache[-1] @ W + b
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    cache = [X]
    for W, b in params[:-1]:
        cache.append(dense(cache[-1], W, b, sigmoid))
    W, b = params[-1]
    A_out = cache[-1] @ W + b
    cache.append(A_out)
    return A_out, cache


# %% forward: wrong: layers from last to first
# at: reversed(params)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = [A]
    for W, b in reversed(params):
        A = dense(A, W, b, sigmoid)
        cache.append(A)
    return A, cache


# %% forward: wrong: the last layer is left out
# at: range(len(params) - 1)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    Z = np.matmul(A_in, W) + b
    A = g(Z)
    return A


def forward(X, params):
    A = X
    cache = [A]
    for k in range(len(params) - 1):
        W, b = params[k]
        A = dense(A, W, b, sigmoid)
        cache.append(A)
    return A, cache


# %% forward: wrong: the whole cache list goes into a layer
# at: dense(cache, W, b, sigmoid)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    cache = [X]
    for W, b in params:
        A = dense(cache, W, b, sigmoid)
        cache.append(A)
    return A, cache


# %% forward: wrong: one and the same array is filled again and again
# at: A[...]
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    A = X.copy()
    cache = [A]
    for W, b in params:
        A[...] = sigmoid(A @ W + b)
        cache.append(A)
    return A, cache


# %% forward: wrong: the sigmoid is called too early
# at: sigmoid()
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = [A]
    for W, b in params:
        A = dense(A, W, b, sigmoid())
        cache.append(A)
    return A, cache


# %% forward: wrong: the return stands in the loop
# at: return A, cache
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    cache = [A]
    for W, b in params:
        A = dense(A, W, b, sigmoid)
        cache.append(A)
        return A, cache


# %% forward: wrong: relu in the hidden layers
# at: np.maximum(0, Z)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    A = X
    cache = [A]
    for k, (W, b) in enumerate(params):
        Z = A @ W + b
        if k < len(params) - 1:
            A = np.maximum(0, Z)
        else:
            A = sigmoid(Z)
        cache.append(A)
    return A, cache


# %% forward: wrong: the bias is missing, and the cache lacks X
# at: cache = []
# at: A @ W
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    A = X
    cache = []
    for W, b in params:
        A = sigmoid(A @ W)
        cache.append(A)
    return A, cache


# %% forward: wrong: results exchanged, and the cache lacks the output
# at: cache.append(A)
# at: return cache, A
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    cache = []
    A = X
    for W, b in params:
        cache.append(A)
        A = dense(A, W, b, sigmoid)
    return cache, A


# %% forward: wrong: the cache is a tuple of which only the newest is kept
# at: cache = [A]
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def dense(A_in, W, b, g):
    return g(A_in @ W + b)


def forward(X, params):
    A = X
    for W, b in params:
        A = dense(A, W, b, sigmoid)
        cache = [A]
    return A, cache


# %% count_parameters: right: zip of the list with itself, moved by one
def count_parameters(layer_sizes):
    return sum((n_in + 1) * n_out for n_in, n_out in zip(layer_sizes, layer_sizes[1:]))


# %% count_parameters: right: a while loop that remembers the previous size
def count_parameters(layer_sizes: list) -> int:
    weights = 0
    biases = 0
    k = 0
    while k + 1 < len(layer_sizes):
        weights = weights + layer_sizes[k] * layer_sizes[k + 1]
        biases = biases + layer_sizes[k + 1]
        k = k + 1
    return weights + biases


# %% count_parameters: right: builds the arrays and asks for their size
def count_parameters(layer_sizes):
    total = 0
    previous = layer_sizes[0]
    for n in layer_sizes[1:]:
        W, b = np.zeros((previous, n)), np.zeros(n)
        total += W.size + b.size
        previous = n
    return total


# %% count_parameters: wrong: the biases are missing
# at: layer_sizes[k] * layer_sizes[k + 1]
def count_parameters(layer_sizes):
    total = 0
    for k in range(len(layer_sizes) - 1):
        total += layer_sizes[k] * layer_sizes[k + 1]
    return total


# %% count_parameters: wrong: a bias for each input in place of each unit
# at: n_in * n_out + n_in
def count_parameters(layer_sizes):
    total = 0
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        total += n_in * n_out + n_in
    return total


# %% count_parameters: wrong: one bias for each layer
# at: + 1
def count_parameters(layer_sizes):
    count = 0
    for i in range(1, len(layer_sizes)):
        count += layer_sizes[i - 1] * layer_sizes[i] + 1
    return count


# %% count_parameters: wrong: biases for the inputs as well
# at: sum(layer_sizes)
def count_parameters(layer_sizes):
    weights = sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))
    biases = sum(layer_sizes)
    return weights + biases


# %% count_parameters: wrong: the index runs past the end
# at: range(len(layer_sizes))
def count_parameters(layer_sizes):
    total = 0
    for k in range(len(layer_sizes)):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total


# %% count_parameters: wrong: begins at 0, so the last layer is the one before the first
# at: range(len(layer_sizes))
def count_parameters(layer_sizes):
    total = 0
    for k in range(len(layer_sizes)):
        total += layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k]
    return total


# %% count_parameters: wrong: the last layer is left out
# at: len(layer_sizes) - 1
def count_parameters(layer_sizes):
    total = 0
    for k in range(1, len(layer_sizes) - 1):
        total += layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k]
    return total


# %% count_parameters: wrong: sets in place of adding
# at: total = n_in * n_out + n_out
def count_parameters(layer_sizes):
    total = 0
    for k in range(1, len(layer_sizes)):
        n_in, n_out = layer_sizes[k - 1], layer_sizes[k]
        total = n_in * n_out + n_out
    return total


# %% count_parameters: wrong: only three layers
# at: a, b, c, d = layer_sizes
def count_parameters(layer_sizes):
    a, b, c, d = layer_sizes
    return a * b + b + b * c + c + c * d + d


# %% count_parameters: wrong: a list of counts in place of their sum
# at: return counts
def count_parameters(layer_sizes):
    counts = []
    for k in range(1, len(layer_sizes)):
        counts.append(layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k])
    return counts


# %% count_parameters: wrong: sizes added in place of multiplied, and the first layer left out
# at: range(2, len(layer_sizes))
# at: n_in + n_out + n_out
def count_parameters(layer_sizes):
    total = 0
    for k in range(2, len(layer_sizes)):
        n_in, n_out = layer_sizes[k - 1], layer_sizes[k]
        total += n_in + n_out + n_out
    return total


# %% count_parameters: wrong: empties the list that was handed in
# at: layer_sizes.pop(0)
def count_parameters(layer_sizes):
    total = 0
    n_in = layer_sizes.pop(0)
    for n_out in layer_sizes:
        total += n_in * n_out + n_out
        n_in = n_out
    return total


# %% count_parameters: wrong: multiplies the products of all layers
# at: total *=
def count_parameters(layer_sizes):
    total = 1
    for k in range(1, len(layer_sizes)):
        total *= layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k]
    return total


# %% count_parameters: wrong: a return inside the loop
# at: return total
def count_parameters(layer_sizes):
    total = 0
    for n_in, n_out in zip(layer_sizes, layer_sizes[1:]):
        total += n_in * n_out + n_out
        return total


# %% count_parameters: wrong: the size of the layer before is never moved on
# at: n_in = layer_sizes[0]
def count_parameters(layer_sizes):
    n_in = layer_sizes[0]
    total = 0
    for n_out in layer_sizes[1:]:
        total += (n_in + 1) * n_out
    return total


# %% count_parameters: wrong: prints the number
# at: print(
def count_parameters(layer_sizes):
    total = 0
    for k in range(1, len(layer_sizes)):
        total += layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k]
    print("total:", total)


# %% count_parameters: wrong: calls the list like a function
# at: layer_sizes(k)
def count_parameters(layer_sizes):
    total = 0
    for k in range(1, len(layer_sizes)):
        total += layer_sizes[k - 1] * layer_sizes(k) + layer_sizes[k]
    return total
