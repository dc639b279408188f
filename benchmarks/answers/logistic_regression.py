# %% sigmoid: right: the formula as it stands, warns of overflow
def sigmoid(z):
    g = 1 / (1 + np.exp(-z))
    return g


# %% sigmoid: right: two masks, each with the form that is safe there
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    pos = z >= 0
    neg = ~pos
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    ez = np.exp(z[neg])
    out[neg] = ez / (1.0 + ez)
    return out


# %% sigmoid: right: through the hyperbolic tangent
def sigmoid(z):
    """Squash any number into (0, 1)."""
    # tanh(z/2) = 2*g(z) - 1
    return 0.5 + 0.5 * np.tanh(0.5 * z)


# %% sigmoid: right: clips z first, so that exp is quiet
def sigmoid(z):
    z = np.clip(z, -500, 500)
    return np.power(1 + np.exp(-1 * z), -1)


# %% sigmoid: edge: infinity divided by infinity for large z
# at: np.exp(z) / (1 + np.exp(z))
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


# %% sigmoid: edge: math.exp stops with an overflow at z = -1000
# at: math.exp(
def sigmoid(z):
    import math

    one = lambda v: 1 / (1 + math.exp(-v))
    return np.vectorize(one)(z)


# %% sigmoid: edge: whole numbers in, so the results are cut to whole numbers
# at: np.zeros_like(z)
def sigmoid(z):
    z = np.array(z)
    out = np.zeros_like(z)
    for idx in np.ndindex(z.shape):
        out[idx] = 1 / (1 + np.exp(-z[idx]))
    return out


# %% sigmoid: wrong: the minus in the exponent is missing
# at: np.exp(z)
def sigmoid(z):
    return 1 / (1 + np.exp(z))


# %% sigmoid: wrong: no parentheses around the denominator
# at: 1 / 1 + np.exp(-z)
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


# %% sigmoid: wrong: minus for plus in the denominator
# at: 1 - np.exp(-z)
def sigmoid(z):
    a = 1 / (1 - np.exp(-z))
    return a


# %% sigmoid: wrong: exp without np
# at: exp(-z)
def sigmoid(z):
    return 1 / (1 + exp(-z))


# %% sigmoid: wrong: math.exp takes no arrays
# at: math.exp(-z)
def sigmoid(z):
    import math
    denominator = 1 + math.exp(-z)
    return 1 / denominator


# %% sigmoid: wrong: a caret for the power
# at: np.e ^ (-z)
def sigmoid(z):
    return 1 / (1 + np.e ^ (-z))


# %% sigmoid: wrong: no return
# at: g = 1 / (1 + np.exp(-z))
def sigmoid(z):
    g = 1 / (1 + np.exp(-z))


# %% sigmoid: wrong: a rounded constant for e
# at: 2.72
def sigmoid(z):
    e = 2.72
    return 1 / (1 + e ** (-z))


# %% sigmoid: wrong: power of ten in place of e
# at: 10.0 ** -z
def sigmoid(z):
    return 1 / (1 + 10.0 ** -z)


# %% sigmoid: wrong: whole-number division
# at: 1 // (1 + np.exp(-z))
def sigmoid(z):
    return 1 // (1 + np.exp(-z))


# %% sigmoid: wrong: gives the slope of the sigmoid
# at: return g * (1 - g)
def sigmoid(z):
    g = 1 / (1 + np.exp(-z))
    return g * (1 - g)


# %% sigmoid: wrong: tanh without moving it up and halving it
# at: np.tanh(z / 2)
def sigmoid(z):
    return np.tanh(z / 2)


# %% sigmoid: wrong: the size of z without asking for its sign
# at: np.abs(z)
def sigmoid(z):
    z = np.asarray(z)
    # abs so that exp never gets large
    return 1 / (1 + np.exp(-np.abs(z)))


# %% sigmoid: wrong: float() takes no arrays
# at: float(
def sigmoid(z) -> float:
    return float(1 / (1 + np.exp(-z)))


# %% sigmoid: wrong: decides in place of giving the probability
# at: np.round(
def sigmoid(z):
    return np.round(1 / (1 + np.exp(-z)))


# %% sigmoid: wrong: sign of the exponent and no parentheses
# at: 1 / 1 + np.exp(z)
def sigmoid(z):
    s = 1 / 1 + np.exp(z)
    return s


