import type { Steps } from "../kernels/steps.ts";
import type { LinearMap } from "./linear-map.ts";
import { norm } from "./norm.ts";

/** Why LSQR stopped; the last two are without an answer to the tolerance. */
export type LsqrStop = "residualSmall" | "normalResidualSmall" | "iterationLimit" | "notFinite";

/** What LSQR ends with. */
export interface LsqrResult {
  /** The last iterate; among all least-squares solutions it approaches the one of least norm. */
  readonly solution: Float64Array;
  /** ‖A x − b‖ and ‖Aᵀ(A x − b)‖ as LSQR's recurrences have them. */
  readonly residualNorm: number;
  readonly normalResidualNorm: number;
  readonly iterations: number;
  readonly stopped: LsqrStop;
}

/**
 * min ‖A x − b‖ by LSQR from x = 0 (Paige & Saunders 1982, doi:10.1145/355984.355989). It stops where
 * ‖r‖ ≤ τ (α‖x‖ + ‖b‖) or ‖Aᵀr‖ ≤ τ α‖r‖, with α ≤ ‖A‖₂ the best lower bound seen and their atol = btol = τ = `tolerance`
 * (default 1e-12, never below 2⁻⁵²), or after `iterationLimit` iterations (default 4·columns).
 */
export function* lsqr(
  map: LinearMap,
  b: Float64Array,
  options: { tolerance?: number; iterationLimit?: number } = {},
): Steps<LsqrResult> {
  const { rows, columns } = map;
  if (b.length !== rows) throw new RangeError(`lsqr: b has ${b.length} numbers, the map has ${rows} rows`);
  const { iterationLimit = 4 * columns } = options;
  const tolerance = Math.max(options.tolerance ?? 1e-12, Number.EPSILON);

  const solution = new Float64Array(columns);
  const u = b.slice();
  const v = new Float64Array(columns);
  const product = new Float64Array(rows);
  const back = new Float64Array(columns);
  const rightNorm = normalize(u);
  yield* map.applyTransposed(u, v);
  let alpha = normalize(v);
  const direction = v.slice();
  let residualNorm = rightNorm;
  let rhoBar = alpha;
  let mapNorm = alpha;

  for (let iterations = 0; ; iterations++) {
    const normalResidualNorm = residualNorm * Math.abs(rhoBar);
    const small = tolerance * (mapNorm * norm(solution) + rightNorm);
    let stopped: LsqrStop | undefined;
    if (!Number.isFinite(normalResidualNorm)) stopped = "notFinite";
    else if (residualNorm <= small) stopped = "residualSmall";
    else if (Math.abs(rhoBar) <= tolerance * mapNorm) stopped = "normalResidualSmall";
    else if (iterations >= iterationLimit) stopped = "iterationLimit";
    if (stopped) return { solution, residualNorm, normalResidualNorm, iterations, stopped };

    yield* map.apply(v, product);
    for (let i = 0; i < rows; i++) u[i] = product[i] - alpha * u[i];
    const beta = normalize(u);
    mapNorm = Math.max(mapNorm, Math.sqrt(alpha * alpha + beta * beta));
    yield* map.applyTransposed(u, back);
    for (let j = 0; j < columns; j++) v[j] = back[j] - beta * v[j];
    alpha = normalize(v);

    const rho = Math.sqrt(rhoBar * rhoBar + beta * beta);
    const cosine = rhoBar / rho;
    const sine = beta / rho;
    const step = (cosine * residualNorm) / rho;
    const carried = (sine * alpha) / rho;
    for (let j = 0; j < columns; j++) {
      solution[j] += step * direction[j];
      direction[j] = v[j] - carried * direction[j];
    }
    rhoBar = -cosine * alpha;
    residualNorm *= sine;
    yield;
  }
}

/** Makes the vector a unit vector, or leaves it zero; returns its norm. */
function normalize(x: Float64Array): number {
  const length = norm(x);
  if (length > 0) for (let i = 0; i < x.length; i++) x[i] /= length;
  return length;
}
