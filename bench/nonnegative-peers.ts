/**
 * Nonnegative factorization from a given start in Python: scikit-learn's coordinate descent for so many iterations, and hierarchical
 * alternating least squares (Cichocki & Phan 2009) until the target. A request a line in, CPU seconds and relative error a line out.
 */
export const peerProgram = `
import json, sys, time, warnings
import numpy
from sklearn.decomposition import non_negative_factorization

warnings.filterwarnings("ignore")
folder, target = sys.argv[1], float(sys.argv[5])
rows, columns, rank = map(int, sys.argv[2:5])
x = numpy.fromfile(folder + "/x").reshape(rows, columns)
w0 = numpy.fromfile(folder + "/u").reshape(rows, rank)
h0 = numpy.ascontiguousarray(numpy.fromfile(folder + "/v").reshape(columns, rank).T)
size = numpy.linalg.norm(x)

def sweep(products, gram, factor):
    for c in range(rank):
        factor[:, c] = numpy.maximum(1e-16, factor[:, c] + (products[:, c] - factor @ gram[:, c]) / max(gram[c, c], 1e-300))

def hals():
    w, h = w0.copy(), h0.T.copy()
    for _ in range(500):
        sweep(x @ h, h.T @ h, w)
        products, gram = x.T @ w, w.T @ w
        sweep(products, gram, h)
        square = size ** 2 - 2 * numpy.sum(products * h) + numpy.sum(gram * (h.T @ h))
        if square <= (target * size) ** 2:
            break
    return w, h.T

for line in sys.stdin:
    name, *numbers = line.split()
    start = time.process_time()
    if name == "hals":
        w, h = hals()
    else:
        w, h, _ = non_negative_factorization(
            x, W=w0.copy(), H=h0.copy(), n_components=rank, init="custom", solver="cd", max_iter=int(numbers[0]), tol=0
        )
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "error": float(numpy.linalg.norm(x - w @ h) / size)}), flush=True)
`;
