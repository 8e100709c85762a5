"""Models and alignment for check.py, from the formulas alone."""
import numpy as np
from scipy.linalg import expm, solve_sylvester

norm = np.linalg.norm
sigmoid = lambda x: 1 / (1 + np.exp(-x))
S = np.array([3.0, 2.0, 1.0])


def planted(rng, m, n, s):
    """Balanced factors of a matrix with these singular values."""
    p, q = (np.linalg.qr(rng.standard_normal((k, len(s))))[0] for k in (m, n))
    return p * np.sqrt(s), q * np.sqrt(s)


class Model:
    """f(U, V) = L(U V^T), L(X) = sum of losses of A(X): A is a tensor of matrices, or a scale per entry."""

    def __init__(self, name, truth, A=np.ones((1, 1)), derivative=lambda x, y: x - y, curvature=lambda x: 1 + 0 * x, mean=lambda x: x, noise=0):
        self.name, self.truth, self.A = name, truth, A
        self.derivative, self.curvature = derivative, curvature
        self.apply = (lambda X: np.tensordot(A, X, 2)) if A.ndim == 3 else (lambda X: A * X)
        self.adjoint = (lambda z: np.tensordot(z, A, 1)) if A.ndim == 3 else (lambda z: A * z)
        self.y = mean(self.apply(truth[0] @ truth[1].T)) + noise

    def dL(self, X):
        return self.adjoint(self.derivative(self.apply(X), self.y))

    def gradient(self, U, V):
        G = self.dL(U @ V.T)
        return G @ V, G.T @ U

    def hessian(self, U, V, c=0.0, at=None):
        """Dense Hessian of f, with c K*K at the factors `at` (those themselves where absent)."""
        X, G = U @ V.T, self.dL(U @ V.T)
        w = self.curvature(self.apply(X))
        P, Q = at or (U, V)
        columns = []
        for d in np.eye(U.size + V.size):
            dU, dV = d[: U.size].reshape(U.shape), d[U.size :].reshape(V.shape)
            N = self.adjoint(w * self.apply(dU @ V.T + U @ dV.T))
            K = P.T @ dU - dV.T @ Q
            columns.append(np.r_[(N @ V + G @ dV + c * P @ K).ravel(), (N.T @ U + G.T @ dU - c * Q @ K.T).ravel()])
        H = np.array(columns)
        return (H + H.T) / 2


def mask(rng, m, n, share, least):
    """1/sqrt(share) where an entry is observed, at least so many in every row and column."""
    while True:
        seen = rng.random((m, n)) < share
        if min(seen.sum(0).min(), seen.sum(1).min()) >= least:
            return seen / np.sqrt(share)


def models(rng, m=12, n=10):
    truth = planted(rng, m, n, S)
    return [
        Model("denoising", truth),
        Model("sensing", truth, rng.standard_normal((600, m, n)) / np.sqrt(600)),
        Model("completion", truth, mask(rng, m, n, 0.6, 4)),
        Model("logistic", truth, np.ones((1, 1)), lambda x, y: sigmoid(x) - y, lambda x: sigmoid(x) * sigmoid(-x), sigmoid),
        Model("poisson", truth, np.ones((1, 1)), lambda x, y: np.exp(x) - y, np.exp, np.exp),
    ]


def tangent_curvature(model):
    """Extreme values of <Hess L N, N>/|N|^2 over N tangent at the truth."""
    U, V = model.truth
    w = model.curvature(model.apply(U @ V.T))
    J = np.array([(dF[: U.size].reshape(U.shape) @ V.T + U @ dF[U.size :].reshape(V.shape).T).ravel() for dF in np.eye(U.size + V.size)])
    _, s, basis = np.linalg.svd(J, full_matrices=False)
    basis = basis[s > 1e-10 * s[0]].reshape(-1, len(U), len(V))
    images = np.array([(np.sqrt(w) * model.apply(N)).ravel() for N in basis])
    values = np.linalg.eigvalsh(images @ images.T)
    return values[0], values[-1]


def K_of(P, Q, dU, dV):
    return P.T @ dU - dV.T @ Q


def distance(P, Q, U, V):
    return np.sqrt(norm(U - P) ** 2 + norm(V - Q) ** 2)


def align(P, Q, U, V):
    """The point of the orbit of (P, Q) nearest to (U, V)."""
    a, _, b = np.linalg.svd(P.T @ U + Q.T @ V)
    if distance(P @ a @ b, Q @ a @ b, U, V) < distance(P, Q, U, V):
        P, Q = P @ a @ b, Q @ a @ b
    for _ in range(100):
        K = K_of(P, Q, U - P, V - Q)
        if norm(K) < 2e-15 * norm(P) ** 2:
            break
        A = solve_sylvester(P.T @ P, Q.T @ Q, K)
        step, before = 1.0, distance(P, Q, U, V)
        while step > 1e-10:
            moved = P @ expm(step * A), Q @ expm(-step * A).T
            if distance(*moved, U, V) <= before:
                P, Q = moved
                break
            step /= 2
        else:
            break
    return P, Q


def balanced(X, r):
    p, s, q = np.linalg.svd(X)
    return p[:, :r] * np.sqrt(s[:r]), q[:r].T * np.sqrt(s[:r])


def near(rng, truth, rho):
    """Balanced factors of the matrix at a random point at distance rho."""
    d = [rng.standard_normal(F.shape) for F in truth]
    scale = rho / np.sqrt(sum(norm(x) ** 2 for x in d))
    U, V = (F + scale * x for F, x in zip(truth, d))
    return balanced(U @ V.T, U.shape[1])


def spectrum(H):
    v = np.linalg.eigvalsh(H)
    return float(v[0]), float(v[-1])