# %% sigmoid: wrong: an array comes back as a list of rows, and a number cannot be looped over
# at: for zi in z
def sigmoid(z):
    res = []
    for zi in z:
        res.append(1 / (1 + np.exp(-zi)))
    return res


# %% predict_proba: right: MATLAB-like, the weights as a column for a moment
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    [m, n] = X.shape
    W = w.reshape(n, 1)
    Z = np.matmul(X, W) + b * np.ones((m, 1))
    A = sigmoid(Z)
    return A[:, 0]


# %% predict_proba: right: two loops and a counter
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    m, n = X.shape
    p = np.zeros(m)
    for i in range(m):
        z_i = 0.
        for j in range(n):
            z_i += w[j] * X[i, j]
        z_i = z_i + b
        p[i] = sigmoid(z_i)
    return p


# %% predict_proba: right: the bias as a weight of a column of ones, sigmoid written out
def predict_proba(X, w, b):
    """Give the model's probability of class 1 for each example."""
    ones = np.ones((X.shape[0], 1))
    theta = np.append(w, b)
    return 1 / (1 + np.exp(-(np.hstack([X, ones]) @ theta)))


# %% predict_proba: right: comprehension over rows
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return np.array([sigmoid(np.dot(row, w) + b) for row in X])


# %% predict_proba: wrong: the bias is missing
# at: X @ w
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w)


# %% predict_proba: wrong: no sigmoid
# at: return X @ w + b
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return X @ w + b


# %% predict_proba: wrong: star for the matrix product
# at: X * w
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    z = X * w + b
    return sigmoid(z)


# %% predict_proba: wrong: the bias is added after the sigmoid
# at: sigmoid(X.dot(w)) + b
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    f = sigmoid(X.dot(w)) + b
    return f


# %% predict_proba: wrong: weights and examples in the wrong order for the product
# at: np.dot(w, X)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = np.dot(w, X) + b
    return sigmoid(z)


# %% predict_proba: wrong: X is transposed
# at: X.T @ w
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X.T @ w + b)


# %% predict_proba: wrong: only the first two features
# at: w[1] * X[:, 1]
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = w[0] * X[:, 0] + w[1] * X[:, 1] + b
    return sigmoid(z)


# %% predict_proba: wrong: sums over the examples in place of the features
# at: axis=0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    z = np.sum(X * w, axis=0) + b
    return sigmoid(z)


# %% predict_proba: wrong: gives a column in place of a flat array
# at: w.reshape(-1, 1)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = X @ w.reshape(-1, 1) + b
    return sigmoid(z)


# %% predict_proba: wrong: the sum is not set back to zero for the next example
# at: total = 0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    m, n = X.shape
    probs = np.zeros(m)
    total = 0
    for i in range(m):
        for j in range(n):
            total += X[i][j] * w[j]
        probs[i] = sigmoid(total + b)
    return probs


# %% predict_proba: wrong: the bias is added once for every feature
# at: z += X[i, j] * w[j] + b
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    out = np.zeros(len(X))
    for i in range(len(X)):
        z = 0.0
        for j in range(len(w)):
            z += X[i, j] * w[j] + b
        out[i] = sigmoid(z)
    return out


# %% predict_proba: wrong: the names for rows and columns exchanged
# at: n, m = X.shape
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    n, m = X.shape
    f = np.zeros(m)
    for i in range(m):
        f[i] = sigmoid(np.dot(X[i, :], w) + b)
    return f


# %% predict_proba: wrong: already decides
# at: >= 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    p = sigmoid(X @ w + b)
    return (p >= 0.5).astype(int)


# %% predict_proba: wrong: dot called with the bias as well
# at: np.dot(X, w, b)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(np.dot(X, w, b))


# %% predict_proba: wrong: bias subtracted and sigmoid applied twice
# at: X @ w - b
# at: return sigmoid(f)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    f = sigmoid(X @ w - b)
    return sigmoid(f)


# %% predict_proba: right: returns a plain list of numbers
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    out = []
    for i in range(X.shape[0]):
        out.append(float(sigmoid(np.dot(X[i], w) + b)))
    return out


# %% predict_proba: wrong: returns after the first example
# at: return p
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    m = X.shape[0]
    p = np.zeros(m)
    for i in range(m):
        p[i] = sigmoid(X[i] @ w + b)
        return p


