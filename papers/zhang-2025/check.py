"""The same experiments in plain NumPy, from the formulas alone, by steps of 1/L and with other random numbers: what report.json is compared with.

    python3 papers/zhang-2025/check.py > papers/zhang-2025/check.json

Made with NumPy 2.4.6.
"""
import json

import numpy as np

RUNS = 100
WIDEST = np.arctan(np.sqrt(2))


def near_isometry(delta, theta, z, v):
    """H = I + D on vec(X), row by row."""
    p, s = delta * np.cos(theta), delta * np.sin(theta)
    zz, vv = np.outer(z, z).ravel(), np.outer(v, v).ravel()
    q = (np.outer(z, v) + np.outer(v, z)).ravel() / np.sqrt(2)
    D = p * (np.outer(zz, vv) + np.outer(vv, zz)) - s * (np.outer(zz, q) + np.outer(q, zz))
    return np.eye(len(zz)) + D, p


def value(H, M, U):
    E = (U @ np.swapaxes(U, -1, -2) - M).reshape(*U.shape[:-2], -1)
    return 0.5 * np.einsum("...i,...i->...", E, E if H is None else E @ H)


def descend(H, delta, M, U, steps):
    """Projected gradient with the step 1/L, L = 2(|G| + 2(1 + delta)|U|^2), all runs at once."""
    n = M.shape[-1]
    for _ in range(steps):
        E = U @ np.swapaxes(U, -1, -2) - M
        G = E if H is None else (E.reshape(*E.shape[:-2], -1) @ H).reshape(E.shape)
        L = 2 * (np.abs(np.linalg.eigvalsh(G)).max(-1) + 2 * (1 + delta) * np.linalg.svd(U, compute_uv=False).max(-1) ** 2)
        U = np.maximum(U - 2 * (G @ U) / L[..., None, None], 0)
    return U


def share(H, delta, M, U, steps):
    """Of the runs that leave a residual of more than 1 % of the observations; those that do not are not followed further."""
    size = M.reshape(-1) @ (M.reshape(-1) if H is None else H @ M.reshape(-1)) if M.ndim == 2 else np.einsum("kij,kij->k", M, M)
    runs, bound = len(U), np.broadcast_to(0.5e-4 * size, len(U))
    for _ in range(0, steps, 25):
        left = value(H, M, U) > bound
        U, bound, M = U[left], bound[left], M if M.ndim == 2 else M[left]
        if len(U) == 0:
            break
        U = descend(H, delta, M, U, 25)
    return float(np.sum(value(H, M, U) > bound) / runs) if len(U) else 0.0


def unit(n, at):
    return np.eye(n)[at]


def heights():
    rows = []
    for delta in (0.9, 0.6, 0.3, 0.1, 0.03, 0.01, 0.001):
        z, v = np.array([0, 2, 0, 1, 3.0]), np.array([1, 0, 0.5, 0, 0])
        z, v = z / np.linalg.norm(z), v / np.linalg.norm(v)
        H, p = near_isometry(delta, np.pi / 4, z, v)
        U = np.sqrt(p / 3) * np.outer(v, np.ones(3))
        M = np.outer(z, z)
        G = (H @ (U @ U.T - M).ravel()).reshape(5, 5)
        rows.append({"delta": delta, "value": float(value(H, M, U)), "multiplier": float((2 * G @ U)[U == 0].min()), "error": float(np.linalg.norm(U @ U.T - M))})
    return rows


FOUR = np.array([[112, 4, 52, 64], [4, 157, 101, 52], [52, 101, 157, 4], [64, 52, 4, 112]]) / 16


def four_by_four():
    x, y = (10**0.5 + 2**0.5) / 2, (10**0.5 - 2**0.5) / 2
    U = np.array([[x, y, 1, 0], [0, 0, 1, 3], [0, 0, 3, 1], [y, x, 0, 1]])
    G = U @ U.T - FOUR
    columns = [(np.array([1, 1, 3, 0.0]), (0, 1, 2)), (np.array([0, 3, 1, 1.0]), (1, 2, 3))]
    symmetric = [(np.eye(4)[[0]].T @ np.eye(4)[[0]], None, None)]
    corner = np.zeros((4, 4))
    corner[0, 3] = corner[3, 0] = 1
    symmetric += [(corner, None, None), (np.diag(unit(4, 3)), None, None)]
    asymmetric = [(np.outer(unit(4, i), unit(4, j)), None, None, None) for i in (0, 3) for j in (0, 3)]
    for c, (u, support) in enumerate(columns):
        for i in support:
            d = unit(4, i)
            symmetric.append((np.outer(u, d) + np.outer(d, u), c, d))
            asymmetric += [(np.outer(d, u), c, d, 0), (np.outer(u, d), c, d, 1)]
    one = np.array([[np.sum(N * K) + (2 * d @ G @ e if c is not None and c == b else 0) for K, b, e in symmetric] for N, c, d in symmetric])
    two = np.array([[np.sum(N * K) + (d @ G @ e if c is not None and c == b and s != t else 0) for K, b, e, t in asymmetric] for N, c, d, s in asymmetric])
    rng = np.random.default_rng(4)
    ends = []
    for rank in (4, 5, 8):
        values = value(None, FOUR, descend(None, 0, FOUR, rng.uniform(size=(RUNS, 4, rank)), 2500))
        caught = values[values > 0.5e-4 * np.sum(FOUR**2)]
        others = caught[np.abs(caught - 1.3828125) > 1e-3]
        ends.append({"rank": rank, "known": float((len(caught) - len(others)) / RUNS), "other": float(len(others) / RUNS), "lowest": float(others.min()) if len(others) else None})
    return {
        "value": float(np.sum(G**2) / 2), "error": float(np.linalg.norm(G) / np.linalg.norm(FOUR)), "multiplier": float((2 * G @ U)[U == 0].min()),
        "reduced": np.linalg.eigvalsh(one)[:3].tolist(), "reducedAsymmetric": np.linalg.eigvalsh(two)[2:4].tolist(), "ends": ends,
    }


