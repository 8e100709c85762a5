import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";

/** What is left of a unit vector when the others are taken off it, where it depends on them. */
const DEPENDENT = 1e-10;

/**
 * An orthonormal basis of directions in which X and the penalty stay as they are while no number that is 0 moves: of the motions
 * (U P, V P⁻ᵀ), those that add a column of U to one that is free wherever it is, and with V the other way about; under a ridge, and in
 * U Uᵀ, the rotations of columns that are free in the same places. They form a group that keeps the face of the nonnegative points. An
 * ℓ₁ penalty keeps none.
 */
export function faceOrbit(
  { parametrization, regularizer }: Problem,
  point: Point,
  isFree: (index: number) => boolean,
): Float64Array[] {
  const basis: Float64Array[] = [];
  const { rank, left, right } = parametrization.parts(point);
  if (regularizer.l1 > 0) return basis;
  const tied = left === right;
  const offset = tied ? 0 : left.length;
  const within = (from: number, k: number, l: number, rows: number) => {
    for (let i = 0; i < rows; i++) if (isFree(from + i * rank + k) && !isFree(from + i * rank + l)) return false;
    return true;
  };
  const [m, n] = [left.length / (rank || 1), right.length / (rank || 1)];
  /** Adds column k of U to column l, and takes column l of V from column k; or both likewise, for half a rotation. */
  const motion = (direction: Float64Array, k: number, l: number, sign: number, both: boolean) => {
    for (let i = 0; i < m; i++) direction[i * rank + l] += sign * left[i * rank + k];
    if (tied) return;
    for (let j = 0; j < n; j++) {
      if (both) direction[offset + j * rank + l] += sign * right[j * rank + k];
      else direction[offset + j * rank + k] -= sign * right[j * rank + l];
    }
  };
  const keep = (direction: Float64Array) => {
    for (let k = 0; k < direction.length; k++) if (!isFree(k)) direction[k] = 0;
    const length = norm(direction);
    if (!(length > 0 && Number.isFinite(length))) return;
    for (let k = 0; k < direction.length; k++) direction[k] /= length;
    orthogonalize(direction, basis);
    const rest = norm(direction);
    if (!(rest > DEPENDENT)) return;
    basis.push(direction.map((x) => x / rest));
  };
  const rotations = tied || keptMotions(regularizer) === "orthogonal";
  for (let k = 0; k < rank; k++) {
    for (let l = 0; l < rank; l++) {
      const direction = new Float64Array(point.length);
      if (rotations) {
        const same = (from: number, rows: number) => within(from, k, l, rows) && within(from, l, k, rows);
        if (l >= k || !same(0, m) || !(tied || same(offset, n))) continue;
        motion(direction, k, l, 1, true);
        motion(direction, l, k, -1, true);
      } else {
        if (!within(0, k, l, m) || !within(offset, l, k, n)) continue;
        motion(direction, k, l, 1, false);
      }
      keep(direction);
    }
  }
  return basis;
}
