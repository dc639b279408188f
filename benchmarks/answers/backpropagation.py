# %% sigmoid_backward: right: a minus its square
def sigmoid_backward(dA, A):
    return np.multiply(dA, A - A**2)


# %% sigmoid_backward: right: element by element in two loops
def sigmoid_backward(dA, A):
    m, n = A.shape
    dZ = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            a = A[i, j]
            dZ[i, j] = dA[i, j] * a * (1 - a)
    return dZ


# %% sigmoid_backward: wrong: the sigmoid is applied to A once more
# at: s = sigmoid(A)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_backward(dA, A):
    s = sigmoid(A)
    return dA * s * (1 - s)


# %% sigmoid_backward: wrong: the arriving slope is forgotten
# at: return A * (1 - A)
def sigmoid_backward(dA, A):
    return A * (1 - A)


# %% sigmoid_backward: wrong: the factor A is missing
# at: dA * (1 - A)
def sigmoid_backward(dA, A):
    return dA * (1 - A)


# %% sigmoid_backward: wrong: the slope of tanh
# at: 1 - A**2
def sigmoid_backward(dA, A):
    return dA * (1 - A**2)


# %% sigmoid_backward: wrong: no parentheses around 1 - A
# at: dA * A * 1 - A
def sigmoid_backward(dA, A):
    dZ = dA * A * 1 - A
    return dZ


# %% sigmoid_backward: wrong: matrix product for the product of elements
# at: dA @ (A * (1 - A)).T
def sigmoid_backward(dA, A):
    dZ = dA @ (A * (1 - A)).T
    return dZ


# %% sigmoid_backward: wrong: shapes do not fit a matrix product
# at: np.dot(
def sigmoid_backward(dA, A):
    dZ = np.dot(dA, A * (1 - A))
    return dZ


# %% sigmoid_backward: wrong: divides by the slope of the sigmoid
# at: dA / (A * (1 - A))
def sigmoid_backward(dA, A):
    return dA / (A * (1 - A))


# %% sigmoid_backward: wrong: overwrites dA
# at: dA *= A * (1 - A)
def sigmoid_backward(dA, A):
    dA *= A * (1 - A)
    return dA


# %% sigmoid_backward: wrong: dA and A have changed roles
# at: A * dA * (1 - dA)
def sigmoid_backward(dA, A):
    return A * dA * (1 - dA)


# %% sigmoid_backward: wrong: Z does not exist here
# at: sigmoid(Z)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_backward(dA, A):
    g = sigmoid(Z)
    return dA * g * (1 - g)


# %% output_delta: right: m by the shape, negative turned round
def output_delta(A_out, Y):
    m = A_out.shape[0]
    return -(Y - A_out) * (1.0 / m)


# %% output_delta: right: pair by pair, in a comprehension
def output_delta(A_out, Y):
    """Give the slope of the cost along the last layer's Z."""
    return np.array([(a - t) / len(Y) for a, t in zip(A_out, Y)])


# %% output_delta: edge: the long way through the slope of the loss, 0/0 at an output of 0 or 1
# at: np.divide(Y, A_out)
def output_delta(A_out, Y):
    m = Y.shape[0]
    dA = -(np.divide(Y, A_out) - np.divide(1 - Y, 1 - A_out))
    return dA * A_out * (1 - A_out) / m


# %% output_delta: edge: at an output of exactly 0 or 1 this is 0/0
# at: (A_out - Y) / (A_out * (1 - A_out))
def output_delta(A_out, Y):
    dA = (A_out - Y) / (A_out * (1 - A_out)) / len(Y)
    return dA * (A_out * (1 - A_out))


# %% output_delta: wrong: no division by m
# at: return A_out - Y
def output_delta(A_out, Y):
    return A_out - Y


# %% output_delta: wrong: label minus probability
# at: Y - A_out
def output_delta(A_out, Y):
    m = len(Y)
    return (Y - A_out) / m


# %% output_delta: wrong: the slope of the sigmoid is kept
# at: A_out * (1 - A_out)
def output_delta(A_out, Y):
    m = Y.shape[0]
    return (A_out - Y) * A_out * (1 - A_out) / m


# %% output_delta: wrong: the slope along A and not along Z
# at: (A_out - Y) / (A_out * (1 - A_out))
def output_delta(A_out, Y):
    return (A_out - Y) / (A_out * (1 - A_out)) / len(Y)


# %% output_delta: wrong: already averaged to one number
# at: np.mean(
def output_delta(A_out, Y):
    return np.mean(A_out - Y)


# %% output_delta: wrong: divides by the number of outputs, which is 1
# at: Y.shape[1]
def output_delta(A_out, Y):
    m = Y.shape[1]
    return (A_out - Y) / m


# %% output_delta: wrong: flattens the labels, so that a table comes out
# at: Y.ravel()
def output_delta(A_out, Y):
    return (A_out - Y.ravel()) / len(Y)


# %% output_delta: wrong: no parentheses around the difference
# at: A_out - Y / len(Y)
def output_delta(A_out, Y):
    return A_out - Y / len(Y)


# %% output_delta: wrong: factor 2 of a squared error
# at: 2 * (A_out - Y)
def output_delta(A_out, Y):
    m = len(A_out)
    dZ = 2 * (A_out - Y) / m
    return dZ


# %% output_delta: wrong: m does not exist
# at: / m
def output_delta(A_out, Y):
    return (A_out - Y) / m


# %% output_delta: wrong: the sign is turned and the division by m is missing
# at: Y - A_out
def output_delta(A_out, Y):
    dZ = Y - A_out
    return dZ


# %% output_delta: wrong: the absolute value of the difference
# at: np.abs(
def output_delta(A_out, Y):
    return np.abs(A_out - Y) / Y.shape[0]


# %% output_delta: wrong: calls the shape like a function
# at: Y.shape(0)
def output_delta(A_out, Y):
    m = Y.shape(0)
    return (A_out - Y) / m