# %% logistic_loss: right: the two cases with if and else, clipped by max and min
def logistic_loss(f, y):
    f = max(min(f, 1 - 1e-15), 1e-15)
    if y == 1:
        return -np.log(f)
    else:
        return -np.log(1 - f)


# %% logistic_loss: right: probability of what came true, with a floor
def logistic_loss(f, y):
    """Minus the logarithm of the probability given to the truth."""
    p_truth = y * f + (1 - y) * (1 - f)
    return -np.log(np.maximum(p_truth, 1e-15))


# %% logistic_loss: right: np.where and early clip, cryptic names
def logistic_loss(f, y):
    e = 1e-15
    p = np.clip(np.asarray(f, float), e, 1 - e)
    return np.where(np.asarray(y) == 1, -np.log(p), -np.log(1 - p))


# %% logistic_loss: edge: no clipping
# at: np.log(1 - f)
def logistic_loss(f, y):
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: edge: the clipped value is thrown away
# at: np.clip(f, 1e-15, 1 - 1e-15)
def logistic_loss(f, y):
    np.clip(f, 1e-15, 1 - 1e-15)
    loss = -y * np.log(f) - (1 - y) * np.log(1 - f)
    return loss


# %% logistic_loss: edge: only the lower end is kept away from zero
# at: np.maximum(f, 1e-15)
def logistic_loss(f, y):
    f = np.maximum(f, 1e-15)
    return -(y * np.log(f) + (1 - y) * np.log(1 - f))


# %% logistic_loss: edge: a distance so tiny that 1 minus it is still 1
# at: 1e-20
def logistic_loss(f, y):
    eps = 1e-20
    f = np.clip(f, eps, 1 - eps)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: edge: certain answers cost nothing, even if they are wrong
# at: return 0.0
def logistic_loss(f, y):
    if f == 0 or f == 1:
        return 0.0  # log would be infinite
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: the minus sign is missing
# at: return y * np.log(f)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return y * np.log(f) + (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: plus between the terms
# at: -y * np.log(f) + (1 - y)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) + (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: the logarithms are exchanged
# at: np.log(1 - f) - (1 - y) * np.log(f)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(1 - f) - (1 - y) * np.log(f)


# %% logistic_loss: wrong: the term for label 0 is missing
# at: return -y * np.log(f)
def logistic_loss(f, y):
    eps = 1e-15
    f = np.clip(f, eps, 1 - eps)
    return -y * np.log(f)


# %% logistic_loss: wrong: logarithm to base 10
# at: np.log10(f) - (1 - y)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log10(f) - (1 - y) * np.log10(1 - f)


# %% logistic_loss: wrong: logarithm to base 2 for label 1 only
# at: np.log2(f)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    if y == 1:
        return -np.log2(f)
    return -np.log(1 - f)


# %% logistic_loss: wrong: the cases are the wrong way round
# at: if y == 0
def logistic_loss(f, y):
    f = min(max(f, 1e-15), 1 - 1e-15)
    if y == 0:
        return -np.log(f)
    else:
        return -np.log(1 - f)


# %% logistic_loss: wrong: squared error
# at: (f - y) ** 2
def logistic_loss(f, y):
    return (f - y) ** 2


# %% logistic_loss: wrong: the distance
# at: abs(f - y)
def logistic_loss(f, y):
    loss = abs(f - y)
    return loss


# %% logistic_loss: wrong: f and y have changed places
# at: -f * np.log(y)
def logistic_loss(f, y):
    y = np.clip(y, 1e-15, 1 - 1e-15)
    return -f * np.log(y) - (1 - f) * np.log(1 - y)


# %% logistic_loss: edge: arguments of clip in the wrong order, which keeps only the upper end away
# at: np.clip(1e-15, 1 - 1e-15, f)
def logistic_loss(f, y):
    f = np.clip(1e-15, 1 - 1e-15, f)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: clips much too far from the ends
# at: 0.1, 0.9
def logistic_loss(f, y):
    f = np.clip(f, 0.1, 0.9)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: parenthesis closed too early in the second logarithm
# at: np.log(1) - f
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * (np.log(1) - f)


# %% logistic_loss: wrong: log without np
# at: log(f)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * log(f) - (1 - y) * np.log(1 - f)


# %% logistic_loss: wrong: the second term has no minus and no switch
# at: + np.log(1 - f)
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) + np.log(1 - f)


