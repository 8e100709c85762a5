"""Principal component pursuit by the alternating direction method of multipliers, as the most used Python package does it
(dganguli/robust-pca, MIT): one full singular value decomposition a step, stopped at 1e-7 of the matrix's size.

Reads the one array of an .npz file, prints one JSON line: CPU seconds, steps, rank of L, share of non-zeros in S. Candès, Li, Ma & Wright 2011, doi:10.1145/1970392.1970395.
"""

import json
import sys
import time

import numpy as np


def shrink(x, by):
    return np.sign(x) * np.maximum(np.abs(x) - by, 0)


def pursuit(d, steps, tolerance=1e-7):
    mu = d.size / (4 * np.abs(d).sum())
    weight = 1 / np.sqrt(max(d.shape))
    s, y = np.zeros_like(d), np.zeros_like(d)
    size = np.linalg.norm(d)
    for step in range(1, steps + 1):
        u, sigma, vt = np.linalg.svd(d - s + y / mu, full_matrices=False)
        kept = np.maximum(sigma - 1 / mu, 0)
        low_rank = (u * kept) @ vt
        s = shrink(d - low_rank + y / mu, weight / mu)
        rest = d - low_rank - s
        y += mu * rest
        if np.linalg.norm(rest) <= tolerance * size:
            break
    return low_rank, s, step, int((kept > 0).sum())


if __name__ == "__main__":
    (matrix,) = np.load(sys.argv[1]).values()
    began, wall = time.process_time(), time.perf_counter()
    low_rank, sparse, steps, rank = pursuit(matrix, int(sys.argv[2]))
    print(
        json.dumps(
            {
                "cpuSeconds": time.process_time() - began,
                "seconds": time.perf_counter() - wall,
                "steps": steps,
                "rank": rank,
                "outlierShare": float((np.abs(sparse) > 0).mean()),
                "residual": float(np.linalg.norm(matrix - low_rank - sparse) / np.linalg.norm(matrix)),
            }
        )
    )
