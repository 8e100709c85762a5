import { lsqr } from "../linalg/lsqr.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Svd } from "../linalg/svd.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { tallSvd } from "../problem/tall-svd.ts";
import { tangentMap } from "../problem/tangent-map.ts";
import type { Solver } from "./solver.ts";

/** The share h of the old factors that a step holds on to. */
const HELD = { setting: 0, averaging: 0.5, updating: 1 } as const;

/**
 * GNMR, Gauss–Newton for least squares over factors: each step solves the linearised problem by LSQR from 0, and as that
 * has r² solutions too many, the variant says which vector has the least norm. With J the derivative of θ ↦ 𝒜(φ(θ)) and
 * h = 0, ½ or 1 for setting, averaging and updating: min ‖J x − (y − 𝒜(φ(θ)) + (1 − h) J θ)‖, then θ ← h θ + x. The
 * limit on LSQR's iterations regularises: an exact solve fails. The iterate is the best rank-r approximation of the step's linear
 * fit U V₊ᵀ + U₊ Vᵀ − U Vᵀ: with setting, factors that are not balanced swap their lengths for ever and U₊V₊ᵀ misses the
 * answer. f may rise. Memory: six vectors of a point's length and five of the measurements'.
 *
 * @param innerIterations the most iterations of LSQR a step; the authors' code has 2,000.
 * @see Zilber & Nadler 2022, arXiv 2106.12933
 */
export function gaussNewtonMatrixRecovery({
  variant = "setting",
  innerIterations = 1_000,
}: {
  variant?: keyof typeof HELD;
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  const held = HELD[variant];
  return {
    name: "gaussNewtonMatrixRecovery",
    needs: ["leastSquares", "factors", "unpenalized"],
    monotone: false,
    *iterates(problem, theta) {
      const { parametrization, store } = problem;
      const target = new Float64Array(problem.operator.measurements);
      const before = new Float64Array(theta.length);
      const point = problem.point();
      for (let iteration = 1; ; iteration++) {
        before.set(theta);
        const map = tangentMap(problem, parametrization, before);
        yield* map.apply(before, target);
        const residual = yield* problem.at(theta).negativeDerivative();
        for (let k = 0; k < target.length; k++) target[k] = residual[k] + (1 - held) * target[k];
        const { solution } = yield* lsqr(map, target, { tolerance: 1e-15, iterationLimit: innerIterations });
        let [moved, size] = [0, 0];
        for (let k = 0; k < theta.length; k++) {
          theta[k] = held * before[k] + solution[k];
          moved += (theta[k] - before[k]) ** 2;
          size += theta[k] ** 2;
        }
        const fit = linearFit(problem, before, theta);
        if (norm(fit.left.data) * norm(fit.right.data) < OVERFLOW) {
          parametrization.setFactors(leading(yield* tallSvd(store, fit), parametrization.rank), point);
        } else point.set(theta);
        const value = yield* problem.at(point).value();
        yield { iteration, point, value, gradientNorm: Number.NaN, step: Math.sqrt(moved / (size || 1)) };
      }
    },
  };
}

/** Sums of products below this are numbers. */
const OVERFLOW = 1e306;

/** U V₊ᵀ + U₊ Vᵀ − U Vᵀ as [U | U₊] [V₊ − V | V]ᵀ. */
function linearFit({ parametrization }: SecondOrderProblem, before: Point, after: Point) {
  const [old, next] = [parametrization.parts(before), parametrization.parts(after)];
  const change = next.right.map((x, k) => x - old.right[k]);
  return {
    left: beside(parametrization.rows, parametrization.rank, old.left, next.left),
    right: beside(parametrization.columns, parametrization.rank, change, old.right),
  };
}

function beside(rows: number, rank: number, a: Point, b: Point): Matrix {
  const out = matrix(rows, 2 * rank);
  for (let i = 0; i < rows; i++) {
    out.data.set(a.subarray(i * rank, (i + 1) * rank), 2 * i * rank);
    out.data.set(b.subarray(i * rank, (i + 1) * rank), (2 * i + 1) * rank);
  }
  return out;
}

/** The leading part of an SVD as balanced factors; columns beyond its length are 0. */
function leading({ u, v, singularValues }: Svd, rank: number) {
  const half = (basis: Matrix): Matrix => {
    const out = matrix(basis.rows, rank);
    for (let i = 0; i < basis.rows; i++) {
      for (let c = 0; c < Math.min(rank, basis.columns); c++) {
        out.data[i * rank + c] = basis.data[i * basis.columns + c] * Math.sqrt(singularValues[c]);
      }
    }
    return out;
  };
  return { left: half(u), right: half(v) };
}