# %% dense_backward: right: einsum for all three
def dense_backward(dZ, A_in, W):
    dA_in = np.einsum("eo,io->ei", dZ, W)
    dW = np.einsum("ei,eo->io", A_in, dZ)
    db = np.einsum("eo->o", dZ)
    return dA_in, dW, db


# %% dense_backward: right: example by example, with outer products
def dense_backward(dZ, A_in, W):
    dA_in = np.zeros(A_in.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(W.shape[1])
    for e in range(len(dZ)):
        dW += np.outer(A_in[e], dZ[e])
        db += dZ[e]
        dA_in[e] = W @ dZ[e]
    return dA_in, dW, db


# %% dense_backward: right: transposes of transposes and a product with ones
def dense_backward(dZ, A_in, W):
    """Pass a slope back through a layer's sums."""
    m = dZ.shape[0]
    db = np.ones(m).dot(dZ)
    dW = dZ.T.dot(A_in).T
    dA_in = W.dot(dZ.T).T
    return (dA_in, dW, db)


# %% dense_backward: wrong: W is not transposed
# at: dZ @ W
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W
    dW = A_in.T @ dZ
    db = np.sum(dZ, axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: A_in is not transposed
# at: A_in @ dZ
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in @ dZ
    db = np.sum(dZ, axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: dW comes out transposed
# at: dZ.T @ A_in
def dense_backward(dZ, A_in, W):
    dA_in = np.dot(dZ, W.T)
    dW = dZ.T @ A_in
    db = dZ.sum(axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: the bias summed over the units
# at: axis=1
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in.T @ dZ
    db = np.sum(dZ, axis=1)
    return dA_in, dW, db


# %% dense_backward: wrong: the bias summed over everything
# at: db = np.sum(dZ)
def dense_backward(dZ, A_in, W):
    dW = A_in.T @ dZ
    db = np.sum(dZ)
    dA_in = dZ @ W.T
    return dA_in, dW, db


# %% dense_backward: wrong: a mean for the bias
# at: dZ.mean(axis=0)
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in.T @ dZ
    db = dZ.mean(axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: divides by m once more, in dW and in db
# at: A_in.T @ dZ / m
# at: dZ.sum(axis=0) / m
def dense_backward(dZ, A_in, W):
    m = A_in.shape[0]
    dW = A_in.T @ dZ / m
    db = dZ.sum(axis=0) / m
    dA_in = dZ @ W.T
    return dA_in, dW, db


# %% dense_backward: wrong: divides dW by m once more
# at: (1 / m) * np.matmul(
def dense_backward(dZ, A_in, W):
    m = len(dZ)
    dW = (1 / m) * np.matmul(A_in.T, dZ)
    db = np.sum(dZ, axis=0)
    dA_in = np.matmul(dZ, W.T)
    return dA_in, dW, db


# %% dense_backward: wrong: results in another order
# at: return dW, db, dA_in
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in.T @ dZ
    db = dZ.sum(axis=0)
    return dW, db, dA_in


# %% dense_backward: right: the bias keeps an axis of length 1, which changes no result
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in.T @ dZ
    db = np.sum(dZ, axis=0, keepdims=True)
    return dA_in, dW, db


# %% dense_backward: wrong: the slope along the bias is not summed
# at: db = dZ
def dense_backward(dZ, A_in, W):
    dW = A_in.T @ dZ
    db = dZ
    dA_in = dZ @ W.T
    return dA_in, dW, db


# %% dense_backward: wrong: the slope of the sigmoid is put in here already
# at: * A_in * (1 - A_in)
def dense_backward(dZ, A_in, W):
    dW = A_in.T @ dZ
    db = np.sum(dZ, axis=0)
    dA_in = (dZ @ W.T) * A_in * (1 - A_in)
    return dA_in, dW, db


# %% dense_backward: wrong: the weights are moved before the slope goes through them
# at: dZ @ W_new.T
def dense_backward(dZ, A_in, W):
    dW = A_in.T @ dZ
    db = dZ.sum(axis=0)
    W_new = W - 0.01 * dW
    dA_in = dZ @ W_new.T
    return dA_in, dW, db


# %% dense_backward: wrong: keeps the last example's dW only
# at: dW = np.outer(
def dense_backward(dZ, A_in, W):
    m = dZ.shape[0]
    dW = np.zeros_like(W)
    db = np.zeros(W.shape[1])
    for e in range(m):
        dW = np.outer(A_in[e], dZ[e])
        db += dZ[e]
    dA_in = dZ.dot(W.T)
    return dA_in, dW, db


# %% dense_backward: wrong: dA_in is forgotten
# at: return dW, db
def dense_backward(dZ, A_in, W):
    dW = A_in.T @ dZ
    db = dZ.sum(axis=0)
    return dW, db


# %% dense_backward: wrong: the product for dW is one of elements
# at: A_in * dZ
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in * dZ
    db = dZ.sum(axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: a column for db and the sum over the wrong axis
# at: axis=1, keepdims=True
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = A_in.T @ dZ
    db = np.sum(dZ, axis=1, keepdims=True)
    return dA_in, dW, db


# %% dense_backward: wrong: sign of dW turned and bias averaged
# at: -A_in.T @ dZ
# at: np.mean(dZ, axis=0)
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T
    dW = -A_in.T @ dZ
    db = np.mean(dZ, axis=0)
    return dA_in, dW, db


# %% dense_backward: wrong: calls .T like a method
# at: W.T()
def dense_backward(dZ, A_in, W):
    dA_in = dZ @ W.T()
    dW = A_in.T @ dZ
    db = dZ.sum(axis=0)
    return dA_in, dW, db


# %% backward: right: appends and turns the list at the end
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    L = len(params)
    dZ = output_delta(cache[L], Y)
    for l in range(L, 0, -1):
        W, b = params[l - 1]
        dA, dW, db = dense_backward(dZ, cache[l - 1], W)
        grads.append((dW, db))
        dZ = sigmoid_backward(dA, cache[l - 1])
    grads.reverse()
    return grads


# %% backward: right: no helper functions at all, zip over the reversed lists
def backward(Y, params, cache):
    m = Y.shape[0]
    delta = (cache[-1] - Y) / m
    out = []
    for (W, _), A_prev in zip(params[::-1], cache[-2::-1]):
        out.insert(0, (A_prev.T @ delta, delta.sum(0)))
        delta = (delta @ W.T) * A_prev * (1 - A_prev)
    return out


# %% backward: right: recursive inner function
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    def walk(k, dZ):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        if k == 0:
            return [(dW, db)]
        return walk(k - 1, sigmoid_backward(dA, cache[k])) + [(dW, db)]

    return walk(len(params) - 1, output_delta(cache[-1], Y))


# %% backward: right: every layer divides by m itself, and nothing was divided before
def backward(Y, params, cache):
    L = len(params)
    m = Y.shape[0]
    dZ = {L: cache[L] - Y}
    for l in range(L - 1, 0, -1):
        W_next, _ = params[l]
        A = cache[l]
        dZ[l] = dZ[l + 1].dot(W_next.T) * (A * (1 - A))
    grads = []
    for l in range(1, L + 1):
        dW = 1 / m * cache[l - 1].T.dot(dZ[l])
        db = 1 / m * np.sum(dZ[l], axis=0)
        grads.append((dW, db))
    return grads


# %% backward: wrong: the list is ordered from last to first
# at: grads.append((dW, db))
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.append((dW, db))
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the layer's output in place of its input
# at: dense_backward(dZ, cache[k + 1], params[k][0])
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k + 1], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the sigmoid of the wrong layer
# at: sigmoid_backward(dA, cache[k + 1])
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        dZ = sigmoid_backward(dA, cache[k + 1])
    return grads


# %% backward: wrong: no way back through the sigmoids
# at: dZ = dA
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        dZ = dA
    return grads


# %% backward: wrong: the sigmoid of the output counts a second time
# at: sigmoid_backward(output_delta(
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = sigmoid_backward(output_delta(cache[-1], Y), cache[-1])
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the first layer is left out
# at: range(len(params) - 1, 0, -1)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, 0, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: walks from the first layer to the last
# at: for k in range(len(params))
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params)):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the pairs are the wrong way round
# at: (db, dW)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (db, dW))
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: hands over the pair in place of the weights
# at: cache[k], params[k])
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: index one beyond the last layer
# at: k = len(params)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    k = len(params)
    while k >= 0:
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        dZ = sigmoid_backward(dA, cache[k])
        k -= 1
    return grads


# %% backward: wrong: every layer divides by m again
# at: / len(Y), db
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW / len(Y), db / len(Y))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the slope is not handed on, every layer gets that of the output
# at: dZ_prev = sigmoid_backward(
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ_prev = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: gives dA together with the slopes
# at: (dA, dW, db))
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dA, dW, db))
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: a flat list in place of pairs
# at: grads = [dW, db] + grads
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads = [dW, db] + grads
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: takes the inputs for the outputs
# at: output_delta(cache[0], Y)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[0], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: the arguments of output_delta are exchanged
# at: output_delta(Y, cache[-1])
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(Y, cache[-1])
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: unpacked in the order dW, db, dA
# at: dW, db, dA = dense_backward(
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dW, db, dA = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% backward: wrong: exactly two layers
# at: (W1, b1), (W2, b2) = params
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    (W1, b1), (W2, b2) = params
    A0, A1, A2 = cache
    dZ2 = output_delta(A2, Y)
    dA1, dW2, db2 = dense_backward(dZ2, A1, W2)
    dZ1 = sigmoid_backward(dA1, A1)
    _, dW1, db1 = dense_backward(dZ1, A0, W1)
    return [(dW1, db1), (dW2, db2)]


