import { type Matrix, matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import { boundHadamardSensing, type SubsampledTransform } from "./bound-hadamard-sensing.ts";
import type { MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** The size of X, and how much of its transform is seen. */
export interface HadamardSensingOptions {
  readonly rows: number;
  readonly columns: number;
  /** p, at most the power of two that m·n is padded to. */
  readonly measurements: number;
  readonly seed?: number;
}

const LARGEST = 2 ** 29;

/**
 * Observes p of N numbers of a randomised Hadamard transform: y = p^(−1/2) S H D vec(X), vec(X) row by row and padded with
 * zeros to N, a power of two; D random signs, H the Walsh–Hadamard matrix of ±1, S p coordinates without replacement,
 * ascending. The scale p^(−1/2) makes E‖𝒜(X)‖² = ‖X‖².
 *
 * An application costs N log₂N additions beside the 2·m·n·r operations of forming X; each product of the image 2·m·n·r.
 * The memory is N numbers, N more for each image that is live, and p + N/32 integers.
 *
 * @throws RangeError where a size is not a whole number ≥ 1, N exceeds 2²⁹, or p exceeds N.
 * @see Tropp 2011, arXiv 1011.1595
 */
export function hadamardSensing(options: HadamardSensingOptions): MeasurementOperator {
  const { rows, columns, measurements, seed = 0 } = options;
  checkSize("hadamardSensing", { rows, columns, measurements });
  const length = 2 ** Math.ceil(Math.log2(rows * columns));
  if (length > LARGEST) {
    throw new RangeError(`hadamardSensing: rows·columns: expected at most 2²⁹; got ${rows * columns}`);
  }
  if (measurements > length) {
    throw new RangeError(`hadamardSensing: measurements: expected at most ${length}; got ${measurements}`);
  }
  const draw = random(seed).fork("hadamardSensing");
  const words = draw.fork("signs");
  const transform: SubsampledTransform = {
    length,
    signs: Int32Array.from({ length: Math.ceil(length / 32) }, () => words.integer(2 ** 32) | 0),
    seen: chosen(length, measurements, draw.fork("coordinates")),
    scale: 1 / Math.sqrt(measurements),
  };
  const sign = (k: number) => (transform.signs[k >> 5] << (k & 31) < 0 ? -1 : 1);
  return {
    name: "hadamardSensing",
    rows,
    columns,
    measurements,
    apply(x) {
      const padded = new Float64Array(length);
      for (let k = 0; k < x.data.length; k++) padded[k] = sign(k) * x.data[k];
      walshHadamard(padded);
      return Float64Array.from(transform.seen, (k) => transform.scale * padded[k]);
    },
    adjoint(z): Matrix {
      const padded = new Float64Array(length);
      for (let k = 0; k < z.length; k++) padded[transform.seen[k]] = transform.scale * z[k];
      walshHadamard(padded);
      return matrix(
        rows,
        columns,
        padded.subarray(0, rows * columns).map((value, k) => sign(k) * value),
      );
    },
    bind: (workspace) => boundHadamardSensing({ rows, columns }, transform, workspace),
  };
}

/** H x in place. */
function walshHadamard(x: Float64Array): void {
  for (let step = 1; step < x.length; step *= 2) {
    for (let k = 0; k < x.length; k++) {
      if (k & step) continue;
      const [a, b] = [x[k], x[k + step]];
      x[k] = a + b;
      x[k + step] = a - b;
    }
  }
}

/** `count` of the numbers below `length` at random, ascending: those drawn, or those left by drawing the fewer others. */
function chosen(length: number, count: number, draw: { integer(bound: number): number }): Int32Array {
  const isDrawn = new Uint8Array(length);
  for (let left = Math.min(count, length - count); left > 0; ) {
    const k = draw.integer(length);
    left -= 1 - isDrawn[k];
    isDrawn[k] = 1;
  }
  const wanted = count <= length - count ? 1 : 0;
  const list = new Int32Array(count);
  let end = 0;
  for (let k = 0; k < length; k++) if (isDrawn[k] === wanted) list[end++] = k;
  return list;
}
