import { denseSensing, type MeasurementOperator } from "../../src/index.ts";
import { InputError } from "../input-error.ts";
import type { NpyNumbers } from "../numpy/npy-array.ts";

/** The operator of p matrices in an array of p×m×n, or of p×mn with the size of the matrix beside it. */
export function denseOperator(
  { shape, data }: NpyNumbers,
  size: readonly [number, number] | undefined,
): MeasurementOperator {
  const came = `an array of shape (${shape.join(", ")}) came`;
  if (shape.length === 3) {
    const [, rows, columns] = shape as unknown as [number, number, number];
    if (size && (size[0] !== rows || size[1] !== columns)) {
      throw new InputError(`expected ${size.join("×")} matrices as the shape says, ${came}`, { argument: "shape" });
    }
    return dense(rows, columns, data);
  }
  if (shape.length !== 2) throw new InputError(`expected p × m × n numbers, or p × mn with --shape m,n; ${came}`);
  if (!size) {
    throw new InputError(`expected p × m × n numbers, or --shape m,n for the size of the matrix; ${came}`, {
      argument: "shape",
    });
  }
  const [rows, columns] = size;
  if (shape[1] !== rows * columns) {
    throw new InputError(
      `expected ${rows * columns} numbers a measurement, one for each entry of a ${rows}×${columns} matrix; ${came}`,
      { argument: "shape" },
    );
  }
  return dense(rows, columns, data);
}

function dense(rows: number, columns: number, matrices: NpyNumbers["data"]): MeasurementOperator {
  if (matrices.length === 0) throw new InputError("expected at least one measurement, the array is empty");
  const bad = matrices.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const size = rows * columns;
    const place = [Math.floor(bad / size), Math.floor((bad % size) / columns), bad % columns];
    throw new InputError(`expected finite numbers, ${matrices[bad]} came at (${place.join(", ")})`);
  }
  return denseSensing({ rows, columns, matrices });
}
