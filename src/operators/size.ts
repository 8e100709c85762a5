/**
 * Checks numbers that count something.
 *
 * @throws RangeError naming the first that is not a whole number from 1 to 2³¹ − 2.
 */
export function checkSize(factory: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1 || size > 2 ** 31 - 2) {
      throw new RangeError(`${factory}: ${name}: expected a whole number from 1 to 2³¹ − 2; got ${size}`);
    }
  }
}
