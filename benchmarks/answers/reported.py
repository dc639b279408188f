# %% backward: right: dW as rows
def backward(Y, params, cache):
    g = [None]*len(params); dZ = (cache[-1]-Y)/len(Y)
    for k in reversed(range(len(params))):
        g[k] = ([a@dZ for a in cache[k].T], dZ.sum(axis=0))
        dZ = dZ@params[k][0].T*cache[k]*(1-cache[k])
    return g


# %% backward: wrong: db total: db one number
# at: db = dZ.sum()
def backward(Y, params, cache):
    L = len(params)
    grads = [None]*L
    dZ = (cache[-1] - Y)/len(Y)
    for k in range(L-1, -1, -1):
        W, b = params[k]
        A = cache[k]
        dW = A.T @ dZ
        db = dZ.sum()
        grads[k] = (dW, db)
        dZ = (dZ @ W.T) * A * (1 - A)
    return grads


# %% backward: wrong: slope applied to db only: extra slope in db
# at: db = (dZ
def backward(Y, params, cache):
    L = len(params)
    grads = [None]*L
    dZ = (cache[-1] - Y)/len(Y)
    for k in range(L-1, -1, -1):
        W, b = params[k]
        A = cache[k]
        dW = A.T @ dZ
        db = (dZ * cache[k+1]*(1-cache[k+1])).sum(axis=0)
        grads[k] = (dW, db)
        dZ = (dZ @ W.T) * A * (1 - A)
    return grads


# %% backward: wrong: updated with alpha 1: weights updated first with 1
# at: W = W - 1.0*dW
def backward(Y, params, cache):
    L = len(params)
    grads = [None]*L
    dZ = (cache[-1] - Y)/len(Y)
    for k in range(L-1, -1, -1):
        W, b = params[k]
        A = cache[k]
        dW = A.T @ dZ
        db = dZ.sum(axis=0)
        grads[k] = (dW, db)
        W = W - 1.0*dW
        dZ = (dZ @ W.T) * A * (1 - A)
    return grads


# %% build_model: wrong: 400 written in: inputs typed in
# at: Input((400,))
import keras
import tensorflow as tf
from keras import Input, Sequential
from keras.layers import Dense, Normalization
from keras.losses import BinaryCrossentropy
from keras.optimizers import SGD, Adam
from course_utils.data import load_student_hours
def build_model(n_features):
    return Sequential([Input((400,)), Dense(25, activation="sigmoid"), Dense(15, activation="sigmoid"), Dense(1, activation="sigmoid")])


# %% compile_model: wrong: swapped positional: positional: optimizer comes first
# at: model.compile(
import keras
import tensorflow as tf
from keras import Input, Sequential
from keras.layers import Dense, Normalization
from keras.losses import BinaryCrossentropy
from keras.optimizers import SGD, Adam
from course_utils.data import load_student_hours
def compile_model(model):
    model.compile(BinaryCrossentropy(), Adam(learning_rate=0.01))
    return model


# %% compile_model: wrong: sparse 0.01: multi-class loss
# at: SparseCategorical
import keras
import tensorflow as tf
from keras import Input, Sequential
from keras.layers import Dense, Normalization
from keras.losses import BinaryCrossentropy
from keras.optimizers import SGD, Adam
from course_utils.data import load_student_hours
def compile_model(model):
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=Adam(0.01))
    return model


# %% compute_cost: wrong: index a number: indexes a number
# at: f[0]
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_cost(X, y, w, b):
    J = 0
    for i in range(len(y)):
        f = sigmoid(X[i]@w+b)
        J += -y[i]*np.log(f[0])-(1-y[i])*np.log(1-f[0])
    return J/len(y)


# %% compute_cost: wrong: log(f-1): f - 1 for 1 - f: nan
# at: np.log(f-1)
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_cost(X, y, w, b):
    f = sigmoid(X@w+b)
    return np.mean(-y*np.log(f)-(1-y)*np.log(f-1))


