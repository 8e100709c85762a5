"""The same experiments in plain NumPy, with other random numbers: what report.json is compared with.

    python3 papers/ye-du-2021/check.py > papers/ye-du-2021/check.json

Made with NumPy 2.4.6.
"""
import json
import numpy as np


def descend(shape, s, eta, eps, seed, rho=1.0, limit=400_000):
    """Iterations to f <= 1e-20, and the first with sigma_d(A) >= sqrt(s_d/2)."""
    rng = np.random.default_rng(seed)
    (m, n), d = shape, len(s)
    s = np.array(s)
    # Descent is equivariant under rotations: the truth may be diagonal.
    M = np.zeros((m, n))
    M[:d, :d] = np.diag(s)
    U, V = rho * eps * rng.standard_normal((m, d)), eps / rho * rng.standard_normal((n, d))
    grown = None
    for t in range(limit):
        R = M - U @ V.T
        if 0.5 * np.sum(R * R) <= 1e-20:
            return t, grown
        if grown is None and np.linalg.svd((U[:d] + V[:d]) / 2, compute_uv=False)[-1] >= np.sqrt(s[-1] / 2):
            grown = t
        U, V = U + eta * R @ V, V + eta * R.T @ U
    return limit, grown


base, s, eps = (30, 20), [1, 0.7, 0.4], 0.4 / (np.sqrt(3) * 50)
seeds = [descend(base, s, 0.05, eps, seed)[0] for seed in range(50)]
grown = {str(eta): float(np.median([eta * 0.4 * descend(base, s, eta, eps, seed)[1] for seed in range(5)])) for eta in [0.5, 0.05]}
conditions = [
    {"shape": shape, "rank": d, "condition": kappa, "iterations": descend(shape, [kappa ** (-k / (d - 1)) for k in range(d)], 0.1, 1e-3, 0)[0]}
    for shape, d in [((60, 60), 5), ((100, 20), 3), ((30, 25), 2)]
    for kappa in [2, 5, 10, 20, 50]
]
unbalanced = [{"rho": rho, "iterations": descend(base, s, 0.05, eps, 0, rho)[0]} for rho in [1, 3, 10, 30]]
print(json.dumps({
    "seeds": {"converged": sum(t < 400_000 for t in seeds), "median": float(np.median(seeds)), "largest": max(seeds)},
    "grown": grown,
    "conditions": conditions,
    "unbalanced": unbalanced,
}, indent=1))
