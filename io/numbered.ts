import { checkIdCount } from "./id-limit.ts";

/** Labels first, first + 1, …; an error where there are more than a table can hold. */
export function numbered(count: number, first: number): number[] {
  checkIdCount(count);
  return Array.from({ length: count }, (_, k) => k + first);
}
