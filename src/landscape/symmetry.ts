import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";

/** The directions at a point along which f cannot change, because the problem is symmetric. */
export interface Symmetry {
  /** Their number at a point of full rank. */
  readonly dimension: number;
  /** Takes a vector, in place, to the directions that the symmetry leaves: tangent to the points, normal to the orbit. */
  project(direction: Float64Array): void;
}

/** The symmetry of the whole problem, loss and penalty, at a point. */
export function symmetry({ parametrization, regularizer }: Problem, point: Point): Symmetry {
  const gauge = parametrization.gauge(point, keptMotions(regularizer));
  return {
    dimension: gauge.dimension,
    project(direction) {
      parametrization.project(point, direction);
      if (gauge.dimension === 0) return;
      const along = gauge.adjoint(gauge.solve(gauge.apply(direction)));
      for (let k = 0; k < direction.length; k++) direction[k] -= along[k];
    },
  };
}