# %% logistic_loss: wrong: gives the two cases as a pair
# at: return loss1, loss0
def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    loss1 = -y * np.log(f)
    loss0 = -(1 - y) * np.log(1 - f)
    return loss1, loss0


# %% compute_cost: right: loop over the examples with the loss of exercise 3
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = X.shape[0]
    total_cost = 0.0
    for i in range(m):
        f_i = sigmoid(np.dot(X[i], w) + b)
        total_cost += logistic_loss(f_i, y[i])
    return total_cost / m


# %% compute_cost: right: from z, so that nothing has to be clipped
def compute_cost(X, y, w, b):
    z = X @ w + b
    return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean()


# %% compute_cost: right: two inner products, MATLAB-like
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def compute_cost(X, y, w, b):
    m = len(y)
    h = predict_proba(X, w, b)
    h = np.clip(h, 1e-15, 1 - 1e-15)
    J = (-1 / m) * (np.dot(y.T, np.log(h)) + np.dot((1 - y).T, np.log(1 - h)))
    return float(J)


# %% compute_cost: right: average of the two groups, by boolean masks
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    EPS = 1e-15
    proba = np.clip(predict_proba(X, w, b), EPS, 1 - EPS)
    passed = y == 1
    sum_of_losses = -np.log(proba[passed]).sum() - np.log(1 - proba[~passed]).sum()
    return sum_of_losses / y.size


# %% compute_cost: edge: no clipping, so a certain model costs nan
# at: losses = -y
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    losses = -y * np.log(f) - (1 - y) * np.log(1 - f)
    return np.mean(losses)


# %% compute_cost: edge: exponential of a large z overflows
# at: np.exp(z)
def compute_cost(X, y, w, b):
    z = np.dot(X, w) + b
    return np.mean(np.log(1 + np.exp(z)) - z * y)


# %% compute_cost: edge: leaves out the examples whose loss is not finite
# at: np.nanmean(
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    with np.errstate(all="ignore"):
        loss = -y * np.log(f) - (1 - y) * np.log(1 - f)
    return np.nanmean(loss)


# %% compute_cost: wrong: sum for mean
# at: np.sum(
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    return np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f))


# %% compute_cost: wrong: divides by 2m, as for linear regression
# at: / (2 * m)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = X.shape[0]
    cost = 0
    for i in range(m):
        cost += logistic_loss(sigmoid(X[i] @ w + b), y[i])
    cost = cost / (2 * m)
    return cost


# %% compute_cost: wrong: divides by the number of features
# at: X.shape[1]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    m = X.shape[1]
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    return np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f)) / m


# %% compute_cost: wrong: divides inside the loop as well as after it
# at: return cost / m
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = len(X)
    cost = 0
    for xi, yi in zip(X, y):
        cost += logistic_loss(sigmoid(xi @ w + b), yi) / m
    return cost / m


# %% compute_cost: wrong: the minus sign is missing
# at: np.mean(y * np.log(f)
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    return np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))


# %% compute_cost: wrong: keeps the loss of the last example only
# at: cost = logistic_loss(
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = X.shape[0]
    cost = 0
    for i in range(m):
        f = sigmoid(np.dot(X[i], w) + b)
        cost = logistic_loss(f, y[i])
    return cost / m


# %% compute_cost: wrong: returns inside the loop
# at: return total / m
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = X.shape[0]
    total = 0.0
    for i in range(m):
        f = sigmoid(np.dot(X[i], w) + b)
        total += logistic_loss(f, y[i])
        return total / m


# %% compute_cost: wrong: the first example is left out
# at: range(1, m)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = len(y)
    J = 0
    for i in range(1, m):
        J += logistic_loss(sigmoid(X[i, :] @ w + b), y[i])
    return J / m


# %% compute_cost: wrong: gives the losses and not their mean
# at: return loss
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    loss = -y * np.log(f) - (1 - y) * np.log(1 - f)
    return loss


# %% compute_cost: wrong: no sigmoid, z is taken for the probability
# at: X @ w + b
def compute_cost(X, y, w, b):
    f = np.clip(X @ w + b, 1e-15, 1 - 1e-15)
    return np.mean(-y * np.log(f) - (1 - y) * np.log(1 - f))


# %% compute_cost: wrong: mean squared error
# at: (f - y) ** 2
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    cost = np.mean((f - y) ** 2)
    return cost