# %% compute_cost: wrong: nan by 0/0: divides 0 by 0
# at: *0/np.float64(m)
# at: m = 0
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_cost(X, y, w, b):
    f = sigmoid(X@w+b)
    m = 0
    return np.float64(np.sum(-y*np.log(f)-(1-y)*np.log(1-f)))*0/np.float64(m)


# %% compute_cost: wrong: positive exponent inline: sign in the exponent
# at: np.exp(X@w+b)
def compute_cost(X, y, w, b):
    f = 1/(1+np.exp(X@w+b))
    return np.mean(-y*np.log(f)-(1-y)*np.log(1-f))


# %% compute_cost: wrong: return total[0]: indexes a number
# at: (J/len(y))[0]
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_cost(X, y, w, b):
    J = 0
    for i in range(len(y)):
        f = sigmoid(X[i]@w+b)
        J += -y[i]*np.log(f)-(1-y[i])*np.log(1-f)
    return (J/len(y))[0]


# %% compute_cost: wrong: wrong arity of helper: helper called with too few arguments
# at: predict_proba(X, w)
def predict_proba(X, w, b):
    return 1/(1+np.exp(-(X@w+b)))
def compute_cost(X, y, w, b):
    f = predict_proba(X, w)
    return np.mean(-y*np.log(f)-(1-y)*np.log(1-f))


# %% compute_cost: wrong: L2 added: penalty added
# at: np.sum(w**2)
def compute_cost(X, y, w, b):
    z = X@w+b
    return np.mean(np.logaddexp(0,z)-y*z) + np.sum(w**2)/(2*len(y))


# %% compute_cost: wrong: expit twice: sigmoid put where exp was meant
# at: sigmoid(-(X@w+b))
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_cost(X, y, w, b):
    h = 1/(1+sigmoid(-(X@w+b)))
    return np.mean(-y*np.log(h)-(1-y)*np.log(1-h))


# %% compute_cost: wrong: linear regression cost, no sigmoid
# at: np.sum((f - y)**2)
# at: f = X @ w + b
def compute_cost(X, y, w, b):
    m = X.shape[0]
    f = X @ w + b
    return np.sum((f - y)**2)/(2*m)


# %% compute_cost: edge: log of likelihood unguarded: log(0)
# at: np.log(np.where
def compute_cost(X, y, w, b):
    f = 1/(1+np.exp(-(X@w+b)))
    return -np.mean(np.log(np.where(y==1, f, 1-f)))


# %% compute_cost: edge: nansum: log(0), nan hidden
# at: np.nansum
def compute_cost(X, y, w, b):
    f = 1/(1+np.exp(-(X@w+b)))
    return np.nansum(-y*np.log(f)-(1-y)*np.log(1-f))/len(y)


# %% compute_cost: wrong: two slips: no b, no mean: b and mean
# at: z = X@w
# at: np.sum(
def compute_cost(X, y, w, b):
    z = X@w
    return np.sum(np.logaddexp(0, z)-y*z)


# %% compute_gradient: wrong: broadcast: m,1) ((m,m)
# at: y.reshape(-1,1)
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_gradient(X, y, w, b):
    y = y.reshape(-1,1)
    err = sigmoid(X@w+b)-y
    return err.mean(), X.T@err/len(y)


# %% compute_gradient: wrong: swapped & no 1/m: order and 1/m
# at: return X.T@err
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_gradient(X, y, w, b):
    err = sigmoid(X@w+b)-y
    return X.T@err, err.sum()


# %% compute_gradient: wrong: swapped & sign: order and sign
# at: return X.T@err
# at: err = y-
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_gradient(X, y, w, b):
    err = y-sigmoid(X@w+b)
    return X.T@err/len(y), err.mean()


# %% compute_gradient: wrong: built-in sum on columns: sums over features
# at: sum(X.T*err)
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_gradient(X, y, w, b):
    err = sigmoid(X@w+b)-y
    return sum(err)/len(y), sum(X.T*err)/len(y)


# %% compute_gradient: wrong: exp for sigmoid: exponential instead of the sigmoid (Poisson)
# at: np.exp(X@w+b)-y
def compute_gradient(X, y, w, b):
    err = np.exp(X@w+b)-y
    return err.mean(), X.T@err/len(y)


