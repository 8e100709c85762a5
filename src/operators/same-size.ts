import type { MeasurementOperator } from "./operator.ts";

/**
 * Checks operators that are put together.
 *
 * @throws RangeError where there is none, or one has another size than the first.
 */
export function checkSameSize(factory: string, operators: readonly MeasurementOperator[]): void {
  const [first] = operators;
  if (!first) throw new RangeError(`${factory}: operators: expected at least one; got none`);
  for (const [k, { rows, columns }] of operators.entries()) {
    if (rows !== first.rows || columns !== first.columns) {
      throw new RangeError(
        `${factory}: operators[${k}]: expected ${first.rows}×${first.columns}, the first one's size; got ${rows}×${columns}`,
      );
    }
  }
}
