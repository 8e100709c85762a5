// No nested repeat matches the same digits twice, so a long run of digits costs linear time.
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const missing = /^(?:|na|n\/a|nan|null|none|\.|\?)$/i;
const infinite = /^[+-]?inf(?:inity)?$/i;

/** Whether a trimmed cell says that nothing was observed: empty, NA, N/A, NaN, null, None, "." or "?". */
export function isMissing(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Most cells begin with a digit, and the pattern costs more than the number.
  return !(first >= 48 && first <= 57) && missing.test(cell);
}

/** Value of a trimmed decimal (±Infinity where it overflows or is written inf), NaN for any other text. */
export function decimalValue(cell: string): number {
  if (decimal.test(cell)) return Number(cell);
  if (infinite.test(cell)) return cell.startsWith("-") ? -Infinity : Infinity;
  return NaN;
}

/** Whether a trimmed cell is a number or says that there is none. */
export const isNumberOrMissing = (cell: string): boolean => isMissing(cell) || !Number.isNaN(decimalValue(cell));