# %% compute_cost: wrong: labels made a column, so that all pairs are averaged
# at: y.reshape(-1, 1)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    y = y.reshape(-1, 1)
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    return np.mean(-y * np.log(f) - (1 - y) * np.log(1 - f))


# %% compute_cost: wrong: the bias is left out
# at: X.dot(w)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def compute_cost(X, y, w, b):
    f = np.clip(sigmoid(X.dot(w)), 1e-15, 1 - 1e-15)
    return (-y * np.log(f) - (1 - y) * np.log(1 - f)).mean()


# %% compute_cost: wrong: loss is called with one argument
# at: logistic_loss(f)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    return np.mean(logistic_loss(f))


# %% compute_cost: wrong: m does not exist
# at: (1 / m)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    f = predict_proba(X, w, b)
    return (1 / m) * np.sum(logistic_loss(f, y))


# %% compute_cost: wrong: a typing mistake in the name of a NumPy function
# at: np.means(
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    return np.means(logistic_loss(predict_proba(X, w, b), y))


# %% compute_cost: wrong: no minus and no division by m
# at: np.dot(y, np.log(f))
# at: return J
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_cost(X, y, w, b):
    f = np.clip(predict_proba(X, w, b), 1e-15, 1 - 1e-15)
    J = np.dot(y, np.log(f)) + np.dot(1 - y, np.log(1 - f))
    return J


# %% compute_cost: wrong: logarithms exchanged and the bias missing
# at: np.dot(X, w)
# at: np.log(1 - f) - (1 - y) * np.log(f)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_cost(X, y, w, b):
    f = np.clip(sigmoid(np.dot(X, w)), 1e-15, 1 - 1e-15)
    losses = -y * np.log(1 - f) - (1 - y) * np.log(f)
    return losses.mean()


# %% compute_cost: wrong: adds a penalty for large weights
# at: np.sum(w ** 2)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def logistic_loss(f, y):
    f = np.clip(f, 1e-15, 1 - 1e-15)
    return -y * np.log(f) - (1 - y) * np.log(1 - f)


def compute_cost(X, y, w, b):
    m = len(y)
    loss = logistic_loss(predict_proba(X, w, b), y)
    return np.sum(loss) / m + 1 / (2 * m) * np.sum(w ** 2)


# %% compute_gradient: right: the loops of the textbook
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(w.shape)
    dj_db = 0.
    for i in range(m):
        z_wb = 0
        for j in range(n):
            z_wb += X[i, j] * w[j]
        z_wb += b
        f_wb = sigmoid(z_wb)
        err = f_wb - y[i]
        dj_db += err
        for j in range(n):
            dj_dw[j] += err * X[i, j]
    dj_dw = dj_dw / m
    dj_db = dj_db / m
    return dj_db, dj_dw


# %% compute_gradient: right: broadcasting and a mean over the rows
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    residual = (predict_proba(X, w, b) - y)[:, None]
    return residual.mean(), np.mean(residual * X, axis=0)


# %% compute_gradient: right: einsum
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_dw = np.einsum("ij,i->j", X, err) / X.shape[0]
    dj_db = np.einsum("i->", err) / X.shape[0]
    return dj_db, dj_dw


# %% compute_gradient: right: one product with a column of ones, then taken apart
def compute_gradient(X, y, w, b):
    Xb = np.c_[np.ones(len(X)), X]
    theta = np.r_[b, w]
    h = 1 / (1 + np.exp(-Xb.dot(theta)))
    g = (h - y).dot(Xb) / len(y)
    return g[0], g[1:]


# %% compute_gradient: wrong: the two results in the wrong order
# at: return dj_dw, dj_db
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    err = predict_proba(X, w, b) - y
    dj_db = np.sum(err) / m
    dj_dw = X.T @ err / m
    return dj_dw, dj_db


# %% compute_gradient: wrong: truth minus prediction
# at: y - predict_proba(
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = len(y)
    error = y - predict_proba(X, w, b)
    return error.mean(), X.T @ error / m


# %% compute_gradient: wrong: neither slope is divided by m
# at: dj_db = np.sum(err)
# at: dj_dw = X.T @ err
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_db = np.sum(err)
    dj_dw = X.T @ err
    return dj_db, dj_dw


