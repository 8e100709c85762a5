import { norm } from "../../linalg/norm.ts";

/**
 * Two nonnegative vectors of length 1 and disjoint supports.
 *
 * @throws RangeError where they are not of one length, not nonnegative, 0, or share an entry.
 */
export function disjointDirections(
  names: readonly [string, string],
  given: readonly [ArrayLike<number>, ArrayLike<number>],
): [Float64Array, Float64Array] {
  const [one, other] = given.map((list) => Float64Array.from(list));
  for (const [k, vector] of [one, other].entries()) {
    const wrong = vector.findIndex((x) => !(x >= 0 && x < Infinity));
    if (wrong >= 0) throw new RangeError(`${names[k]}[${wrong}]: expected a number ≥ 0; got ${vector[wrong]}`);
    if (!(norm(vector) > 0)) throw new RangeError(`${names[k]}: expected a number > 0 among its entries; got none`);
  }
  if (other.length !== one.length) {
    throw new RangeError(`${names[1]}: expected ${one.length} numbers, as many as ${names[0]}; got ${other.length}`);
  }
  const shared = other.findIndex((x, i) => x > 0 && one[i] > 0);
  if (shared >= 0) {
    throw new RangeError(`${names[1]}[${shared}]: expected 0, as ${names[0]} is not 0 there; got ${other[shared]}`);
  }
  const lengths = [norm(one), norm(other)];
  return [one.map((x) => x / lengths[0]), other.map((x) => x / lengths[1])];
}
