/** A number as its sign and the logarithm of its size, for sizes beyond the range of numbers; 0 has the logarithm −∞. */
export interface SignedLog {
  readonly sign: -1 | 0 | 1;
  /** The natural logarithm of the size. */
  readonly log: number;
}

/** x as a sign and a logarithm. */
export function signedLog(x: number): SignedLog {
  return { sign: signOf(x), log: Math.log(Math.abs(x)) };
}

/** The number itself: ±Infinity or 0 where it is too large or too small for one. */
export function numberOf({ sign, log }: SignedLog): number {
  return sign === 0 ? 0 : sign * Math.exp(log);
}

/** The product of numbers. */
export function productOf(...factors: readonly SignedLog[]): SignedLog {
  let [sign, log] = [1, 0];
  for (const factor of factors) {
    sign *= factor.sign;
    log += factor.log;
  }
  return sign === 0 ? signedLog(0) : { sign: signOf(sign), log };
}

/** x to a whole power ≥ 1. */
export function powerOf({ sign, log }: SignedLog, power: number): SignedLog {
  return { sign: signOf(power % 2 === 0 ? Math.abs(sign) : sign), log: power * log };
}

/** The sum of numbers, relative to the largest: digits are lost only where the numbers themselves cancel. */
export function sumOf(terms: readonly SignedLog[]): SignedLog {
  const largest = terms.reduce((most, { sign, log }) => (sign === 0 ? most : Math.max(most, log)), -Infinity);
  if (largest === Number.NEGATIVE_INFINITY) return signedLog(0);
  const sum = terms.reduce((total, { sign, log }) => total + (sign === 0 ? 0 : sign * Math.exp(log - largest)), 0);
  return sum === 0 ? signedLog(0) : { sign: signOf(sum), log: largest + Math.log(Math.abs(sum)) };
}

function signOf(x: number): SignedLog["sign"] {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}