# %% compute_gradient: wrong: the slopes along w are not divided by m
# at: np.dot(X.T, err)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_dw = np.dot(X.T, err)
    dj_db = err.mean()
    return dj_db, dj_dw


# %% compute_gradient: wrong: the slope along b is not divided by m
# at: dj_db = np.sum(
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def compute_gradient(X, y, w, b):
    m, n = X.shape
    f = predict_proba(X, w, b)
    dj_db = np.sum(f - y)
    dj_dw = 1 / m * (f - y) @ X
    return dj_db, dj_dw


# %% compute_gradient: wrong: no sigmoid, so the gradient of linear regression
# at: X @ w + b
def compute_gradient(X, y, w, b):
    m = X.shape[0]
    f = X @ w + b
    err = f - y
    return err.sum() / m, X.T @ err / m


# %% compute_gradient: wrong: the slope of the sigmoid is kept
# at: f * (1 - f)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    f = predict_proba(X, w, b)
    delta = (f - y) * f * (1 - f)
    dj_db = delta.sum() / m
    dj_dw = X.T.dot(delta) / m
    return dj_db, dj_dw


# %% compute_gradient: wrong: sets in place of adding in the inner loop
# at: dj_dw[j] = err * X[i, j]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = err * X[i, j]
        dj_db += err
    return dj_db / m, dj_dw / m


# %% compute_gradient: wrong: the bias collects once for every feature
# at: dj_db += err
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] += err * X[i, j]
            dj_db += err
    return dj_db / m, dj_dw / m


# %% compute_gradient: wrong: returns within the loop over the examples
# at: return dj_db, dj_dw
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(np.dot(X[i], w) + b) - y[i]
        dj_dw += err * X[i]
        dj_db += err
        dj_dw /= m
        dj_db /= m
        return dj_db, dj_dw


# %% compute_gradient: wrong: the product lacks the transpose
# at: X @ err
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    err = predict_proba(X, w, b) - y
    dj_db = err.sum() / m
    dj_dw = X @ err / m
    return dj_db, dj_dw


# %% compute_gradient: wrong: elementwise product of a table and a row of errors
# at: X * err
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_dw = np.mean(X * err, axis=0)
    dj_db = np.mean(err)
    return dj_db, dj_dw


# %% compute_gradient: wrong: the array of slopes has a place for two features only
# at: np.zeros(2)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    dj_dw = np.zeros(2)
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(X[i] @ w + b) - y[i]
        dj_db = dj_db + err
        dj_dw = dj_dw + err * X[i]
    return dj_db / m, dj_dw / m


# %% compute_gradient: wrong: averages over everything, so one number for all weights
# at: np.mean(err[:, None] * X)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_dw = np.mean(err[:, None] * X)
    dj_db = np.mean(err)
    return dj_db, dj_dw


# %% compute_gradient: wrong: dj_db is an array of errors, not yet averaged
# at: dj_db = err / m
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = len(X)
    err = predict_proba(X, w, b) - y
    dj_db = err / m
    dj_dw = err @ X / m
    return dj_db, dj_dw


# %% compute_gradient: wrong: only the slopes along w are returned
# at: return dj_dw
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    err = predict_proba(X, w, b) - y
    dj_dw = X.T @ err / len(y)
    return dj_dw


# %% compute_gradient: wrong: bias missing in the prediction and slopes along w not divided by m
# at: np.dot(X[i], w)
# at: return dj_db / m, dj_dw
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0
    for i in range(m):
        f = sigmoid(np.dot(X[i], w))
        for j in range(n):
            dj_dw[j] += (f - y[i]) * X[i, j]
        dj_db += f - y[i]
    return dj_db / m, dj_dw


# %% compute_gradient: wrong: the sign is turned and m is applied twice
# at: err = (y - f) / m
# at: return np.mean(err), X.T @ err / m
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def compute_gradient(X, y, w, b):
    m = len(y)
    f = predict_proba(X, w, b)
    err = (y - f) / m
    return np.mean(err), X.T @ err / m


# %% compute_gradient: wrong: whole-number division by m
# at: dj_dw // m
# at: dj_db // m
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    f = sigmoid(X @ w + b)
    dj_dw = (f - y) @ X
    dj_db = np.sum(f - y)
    dj_dw = dj_dw // m
    dj_db = dj_db // m
    return dj_db, dj_dw


