import { type LowRankMatrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "./parametrization.ts";

/** Sets the negative numbers of a point to 0, in place. */
export function clipped(point: Point): Point {
  for (let k = 0; k < point.length; k++) if (point[k] < 0) point[k] = 0;
  return point;
}

/**
 * Nonnegative factors: each column pair (x, y) as it is where it has no sign, else its part x₊y₊ᵀ or x₋y₋ᵀ, whichever has the
 * larger norm, in columns of equal length.
 *
 * @see Boutsidis & Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010
 */
export function nonnegativeColumns({ left, right }: LowRankMatrix): LowRankMatrix {
  if (left.data.every((x) => x >= 0) && right.data.every((x) => x >= 0)) return { left, right };
  const [u, v] = [left, right].map(({ rows, columns }) => matrix(rows, columns));
  for (let c = 0; c < left.columns; c++) {
    const [x, y] = [left, right].map(({ rows, columns, data }) =>
      Float64Array.from({ length: rows }, (_, i) => data[i * columns + c]),
    );
    const part = (sign: number) => [x, y].map((column) => column.map((value) => Math.max(0, sign * value)));
    const [positive, negative] = [part(1), part(-1)];
    const chosen = norm(positive[0]) * norm(positive[1]) >= norm(negative[0]) * norm(negative[1]) ? positive : negative;
    const lengths = chosen.map(norm);
    const signless = [x, y].every((column) => column.every((value) => value >= 0));
    for (const [k, into] of [u, v].entries()) {
      const scale = signless ? 1 : lengths[k] > 0 ? Math.sqrt(lengths[1 - k] / lengths[k]) : 0;
      for (let i = 0; i < into.rows; i++) into.data[i * into.columns + c] = scale * chosen[k][i];
    }
  }
  return { left: u, right: v };
}