# %% backward: wrong: no sigmoid on the way back, and the order of the list is turned
# at: grads.append(
# at: dZ = dA
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.append((dW, db))
        dZ = dA
    return grads


# %% backward: wrong: no division by m, and the bias is averaged
# at: dZ = cache[-1] - Y
# at: dZ.mean(axis=0)
def backward(Y, params, cache):
    grads = []
    dZ = cache[-1] - Y
    for k in range(len(params) - 1, -1, -1):
        W, b = params[k]
        A = cache[k]
        grads.insert(0, (A.T @ dZ, dZ.mean(axis=0)))
        dZ = dZ @ W.T * A * (1 - A)
    return grads


# %% backward: wrong: the slope of the sigmoid lacks its factor A
# at: * (1 - cache[k])
def backward(Y, params, cache):
    L = len(params)
    grads = [0] * L
    dZ = (cache[L] - Y) / Y.shape[0]
    for k in range(L - 1, -1, -1):
        grads[k] = (np.dot(cache[k].T, dZ), np.sum(dZ, axis=0))
        dZ = np.dot(dZ, params[k][0].T) * (1 - cache[k])
    return grads


# %% backward: wrong: divided by m at the output and in every layer
# at: dW = 1 / m
# at: db = 1 / m
def backward(Y, params, cache):
    L = len(params)
    m = Y.shape[0]
    dZ = (cache[L] - Y) / m
    grads = []
    for l in range(L, 0, -1):
        W, b = params[l - 1]
        A_prev = cache[l - 1]
        dW = 1 / m * A_prev.T.dot(dZ)
        db = 1 / m * np.sum(dZ, axis=0)
        grads = [(dW, db)] + grads
        dZ = dZ.dot(W.T) * (A_prev * (1 - A_prev))
    return grads


# %% backward: wrong: goes back through the weights of the layer before
# at: params[k - 1][0]
def backward(Y, params, cache):
    deltas = (cache[-1] - Y) / len(Y)
    grads = [None for _ in params]
    k = len(params) - 1
    while k >= 0:
        a = cache[k]
        grads[k] = (a.T @ deltas, deltas.sum(axis=0))
        if k > 0:
            deltas = (deltas @ params[k - 1][0].T) * a * (1 - a)
        k = k - 1
    return grads


