import { InputError, type Table } from "../io/index.ts";
import { numberText } from "../src/index.ts";

/** Throws an InputError that names the first entry below 0. */
export function checkSigns({ rows, columns, values, rowIds, columnIds, source }: Table): void {
  const k = values.findIndex((value) => value < 0);
  if (k < 0) return;
  const place = `row ${JSON.stringify(rowIds[rows[k]])}, column ${JSON.stringify(columnIds[columns[k]])}`;
  throw new InputError(`expected entries of 0 or more, ${place} is ${numberText(values[k], 6)}`, {
    file: source,
    argument: "nonnegative",
  });
}
