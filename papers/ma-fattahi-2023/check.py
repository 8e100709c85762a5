"""The same quantities in NumPy and SciPy, from the formulas alone, with other random numbers.

    python3 check.py > check.json
"""

import json

import numpy as np
from numpy.linalg import norm
from scipy.optimize import linprog, minimize_scalar
from scipy.stats import norm as normal


def psi(p):
    """The statistical dimension of the outliers' cone per measurement."""
    f = lambda t: p * (1 + t * t) + 2 * (1 - p) * ((1 + t * t) * normal.sf(t) - t * normal.pdf(t))
    return minimize_scalar(f, bounds=(0, 20), method="bounded", options={"xatol": 1e-12}).fun


def instance(d, r, m, p, seed):
    rng = np.random.default_rng(seed)
    L = np.linalg.qr(rng.standard_normal((d, r)))[0]
    A = rng.standard_normal((m, d, d))
    C = rng.choice(m, round(p * m), replace=False)
    eps = np.zeros(m)
    eps[C] = np.sign(rng.standard_normal(C.size)) * (1 + 10 * np.abs(rng.standard_normal(C.size)))
    return L, (A + A.transpose(0, 2, 1)) / 2, eps


def form(A, eps, M):
    """h(M), averaged over the measurements."""
    v = np.tensordot(A, M, 2)
    return (np.abs(v[eps == 0]).sum() - (np.sign(eps) * v).sum()) / eps.size


def critical(L, A, eps):
    """The least largest multiplier that balances the outliers, by HiGHS; critical where it is at most 1."""
    S = eps == 0
    B = np.einsum("kij,jl->kil", A, L).reshape(eps.size, -1)
    rhs = -(np.sign(eps)[~S] @ B[~S])
    # The equations are those of all matrices L V' + V L', of which r(r-1)/2 depend on the others.
    q, R = np.linalg.qr(B[S].T)
    n = S.sum()
    box = np.vstack([np.hstack([np.eye(n), -np.ones((n, 1))]), np.hstack([-np.eye(n), -np.ones((n, 1))])])
    lp = linprog(
        np.r_[np.zeros(n), 1],
        A_ub=box,
        b_ub=np.zeros(2 * n),
        A_eq=np.hstack([R, np.zeros((R.shape[0], 1))]),
        b_eq=q.T @ -rhs,
        bounds=[(None, None)] * n + [(0, None)],
        method="highs",
    )
    return lp.fun if lp.status == 0 else float("inf")


def one_shot(A, eps, k):
    D = np.tensordot(np.sign(eps), A, 1) / eps.size
    values, vectors = np.linalg.eigh(D)
    keep = [j for j in np.argsort(-values)[:k] if values[j] > 0]
    n = norm(values[keep])
    Z = vectors[:, keep] * np.sqrt(values[keep] / n)
    return Z, n, len(keep)


def best_direction(L, A, eps, iterations=1500, straight=False):
    """Chambolle-Pock for min h(M), |M| <= 1, M symmetric with a positive semidefinite block beyond L."""
    m, d = eps.size, L.shape[0]
    T = A.reshape(m, -1)
    size = norm(T, 2)
    tau, sigma = 1 / (size * np.sqrt(m)), np.sqrt(m) / size
    S = eps == 0
    Q = np.eye(d) if straight else np.linalg.qr(np.hstack([L, np.eye(d)]))[0][:, L.shape[1] :]
    M = np.zeros((d, d))
    bar, u, best = M, -np.sign(eps), (0.0, M)
    for _ in range(iterations):
        u = np.where(S, np.clip(u + sigma * (T @ bar.ravel()), -1, 1), -np.sign(eps))
        N = M - tau * (T.T @ u).reshape(d, d)
        N = (N + N.T) / 2
        B = Q.T @ N @ Q
        values, vectors = np.linalg.eigh(B)
        N = N - Q @ (vectors * np.minimum(values, 0)) @ vectors.T @ Q.T
        N = N / max(1, norm(N))
        bar, M = 2 * N - M, N
        if norm(M) > 0:
            h = form(A, eps, M / norm(M))
            best = min(best, (h, M / norm(M)), key=lambda x: x[0])
    return best


def subgradient(L, A, eps, k, alpha, iterations=900, seed=0, start=None, decay=0.93):
    """The method from a small start, in two phases; the relative error, and the loss."""
    m, d = eps.size, L.shape[0]
    T = A.reshape(m, -1)
    X = L @ L.T
    y = T @ X.ravel() + eps
    rng = np.random.default_rng(seed)
    W = alpha * rng.standard_normal((d, k)) / np.sqrt(d) if start is None else start
    values, eta, fallen, settled = [], 0.1, False, start is not None
    for _ in range(iterations):
        r = T @ (W @ W.T).ravel() - y
        values.append(np.abs(r).mean())
        fallen = fallen or values[-1] < 0.98 * values[0]
        settled = settled or (fallen and len(values) > 15 and values[-1] > values[-16] * (1 - 1e-4))
        eta = eta * decay if settled else eta
        W = W - eta * 2 * ((T.T @ np.sign(r)) / m).reshape(d, d) @ W
    return norm(W @ W.T - X) / norm(X), np.abs(T @ (W @ W.T).ravel() - y).mean()


def main():
    out = {"psi": {str(p): psi(p) for p in (0.05, 0.1, 0.2, 0.3, 0.4)}}

    L, A, eps = instance(100, 1, 800, 0.2, 7)
    Z, n, count = one_shot(A, eps, 99)
    out["first"] = {
        "multiplier": critical(L, A, eps),
        "gain": n,
        "positive": count,
        "coefficient": form(A, eps, Z @ Z.T),
    }

    L, A, eps = instance(50, 2, 600, 0.1, 3)
    Z, n, _ = one_shot(A, eps, 48)
    h, M = best_direction(L, A, eps)
    Q = np.linalg.qr(np.hstack([L, np.eye(50)]))[0][:, 2:]
    block = Q @ (Q.T @ M @ Q) @ Q.T
    straight, _ = best_direction(L, A, eps, straight=True)
    out["second"] = {
        "multiplier": critical(L, A, eps),
        "oneShot": form(A, eps, Z @ Z.T),
        "steepest": h,
        "blockAlone": form(A, eps, block),
        "straight": straight,
        "errors": {str(a): subgradient(L, A, eps, 50, a)[0] for a in (1e-4, 1e-8, 1e-12)},
    }
    M = M / norm(M)
    y = eps
    start = np.hstack([L, np.zeros((50, 48))])
    Z, _, _ = one_shot(A, eps, 48)
    start[:, 2 : 2 + Z.shape[1]] += 0.1 * Z
    error, loss = subgradient(L, A, eps, 50, 0, start=start, decay=0.998)
    out["second"]["below"] = {"truth": np.abs(y).mean(), "loss": loss, "error": error}

    phase = []
    for d, r, p, low, high in ((20, 1, 0.1, (20, 29, 38), (145, 171, 205)), (20, 2, 0.3, (77, 110, 143), (300, 351, 420))):
        for m in low:
            phase.append([d, r, p, m, "critical", np.mean([critical(*instance(d, r, m, p, s)) <= 1 for s in range(10)])])
        for m in high:
            found = [best_direction(*instance(d, r, m, p, s), iterations=600)[0] < -1e-4 for s in range(10)]
            phase.append([d, r, p, m, "descent", np.mean(found)])
    out["phase"] = phase
    print(json.dumps(out, indent=1, default=float))


if __name__ == "__main__":
    main()
