import { type AsymmetricOptions, asymmetricOfAnyRank } from "./asymmetric.ts";
import { clipped, nonnegativeColumns } from "./nonnegative-columns.ts";
import type { Parametrization } from "./parametrization.ts";

/**
 * X = U Vᵀ with U, V ≥ 0, a point being [U | V], row-major.
 *
 * `setFactors` takes nonnegative factors as they are; of a column pair with signs it takes the positive or the negative
 * parts, whichever have the larger product, which makes the leading singular vectors a start (NNDSVD). The gauge is that
 * of U Vᵀ: near a point of positive factors all of its motions stay among them.
 *
 * There may be more columns than min(m, n): they reach no further matrix, but other points.
 *
 * @throws RangeError where the rank is not a whole number ≥ 0.
 * @see Lee & Seung 1999, doi:10.1038/44565; Boutsidis & Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010
 */
export function nonnegative({ rows, columns, rank }: Omit<AsymmetricOptions, "biases">): Parametrization {
  const { solve: _, ...shape } = asymmetricOfAnyRank({ rows, columns, rank });
  return {
    ...shape,
    name: "nonnegative",
    nonnegative: true,
    surjective: false,
    hull: "nonnegative",
    setFactors: (factors, point) => shape.setFactors(nonnegativeColumns(factors), point),
    retract: (point, direction, length) => clipped(shape.retract(point, direction, length)),
    withRank: (other) => nonnegative({ rows, columns, rank: other }),
  };
}