# %% backward: wrong: squared error at the output, its sigmoid and its factor 2
# at: error = 2 * (out - Y) * out * (1 - out)
def backward(Y, params, cache):
    out = cache[-1]
    error = 2 * (out - Y) * out * (1 - out)
    error /= len(Y)
    slopes = []
    for (W, b), a in reversed(list(zip(params, cache))):
        slopes.append((a.T @ error, np.sum(error, axis=0)))
        error = error @ W.T * a * (1 - a)
    return slopes[::-1]


# %% backward: wrong: one pair of slopes for all layers, overwritten
# at: grads = [(dW, db)] * len(params)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    dZ = output_delta(cache[-1], Y)
    grads = []
    for k in range(len(params) - 1, -1, -1):
        W = params[k][0]
        dA, dW, db = dense_backward(dZ, cache[k], W)
        grads = [(dW, db)] * len(params)
        dZ = sigmoid_backward(dA, cache[k])
    return grads


# %% numerical_gradient: right: a nudge array for each element
def numerical_gradient(f, theta, eps):
    theta = np.asarray(theta, dtype=float)
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        nudge = np.zeros(theta.size)
        nudge[i] = eps
        nudge = nudge.reshape(theta.shape)
        slopes[i] = (f(theta + nudge) - f(theta - nudge)) / (2 * eps)
    return slopes.reshape(theta.shape)


# %% numerical_gradient: right: nditer with multi_index and copies
def numerical_gradient(f, theta, eps):
    grad = np.zeros(np.shape(theta))
    it = np.nditer(grad, flags=["multi_index"])
    while not it.finished:
        ix = it.multi_index
        plus = np.array(theta, dtype=np.float64)
        minus = np.array(theta, dtype=np.float64)
        plus[ix] += eps
        minus[ix] -= eps
        grad[ix] = (f(plus) - f(minus)) / 2 / eps
        it.iternext()
    return grad


# %% numerical_gradient: edge: an array of whole numbers swallows the small move
# at: theta.copy()
def numerical_gradient(f, theta, eps):
    t = theta.copy()
    slopes = np.zeros(theta.shape)
    for ix in np.ndindex(t.shape):
        old = t[ix]
        t[ix] = old + eps
        up = f(t)
        t[ix] = old - eps
        down = f(t)
        t[ix] = old
        slopes[ix] = (up - down) / (2 * eps)
    return slopes


# %% numerical_gradient: edge: only a lone number has no axis to loop over
# at: theta.shape[0]
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros(theta.shape)
    rest = theta.reshape(theta.shape[0], -1)  # a view
    for i in range(rest.shape[0]):
        for j in range(rest.shape[1]):
            old = rest[i, j]
            rest[i, j] = old + eps
            a = f(theta)
            rest[i, j] = old - eps
            c = f(theta)
            rest[i, j] = old
            slopes.reshape(rest.shape)[i, j] = (a - c) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: to one side only
# at: (f(plus) - f(theta)) / eps
def numerical_gradient(f, theta, eps):
    slopes = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus = theta.astype(float)
        plus[index] += eps
        slopes[index] = (f(plus) - f(theta)) / eps
    return slopes


# %% numerical_gradient: wrong: divides by eps, though the distance is twice that
# at: / eps
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / eps
    return slopes


# %% numerical_gradient: wrong: multiplies by eps for lack of parentheses
# at: / 2 * eps
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / 2 * eps
    return slopes


# %% numerical_gradient: wrong: the element is not put back
# at: theta[index] -= 2 * eps
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        below = f(theta)
        slopes[index] = (above - below) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: works in the array that was handed in and leaves it moved
# at: theta[index] = here - eps
def numerical_gradient(f, theta, eps):
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        slopes[index] = (above - below) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: moves all elements at once
# at: (f(theta + eps) - f(theta - eps))
def numerical_gradient(f, theta, eps):
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        slopes[index] = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: no loop, one number comes out
# at: return (f(theta + eps)
def numerical_gradient(f, theta, eps):
    return (f(theta + eps) - f(theta - eps)) / (2 * eps)


