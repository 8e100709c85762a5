import { type Matrix, matrix } from "../linalg/matrix.ts";

/**
 * Checks that something is a list.
 *
 * @throws TypeError where it is not.
 */
export function checkList(factory: string, name: string, list: unknown): void {
  const length = typeof list === "object" && list !== null && "length" in list ? list.length : undefined;
  if (typeof length !== "number") throw new TypeError(`${factory}: ${name}: expected an array; got ${describe(list)}`);
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null ? "an object without a length" : String(value);
}

/**
 * Checks that numbers are finite.
 *
 * @throws RangeError naming the first that is not; TypeError where it is no list.
 */
export function checkFinite(factory: string, name: string, values: ArrayLike<number>): void {
  checkList(factory, name, values);
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k])) {
      throw new RangeError(`${factory}: ${name}[${k}]: expected a finite number; got ${values[k]}`);
    }
  }
}

/**
 * A copy of a matrix that an operator is made of.
 *
 * @throws RangeError where it has no rows or columns, or a number that is not finite.
 */
export function finiteMatrix(factory: string, name: string, { rows, columns, data }: Matrix): Matrix {
  if (!(rows >= 1 && columns >= 1 && data?.length === rows * columns)) {
    throw new RangeError(
      `${factory}: ${name}: expected a matrix with rows, columns and rows·columns numbers; got ${rows}×${columns} with ${data?.length}`,
    );
  }
  checkFinite(factory, `${name}.data`, data);
  return matrix(rows, columns, Float64Array.from(data));
}

/** Is this a matrix, not a list of numbers. */
export function isMatrix(value: Matrix | ArrayLike<number>): value is Matrix {
  return typeof value === "object" && value !== null && "data" in value;
}
