"""Scaled gradient descent (Tong, Ma & Chi 2021, arXiv 2005.08898) with NumPy: spectral start, step 0.5, to relative error 1e-10.

python3 scaled-gradient-descent.py FOLDER SIDE RANK: reads the instance that bench/dense-sensing.ts wrote, then runs once for
every line on standard input and answers with the iterations, the error and the CPU seconds.
"""
import sys
import time

import numpy as np

folder, side, rank = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
read = lambda name: np.fromfile(f"{folder}/{name}")
y = read("observed")
A = read("matrices").reshape(len(y), side * side)
truth = read("left").reshape(side, rank) @ read("right").reshape(side, rank).T
size = np.linalg.norm(truth)

for _ in sys.stdin:
    begin = time.process_time()
    u, s, vt = np.linalg.svd((A.T @ y).reshape(side, side))
    L = u[:, :rank] * np.sqrt(s[:rank])
    R = vt[:rank].T * np.sqrt(s[:rank])
    iterations = 0
    while (error := np.linalg.norm(L @ R.T - truth) / size) > 1e-10 and iterations < 2000:
        G = (A.T @ (A @ (L @ R.T).ravel() - y)).reshape(side, side)
        L, R = (
            L - 0.5 * np.linalg.solve(R.T @ R, (G @ R).T).T,
            R - 0.5 * np.linalg.solve(L.T @ L, (G.T @ L).T).T,
        )
        iterations += 1
    print(iterations, error, time.process_time() - begin, flush=True)
