/** scikit-learn's randomized SVD and SciPy's ARPACK over one matrix: a request a line in, CPU seconds and error a line out. */
export const peerProgram = `
import json, sys, time
import numpy
from scipy.sparse.linalg import svds
from sklearn.utils.extmath import randomized_svd

rows, columns, rank = map(int, sys.argv[2:5])
a = numpy.fromfile(sys.argv[1]).reshape(rows, columns)
single = a.astype(numpy.float32)
round = 0
for line in sys.stdin:
    name, *numbers = line.split()
    round += 1
    start = time.process_time()
    if name == "arpack":
        u, s, vt = svds(a, rank, random_state=round)
    else:
        of = single if name == "rsvd32" else a
        u, s, vt = randomized_svd(of, rank, n_iter=int(numbers[0]), random_state=round)
    seconds = time.process_time() - start
    u = numpy.linalg.qr(u.astype(numpy.float64))[0] if name == "rsvd32" else u
    error = float(numpy.linalg.norm(a - u @ (u.T @ a)) if name == "rsvd32" else numpy.linalg.norm(a - (u * s) @ vt))
    print(json.dumps({"seconds": seconds, "error": error}), flush=True)
`;
