import type { Precision } from "../kernels/kernels.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { boundMatrixRows } from "./matrix-rows.ts";
import type { MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** The measurement matrices, as one array. */
export interface DenseSensingOptions {
  /** Size of X. */
  readonly rows: number;
  readonly columns: number;
  /** A_1 … A_p one after another, p·m·n numbers, each matrix row-major. */
  readonly matrices: Float64Array | Float32Array;
  /** The number format in which they are stored, that of the array where absent; sums are float64 in both. */
  readonly storage?: Precision;
}

/** What a problem needs in its memory beside the matrices, in blocks of m·n float64 numbers. */
const OTHER_BLOCKS = 8;
const MEMORY_LIMIT = 2 ** 32;

/**
 * y_k = ⟨A_k, X⟩ for p dense matrices: linear measurements with nothing known of their structure.
 *
 * One application of 𝒜 and 𝒜* together reads the p·m·n numbers once; float32 storage halves the time. The array is held,
 * not copied (unless `storage` rounds it to float32), so its numbers must stay as they are; a problem copies it once into
 * its own memory, at the speed of memory, and variants of the problem share that copy.
 *
 * @throws RangeError where the array does not hold whole matrices, or a number that is not finite; where p·m·n numbers
 * exceed the 4 GiB of a problem's memory: `gaussianSensing` stores none.
 */
export function denseSensing(options: DenseSensingOptions): MeasurementOperator {
  const { rows, columns } = options;
  checkSize("denseSensing", { rows, columns });
  const length = rows * columns;
  const matrices = stored(options);
  const measurements = matrices.length / length;
  const precision = formatOf(matrices);
  return {
    name: "denseSensing",
    rows,
    columns,
    measurements,
    apply(x) {
      const y = new Float64Array(measurements);
      for (let k = 0; k < measurements; k++) {
        for (let j = 0; j < length; j++) y[k] += matrices[k * length + j] * x.data[j];
      }
      return y;
    },
    adjoint(z): Matrix {
      const x = matrix(rows, columns);
      for (let k = 0; k < measurements; k++) {
        for (let j = 0; j < length; j++) x.data[j] += matrices[k * length + j] * z[k];
      }
      return x;
    },
    bind(workspace) {
      const { memory } = workspace;
      const block = memory.allocate("A", precision, matrices.length);
      memory.floats(block).set(matrices);
      const bytes = precision === "float64" ? 8 : 4;
      return boundMatrixRows({ rows, columns, measurements }, workspace, blocksIn(memory), {
        precision,
        pitch: length,
        // biome-ignore lint/correctness/useYield: every row is there.
        *place(k0): Steps<number> {
          return block.offset + bytes * k0 * length;
        },
      });
    },
  };
}

/** The matrices in the number format in which they are stored, checked. */
function stored({ rows, columns, matrices, storage }: DenseSensingOptions): Float64Array | Float32Array {
  if (!(matrices instanceof Float64Array || matrices instanceof Float32Array)) {
    throw new TypeError(`denseSensing: matrices: expected a Float64Array or Float32Array; got ${kindOf(matrices)}`);
  }
  if (storage !== undefined && storage !== "float64" && storage !== "float32") {
    throw new RangeError(`denseSensing: storage: expected "float64" or "float32"; got ${JSON.stringify(storage)}`);
  }
  const length = rows * columns;
  if (matrices.length === 0 || matrices.length % length !== 0) {
    throw new RangeError(
      `denseSensing: matrices: expected p × ${rows} × ${columns} numbers, a multiple of ${length}; got ${matrices.length}`,
    );
  }
  const bytes = matrices.length * ((storage ?? formatOf(matrices)) === "float64" ? 8 : 4);
  if (bytes + 8 * OTHER_BLOCKS * length > MEMORY_LIMIT) {
    throw new RangeError(
      `denseSensing: matrices: expected at most 4 GiB with the work space; got ${(bytes / 2 ** 30).toFixed(2)} GiB: ` +
        'storage "float32" needs half of float64, and gaussianSensing stores no matrices',
    );
  }
  const kept = storage === "float32" && matrices instanceof Float64Array ? new Float32Array(matrices) : matrices;
  const at = firstNotFinite(kept);
  if (at >= 0) {
    throw new RangeError(`denseSensing: matrices[${at}]: expected a finite ${formatOf(kept)}; got ${matrices[at]}`);
  }
  return kept;
}

function formatOf(numbers: Float64Array | Float32Array): Precision {
  return numbers instanceof Float64Array ? "float64" : "float32";
}

function kindOf(value: unknown): string {
  return value === null ? "null" : ((value as object | undefined)?.constructor?.name ?? typeof value);
}

/** The sum of x·0 is NaN exactly where some x is not finite. */
function firstNotFinite(numbers: Float64Array | Float32Array): number {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += numbers[k] * 0;
  return sum === 0 ? -1 : numbers.findIndex((x) => !Number.isFinite(x));
}
