import { writeGaussians } from "../kernels/counter-gaussians.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import { boundMatrixRows, rowsAtATime } from "./matrix-rows.ts";
import type { MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** How many measurements of which matrix. */
export interface GaussianSensingOptions {
  /** Size of X. */
  readonly rows: number;
  readonly columns: number;
  /** p. */
  readonly measurements: number;
  readonly seed?: number;
  /** Of every entry of every A_k; 1/p where absent, with which 𝒜 keeps ‖X‖ on average. */
  readonly variance?: number;
}

/** Entries written by one call of the kernel: about 5 ms. */
const WRITTEN = 2 ** 20;
/** The generator writes so many numbers at a time. */
const GROUP = 16;

/**
 * y_k = ⟨A_k, X⟩ with every entry of every A_k an independent N(0, variance), never stored: each pass writes the entries
 * anew, a few matrices at a time, from the seed and the counter (k, i, j). What a pass costs is writing p·m·n numbers (about 4 ns each), once for 𝒜 and
 * 𝒜* together. Entries are float32 numbers of at most 6.56 standard deviations; see `writeGaussians`.
 *
 * @throws RangeError where a size is not a whole number ≥ 1, the seed not an integer, or the variance not a number > 0.
 * @see Recht, Fazel & Parrilo 2010, doi:10.1137/070697835
 */
export function gaussianSensing(options: GaussianSensingOptions): MeasurementOperator {
  const { rows, columns, measurements, seed = 0, variance = 1 / measurements } = options;
  checkSize("gaussianSensing", { rows, columns, measurements });
  const length = rows * columns;
  if (length > 2 ** 28) {
    throw new RangeError(`gaussianSensing: rows × columns: expected at most 2²⁸ entries; got ${length}`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`gaussianSensing: seed: expected an integer below 2⁵³; got ${seed}`);
  }
  if (!(variance > 0 && variance < Infinity)) {
    throw new RangeError(`gaussianSensing: variance: expected a number > 0; got ${variance}`);
  }
  const draw = random(seed).fork("gaussianSensing");
  const key = [draw.integer(2 ** 32), draw.integer(2 ** 32)];
  const deviation = Math.fround(Math.sqrt(variance));
  const pitch = Math.ceil(length / GROUP) * GROUP;

  /** Calls back with every A_k, in order. */
  function eachMatrix(visit: (k: number, entries: Float64Array) => void): void {
    const numbers = new Float32Array(pitch);
    for (let k = 0; k < measurements; k++) {
      writeGaussians({ row: k, j0: 0, j1: pitch, key, deviation }, numbers);
      visit(k, Float64Array.from(numbers.subarray(0, length)));
    }
  }

  return {
    name: "gaussianSensing",
    rows,
    columns,
    measurements,
    apply(x) {
      const y = new Float64Array(measurements);
      eachMatrix((k, entries) => {
        y[k] = dot(entries, 0, x.data, 0, length);
      });
      return y;
    },
    adjoint(z): Matrix {
      const x = matrix(rows, columns);
      eachMatrix((k, entries) => {
        for (let j = 0; j < length; j++) x.data[j] += z[k] * entries[j];
      });
      return x;
    },
    bind(workspace) {
      const { memory, kernels } = workspace;
      const scratch = blocksIn(memory);
      const block = scratch("some A_k", "float32", Math.min(measurements, rowsAtATime(pitch, "float32")) * pitch);
      return boundMatrixRows({ rows, columns, measurements }, workspace, scratch, {
        precision: "float32",
        pitch,
        *place(k0, k1): Steps<number> {
          for (let k = k0; k < k1; k++) {
            const row = block.offset + 4 * (k - k0) * pitch;
            for (let j = 0; j < pitch; j += WRITTEN) {
              kernels.gaussians(k, j, Math.min(pitch, j + WRITTEN), key[0], key[1], deviation, row);
              if (pitch > WRITTEN) yield;
            }
          }
          return block.offset;
        },
      });
    },
  };
}
