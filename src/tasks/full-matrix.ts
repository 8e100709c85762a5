import type { MatrixData } from "./factoring.ts";

/** A problem holds the matrix and a handful of its like in 4 GiB. */
const MOST = 8e7;

/** A matrix in full, row-major. */
export interface FullMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * The matrix of either form.
 *
 * @throws RangeError or TypeError naming the argument where lengths differ, an index is outside, or a number is not
 * finite; a hole (NaN) is for `complete`.
 */
export function fullMatrix(given: MatrixData): FullMatrix {
  const { rows, columns, data } = matrixWithHoles(given);
  const hole = data.findIndex(Number.isNaN);
  if (hole < 0) return { rows, columns, data };
  const at = `(${Math.floor(hole / columns)}, ${hole % columns})`;
  throw new RangeError(`dense: expected a matrix without holes, entry ${at} is missing; complete fills holes in`);
}

/**
 * The matrix of either form, NaN where an entry is missing.
 *
 * @throws RangeError or TypeError naming the argument where lengths differ, an index is outside, or a number is infinite.
 */
export function matrixWithHoles(given: MatrixData): FullMatrix {
  const names = typeof given === "object" && given !== null ? Object.keys(given) : [];
  const isList = ["rows", "columns", "values"].every((name) => names.includes(name));
  if (!names.includes("shape") || !(names.includes("dense") || isList)) {
    const came = names.length > 0 ? `{ ${names.join(", ")} }` : String(given);
    throw new TypeError(`data: expected { dense, shape } or { rows, columns, values, shape }; got ${came}`);
  }
  const [m, n] = given.shape;
  for (const size of [m, n]) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`shape: expected two whole numbers ≥ 1; got [${m}, ${n}]`);
    }
  }
  if (m * n > MOST) {
    throw new RangeError(`shape: expected at most ${MOST} entries, as all of them are held; got ${m}×${n}`);
  }
  const data = "dense" in given ? fromDense(given.dense, m, n) : fromList(given, m, n);
  const bad = data.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (bad < 0) return { rows: m, columns: n, data };
  throw new RangeError(`dense: expected finite numbers; entry (${Math.floor(bad / n)}, ${bad % n}) is ${data[bad]}`);
}

function fromDense(dense: ArrayLike<number>, m: number, n: number): Float64Array {
  if (dense.length === m * n) return Float64Array.from(dense);
  throw new RangeError(`dense: expected ${m * n} numbers for shape ${m}×${n}; got ${dense.length}`);
}

function fromList(
  { rows, columns, values }: Extract<MatrixData, { values: unknown }>,
  m: number,
  n: number,
): Float64Array {
  for (const [name, list] of Object.entries({ rows, columns })) {
    if (list.length !== values.length) {
      throw new RangeError(`${name}: expected ${values.length} numbers, one a value; got ${list.length}`);
    }
  }
  const data = new Float64Array(m * n);
  for (let k = 0; k < values.length; k++) {
    const [i, j] = [rows[k], columns[k]];
    if (!(Number.isInteger(i) && i >= 0 && i < m && Number.isInteger(j) && j >= 0 && j < n)) {
      throw new RangeError(`rows, columns: expected indices inside a ${m}×${n} matrix; got (${i}, ${j}) at place ${k}`);
    }
    if (!Number.isFinite(values[k])) throw new RangeError(`values[${k}]: expected a finite number; got ${values[k]}`);
    data[i * n + j] += values[k];
  }
  return data;
}
