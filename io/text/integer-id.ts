/** The number that a label writes, where it is a safe integer in plain digits ("7", "-12", not "07", "1.0" or "1e3"). */
export function integerId(label: string): number | undefined {
  const value = Number(label);
  return Number.isSafeInteger(value) && String(value) === label ? value : undefined;
}
