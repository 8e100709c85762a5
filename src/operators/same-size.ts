import { checkList } from "./finite.ts";
import type { MeasurementOperator } from "./operator.ts";

/**
 * Checks an operator that another is made of.
 *
 * @throws TypeError where it is none.
 */
export function checkOperator(factory: string, name: string, operator: MeasurementOperator): void {
  if (typeof operator?.bind !== "function") {
    throw new TypeError(`${factory}: ${name}: expected a measurement operator; got ${operator}`);
  }
}

/**
 * Checks operators that are put together.
 *
 * @throws RangeError where there is none, or one has another size than the first; TypeError where one is no operator.
 */
export function checkSameSize(factory: string, operators: readonly MeasurementOperator[]): void {
  checkList(factory, "operators", operators);
  const [first] = operators;
  if (operators.length === 0) throw new RangeError(`${factory}: operators: expected at least one; got none`);
  for (const [k, operator] of operators.entries()) {
    checkOperator(factory, `operators[${k}]`, operator);
    const { rows, columns } = operator;
    if (rows !== first.rows || columns !== first.columns) {
      throw new RangeError(
        `${factory}: operators[${k}]: expected ${first.rows}×${first.columns}, the first one's size; got ${rows}×${columns}`,
      );
    }
  }
}
