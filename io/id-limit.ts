import { InputError } from "./input-error.ts";

/** Most keys that a JavaScript Map holds. */
const mostIds = 2 ** 24;

/** Throws an InputError where a table would have more rows or columns than ids can be kept for. */
export function checkIdCount(count: number): void {
  if (count > mostIds) throw new InputError(`expected at most ${mostIds} rows and as many columns, more came`);
}
