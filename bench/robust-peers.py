"""Robust principal component analysis with NumPy: scaled gradient descent, and principal component pursuit by ADMM.

python3 robust-peers.py FILE SIDE RANK SHARE METHOD: reads Y and the truth, SIDE x SIDE float64 each, that bench/robust.ts wrote,
runs METHOD once and prints the iterations, the relative error and the CPU seconds.

scaledgd: Tong, Ma & Chi 2021, arXiv 2005.08898, told the share of outliers, step 0.5, to an error of 1e-8 against the truth.
admm: Candes, Li, Ma & Wright 2011, doi 10.1145/1970392.1970395, with the usual parameters and tolerance 1e-7.
"""
import sys
import time

import numpy as np

path, side, rank, share, method = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
Y, truth = np.fromfile(path).reshape(2, side, side)
size = np.linalg.norm(truth)


def truncated(X, alpha):
    """The entries among the alpha largest of their row and of their column."""
    kept = int(alpha * side)
    A = np.abs(X)
    of_row = np.partition(A, side - kept, axis=1)[:, side - kept][:, None]
    of_column = np.partition(A, side - kept, axis=0)[side - kept][None]
    return np.where((A >= of_row) & (A >= of_column), X, 0)


def scaledgd():
    u, s, vt = np.linalg.svd(Y - truncated(Y, share))
    L, R = u[:, :rank] * np.sqrt(s[:rank]), vt[:rank].T * np.sqrt(s[:rank])
    for iteration in range(2000):
        X = L @ R.T
        error = np.linalg.norm(X - truth) / size
        if error <= 1e-8:
            break
        G = X + truncated(Y - X, min(0.99, 2 * share)) - Y
        L, R = (
            L - 0.5 * np.linalg.solve(R.T @ R, (G @ R).T).T,
            R - 0.5 * np.linalg.solve(L.T @ L, (G.T @ L).T).T,
        )
    return iteration, error


def admm():
    ridge, rho = np.sqrt(side), side * side / (4 * np.abs(Y).sum()) * np.sqrt(side)
    rho, dual, S = rho / np.sqrt(side), np.zeros_like(Y), np.zeros_like(Y)
    for iteration in range(400):
        u, s, vt = np.linalg.svd(Y - S + dual / rho, full_matrices=False)
        X = (u * np.maximum(s - ridge / rho, 0)) @ vt
        rest = Y - X + dual / rho
        S = np.sign(rest) * np.maximum(np.abs(rest) - 1 / rho, 0)
        dual += rho * (Y - X - S)
        if np.linalg.norm(Y - X - S) <= 1e-7 * np.linalg.norm(Y):
            break
    return iteration, np.linalg.norm(X - truth) / size


begin = time.process_time()
print(*{"scaledgd": scaledgd, "admm": admm}[method](), time.process_time() - begin)
