import type { Steps } from "../kernels/steps.ts";
import { copositivity } from "../linalg/copositive.ts";
import { dot } from "../linalg/dot.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";

/** What the curvature on a cone of directions is: those of `free` numbers to both sides and of `degenerate` ones that grow. */
export interface ConeCurvature {
  /** Is it above zero on all of the cone but the orbit, negative somewhere, or neither for all that is known. */
  readonly sign: "positive" | "negative" | "flat" | "unknown";
  /** A direction of negative curvature, in the coordinates of the matrix. */
  readonly direction?: Float64Array;
  /** Simplices that copositivity took. */
  readonly simplices: number;
}

/**
 * The sign of dᵀHd over the d whose last numbers, beginning with the `free`-th, are ≥ 0: with F the free ones, bounded above zero off the
 * orbit (an orthonormal basis, in F), d_F may be at its best for every d_D, and what remains is whether the Schur complement
 * H_DD − H_DF H_FF⁻¹ H_FD is copositive, beyond ±`zero`.
 *
 * @see Contesse 1980, doi:10.1007/BF01390001, for copositivity on the critical cone
 */
export function* coneCurvature(
  h: Matrix,
  free: number,
  orbit: readonly Float64Array[],
  zero: number,
): Steps<ConeCurvature> {
  const size = h.rows;
  const degenerate = size - free;
  const inner = matrix(free, free);
  for (let i = 0; i < free; i++) inner.data.set(h.data.subarray(i * size, i * size + free), i * free);
  let magnitude = 0;
  for (const x of inner.data) magnitude += x * x;
  // The orbit's directions are lifted out of the way.
  const above = 2 * Math.sqrt(magnitude) + zero;
  for (const direction of orbit) {
    for (let i = 0; i < free; i++) {
      for (let j = 0; j < free; j++) inner.data[i * free + j] += above * direction[i] * direction[j];
    }
  }
  const { values, vectors } = symmetricEigen(inner);
  yield;
  const vector = (k: number) => Float64Array.from({ length: free }, (_, i) => vectors.data[i * free + k]);
  if (free > 0 && values[0] < -zero) {
    const direction = new Float64Array(size);
    direction.set(vector(0));
    return { sign: "negative", direction, simplices: 0 };
  }
  for (const along of orbit) {
    for (let d = 0; d < degenerate; d++) {
      let coupling = 0;
      for (let i = 0; i < free; i++) coupling += along[i] * h.data[i * size + free + d];
      if (!(Math.abs(coupling) > zero)) continue;
      // Along the orbit nothing bends, so that far enough on it the coupling outweighs whatever the number itself costs.
      const far = -(1 + Math.max(0, h.data[(free + d) * (size + 1)]) / Math.abs(coupling)) * Math.sign(coupling);
      const direction = Float64Array.from({ length: size }, (_, i) => (i < free ? far * along[i] : 0));
      direction[free + d] = 1;
      return { sign: "negative", direction, simplices: 0 };
    }
  }
  // H_FF⁻¹ H_FD, off the orbit and the flat directions.
  const answer = matrix(free, degenerate);
  const bent = Array.from(values.keys()).filter((k) => values[k] > zero);
  for (const k of bent) {
    const along = vector(k);
    orthogonalize(
      along,
      orbit.map((direction) => direction.subarray(0, free)),
    );
    if (!(norm(along) > 0.5)) continue;
    for (let d = 0; d < degenerate; d++) {
      let coupling = 0;
      for (let i = 0; i < free; i++) coupling += along[i] * h.data[i * size + free + d];
      for (let i = 0; i < free; i++) answer.data[i * degenerate + d] += (coupling / values[k]) * along[i];
    }
  }
  yield;
  const schur = (shift: number) => {
    const c = matrix(degenerate, degenerate);
    for (let d = 0; d < degenerate; d++) {
      for (let e = 0; e < degenerate; e++) {
        let sum = h.data[(free + d) * size + free + e] + (d === e ? shift : 0);
        for (let i = 0; i < free; i++) sum -= h.data[i * size + free + d] * answer.data[i * degenerate + e];
        c.data[d * degenerate + e] = sum;
      }
    }
    return c;
  };
  const clearly = yield* copositivity(schur(zero));
  if (clearly.copositive === false && clearly.witness) {
    const direction = new Float64Array(size);
    const x = clearly.witness;
    direction.set(x, free);
    for (let i = 0; i < free; i++) direction[i] = -dot(answer.data, i * degenerate, x, 0, degenerate);
    return { sign: "negative", direction, simplices: clearly.simplices };
  }
  if (bent.length < free) return { sign: "flat", simplices: clearly.simplices };
  const strictly = yield* copositivity(schur(-zero));
  const simplices = clearly.simplices + strictly.simplices;
  if (strictly.copositive) return { sign: "positive", simplices };
  return { sign: strictly.copositive === false && clearly.copositive ? "flat" : "unknown", simplices };
}
