import type { Steps } from "../../kernels/steps.ts";
import type { LinearMap } from "../../linalg/linear-map.ts";
import { lsqr } from "../../linalg/lsqr.ts";
import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { norm } from "../../linalg/norm.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { Problem } from "../../problem/problem.ts";
import { type DenseAction, denseAction } from "./dense-action.ts";
import type { FirstOrderForm } from "./first-order-form.ts";
import { leastForm } from "./least-form.ts";
import { symmetricPart, type TangentCone } from "./tangent-cone.ts";

/** Multipliers that show h(M) ≥ 0 on the cone's convex hull, each strictly inside its subdifferential. */
export interface DualProof {
  readonly multipliers: Float64Array;
  /** The least distance of a multiplier of a fitted measurement from its ends, as a share of the way to the middle. */
  readonly room: number;
  /** λ_min of the block of 𝒜*z beyond the tangent space, where it must be positive semidefinite; else Infinity. */
  readonly leastEigenvalue: number;
  /** ‖the part of 𝒜*z that has to vanish‖ over ‖𝒜*|z|‖'s like, a rounding. */
  readonly residual: number;
}

const MARGIN = 0.02;
/** Where the bound is as close to 0 as this share of √p ‖𝒜‖, the rest is solved for. */
const CLOSE = 1e-5;
const MOST_ITERATIONS = 1500;
const ROUNDING = 1e-11;
/** Solves, each for what the last one left. */
const REPAIRS = 3;

/**
 * The proof that no matrix of the cone's convex hull lowers the loss at first order: z in the subdifferentials with 𝒜*z = 0 on the
 * hull's linear part and positive on the rest. Multipliers of the primal–dual method for slightly smaller subdifferentials, then repaired by
 * least squares; undefined where there are none with that margin, or none were found.
 */
export function* dualProof(problem: Problem, form: FirstOrderForm, cone: TangentCone): Steps<DualProof | undefined> {
  const action = denseAction(problem);
  const { rows, columns, measurements } = problem.operator;
  const near = yield* leastForm(problem, form, cone, { margin: MARGIN, mostIterations: MOST_ITERATIONS, gap: CLOSE });
  const z = near.multipliers.slice();
  const free = form.least.map((end, k) => (end < form.most[k] ? 1 : 0));
  const map = repairMap(action, cone, free, { rows, columns, measurements });
  const scale = norm((yield* action.backProject(z.map(Math.abs))).data);
  let residual = Number.POSITIVE_INFINITY;
  for (let repair = 0; repair < REPAIRS && residual > ROUNDING; repair++) {
    const left = cone.linear(yield* action.backProject(z));
    residual = norm(left.data) / scale;
    if (residual <= ROUNDING) break;
    const { solution } = yield* lsqr(map, left.data, { tolerance: 1e-10, iterationLimit: 300 });
    for (let k = 0; k < z.length; k++) z[k] -= free[k] * solution[k];
  }
  const pull = yield* action.backProject(z);
  residual = norm(cone.linear(pull).data) / scale;
  let room = Number.POSITIVE_INFINITY;
  for (let k = 0; k < z.length; k++) {
    const half = (form.most[k] - form.least[k]) / 2;
    if (half > 0) room = Math.min(room, (z[k] - form.least[k]) / half, (form.most[k] - z[k]) / half);
  }
  const leastEigenvalue = cone.semidefinite
    ? symmetricEigen(symmetricPart(cone.block(pull))).values[0]
    : Number.POSITIVE_INFINITY;
  if (!(room > 0 && leastEigenvalue > ROUNDING * scale && residual <= ROUNDING)) return undefined;
  return { multipliers: z, room, leastEigenvalue, residual };
}

/** δ ↦ the linear part of 𝒜*δ, over the measurements that are free to give way. */
function repairMap(
  action: DenseAction,
  cone: TangentCone,
  free: Float64Array,
  size: { rows: number; columns: number; measurements: number },
): LinearMap {
  const { rows, columns, measurements } = size;
  const product = (x: Float64Array): Float64Array => x.map((value, k) => value * free[k]);
  return {
    rows: rows * columns,
    columns: measurements,
    *apply(x, out) {
      const image: Matrix = cone.linear(yield* action.backProject(product(x)));
      out.set(image.data);
    },
    *applyTransposed(y, out) {
      out.set(product(yield* action.measure(cone.linear(matrix(rows, columns, y.slice())))));
    },
  };
}
