import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { NonnegativeProblem } from "../problem/problem.ts";
import { extrapolatedRounds } from "./extrapolated-rounds.ts";
import type { Solver } from "./solver.ts";

/** Columns of the compression beyond the rank, and how many times their number the smaller side must be for it to pay. */
const OVERSAMPLING = 6;
const WORTHWHILE = 8;
/** Where products cost little fewer sweeps share one; it ends where f falls by a smaller share. */
const COMPRESSED_SWEEPS = 2;
const COMPRESSED_FALL = 1e-3;

/**
 * Hierarchical alternating least squares: each factor in turn by `sweeps` rounds of exact minimisation along its coordinates,
 * which cost little beside the product with the data that they share, and each extrapolated along its last step. A large matrix observed
 * in full is first factored through its compression to a few columns more than the rank, where a round costs its sides instead of its entries. f never
 * rises. An iteration is two solves over a factor, four where the extrapolation is taken back; memory: five vectors of a point's length.
 *
 * @throws RangeError where `sweeps` is not a whole number ≥ 1.
 * @see Cichocki & Phan 2009, doi:10.1587/transfun.E92.A.708; Gillis & Glineur 2012, doi:10.1162/NECO_a_00256; Ang & Gillis
 * 2019, doi:10.1162/neco_a_01157; Tepper & Sapiro 2016, doi:10.1109/TSP.2016.2516971
 */
export function hierarchicalAlternatingLeastSquares({
  sweeps = 4,
  seed = 0,
}: {
  sweeps?: number;
  seed?: number;
} = {}): Solver<NonnegativeProblem> {
  if (!(Number.isInteger(sweeps) && sweeps >= 1)) {
    throw new RangeError(`sweeps: expected a whole number ≥ 1; got ${sweeps}`);
  }
  return {
    name: "hierarchicalAlternatingLeastSquares",
    needs: ["nonnegativeSolve", "nonnegative"],
    monotone: true,
    *iterates(problem, start) {
      const { parametrization, nonnegativeSolve } = problem;
      // f at the start may not rise, and this is not above it.
      const { value: bound } = yield* nonnegativeSolve("left", start, { sweeps });
      const point = start.slice();
      yield* throughCompression(problem, point, seed);
      let round = extrapolatedRounds(parametrization, nonnegativeSolve, point, sweeps);
      let reached = yield* round();
      if (!(reached.value <= bound)) {
        point.set(start);
        round = extrapolatedRounds(parametrization, nonnegativeSolve, point, sweeps);
        reached = yield* round();
      }
      for (let iteration = 1; ; iteration++) {
        yield { iteration, point, value: reached.value, gradientNorm: Number.NaN, step: reached.share };
        reached = yield* round();
      }
    },
  };
}

/** Moves a point on the compressed observations until f falls slowly there; leaves it where nothing is won by them. */
function* throughCompression(problem: NonnegativeProblem, point: Point, seed: number): Steps<void> {
  const { rows, columns, rank } = problem.parametrization;
  const width = rank + OVERSAMPLING;
  if (!problem.compressedSolve || WORTHWHILE * width > Math.min(rows, columns)) return;
  const solve = yield* problem.compressedSolve({ width, seed });
  const round = extrapolatedRounds(problem.parametrization, solve, point, COMPRESSED_SWEEPS);
  for (let last = Number.POSITIVE_INFINITY; ; ) {
    const { value } = yield* round();
    if (!(value <= (1 - COMPRESSED_FALL) * last)) return;
    last = value;
  }
}
