import type { Steps } from "../kernels/steps.ts";
import { copositivity } from "../linalg/copositive.ts";
import { dot } from "../linalg/dot.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { largestMagnitude, norm } from "../linalg/norm.ts";

/** Rows, or rows and columns, up to which copositivity is decided. */
const MOST_SIDE = 16;
const MOST_SIMPLICES = 2_000;
/** Every cut rounds products by at most this share of the largest number, and no corner comes of more cuts than there are simplices. */
const ROUNDING = 8 * Number.EPSILON * MOST_SIMPLICES;
/** The bound lies above what was reached by this share of it, or by more where that takes too long. */
const ABOVE = 1e-8;
const COARSER = 100;
const COARSEST = 1e-2;
/** So many counterexamples are gone up to. */
const MOST_ROUNDS = 12;

/** The most that uᵀGv is for unit u, v ≥ 0 (u = v where tied), from above with its rounding, and vectors that reach it nearly. */
export interface CopositivePolar {
  readonly upper: number;
  /** [u | v], or u; not of unit length. */
  readonly best?: Float64Array;
}

/**
 * Bounds the most that uᵀGv is for unit u, v ≥ 0 by copositivity: it is at most σ exactly where σI − [0 G; Gᵀ 0]
 * is copositive, or σI − (G + Gᵀ)/2 for u = v. Begins at a value that is reached, and goes up to what a
 * counterexample reaches until there is none. Undefined where G is large, or that takes too long.
 */
export function* copositivePolar(g: LinearMap, reached: number, tied: boolean): Steps<CopositivePolar | undefined> {
  const side = tied ? g.rows : g.rows + g.columns;
  if (side > MOST_SIDE) return undefined;
  const s = yield* symmetricOf(g, tied);
  const largest = largestMagnitude(s.data);
  if (!Number.isFinite(largest)) return undefined;
  let sigma = Math.max(0, reached);
  let best: Float64Array | undefined;
  let above = ABOVE;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const upper = sigma + above * Math.max(sigma, ABOVE * largest);
    const shifted = matrix(
      side,
      side,
      s.data.map((x, k) => (k % (side + 1) === 0 ? upper - x : -x)),
    );
    const { copositive, witness } = yield* copositivity(shifted, { mostSimplices: MOST_SIMPLICES });
    if (copositive) return { upper: upper + ROUNDING * (largest + upper), ...(best && { best }) };
    if (witness) {
      best = climbed(s, witness);
      sigma = Math.max(upper, quotient(s, best));
    } else {
      above *= COARSER;
      if (above > COARSEST) return undefined;
    }
  }
  return undefined;
}

/** xᵀSx / xᵀx. */
function quotient({ rows, data }: Matrix, x: Float64Array): number {
  let [sum, square] = [0, 0];
  for (let i = 0; i < rows; i++) {
    square += x[i] * x[i];
    for (let j = 0; j < rows; j++) sum += x[i] * data[i * rows + j] * x[j];
  }
  return sum / square;
}

/** Steps of projected power iteration up from a counterexample, which is seldom the best. */
const CLIMBS = 200;

/** x ← ((S + ‖S‖I) x)₊ of unit length, which never lowers xᵀSx / xᵀx. */
function climbed({ rows, data }: Matrix, from: Float64Array): Float64Array {
  const shift = norm(data);
  let x = from;
  for (let step = 0; step < CLIMBS; step++) {
    const next = Float64Array.from({ length: rows }, (_, i) =>
      Math.max(0, dot(data, i * rows, x, 0, rows) + shift * x[i]),
    );
    const length = norm(next);
    if (!(length > 0)) break;
    x = next.map((value) => value / length);
  }
  return x;
}

/** [0 G; Gᵀ 0], or (G + Gᵀ)/2. */
function* symmetricOf(g: LinearMap, tied: boolean): Steps<Matrix> {
  const size = tied ? g.rows : g.rows + g.columns;
  const at = tied ? 0 : g.rows;
  const out = matrix(size, size);
  const [unit, image] = [new Float64Array(g.columns), new Float64Array(g.rows)];
  const share = tied ? 0.5 : 1;
  for (let j = 0; j < g.columns; j++) {
    unit.fill(0);
    unit[j] = 1;
    yield* g.apply(unit, image);
    for (let i = 0; i < g.rows; i++) {
      out.data[i * size + at + j] += share * image[i];
      out.data[(at + j) * size + i] += share * image[i];
    }
  }
  return out;
}