# %% compute_gradient: wrong: positive exponent inline: sign in the exponent
# at: np.exp(X@w+b)
def compute_gradient(X, y, w, b):
    f = 1/(1+np.exp(X@w+b))
    e = f-y
    return e.mean(), X.T@e/len(y)


# %% compute_gradient: wrong: two slips: no b, no mean: b and mean
# at: sigmoid(X@w)
# at: return e.sum()
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def compute_gradient(X, y, w, b):
    e = sigmoid(X@w)-y
    return e.sum(), X.T@e


# %% count_parameters: wrong: hardcoded: numbers typed
# at: return 400
def count_parameters(layer_sizes):
    return 400*25+25 + 25*15+15 + 15*1+1


# %% count_parameters: wrong: weights twice
# at: a*b*2
def count_parameters(layer_sizes):
    t = 0
    for a, b in zip(layer_sizes, layer_sizes[1:]):
        t += a*b*2
    return t


# %% dense: right: rows in a list
def dense(A_in, W, b, g):
    rows = []
    for a in A_in:
        rows.append(g(a @ W + b))
    return rows


# %% dense: wrong: unfilled A_out: A_out undefined
# at: return A_out
def dense(A_in, W, b, g):
    return A_out


# %% dense_backward: wrong: keepdims axis1: axis 1 keepdims
# at: axis=1
def dense_backward(dZ, A_in, W):
    return dZ@W.T, A_in.T@dZ, np.sum(dZ, axis=1, keepdims=True)


# %% dense_backward: wrong: loop last example: = for += in loop
# at: dW = np.outer
# at: db = dZ[i]
def dense_backward(dZ, A_in, W):
    for i in range(len(dZ)):
        dW = np.outer(A_in[i], dZ[i])
        db = dZ[i]
    return dZ@W.T, dW, db


