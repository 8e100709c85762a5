import type { Steps } from "../../kernels/steps.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { curveThrough } from "./curve-through.ts";
import { type FirstOrderForm, firstOrderForm } from "./first-order-form.ts";
import { type LeastForm, type LeastFormOptions, leastForm } from "./least-form.ts";
import { type MeasuredCurve, perturbationCurve } from "./perturbation-curve.ts";
import { spareColumns } from "./spare-columns.ts";
import { tangentCone } from "./tangent-cone.ts";

/** A curve of about the least coefficient, for a matrix M of norm 1, with what was found of the form. */
export interface SteepestCurve {
  readonly curve: MeasuredCurve;
  readonly form: LeastForm;
}

/**
 * The optimised direction: the M of norm 1 that makes h(M) least over the tangent cone, as a curve of second order; undefined where
 * nothing below 0 was found. It forms matrices and takes 𝒜 and 𝒜* of them: for small sizes. With fewer spare columns than a full rank
 * needs, the cone is not convex and M only the best that was seen.
 *
 * @throws RangeError where the loss has no kinks.
 */
export function* steepestCurve(
  problem: Problem,
  point: Point,
  options: LeastFormOptions = {},
  known?: FirstOrderForm,
): Steps<SteepestCurve | undefined> {
  const exact = problem.with({ precision: "float64" });
  const form = known ?? (yield* firstOrderForm(exact, point));
  const columns = spareColumns(exact.parametrization, point);
  const cone = tangentCone(columns);
  const found = yield* leastForm(exact, form, cone, options);
  if (!(found.value < 0)) return undefined;
  const through = curveThrough(exact.parametrization, columns, cone, found.matrix);
  return { curve: yield* perturbationCurve(exact, point, through, form), form: found };
}