# %% numerical_gradient: wrong: both names for one and the same array
# at: minus = theta
def numerical_gradient(f, theta, eps):
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        plus = theta
        minus = theta
        plus[index] += eps
        minus[index] -= eps
        slopes[index] = (f(plus) - f(minus)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: moves whole rows of a table
# at: for i in range(len(theta))
def numerical_gradient(f, theta, eps):
    slopes = np.zeros(theta.shape)
    for i in range(len(theta)):
        plus, minus = theta.astype(float), theta.astype(float)
        plus[i] += eps
        minus[i] -= eps
        slopes[i] = (f(plus) - f(minus)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: below minus above
# at: f(down) - f(up)
def numerical_gradient(f, theta, eps):
    slopes = np.zeros(np.shape(theta))
    for index in np.ndindex(*theta.shape):
        up, down = theta.astype(float), theta.astype(float)
        up[index] += eps
        down[index] -= eps
        slopes[index] = (f(down) - f(up)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: its own eps
# at: eps = 0.1
def numerical_gradient(f, theta, eps):
    eps = 0.1
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        d = np.zeros_like(theta)
        d[index] = eps
        slopes[index] = (f(theta + d) - f(theta - d)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: a flat array, shape lost
# at: return np.array(slopes)
def numerical_gradient(f, theta, eps):
    slopes = []
    for index in np.ndindex(theta.shape):
        d = np.zeros(theta.shape)
        d[index] = eps
        slopes.append((f(theta + d) - f(theta - d)) / (2 * eps))
    return np.array(slopes)


# %% numerical_gradient: wrong: needs an array of two axes
# at: rows, cols = theta.shape
def numerical_gradient(f, theta, eps):
    rows, cols = theta.shape
    slopes = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            d = np.zeros((rows, cols))
            d[i, j] = eps
            slopes[i, j] = (f(theta + d) - f(theta - d)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: f gets one element and not the array
# at: f(theta[index] + eps)
def numerical_gradient(f, theta, eps):
    slopes = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        slopes[index] = (f(theta[index] + eps) - f(theta[index] - eps)) / (2 * eps)
    return slopes


# %% numerical_gradient: wrong: to one side and divided by twice the distance
# at: f(plus) - f(theta)
# at: / (2 * eps)
def numerical_gradient(f, theta, eps):
    slopes = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus = np.array(theta, dtype=float)
        plus[index] = plus[index] + eps
        difference = f(plus) - f(theta)
        slopes[index] = difference / (2 * eps)
    return slopes


# %% gradient_check: right: walks over both parts with an inner function
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def relative(a, b):
        top = np.linalg.norm(a - b)
        bottom = np.linalg.norm(a) + np.linalg.norm(b)
        if bottom == 0:
            return 0.0
        return top / bottom

    result = []
    for k, ((W, b), (dW, db)) in enumerate(zip(params, grads)):
        num_W = numerical_gradient(
            lambda t: cost_of(params[:k] + [(t, b)] + params[k + 1 :]), W, eps
        )
        num_b = numerical_gradient(
            lambda t: cost_of(params[:k] + [(W, t)] + params[k + 1 :]), b, eps
        )
        result.append((relative(num_W, dW), relative(num_b, db)))
    return result


# %% gradient_check: right: a deep copy that is moved element by element, no numerical_gradient
def gradient_check(cost_of, params, grads, eps):
    import copy

    P = [[np.array(part, dtype=float) for part in layer] for layer in copy.deepcopy(params)]
    errors = []
    for layer, slopes in zip(P, grads):
        two = []
        for array, given in zip(layer, slopes):
            measured = np.zeros(array.shape)
            for ix in np.ndindex(array.shape):
                save = array[ix]
                array[ix] = save + eps
                hi = cost_of([tuple(q) for q in P])
                array[ix] = save - eps
                lo = cost_of([tuple(q) for q in P])
                array[ix] = save
                measured[ix] = (hi - lo) / (2 * eps)
            den = np.sqrt(np.sum(measured**2)) + np.sqrt(np.sum(given**2))
            two.append(0.0 if den == 0 else np.sqrt(np.sum((measured - given) ** 2)) / den)
        errors.append((two[0], two[1]))
    return errors


# %% gradient_check: edge: two gradients of zero give nan
# at: / (np.linalg.norm(measured) + np.linalg.norm(given))
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in range(2):
            def cost_with(theta):
                layer = list(params[k])
                layer[part] = theta
                return cost_of(params[:k] + [tuple(layer)] + params[k + 1:])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            pair.append(
                np.linalg.norm(measured - given)
                / (np.linalg.norm(measured) + np.linalg.norm(given))
            )
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: only the difference, not relative to the size
# at: return np.linalg.norm(a - b)
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def compare(a, b):
        return np.linalg.norm(a - b)

    out = []
    for k, (W, b) in enumerate(params):
        mW = numerical_gradient(lambda t: cost_of([*params[:k], (t, b), *params[k + 1 :]]), W, eps)
        mb = numerical_gradient(lambda t: cost_of([*params[:k], (W, t), *params[k + 1 :]]), b, eps)
        out.append((compare(mW, grads[k][0]), compare(mb, grads[k][1])))
    return out


# %% gradient_check: wrong: divides by the size of the given slopes only
# at: / np.linalg.norm(given)
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):
            def cost_with(theta):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            if np.linalg.norm(measured) == 0 and np.linalg.norm(given) == 0:
                pair.append(0.0)
            else:
                pair.append(np.linalg.norm(measured - given) / np.linalg.norm(given))
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: the size is that of the sum of both, so opposite slopes blow it up
# at: np.linalg.norm(measured + given)
def numerical_gradient(f, theta, eps):
    theta = np.asarray(theta, dtype=float)
    result = np.zeros(theta.shape)
    for idx in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[idx] += eps
        down[idx] -= eps
        result[idx] = (f(up) - f(down)) / (2 * eps)
    return result


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            size = np.linalg.norm(measured + given)
            pair.append(np.linalg.norm(measured - given) / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: sums the differences, where plus and minus cancel
# at: np.sum(measured - given)
def numerical_gradient(f, theta, eps):
    theta = np.asarray(theta, dtype=float)
    result = np.zeros(theta.shape)
    for idx in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[idx] += eps
        down[idx] -= eps
        result[idx] = (f(up) - f(down)) / (2 * eps)
    return result


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            size = np.linalg.norm(measured) + np.linalg.norm(given)
            pair.append(abs(np.sum(measured - given)) / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: squared norms
# at: np.sum((measured - given) ** 2)
# at: np.sum(measured**2) + np.sum(given**2)
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            top = np.sum((measured - given) ** 2)
            size = np.sum(measured**2) + np.sum(given**2)
            pair.append(top / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: writes into a tuple
# at: params[k][part] = theta
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta):
                params[k][part] = theta
                return cost_of(params)

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            size = np.linalg.norm(measured) + np.linalg.norm(given)
            pair.append(np.linalg.norm(measured - given) / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: the cost is asked for one layer alone
# at: cost_of([(t, b)])
# at: cost_of([(W, t)])
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def rel(u, v):
        s = np.linalg.norm(u) + np.linalg.norm(v)
        return np.linalg.norm(u - v) / s if s > 0 else 0.0

    errors = []
    for (W, b), (dW, db) in zip(params, grads):
        nW = numerical_gradient(lambda t: cost_of([(t, b)]), W, eps)
        nb = numerical_gradient(lambda t: cost_of([(W, t)]), b, eps)
        errors.append((rel(nW, dW), rel(nb, db)))
    return errors


# %% gradient_check: wrong: one error for everything together
# at: return [(error, error)]
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    top, m2, g2 = 0.0, 0.0, 0.0
    for k, (W, b) in enumerate(params):
        for part in (0, 1):
            def moved(t):
                pair = (t, b) if part == 0 else (W, t)
                return cost_of(params[:k] + [pair] + params[k + 1:])
            meas = numerical_gradient(moved, params[k][part], eps)
            top += np.sum((meas - grads[k][part]) ** 2)
            m2 += np.sum(meas ** 2)
            g2 += np.sum(grads[k][part] ** 2)
    size = np.sqrt(m2) + np.sqrt(g2)
    error = np.sqrt(top) / size if size > 0 else 0.0
    return [(error, error)]


# %% gradient_check: wrong: norm is looked for in the wrong place
# at: np.norm(measured - given)
def numerical_gradient(f, theta, eps):
    theta = np.asarray(theta, dtype=float)
    result = np.zeros(theta.shape)
    for idx in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[idx] += eps
        down[idx] -= eps
        result[idx] = (f(up) - f(down)) / (2 * eps)
    return result


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, params[k][part], eps)
            given = grads[k][part]
            size = np.linalg.norm(measured) + np.linalg.norm(given)
            pair.append(np.norm(measured - given) / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: measures the cost along the gradients, not the parameters
# at: numerical_gradient(cost_with, grads[k][part], eps)
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        pair = []
        for part in (0, 1):

            def cost_with(theta, k=k, part=part):
                layer = list(params[k])
                layer[part] = theta
                return cost_of([*params[:k], tuple(layer), *params[k + 1 :]])

            measured = numerical_gradient(cost_with, grads[k][part], eps)
            given = grads[k][part]
            size = np.linalg.norm(measured) + np.linalg.norm(given)
            pair.append(np.linalg.norm(measured - given) / size if size > 0 else 0.0)
        errors.append(tuple(pair))
    return errors


# %% gradient_check: wrong: a flat list of errors
# at: errors.append(
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k in range(len(params)):
        for part in (0, 1):
            def cost_with(theta):
                layer = list(params[k])
                layer[part] = theta
                return cost_of(params[:k] + [tuple(layer)] + params[k + 1:])

            num = numerical_gradient(cost_with, params[k][part], eps)
            ana = grads[k][part]
            size = np.linalg.norm(num) + np.linalg.norm(ana)
            errors.append(np.linalg.norm(num - ana) / size if size > 0 else 0.0)
    return errors


# %% gradient_check: wrong: verdicts in place of numbers
# at: < 1e-7
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def fine(a, b):
        s = np.linalg.norm(a) + np.linalg.norm(b)
        return s == 0 or np.linalg.norm(a - b) / s < 1e-7

    verdicts = []
    for k, ((W, b), (dW, db)) in enumerate(zip(params, grads)):
        before, after = params[:k], params[k + 1 :]
        nW = numerical_gradient(lambda t: cost_of(before + [(t, b)] + after), W, eps)
        nb = numerical_gradient(lambda t: cost_of(before + [(W, t)] + after), b, eps)
        verdicts.append((fine(nW, dW), fine(nb, db)))
    return verdicts


# %% gradient_check: wrong: the bias is compared with the slopes of the weights
# at: rel(nb, grads[k][0])
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def rel(a, b):
        s = np.linalg.norm(a) + np.linalg.norm(b)
        return np.linalg.norm(a - b) / s if s else 0.0

    out = []
    for k, (W, b) in enumerate(params):
        before, after = params[:k], params[k + 1 :]
        nW = numerical_gradient(lambda t: cost_of(before + [(t, b)] + after), W, eps)
        nb = numerical_gradient(lambda t: cost_of(before + [(W, t)] + after), b, eps)
        out.append((rel(nW, grads[k][0]), rel(nb, grads[k][0])))
    return out


# %% gradient_check: wrong: the closure is called later, when k has moved on
# at: costs.append(lambda t: cost_of(params[:k] + [(t, params[k][1])] + params[k + 1 :]))
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    def rel(a, b):
        s = np.linalg.norm(a) + np.linalg.norm(b)
        return np.linalg.norm(a - b) / s if s > 0 else 0.0

    costs = []
    for k in range(len(params)):
        costs.append(lambda t: cost_of(params[:k] + [(t, params[k][1])] + params[k + 1 :]))
    out = []
    for i, (W, b) in enumerate(params):
        nW = numerical_gradient(costs[i], W, eps)
        nb = numerical_gradient(
            lambda t: cost_of(params[:i] + [(W, t)] + params[i + 1 :]), b, eps
        )
        out.append((rel(nW, grads[i][0]), rel(nb, grads[i][1])))
    return out


# %% gradient_check: wrong: no absolute size below, and only the first layer comes back
# at: / np.linalg.norm(nW)
# at: return errors
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    slopes = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        slopes[index] = (above - below) / (2 * eps)
    return slopes


def gradient_check(cost_of, params, grads, eps):
    errors = []
    for k, (W, b) in enumerate(params):
        dW, db = grads[k]
        nW = numerical_gradient(lambda t: cost_of(params[:k] + [(t, b)] + params[k + 1 :]), W, eps)
        nb = numerical_gradient(lambda t: cost_of(params[:k] + [(W, t)] + params[k + 1 :]), b, eps)
        eW = np.linalg.norm(nW - dW) / np.linalg.norm(nW)
        eb = np.linalg.norm(nb - db) / (np.linalg.norm(nb) + np.linalg.norm(db))
        errors.append((eW, eb))
        return errors


# %% gradient_check: wrong: moves the real arrays and does not put them back
# at: theta[ix] -= 2 * eps
def gradient_check(cost_of, params, grads, eps):
    result = []
    for (W, b), (dW, db) in zip(params, grads):
        errs = []
        for theta, given in ((W, dW), (b, db)):
            measured = np.zeros_like(theta)
            for ix in np.ndindex(theta.shape):
                theta[ix] += eps
                up = cost_of(params)
                theta[ix] -= 2 * eps
                down = cost_of(params)
                measured[ix] = (up - down) / (2 * eps)
            n = np.linalg.norm
            total = n(measured) + n(given)
            errs.append(0.0 if total == 0 else n(measured - given) / total)
        result.append(tuple(errs))
    return result


# %% gradient_check: wrong: to one side, with a step of its own
# at: h = 0.01
# at: (cost_of(moved) - base) / h
def gradient_check(cost_of, params, grads, eps):
    h = 0.01
    base = cost_of(params)
    result = []
    for k in range(len(params)):
        errs = []
        for part in [0, 1]:
            num = np.zeros(params[k][part].shape)
            for ix in np.ndindex(num.shape):
                moved = [[W.copy(), b.copy()] for W, b in params]
                moved[k][part][ix] += h
                num[ix] = (cost_of(moved) - base) / h
            bottom = np.linalg.norm(num) + np.linalg.norm(grads[k][part])
            if bottom == 0:
                errs.append(0.0)
            else:
                errs.append(np.linalg.norm(num - grads[k][part]) / bottom)
        result.append((errs[0], errs[1]))
    return result


# %% update_parameters: right: by index, appending
def update_parameters(params, grads, alpha):
    new_params = []
    for k in range(len(params)):
        W_new = params[k][0] - alpha * grads[k][0]
        b_new = params[k][1] - alpha * grads[k][1]
        new_params.append((W_new, b_new))
    return new_params


# %% update_parameters: right: tuple over the parts, np.subtract
def update_parameters(params, grads, alpha):
    return [
        tuple(np.subtract(p, alpha * g) for p, g in zip(layer, slopes))
        for layer, slopes in zip(params, grads)
    ]


# %% update_parameters: wrong: changes the arrays in place
# at: W -= alpha * dW
# at: b -= alpha * db
def update_parameters(params, grads, alpha):
    for (W, b), (dW, db) in zip(params, grads):
        W -= alpha * dW
        b -= alpha * db
    return params


# %% update_parameters: wrong: uphill
# at: (W + alpha * dW, b + alpha * db)
def update_parameters(params, grads, alpha):
    return [(W + alpha * dW, b + alpha * db) for (W, b), (dW, db) in zip(params, grads)]


# %% update_parameters: wrong: the bias stays where it is
# at: (W - alpha * dW, b)
def update_parameters(params, grads, alpha):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - alpha * dW, b))
    return new


# %% update_parameters: wrong: no learning rate
# at: W - dW
# at: b - db
def update_parameters(params, grads, alpha):
    out = []
    for k, (W, b) in enumerate(params):
        dW, db = grads[k]
        W = W - dW
        b = b - db
        out.append((W, b))
    return out


# %% update_parameters: wrong: the learning rate reaches the weights only
# at: b - db
def update_parameters(params, grads, alpha):
    new_params = []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        new_params.append((W - alpha * dW, b - db))
    return new_params


# %% update_parameters: wrong: replaces the elements of the list that was handed in
# at: params[k] = (
def update_parameters(params, grads, alpha):
    for k in range(len(params)):
        W, b = params[k]
        dW, db = grads[k]
        params[k] = (W - alpha * dW, b - alpha * db)
    return params


# %% update_parameters: wrong: arithmetic with lists
# at: params - alpha * grads
def update_parameters(params, grads, alpha):
    return params - alpha * grads


# %% update_parameters: wrong: computed and thrown away
# at: W = W - alpha * dW
# at: b = b - alpha * db
def update_parameters(params, grads, alpha):
    for (W, b), (dW, db) in zip(params, grads):
        W = W - alpha * dW
        b = b - alpha * db
    return params


# %% update_parameters: wrong: returns after the first layer
# at: return new
def update_parameters(params, grads, alpha):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - alpha * dW, b - alpha * db))
        return new


# %% update_parameters: wrong: one flat list
# at: new += [
def update_parameters(params, grads, alpha):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new += [W - alpha * dW, b - alpha * db]
    return new


# %% update_parameters: wrong: two lists, one of weights and one of biases
# at: return Ws, bs
def update_parameters(params, grads, alpha):
    Ws = [W - alpha * dW for (W, _), (dW, _) in zip(params, grads)]
    bs = [b - alpha * db for (_, b), (_, db) in zip(params, grads)]
    return Ws, bs


# %% update_parameters: wrong: gives a generator of which nobody has taken anything
# at: return (
def update_parameters(params, grads, alpha):
    return (
        (W - alpha * dW, b - alpha * db)
        for (W, b), (dW, db) in zip(params, grads)
    )


# %% update_parameters: wrong: the pairs of zip are taken apart wrongly
# at: for W, b, dW, db in zip(params, grads)
def update_parameters(params, grads, alpha):
    new = []
    for W, b, dW, db in zip(params, grads):
        new.append((W - alpha * dW, b - alpha * db))
    return new


# %% update_parameters: wrong: uphill for the weights, and no learning rate for the biases
# at: W + alpha * dW
# at: b - db
def update_parameters(params, grads, alpha):
    new = []
    for k in range(len(params)):
        (W, b), (dW, db) = params[k], grads[k]
        W_next = W + alpha * dW
        b_next = b - db
        new.append((W_next, b_next))
    return new


# %% update_parameters: wrong: biases moved along the slopes of the weights
# at: b - alpha * dW
def update_parameters(params, grads, alpha):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - alpha * dW, np.asarray(b - alpha * dW).reshape(b.shape)))
    return new


# %% update_parameters: wrong: divides the learning rate by the number of layers
# at: alpha / len(params)
def update_parameters(params, grads, alpha):
    step = alpha / len(params)
    return [(W - step * dW, b - step * db) for (W, b), (dW, db) in zip(params, grads)]


# %% train: right: named steps and a printed progress
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    parameters = initialise(layer_sizes)
    history = []
    for epoch in range(1, epochs + 1):
        A_out, cache = forward(X, parameters)
        J = network_cost(A_out, Y)
        history.append(J)
        if epoch % 1000 == 0:
            print("epoch", epoch, "cost", J)
        gradients = backward(Y, parameters, cache)
        parameters = update_parameters(parameters, gradients, alpha)
    return parameters, history


# %% train: right: a helper for one epoch, while loop
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    """Train a network by gradient descent on all examples."""

    def one_epoch(p):
        out, acts = forward(X, p)
        return network_cost(out, Y), update_parameters(p, backward(Y, p, acts), alpha)

    p, J_history = initialise(layer_sizes), []
    while len(J_history) < epochs:
        cost, p = one_epoch(p)
        J_history.append(cost)
    return p, J_history


# %% train: right: everything in one function, nothing called but initialise
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    Ws, bs = map(list, zip(*initialise(layer_sizes)))
    L, m = len(Ws), X.shape[0]
    J_history = []
    for _ in range(epochs):
        A = [X]
        for l in range(L):
            A.append(1 / (1 + np.exp(-(A[l] @ Ws[l] + bs[l]))))
        p = np.clip(A[L], 1e-15, 1 - 1e-15)
        J_history.append(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)) / m)
        d = (A[L] - Y) / m
        for l in reversed(range(L)):
            gW, gb = A[l].T @ d, d.sum(axis=0)
            d = (d @ Ws[l].T) * A[l] * (1 - A[l])
            Ws[l] = Ws[l] - alpha * gW
            bs[l] = bs[l] - alpha * gb
    return list(zip(Ws, bs)), J_history