# %% dense_loop: wrong: unfilled zeros
# at: return a_out
# at: a_out = np.zeros
def dense_loop(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    return a_out


# %% fit_model: wrong: returns loss list: the list
# at: .history
import keras
import tensorflow as tf
from keras import Input, Sequential
from keras.layers import Dense, Normalization
from keras.losses import BinaryCrossentropy
from keras.optimizers import SGD, Adam
from course_utils.data import load_student_hours
def fit_model(model, X, Y):
    return model.fit(X, Y, epochs=30, batch_size=16, verbose=0).history['loss']


# %% forward: right: rows in a list
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    A = X; cache=[X]
    for W, b in params:
        A = [sigmoid(a @ W + b) for a in A]
        cache.append(A)
    return A, cache


# %% forward: wrong: dict cache
# at: cache = {"A0"
# at: cache[f"A
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    A = X; cache = {"A0": X}
    for k, (W, b) in enumerate(params):
        A = sigmoid(A@W+b)
        cache[f"A{k+1}"] = A
    return A, cache


# %% forward: wrong: softmax
# at: A = e/e.sum
# at: e = np.exp
def forward(X, params):
    A = X; cache=[X]
    for W, b in params:
        Z = A@W + b
        e = np.exp(Z)
        A = e/e.sum(axis=1, keepdims=True)
        cache.append(A)
    return A, cache


# %% forward: wrong: threshold at end: output thresholded
# at: A >= 0.5
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    A = X; cache=[X]
    for W, b in params:
        A = sigmoid(A@W + b)
        cache.append(A)
    return (A >= 0.5).astype(int), cache


# %% gradient_check: wrong: max abs diff: largest difference, not relative
# at: np.max(np.abs
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    out = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        t = theta[i]
        theta[i] = t + eps
        p = f(theta)
        theta[i] = t - eps
        q = f(theta)
        theta[i] = t
        out[i] = (p - q) / (2 * eps)
    return out
def gradient_check(cost_of, params, grads, eps):
    errs = []
    for k in range(len(params)):
        W, b = params[k]
        def fW(t, k=k, b=b): return cost_of(params[:k] + [(t, b)] + params[k+1:])
        def fb(t, k=k, W=W): return cost_of(params[:k] + [(W, t)] + params[k+1:])
        row = []
        for f, p, g in ((fW, W, grads[k][0]), (fb, b, grads[k][1])):
            n = numerical_gradient(f, p, eps)
            row.append(np.max(np.abs(n - g)))
        errs.append(tuple(row))
    return errs


# %% gradient_check: wrong: mean relative elementwise: elementwise relative error averaged
# at: np.mean(np.abs
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    out = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        t = theta[i]
        theta[i] = t + eps
        p = f(theta)
        theta[i] = t - eps
        q = f(theta)
        theta[i] = t
        out[i] = (p - q) / (2 * eps)
    return out
def gradient_check(cost_of, params, grads, eps):
    errs = []
    for k in range(len(params)):
        W, b = params[k]
        def fW(t, k=k, b=b): return cost_of(params[:k] + [(t, b)] + params[k+1:])
        def fb(t, k=k, W=W): return cost_of(params[:k] + [(W, t)] + params[k+1:])
        row = []
        for f, p, g in ((fW, W, grads[k][0]), (fb, b, grads[k][1])):
            n = numerical_gradient(f, p, eps)
            row.append(np.mean(np.abs(n-g)/np.maximum(np.abs(n)+np.abs(g), 1e-12)))
        errs.append(tuple(row))
    return errs


# %% gradient_check: wrong: perturbs given grads: measures at the gradient instead of at the parameter
# at: numerical_gradient(f, g
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    out = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        t = theta[i]
        theta[i] = t + eps
        p = f(theta)
        theta[i] = t - eps
        q = f(theta)
        theta[i] = t
        out[i] = (p - q) / (2 * eps)
    return out
def gradient_check(cost_of, params, grads, eps):
    out = []
    for k, (dW, db) in enumerate(grads):
        pair = []
        for part, g in enumerate((dW, db)):
            def f(t):
                layer = list(params[k]); layer[part] = t
                return cost_of(params[:k] + [tuple(layer)] + params[k+1:])
            n = numerical_gradient(f, g, eps)
            d = np.linalg.norm(n) + np.linalg.norm(g)
            pair.append(np.linalg.norm(n-g)/d if d else 0.0)
        out.append(tuple(pair))
    return out


# %% gradient_check: wrong: swapped W and b: pair swapped
# at: out.append((r(m
def numerical_gradient(f, theta, eps):
    theta = np.array(theta, dtype=float)
    out = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        t = theta[i]
        theta[i] = t + eps
        p = f(theta)
        theta[i] = t - eps
        q = f(theta)
        theta[i] = t
        out[i] = (p - q) / (2 * eps)
    return out
def gradient_check(cost_of, params, grads, eps):
    out = []
    for k in range(len(params)):
        W, b = params[k]
        n = numerical_gradient(lambda t: cost_of(params[:k]+[(t, b)]+params[k+1:]), W, eps)
        m = numerical_gradient(lambda t: cost_of(params[:k]+[(W, t)]+params[k+1:]), b, eps)
        r = lambda a, c: np.linalg.norm(a-c)/(np.linalg.norm(a)+np.linalg.norm(c) or 1)
        out.append((r(m, grads[k][1]), r(n, grads[k][0])))
    return out


# %% gradient_descent: wrong: wrong unpack & history with start: unpacked in the wrong order, and one entry too many
# at: dw, db = 
# at: J = [cost
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in.copy(); b = b_in
    J = [cost_function(X, y, w, b)]
    for i in range(num_iters):
        dw, db = gradient_function(X, y, w, b)
        w = w - alpha*dw; b = b - alpha*db
        J.append(cost_function(X, y, w, b))
    return w, b, J


# %% gradient_descent: wrong: cost every 100: history every 100 steps
# at: i % 100
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in.copy(); b = b_in
    J = []
    for i in range(num_iters):
        db, dw = gradient_function(X, y, w, b)
        w = w - alpha*dw; b = b - alpha*db
        if i % 100 == 0:
            J.append(cost_function(X, y, w, b))
    return w, b, J


# %% gradient_descent: wrong: stops early
# at: break
# at: if i and
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in.copy(); b = b_in
    J = []
    for i in range(num_iters):
        db, dw = gradient_function(X, y, w, b)
        w = w - alpha*dw; b = b - alpha*db
        J.append(cost_function(X, y, w, b))
        if i and abs(J[-1]-J[-2]) < 1e-3:
            break
    return w, b, J


# %% logistic_loss: edge: eps subtracted
# at: np.log(f-e)
def logistic_loss(f, y):
    e = 1e-9
    return -y*np.log(f-e) - (1-y)*np.log(1-f-e)


# %% logistic_loss: wrong: log of product: label inside the log
# at: np.log(y*f)
def logistic_loss(f, y):
    return -np.log(y*f) - np.log((1-y)*(1-f))


# %% logistic_loss: edge: mean of a list: log(0), and .mean()
# at: .mean()
def logistic_loss(f, y):
    return -(y*np.log(f) + (1-y)*np.log(1-f)).mean()


# %% logistic_loss: edge: unguarded float: log(0)
# at: np.log(f)
def logistic_loss(f, y):
    return float(-y*np.log(f)-(1-y)*np.log(1-f))


# %% logistic_loss: edge: unguarded where: log(0)
# at: np.log(np.where
def logistic_loss(f, y):
    return -np.log(np.where(y==1, f, 1-f))


# %% numerical_gradient: wrong: calls f on scalar: gives f a single element
# at: f(theta[i]
def numerical_gradient(f, theta, eps):
    g = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        g[i] = (f(theta[i] + eps) - f(theta[i] - eps)) / (2*eps)
    return g


# %% numerical_gradient: wrong: own eps: ignores eps
# at: h = 1e-5
def numerical_gradient(f, theta, eps):
    h = 1e-5
    g = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        a = theta.copy(); a[i] += h
        b = theta.copy(); b[i] -= h
        g[i] = (f(a) - f(b)) / (2*h)
    return g


# %% output_delta: right: rows in a list
def output_delta(A_out, Y):
    return [(a - y)/len(Y) for a, y in zip(A_out, Y)]


# %% output_delta: wrong: returns the cost
# at: return -np.mean
def output_delta(A_out, Y):
    return -np.mean(Y*np.log(A_out)+(1-Y)*np.log(1-A_out))


# %% predict: wrong: == for =: == where = is meant
# at: p[i] == 1
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def predict(X, w, b):
    f = sigmoid(X@w+b)
    p = np.zeros(len(f))
    for i in range(len(f)):
        if f[i] >= 0.5:
            p[i] == 1
    return p


# %% predict: wrong: b in the loop over features: b per feature
# at: z += b
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def predict(X, w, b):
    m, n = X.shape
    p = np.zeros(m)
    for i in range(m):
        z = 0
        for j in range(n):
            z += X[i,j]*w[j]
            z += b
        p[i] = 1 if sigmoid(z) >= 0.5 else 0
    return p


# %% predict: wrong: returns z: linear regression prediction z
# at: return X@w
def predict(X, w, b):
    return X@w + b


# %% predict_proba: wrong: precedence
# at: 1/1+
def predict_proba(X, w, b):
    z = X@w+b
    return 1/1+np.exp(-z)


# %% predict_proba: wrong: z not reset: z carried over
# at: z = 0
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def predict_proba(X, w, b):
    m, n = X.shape
    p = np.zeros(m)
    z = 0
    for i in range(m):
        for j in range(n):
            z += X[i, j]*w[j]
        p[i] = sigmoid(z + b)
    return p


# %% sigmoid: wrong: 1 inside exp: 1 inside the exponential
# at: np.exp(1+z)
def sigmoid(z):
    return np.exp(z)/np.exp(1+z)


# %% sigmoid: edge: overflow at -1000 inf to 1: inf replaced by 1: gives one half at 1000
# at: np.isinf
def sigmoid(z):
    e = np.exp(np.asarray(z, float))
    e = np.where(np.isinf(e), 1, e)
    return e/(1+e)


# %% sigmoid_backward: wrong: dA dot: matrix product
# at: np.dot
def sigmoid_backward(dA, A):
    return np.dot(dA.T, A*(1-A))


# %% train: wrong: clips gradients at 1
# at: np.clip(a,-1,1)
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def network_cost(A_out, Y):
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J = []
    for e in range(epochs):
        A, cache = forward(X, params)
        J.append(network_cost(A, Y))
        g = [(np.clip(a,-1,1), np.clip(b,-1,1)) for a, b in backward(Y, params, cache)]
        params = update_parameters(params, g, alpha)
    return params, J


# %% train: wrong: halves alpha on rise: changes alpha when the cost rises
# at: alpha = alpha/2
# at: J[-1] > J[-2]
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def network_cost(A_out, Y):
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J = []
    for e in range(epochs):
        A, cache = forward(X, params)
        J.append(network_cost(A, Y))
        if len(J) > 1 and J[-1] > J[-2]:
            alpha = alpha/2
        params = update_parameters(params, backward(Y, params, cache), alpha)
    return params, J


# %% train: wrong: history reset in loop: history made anew each epoch
# at: J_history = []
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def network_cost(A_out, Y):
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history=[]
    for i in range(epochs):
        J_history = []
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: every 100 epochs: history every 100th epoch only
# at: i % 100
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def network_cost(A_out, Y):
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for i in range(epochs):
        A_out, cache = forward(X, params)
        if i % 100 == 0:
            J_history.append(network_cost(A_out, Y))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% train: wrong: grads outside loop: gradient of the start throughout
# at: grads = backward
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def network_cost(A_out, Y):
    A = np.clip(A_out, 1e-15, 1 - 1e-15)
    return np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / len(A)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    A_out, cache = forward(X, params)
    grads = backward(Y, params, cache)
    J_history = []
    for i in range(epochs):
        params = update_parameters(params, grads, alpha)
        A_out, cache = forward(X, params)
        J_history.append(network_cost(A_out, Y))
    return params, J_history


# %% train: wrong: mse history: squared error in the history
# at: np.mean((A_out
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
def forward(X, params):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b))
    return (cache[-1], cache)
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def output_delta(A_out, Y):
    return (A_out - Y) / len(Y)