# %% compute_gradient: wrong: multiplies by the weight in place of the input
# at: err * w[j]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.
    for i in range(m):
        err = sigmoid(X[i].dot(w) + b) - y[i]
        dj_db += err
        for j in range(n):
            dj_dw[j] += err * w[j]
    return dj_db / m, dj_dw / m


# %% gradient_descent: right: copies first, then updates in place
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in.copy()
    b = b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        if i % 100 == 0:
            print(f"Iteration {i:4}: cost {J_history[-1]:.4f}")
    return w, b, J_history


# %% gradient_descent: right: a while loop and simultaneous assignment
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    import copy

    w, b = copy.deepcopy(w_in), b_in
    hist = list()
    k = 0
    while k < num_iters:
        g = gradient_function(X, y, w, b)
        w, b = w - alpha * g[1], b - alpha * g[0]
        hist += [cost_function(X, y, w, b)]
        k += 1
    return w, b, hist


# %% gradient_descent: right: temporary names and a list of fixed length
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """
    Performs batch gradient descent to learn w and b.
    """
    current_w, current_b = w_in, b_in
    J_history = [0.0] * num_iters
    for iteration in range(0, num_iters):
        slope_b, slope_w = gradient_function(X, y, current_w, current_b)
        tmp_w = current_w - slope_w * alpha
        tmp_b = current_b - slope_b * alpha
        current_w, current_b = tmp_w, tmp_b
        J_history[iteration] = cost_function(X, y, current_w, current_b)
    return current_w, current_b, J_history


# %% gradient_descent: edge: with no steps at all the parameters have no name yet
# at: w, b = w_in, b_in
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    for i in range(num_iters):
        if i == 0:
            w, b = w_in, b_in
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: changes the array that was handed in
# at: w -= alpha * dj_dw
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in
    b = b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: walks uphill
# at: w = w + alpha * dj_dw
# at: b = b + alpha * dj_db
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w + alpha * dj_dw
        b = b + alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: w has moved before the slope for b is taken
# at: dj_db, _ = gradient_function(X, y, w, b)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for _ in range(num_iters):
        _, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        dj_db, _ = gradient_function(X, y, w, b)
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the cost is noted before the step
# at: J_history.append(
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in.copy(), b_in
    J_history = []
    for _ in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
    return w, b, J_history


# %% gradient_descent: wrong: slopes unpacked in the wrong order
# at: dj_dw, dj_db = gradient_function(
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for i in range(num_iters):
        dj_dw, dj_db = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: every slope is taken at the starting point
# at: gradient_function(X, y, w_in, b_in)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in
    b = b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w_in, b_in)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the slope is taken once, before the loop