# %% train: wrong: the cost is noted after the step
# at: J_history.append(network_cost(forward(X, params)[0], Y))
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        params = update_parameters(params, backward(Y, params, cache), alpha)
        J_history.append(network_cost(forward(X, params)[0], Y))
    return params, J_history


# %% train: wrong: begins anew in every epoch
# at: params = initialise(layer_sizes)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    J_history = []
    for _ in range(epochs):
        params = initialise(layer_sizes)
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: the new parameters are not kept
# at: update_parameters(params, backward(Y, params, cache), alpha)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: one epoch too few
# at: range(1, epochs)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for epoch in range(1, epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: forward is run once, before the loop
# at: A_out, cache = forward(X, params)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    A_out, cache = forward(X, params)
    J_history = []
    for _ in range(epochs):
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: its own learning rate
# at: update_parameters(params, grads, 0.1)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, 0.1)
    return params, J_history


# %% train: wrong: starts from zeros and does not use what was handed in
# at: np.zeros((n, k))
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = [(np.zeros((n, k)), np.zeros(k)) for n, k in zip(layer_sizes, layer_sizes[1:])]
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: the results in the wrong order
# at: return J_history, params
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return J_history, params


# %% train: wrong: the history is not returned
# at: return params
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, p, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(p) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], p[k][0])
        grads.insert(0, (dW, db))
        dZ = sigmoid_backward(dA, cache[k])
    return grads


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
    return params


