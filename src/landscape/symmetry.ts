import { largestMagnitude, norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import type { Gauge } from "../parametrizations/gauge.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";
import type { FactorMetric } from "./factor-metric.ts";

/** The directions at a point along which f cannot change, because the problem is symmetric. */
export interface Symmetry {
  /** Their number at a point of full rank. */
  readonly dimension: number;
  /**
   * Takes a vector, in place, to the directions that the symmetry leaves: tangent to the points, normal to the orbit and to the
   * shifts of offsets that nothing penalises.
   */
  project(direction: Float64Array): void;
}

/** What is left of a unit vector when the others are taken off it, where it depends on them. */
const DEPENDENT = 1e-10;

/** The symmetry of the whole problem, loss and penalty, at a point; in the coordinates of a metric where one is given. */
export function symmetry({ parametrization, regularizer }: Problem, point: Point, metric?: FactorMetric): Symmetry {
  const motions = keptMotions(regularizer);
  // The orbit's tangent space does not know the length of the point, whose squares might overflow.
  const gauge = parametrization.gauge(unitSized(metric?.point ?? point), motions);
  const free = regularizer.biasRidge > 0 ? [] : parametrization.shifts(point, motions);
  const shifts = metric ? free.map(metric.toCoordinates) : free;
  const basis = orthonormal(parametrization, point, gauge, shifts);
  return {
    dimension: gauge.dimension + shifts.length,
    project(direction) {
      parametrization.project(point, direction);
      leaveOrbit(gauge, direction);
      if (basis.length > 0) orthogonalize(direction, basis);
    },
  };
}

/** The point divided by the power of two nearest to its largest number. */
function unitSized(point: Point): Point {
  const largest = largestMagnitude(point);
  if (!(largest > 0 && largest < Infinity)) return point;
  const scale = 2 ** -Math.round(Math.log2(largest));
  return Number.isFinite(scale) ? point.map((x) => x * scale) : point.map((x) => x / largest);
}

function leaveOrbit(gauge: Gauge, direction: Float64Array): void {
  if (gauge.dimension === 0) return;
  const along = gauge.adjoint(gauge.solve(gauge.apply(direction)));
  for (let k = 0; k < direction.length; k++) direction[k] -= along[k];
}

/** A basis of the shifts normal to the orbit. */
function orthonormal(
  parametrization: Parametrization,
  point: Point,
  gauge: Gauge,
  shifts: readonly Float64Array[],
): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const shift of shifts) {
    scale(shift, 1 / norm(shift));
    parametrization.project(point, shift);
    // Twice, so that what is left is normal to rounding.
    for (let pass = 0; pass < 2; pass++) {
      leaveOrbit(gauge, shift);
      orthogonalize(shift, basis);
    }
    const rest = norm(shift);
    if (!(rest > DEPENDENT)) continue;
    scale(shift, 1 / rest);
    basis.push(shift);
  }
  return basis;
}

function scale(x: Float64Array, factor: number): void {
  for (let k = 0; k < x.length; k++) x[k] *= factor;
}
