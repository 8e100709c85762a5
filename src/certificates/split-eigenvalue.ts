import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { eigenvalueBounds } from "../linalg/lanczos-bounds.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import { type SymmetricLanczos, symmetricLanczos } from "../linalg/symmetric-lanczos.ts";
import {
  columnsOf,
  MOST_PAIRS,
  type SplitBound,
  type SplitOptions,
  squareOutside,
  WITNESS_STEPS,
} from "./split-norm.ts";

/** What rounding does to a product with S, as a share of ‖S‖ and of the root of the side. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * An upper bound on λ_max(S), S = (G + Gᵀ)/2 of a square G; how negative S is elsewhere does not enter. At an optimum λ is an
 * r-fold eigenvalue, so S is cut along an orthonormal basis Q of U (the option `u`): QᵀSQ and (I − QQᵀ)SQ are computed
 * outright and only the complement is left to Lanczos from a fresh random start, with the bound of Kuczyński & Woźniakowski 1992
 * (doi:10.1137/0613066). The blocks are combined through their 2×2 matrix. Every p = q.
 */
export function* splitEigenvalue(g: LinearMap, options: SplitOptions): Steps<SplitBound> {
  const { ridge, mostSteps, failureProbability, random } = options;
  const s = symmetricPart(g);
  const q = columnsOf(options.u, options.directions);
  const inside = matrix(q.length, q.length);
  const image = new Float64Array(s.size);
  // ‖S x‖ of a gaussian x is about ‖S‖_F: what rounding is a share of, where products cancel as well.
  const draw = random.fork("size");
  yield* s.apply(
    Float64Array.from({ length: s.size }, () => draw.gaussian()),
    image,
  );
  const magnitude = norm(image);
  let beside = 0;
  for (let c = 0; c < q.length; c++) {
    yield* s.apply(q[c], image);
    const parts = inside.data.subarray(c * q.length, (c + 1) * q.length);
    for (let k = 0; k < q.length; k++) parts[k] = dot(image, 0, q[k], 0, s.size);
    beside += squareOutside(image, q, c, parts);
  }
  const alpha = symmetricEigen(inside).values.at(-1) ?? Number.NEGATIVE_INFINITY;

  const boundOf = (state: SymmetricLanczos) => {
    const { values } = state.ritz();
    if (values.length === 0) return { largest: Number.NEGATIVE_INFINITY, upper: Number.NEGATIVE_INFINITY };
    const [smallest, largest] = [values[0], values[values.length - 1]];
    const rounding = ROUNDING * Math.sqrt(s.size) * Math.max(magnitude, -smallest, largest);
    if (!state.exhausted) {
      const run = { smallest, largest, steps: state.steps, dimension: s.size, failureProbability };
      return { largest, upper: eigenvalueBounds(run).upper + rounding };
    }
    // A Krylov space that ends early may hide an eigenvalue that far away, where the start hardly saw its vector.
    const hidden = state.steps + q.length < s.size ? Math.sqrt(s.size) / failureProbability : 1;
    return { largest, upper: largest + rounding * hidden };
  };
  const run = yield* symmetricLanczos(s, {
    random,
    project: (x) => orthogonalize(x, q),
    stop(state) {
      if (state.steps >= mostSteps) return true;
      const { largest, upper } = boundOf(state);
      return largest > ridge ? state.steps >= WITNESS_STEPS : upper <= ridge;
    },
  });
  const { largest: complement, upper: outside } = boundOf(run);
  return {
    upper: largestOf2x2(alpha + ROUNDING * Math.sqrt(s.size) * magnitude, Math.sqrt(beside), outside),
    estimate: largestOf2x2(alpha, Math.sqrt(beside), complement),
    complement,
    steps: run.steps,
    ...(yield* pairsAbove(s, run, ridge)),
  };
}

/** (G + Gᵀ)/2. */
function symmetricPart(g: LinearMap) {
  const back = new Float64Array(g.columns);
  return {
    size: g.columns,
    *apply(x: Float64Array, out: Float64Array): Steps<void> {
      yield* g.apply(x, out);
      yield* g.applyTransposed(x, back);
      for (let k = 0; k < out.length; k++) out[k] = 0.5 * (out[k] + back[k]);
    },
  };
}

/** The Ritz vectors p above λ, values ⟨p, S p⟩. */
function* pairsAbove(
  s: ReturnType<typeof symmetricPart>,
  run: SymmetricLanczos,
  ridge: number,
): Steps<Pick<SplitBound, "values" | "left" | "right">> {
  const count = Math.min(MOST_PAIRS, run.ritz().values.filter((value) => value > ridge).length);
  const { vectors } = count > 0 ? run.pairs() : { vectors: matrix(s.size, 0) };
  const [values, left] = [new Float64Array(count), matrix(s.size, count)];
  const [p, image] = [new Float64Array(s.size), new Float64Array(s.size)];
  for (let k = 0; k < count; k++) {
    const from = vectors.columns - 1 - k;
    for (let i = 0; i < s.size; i++) p[i] = left.data[i * count + k] = vectors.data[i * vectors.columns + from];
    yield* s.apply(p, image);
    values[k] = dot(p, 0, image, 0, s.size);
  }
  return { values, left, right: left };
}

/** λ_max of [[a, b], [b, d]], each of a and d perhaps −∞: above the larger by what does not cancel. */
function largestOf2x2(a: number, b: number, d: number): number {
  const half = 0.5 * Math.abs(a - d);
  const more = b > 0 && half < Number.POSITIVE_INFINITY ? (b / (Math.hypot(half, b) + half)) * b : 0;
  return Math.max(a, d) + more;
}