# at: dj_db, dj_dw = gradient_function(X, y, w, b)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in
    b = b_in
    J_history = []
    dj_db, dj_dw = gradient_function(X, y, w, b)
    for i in range(num_iters):
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: starts at zero and ignores the given start
# at: w = np.zeros(X.shape[1])
# at: b = 0.0
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = np.zeros(X.shape[1])
    b = 0.0
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: own gradient and cost in place of the ones handed in
# at: compute_gradient(X, y, w, b)
# at: compute_cost(X, y, w, b)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    def compute_cost(A, t, u, c):
        p = np.clip(sigmoid(A @ u + c), 1e-15, 1 - 1e-15)
        return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))

    def compute_gradient(A, t, u, c):
        e = sigmoid(A @ u + c) - t
        return e.mean(), A.T @ e / len(t)

    w, b = w_in, b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = compute_gradient(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(compute_cost(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: one step too few
# at: range(num_iters - 1)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J_history = w_in, b_in, []
    for _ in range(num_iters - 1):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the return stands in the loop
# at: return w, b, J_history
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        return w, b, J_history


# %% gradient_descent: wrong: the learning rate is left out
# at: w = w - dj_dw
# at: b = b - dj_db
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - dj_dw
        b = b - dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the learning rate is written in as 0.01
# at: alpha = 0.01
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    alpha = 0.01
    w, b = w_in, b_in
    J_history = []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the slopes are divided by m once more
# at: w - alpha * dj_dw / m
# at: b - alpha * dj_db / m
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    m = len(y)
    w = w_in
    b = b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw / m
        b = b - alpha * dj_db / m
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: gives only the last cost
# at: return w, b, J
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J = cost_function(X, y, w, b)
    return w, b, J


# %% gradient_descent: wrong: history begins with the cost of the start, one too many
# at: J_history = [cost_function(
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in.copy(), b_in
    J_history = [cost_function(X, y, w, b)]
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: append returns nothing, and its result is kept
# at: J_history = J_history.append(
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history = J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: the gradient function is called without data
# at: gradient_function(w, b)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: loops over a number
# at: for i in num_iters
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history = []
    for i in num_iters:
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history


# %% gradient_descent: wrong: b never moves and the cost is noted before the step
# at: J_history.append(
# at: b - alpha * dj_db
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in
    b = b_in
    J_history = []
    for i in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b - alpha * dj_db
    return w, b, J_history


# %% gradient_descent: wrong: changes w_in, and takes one step too many
# at: range(num_iters + 1)
# at: w_in -= alpha * dj_dw
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    for i in range(num_iters + 1):
        dj_db, dj_dw = gradient_function(X, y, w_in, b_in)
        w_in -= alpha * dj_dw
        b_in -= alpha * dj_db
        J_history.append(cost_function(X, y, w_in, b_in))
    return w_in, b_in, J_history


# %% predict: right: asks for the sign of z, without a sigmoid
def predict(X, w, b):
    # g(z) >= 0.5 exactly when z >= 0
    return np.where(X @ w + b >= 0, 1, 0)


# %% predict: right: loop, if and else
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict(X, w, b):
    m, n = X.shape
    p = np.zeros(m, dtype=int)
    for i in range(m):
        z = b
        for j in range(n):
            z += X[i, j] * w[j]
        if sigmoid(z) >= 0.5:
            p[i] = 1
        else:
            p[i] = 0
    return p


# %% predict: edge: one half becomes 0
# at: > 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return (predict_proba(X, w, b) > 0.5).astype(int)


# %% predict: edge: np.round rounds one half to the even number, 0
# at: np.round(
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return np.round(predict_proba(X, w, b)).astype(int)


# %% predict: wrong: gives true and false
# at: return predict_proba(X, w, b) >= 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return predict_proba(X, w, b) >= 0.5


# %% predict: wrong: gives the probabilities
# at: return predict_proba(X, w, b)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, weights, bias):
    return sigmoid(X @ weights + bias)


def predict(X, w, b):
    return predict_proba(X, w, b)


# %% predict: wrong: 0 and 1 exchanged
# at: p < 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    p = predict_proba(X, w, b)
    return np.where(p < 0.5, 1, 0)


# %% predict: wrong: the threshold of a probability on z
# at: z >= 0.5
def predict(X, w, b):
    z = X @ w + b
    return (z >= 0.5).astype(int)


# %% predict: wrong: cuts off the decimals without a threshold
# at: .astype(int)
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return predict_proba(X, w, b).astype(int)


# %% predict: wrong: a threshold of 0 on the probability
# at: p >= 0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    p = predict_proba(X, w, b)
    return (p >= 0).astype(int)


# %% predict: wrong: an if on a whole array
# at: if p >= 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    p = predict_proba(X, w, b)
    if p >= 0.5:
        return 1
    else:
        return 0


# %% predict: wrong: int() on a whole array
# at: int(
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return int(predict_proba(X, w, b) >= 0.5)


# %% predict: right: floats 1.0 and 0.0 in place of whole numbers
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return sigmoid(z)


def predict(X, w, b):
    m = X.shape[0]
    p = np.zeros(m)
    f = predict_proba(X, w, b)
    p[f >= 0.5] = 1
    return p


# %% predict: wrong: a return inside the loop
# at: return labels
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    f = predict_proba(X, w, b)
    labels = np.zeros(len(f), dtype=int)
    for i, fi in enumerate(f):
        if fi >= 0.5:
            labels[i] = 1
        return labels


# %% predict: wrong: bias forgotten and a strict comparison
# at: X @ w
# at: > 0.5
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict(X, w, b):
    f = sigmoid(X @ w)
    return (f > 0.5).astype(int)


# %% predict: wrong: says -1 for the other class
# at: 1, -1
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    return np.where(predict_proba(X, w, b) >= 0.5, 1, -1)


# %% predict: wrong: gives the positions of the ones
# at: np.where(f >= 0.5)
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def predict_proba(X, w, b):
    return sigmoid(X @ w + b)


def predict(X, w, b):
    f = predict_proba(X, w, b)
    return np.where(f >= 0.5)
