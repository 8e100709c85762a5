"""The same experiments in plain NumPy, with other random numbers: what report.json is compared with.

    python3 papers/shen-2026/check.py > papers/shen-2026/check.json

Made with NumPy 2.4.6 and scikit-learn 1.9.1.
"""
import json
import numpy as np

# --- The notebooks: X = x xᵀ, f = ½ Σ (⟨A_k, x xᵀ⟩ − y_k)², the A_k dense.


class Dense:
    def __init__(self, matrices, truth):
        self.A, self.z = np.array(matrices, float), np.array(truth, float)
        self.y = self.measure(np.outer(self.z, self.z))

    def measure(self, X):
        return np.einsum("kij,ij->k", self.A, X)

    def adjoint(self, z):
        G = np.einsum("k,kij->ij", z, self.A)
        return (G + G.T) / 2


class Masked:
    def __init__(self, n, eps):
        i = np.arange(n)
        odd = i % 2 == 1
        self.mask = np.where((i[:, None] == i) | odd[:, None] | odd, 1.0, eps)
        self.z = 1.0 - odd
        self.y = self.measure(np.outer(self.z, self.z))

    def measure(self, X):
        return (self.mask * X).ravel()

    def adjoint(self, z):
        G = self.mask * z.reshape(self.mask.shape)
        return (G + G.T) / 2


def value(p, x):
    return 0.5 * np.sum((p.measure(np.outer(x, x)) - p.y) ** 2)


def gradient(p, x):
    return 2 * p.adjoint(p.measure(np.outer(x, x)) - p.y) @ x


def descend(p, x, eta, iterations):
    for _ in range(iterations):
        x = x - eta * gradient(p, x)
    return x


def distance(p, x):
    return np.linalg.norm(np.outer(x, x) - np.outer(p.z, p.z))


def oracle(p, x):
    """lambda, u, sigma, v, E X."""
    lam, vectors = np.linalg.eigh(p.adjoint(p.measure(np.outer(x, x)) - p.y))
    u, sigma = vectors[:, 0], np.linalg.norm(x)
    B = np.outer(u, x / sigma) + np.outer(x / sigma, u)
    return lam[0], u, sigma, B, p.adjoint(p.measure(B)) @ x


def notebook(p, start, eta, before, after, l, rho, step, t, delta):
    x = descend(p, np.array(start), eta, before)
    lam, u, sigma, B, EX = oracle(p, x)
    AB, AU = p.measure(B), p.measure(np.outer(u, u))
    kappa = AB @ AU
    nu = 1 - step * lam**l
    beta = rho * nu**t
    gamma = -step * rho * sigma**l / 2 ** (l - 1) * (t if abs(nu - 1) < 1e-12 else (1 - nu**t) / (1 - nu))
    norms = [np.linalg.norm(x) ** l, abs(beta), abs(gamma) * np.linalg.norm(EX) ** l]
    jump = np.sign(gamma) * abs(gamma) ** (1 / l) * EX if norms[2] > max(norms[:2]) else beta ** (1 / l) * u
    end = descend(p, jump, eta, after)
    image = p.measure(np.outer(EX, EX))
    ray = np.sqrt((image @ p.y) / (image @ image)) * EX
    return {
        "lambda": lam, "sigma": sigma,
        "score": -lam / (sigma**2 * (1 + delta)) + kappa**2 / (2 * (1 + delta) ** 2),
        "exact": -2 * lam / (sigma**2 * (AB @ AB)) + kappa**2 / ((AU @ AU) * (AB @ AB)),
        "norms": norms,
        "stalled": [value(p, x), distance(p, x)],
        "jumped": [value(p, jump), distance(p, jump)],
        "ended": [value(p, end), distance(p, end)],
        "ray": value(p, ray),
    }


s = np.sqrt(3) / 2
two = Dense([[[1, 0], [0, 0.5]], [[0, s], [s, 0]], [[0, 0], [0, s]]], [1, 0])
T = [
    [0.0783, 0.2372, -0.0439, -0.0397, 0.1456, -0.4724], [0.0389, 0.0536, -0.0059, 0.4614, -0.3907, 0.2760],
    [0.0293, -0.1456, -0.1656, 0.3257, 0.2528, -0.0078], [0.0762, 0.3193, -0.3338, -0.3364, 0.5847, 0.1873],
    [-0.0889, 0.7089, 0.4472, 0.3788, 0.0902, -0.3193], [0.4097, 0.1190, 0.2078, 0.2282, -0.2274, 0.4046],
]
three = Dense([[[a, b, c], [b, d, e], [c, e, f]] for a, b, c, d, e, f in T], [1, 0, 0])
notebooks = [
    notebook(two, [0, np.sqrt(0.5)] + 0.06 * np.random.default_rng(327).standard_normal(2), 0.01, 300, 200, 3, 0.1, 0.01, 660, 0.5),
    notebook(Masked(3, 0.3), 0.01 * np.random.default_rng(10086).standard_normal(3), 1e-3, 6000, 1500, 11, 0.3, 0.01, 59_000, 0.866),
    notebook(three, [0.2234, 0.0918, 0.5985], 0.1, 100, 100, 5, 0.1, 0.1, 150_000, 0.875),
]

