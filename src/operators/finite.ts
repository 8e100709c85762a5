import { type Matrix, matrix } from "../linalg/matrix.ts";

/**
 * Checks that numbers are finite.
 *
 * @throws RangeError naming the first that is not.
 */
export function checkFinite(factory: string, name: string, values: ArrayLike<number>): void {
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