def benign(instances=300):
    rng = np.random.default_rng(1)
    failures = zeros = 0
    for k in range(instances):
        n, r = rng.integers(2, 9), rng.integers(1, 5)
        z = rng.uniform(size=n) * (rng.uniform(size=n) > 1 / 3)
        z[rng.integers(n)] = 1
        M = np.outer(z, z)
        U = rng.uniform(size=(n, r))
        failures += share(None, 0, M, U[None], 1500) > 0
        zeros += k < 60 and not long_steps(M, U).any()
    return {"failures": int(failures), "zeros": int(zeros), "longRuns": 60}


def long_steps(M, U):
    """Armijo's rule from a step of 1 at every iteration."""
    for _ in range(200):
        f, g = value(None, M, U), 2 * (U @ U.T - M) @ U
        if f < 0.5e-4 * np.sum(M**2):
            return U
        step = 1.0
        while True:
            V = np.maximum(U - step * g, 0)
            slope = np.sum(g * (V - U))
            if slope == 0:
                return U
            if value(None, M, V) <= f + 1e-4 * slope:
                break
            step /= 2
        U = V
    return U


def widths():
    rows = []
    for delta in (0.6, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001):
        H, p = near_isometry(delta, np.pi / 4, unit(2, 0), unit(2, 1))
        M = np.diag([1.0, 0])
        inside, outside = 0.0, 5 * p**1.5 / np.sqrt(2)
        for _ in range(24):
            middle = (inside + outside) / 2
            caught = share(H, delta, M, np.array([[[middle], [np.sqrt(p)]]]), 300)
            inside, outside = (middle, outside) if caught else (inside, middle)
        rows.append({"delta": delta, "width": inside})
    return rows


def uniform():
    rng = np.random.default_rng(2)
    rows = []
    for rank, size in ((1, 2), (1, 5), (2, 2), (2, 5), (4, 5)):
        for delta in (0.6, 0.3, 0.1, 0.03):
            H, _ = near_isometry(delta, WIDEST, unit(size, 0), unit(size, 1))
            M = np.outer(unit(size, 0), unit(size, 0))
            rows.append({"size": size, "rank": rank, "delta": delta, "share": share(H, delta, M, rng.uniform(size=(RUNS, size, rank)), 600)})
    return rows


def scaled():
    rng = np.random.default_rng(3)
    rows = []
    for delta in (0.6, 0.3, 0.1):
        H, _ = near_isometry(delta, WIDEST, unit(4, 0), unit(4, 1))
        for scale in (1, 0.3, 0.1, 0.03, 0.01, 0.003):
            U = rng.uniform(size=(RUNS, 4, 3))
            U[:, 0] *= scale
            rows.append({"delta": delta, "scale": scale, "share": share(H, delta, np.diag(unit(4, 0)), U, 600)})
    return rows


def diagonal():
    rng = np.random.default_rng(5)
    rows = []
    for true, rank in ((2, 2), (2, 3), (2, 5), (3, 3)):
        for of_threshold in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
            M = np.diag([1.0] + [of_threshold / rank] * (true - 1))
            rows.append({"trueRank": true, "rank": rank, "share": share(None, 0, M, rng.uniform(size=(RUNS, true, rank)), 4000)})
    return rows


def generic():
    rng = np.random.default_rng(6)
    rows = []
    for true, rank in ((2, 2), (3, 3), (3, 6)):
        Z = rng.uniform(size=(RUNS, 12, true)) * (rng.uniform(size=(RUNS, 12, true)) < 0.5)
        M = Z @ np.swapaxes(Z, 1, 2)
        rows.append({"trueRank": true, "rank": rank, "share": share(None, 0, M, rng.uniform(size=(RUNS, 12, rank)), 3000)})
    return rows


def rounded(x):
    if isinstance(x, dict):
        return {key: rounded(item) for key, item in x.items()}
    if isinstance(x, list):
        return [rounded(item) for item in x]
    return float(f"{x:.12g}") if isinstance(x, float) else x


parts = (heights, benign, widths, uniform, scaled, diagonal, four_by_four, generic)
print(json.dumps(rounded({part.__name__: part() for part in parts}), indent=1))