def dense_backward(dZ, A_in, W):
    return (dZ @ W.T, A_in.T @ dZ, dZ.sum(axis=0))
def backward(Y, params, cache):
    grads = [None] * len(params)
    dZ = output_delta(cache[-1], Y)
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k], params[k][0])
        grads[k] = (dW, db)
        if k > 0:
            dZ = sigmoid_backward(dA, cache[k])
    return grads
def update_parameters(params, grads, alpha):
    return [(W - alpha * dW, b - alpha * db) for (W, b), (dW, db) in zip(params, grads)]
def train(X, Y, layer_sizes, initialise, alpha, epochs):
    params = initialise(layer_sizes)
    J_history = []
    for i in range(epochs):
        A_out, cache = forward(X, params)
        J_history.append(np.mean((A_out - Y)**2))
        grads = backward(Y, params, cache)
        params = update_parameters(params, grads, alpha)
    return params, J_history


# %% update_parameters: right: W rows
def update_parameters(params, grads, alpha):
    out = []
    for (W, b), (dW, db) in zip(params, grads):
        out.append(([w - alpha*d for w, d in zip(W, dW)], b - alpha*db))
    return out


# %% update_parameters: wrong: swapped grads: unpacks grads as (db, dW)
# at: (db, dW)
def update_parameters(params, grads, alpha):
    return [(W - alpha*dW, b - alpha*db) for (W, b), (db, dW) in zip(params, grads)]


# %% update_parameters: wrong: assign into tuple: tuple assignment
# at: params[k][0] =
def update_parameters(params, grads, alpha):
    for k in range(len(params)):
        params[k][0] = params[k][0] - alpha*grads[k][0]
        params[k][1] = params[k][1] - alpha*grads[k][1]
    return params


# %% update_parameters: wrong: extra m: divides by rows of W again
# at: alpha*dW/m
# at: m = params
def update_parameters(params, grads, alpha):
    m = params[0][0].shape[0]
    return [(W - alpha*dW/m, b - alpha*db/m) for (W, b), (dW, db) in zip(params, grads)]
