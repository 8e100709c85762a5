/** The numbers that are known: a bound that takes more steps than there were, or that of nothing, is none. */
export function finiteNumbers<T extends Record<string, number>>(numbers: T): T {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value))) as T;
}
