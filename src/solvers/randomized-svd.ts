import type { Steps } from "../kernels/steps.ts";
import { readFactor, writeFactor } from "../linalg/factor-copy.ts";
import { leadingColumns, type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { svd } from "../linalg/svd.ts";
import { tallQr, timesSmall } from "../linalg/tall-qr.ts";
import type { AdjointImage } from "../operators/operator.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { balancedPoint } from "./balanced-point.ts";
import type { Solver } from "./solver.ts";

/**
 * The randomised SVD of A = 𝒜*(y) where 𝒜 is an isometry: the range of A and Aᵀ in turn from gaussian columns, `oversampling`
 * of them beyond the rank, each iterate after one more power step the leading singular triples of QQᵀA, less the ridge. That
 * is the global optimum of the problem in the limit, at a rate of (σ_{r+o+1}/σ_r)² a step; f never rises. The start counts
 * only where f is below the first sketch's. An iteration is 2(r + o) products with a vector and one 𝒜.
 *
 * @see Halko, Martinsson & Tropp 2011, doi:10.1137/090771806
 */
export function randomizedSvd({
  oversampling = 10,
  seed = 0,
}: {
  oversampling?: number;
  seed?: number;
} = {}): Solver<BlockProblem> {
  return {
    name: "randomizedSvd",
    needs: ["leastSquares", "sides", "factors", "isometry"],
    monotone: true,
    *iterates(problem, start) {
      const { store, parametrization, regularizer } = problem;
      const { memory } = store.workspace;
      const { rows, columns, rank } = parametrization;
      const width = Math.min(rank + oversampling, rows, columns);
      const left = store.factor("sketch L", "float64", rows, width);
      const right = store.factor("sketch R", "float64", columns, width);
      const y = store.block("y of the sketch", "float64", problem.observed.length);
      memory.float64(y).set(problem.observed);
      const image: AdjointImage = yield* store.bound.adjointImage(y, "sketch");
      const multiplied = function* (basis: Matrix, transposed: boolean): Steps<Matrix> {
        const [from, to] = transposed ? [left, right] : [right, left];
        writeFactor(memory, from, basis);
        store.counts[transposed ? "adjoints" : "applications"] += 1;
        yield* transposed ? image.transposeTimes(from, to) : image.times(from, to);
        return readFactor(memory, to, width);
      };
      const draw = random(seed).fork("randomized SVD");
      let basis = matrix(
        columns,
        width,
        Float64Array.from({ length: columns * width }, () => draw.gaussian()),
      );
      let point = start;
      let value = yield* problem.at(start).value();
      for (let iteration = 1; ; iteration++) {
        const range = (yield* tallQr(store, yield* multiplied(basis, false))).q;
        const { q, r } = yield* tallQr(store, yield* multiplied(range, true));
        basis = q;
        // A ≈ Q (AᵀQ)ᵀ = Q Rᵀ Vᵀ.
        const core = svd(r);
        const leading = (of: Matrix) => leadingColumns(of, Math.min(rank, width));
        const next = balancedPoint(problem, {
          u: yield* timesSmall(store, range, leading(core.v)),
          singularValues: core.singularValues.subarray(0, rank).map((s) => Math.max(0, s - regularizer.ridge)),
          v: yield* timesSmall(store, q, leading(core.u)),
        });
        const reached = yield* problem.at(next).value();
        let step = 0;
        if (reached <= value) {
          step = norm(next.map((x, k) => x - point[k])) / (norm(next) || 1);
          [point, value] = [next, reached];
        }
        yield { iteration, point, value, gradientNorm: Number.NaN, step };
      }
    },
  };
}
