import type { Loss } from "./loss.ts";

/**
 * The absolute loss |x − y|: gross outliers pull no harder than any other entry. It has a kink where x = y, with all of
 * [−1, 1] as its subdifferential; 0 is given as its derivative there.
 *
 * @see Candès, Li, Ma & Wright 2011, doi:10.1145/1970392.1970395; Ma & Fattahi 2023, arXiv:2302.10963
 */
export function absolute(): Loss {
  return {
    name: "absolute",
    value: (x, y) => Math.abs(x - y),
    derivative: (x, y) => Math.sign(x - y),
    subdifferential: (x, y) => (x === y ? { least: -1, most: 1 } : { least: Math.sign(x - y), most: Math.sign(x - y) }),
    conjugate: (z, y) => (Math.abs(z) <= 1 ? z * y : Number.POSITIVE_INFINITY),
  };
}
