import type { Steps } from "../kernels/steps.ts";
import { lsqr } from "../linalg/lsqr.ts";
import { random } from "../linalg/random.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import type { Problem } from "../problem/problem.ts";
import { tangentMap } from "../problem/tangent-map.ts";

/** Which entries a generic rank-r matrix leaves open, given its measurements. */
export interface GenericDetermination {
  /** Entry (i, j) is finitely determined: the form below vanishes there. Undefined where rounding does not allow a decision. */
  determined(i: number, j: number): boolean | undefined;
  /** Did the projection converge. */
  readonly converged: boolean;
}

/** Relative sizes of the form below which an entry counts as determined, and above which as open. */
const DETERMINED_BELOW = 1e-7;
const OPEN_ABOVE = 1e-4;

/**
 * The generic Jacobian test at one rank. At a random U, V entry (i, j) is finitely determined (to finitely many
 * values, not more) iff v_jᵀ dU_i + u_iᵀ dV_j = 0 for every (dU, dV) in the null space of the Jacobian of 𝒜(UVᵀ). One
 * random vector projected on that null space answers for all entries at once, with probability 1.
 *
 * @see Király, Theran & Tomioka 2015, arXiv:1211.4116
 */
export function* genericDetermination(problem: Problem, rank: number, seed: number): Steps<GenericDetermination> {
  const { rows, columns }: MeasurementOperator = problem.operator;
  const stream = random(seed).fork("genericDetermination");
  const gaussian = (length: number) => Float64Array.from({ length }, () => stream.gaussian());
  const { parametrization } = problem;
  // Where it reaches every matrix of the rank, the plainest one does.
  const shape = parametrization.surjective ? asymmetric({ rows, columns, rank }) : parametrization.withRank(rank);
  const point = gaussian(shape.dimension);
  const drawn = gaussian(shape.dimension);
  const jacobian = tangentMap(problem, shape, point);
  const image = new Float64Array(problem.operator.measurements);
  yield* jacobian.apply(drawn, image);
  const fit = yield* lsqr(jacobian, image, { tolerance: 1e-13, iterationLimit: 2_000 });
  const open = drawn.map((x, k) => x - fit.solution[k]);
  const [at, along] = [shape.parts(point), shape.parts(open)];
  return {
    converged: fit.stopped === "residualSmall" || fit.stopped === "normalResidualSmall",
    determined(i, j) {
      let form = 0;
      let scale = 0;
      for (let c = 0; c < rank; c++) {
        const [u, v] = [at.left[i * rank + c], at.right[j * rank + c]];
        form += v * along.left[i * rank + c] + u * along.right[j * rank + c];
        scale += u * u + v * v;
      }
      const size = Math.abs(form) / Math.sqrt(scale);
      return size < DETERMINED_BELOW ? true : size > OPEN_ABOVE ? false : undefined;
    },
  };
}