# %% train: wrong: forward's two results are taken for one
# at: A_out = forward(X, params)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, A_out), alpha)
    return params, J_history


# %% train: wrong: arguments of backward in the wrong order
# at: backward(Y, cache, params)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, cache, params)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: output and labels exchanged in the cost
# at: network_cost(Y, A_out)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(Y, A_out))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: the sizes are handed over one by one
# at: initialise(*layer_sizes)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(*layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: the function itself is taken for the parameters
# at: params = initialise
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: a step for every example in place of one for all
# at: for i in range(len(X))
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        J_history.append(network_cost(forward(X, params)[0], Y))
        for i in range(len(X)):
            A_out, cache = forward(X[i : i + 1], params)
            grads = backward(Y[i : i + 1], params, cache)
            params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: the history is emptied in every epoch
# at: J_history = []
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    for _ in range(epochs):
        J_history = []
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history


# %% train: wrong: the last cost in place of the history
# at: return params, J_history[-1]
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J_history[-1]


# %% train: wrong: the cost is noted after the step and one epoch too many
# at: range(epochs + 1)
# at: J_history.append(network_cost(A_new, Y))
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs + 1):
        _, cache = forward(X, params)
        params = update_parameters(params, backward(Y, params, cache), alpha)
        A_new, _ = forward(X, params)
        J_history.append(network_cost(A_new, Y))
    return params, J_history