# --- Success rates: descent with halved steps, then the candidates in the order of their values.


def stalled(p, x, limit=4000):
    f, g, eta = value(p, x), gradient(p, x), 0.1
    for _ in range(limit):
        while True:
            y = x - eta * g
            fy = value(p, y)
            if fy <= f - 0.5 * eta * (g @ g) or eta < 1e-12:
                break
            eta /= 2
        x, f, g, eta = y, fy, gradient(p, y), 1.5 * eta
        if f < 1e-12 or np.linalg.norm(g) < 1e-6:
            break
    return x, f


def quartic_minimum(p, x, u):
    """The lowest minimum along x + t u other than x, None where there is none."""
    r, S, D = p.measure(np.outer(x, x)) - p.y, p.measure(np.outer(x, u) + np.outer(u, x)), p.measure(np.outer(u, u))
    c = np.polynomial.Polynomial([0.5 * r @ r, r @ S, 0.5 * S @ S + r @ D, S @ D, 0.5 * D @ D])
    roots = c.deriv().roots()
    real = [t.real for t in roots if abs(t.imag) < 1e-9 and c.deriv(2)(t.real) > 0 and abs(t.real) > 1e-6]
    return min(real, key=c) if real else None


def candidates(p, x):
    _, u, _, _, EX = oracle(p, x)
    found = []
    t = quartic_minimum(p, x, u)
    if t is not None:
        found.append(x + t * u)
    for d in (u, EX):
        image = p.measure(np.outer(d, d))
        if image @ p.y > 0:
            found.append(np.sqrt((image @ p.y) / (image @ image)) * d)
    return sorted(found, key=lambda y: value(p, y))


def attempt(p, start):
    x, f = stalled(p, start)
    alone = f < 1e-8
    for _ in range(5):
        if f < 1e-8:
            break
        ends = (stalled(p, y) for y in candidates(p, x))
        better = next(((y, fy) for y, fy in ends if fy < f * (1 - 1e-6)), None)
        if better is None:
            break
        x, f = better
    return alone, f < 1e-8


rates = []
for eps in [0.15, 0.1, 0.05]:
    for n in [40, 60, 80]:
        rng = np.random.default_rng(n)
        found = [attempt(Masked(n, eps), 0.1 * rng.standard_normal(n)) for _ in range(50)]
        alone, escaped = np.mean(found, axis=0)
        rates.append({"n": n, "epsilon": eps, "descent": alone, "escape": escaped})

# --- The Iris network.
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

flowers, kinds = load_iris(return_X_y=True)
flowers, kinds = flowers[kinds > 0], kinds[kinds > 0] - 1.0
train, test = train_test_split(np.arange(100), test_size=0.5, random_state=0, stratify=kinds)
scale = StandardScaler().fit(flowers[train])
inputs = [np.c_[scale.transform(flowers[half]), np.ones(50)] for half in (train, test)]
targets = [kinds[half] for half in (train, test)]


def loss(U, half):
    return 0.5 * np.mean((np.sum((inputs[half] @ U) ** 2, axis=1) - targets[half]) ** 2)


U, plateau = 1e-8 * np.random.default_rng(0).standard_normal((5, 2)), None
for iteration in range(15_000):
    P = inputs[0] @ U
    error = np.sum(P**2, axis=1) - targets[0]
    U = U - 0.01 * 2 * inputs[0].T @ (error[:, None] * P) / 50
    if iteration == 4_999:
        plateau = U.copy()
G = inputs[0].T @ ((np.sum((inputs[0] @ plateau) ** 2, axis=1) - targets[0])[:, None] * inputs[0]) / 50
lam, vectors = np.linalg.eigh(G)
u, v = vectors[:, 0], np.linalg.svd(plateau)[2][-1]
steps = np.linspace(0, 2, 20_001)
jump = min((plateau + t * np.outer(u, v) for t in steps), key=lambda W: loss(W, 0))
W = jump.copy()
for _ in range(10_000):
    P = inputs[0] @ W
    W = W - 0.01 * 2 * inputs[0].T @ ((np.sum(P**2, axis=1) - targets[0])[:, None] * P) / 50
network = {"plateau": loss(U, 0), "lambda": lam[0], "jumped": loss(jump, 0), "ended": loss(W, 0), "test": [loss(U, 1), loss(W, 1)]}

print(json.dumps({"notebooks": notebooks, "rates": rates, "network": network}, indent=1, default=float))
