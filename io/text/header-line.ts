import { isNumberOrMissing } from "./cell.ts";
import { integerId } from "./integer-id.ts";
import { rolesByName } from "./roles.ts";

/** Whether the first record names the columns; `fields` is the number of fields of the data lines. */
export function hasHeader(records: readonly (readonly string[])[], fields: number): boolean {
  const first = records[0]!;
  const rest = records.slice(1);
  if (rest.length === 0) return first.length > 1 && !first.some(isNumberOrMissing);
  if (first.length === fields - 1 || Object.keys(rolesByName(first)).length >= 2) return true;
  if (first[0] === "" && rest.every((record) => record[0] !== "") && fields > 1) return true;
  return namesAboveNumbers(first, rest) || countsAboveNumbers(first, rest);
}

/** Some column has a word in the first record and mostly numbers below. */
function namesAboveNumbers(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  return first.some((name, k) => {
    if (isNumberOrMissing(name)) return false;
    const below = rest.map((record) => record[k] ?? "");
    return 2 * below.filter(isNumberOrMissing).length > below.length;
  });
}

/** The first record counts up, as years and item numbers do, and the second does not. */
function countsAboveNumbers(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  return countsUp(first.slice(1)) && !countsUp(rest[0]!.slice(1));
}

/** Whether at least three labels are integers, each one more than the one before, or at least two are years at equal distances. */
export function countsUp(labels: readonly string[]): boolean {
  const numbers = labels.map((label) => integerId(label) ?? Number.NaN);
  const step = numbers[1]! - numbers[0]!;
  const even = numbers.every((number, k) => k === 0 || number - numbers[k - 1]! === step);
  const years = numbers.every((number) => number >= 1500 && number <= 2200);
  return even && ((step === 1 && numbers.length >= 3) || (step > 0 && years));
}