# %% train: wrong: the learning rate falls from epoch to epoch
# at: alpha / (1 + epoch)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for epoch in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha / (1 + epoch))
    return params, J_history


# %% train: wrong: the bias stays at its start, and the return stands in the loop
# at: (W - alpha * dW, b)
# at: return params, J_history
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def forward(X, params):
    """Send examples through all layers: A_out, and the cache [A0, A1, ..., AL]."""
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))  # (m, n_in) @ (n_in, n_out) + (n_out,)
    return cache[-1], cache


def network_cost(A_out, Y):
    """The mean logistic loss of A_out, (m, 1), for the labels Y, (m, 1)."""
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)


def dense_backward(dZ, A_in, W):
    return dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0)


def backward(Y, params, cache):
    grads = []
    dZ = output_delta(cache[-1], Y)
    for k in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads


def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for _ in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = [(W - alpha * dW, b) for (W, b), (dW, _) in zip(params, grads)]
        return params, J_history


# %% train: wrong: the weights move before the slope goes back through them
# at: d = (d @ Ws[l].T)
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    Ws, bs = map(list, zip(*initialise(layer_sizes)))
    L, m = len(Ws), X.shape[0]
    J_history = []
    for _ in range(epochs):
        A = [X]
        for l in range(L):
            A.append(1 / (1 + np.exp(-(A[l] @ Ws[l] + bs[l]))))
        p = np.clip(A[L], 1e-15, 1 - 1e-15)
        J_history.append(-np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)) / m)
        d = (A[L] - Y) / m
        for l in reversed(range(L)):
            Ws[l] = Ws[l] - alpha * (A[l].T @ d)
            bs[l] = bs[l] - alpha * d.sum(axis=0)
            d = (d @ Ws[l].T) * A[l] * (1 - A[l])
    return list(zip(Ws, bs)), J_history
