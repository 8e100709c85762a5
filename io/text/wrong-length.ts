import { InputError } from "../input-error.ts";

/** The fault of a record that has more or fewer fields than the others. */
export const wrongLength = (fields: number, record: readonly string[], line: number): InputError =>
  new InputError(`expected ${fields} columns, ${record.length} came`, { line });
