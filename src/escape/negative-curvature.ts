import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { ray } from "../landscape/ray.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";

/**
 * Goes to the lowest point of the line through a strict saddle along the direction of negative curvature that its certificate
 * found, to either side: f falls by exactly what is predicted for least squares, and by what a search on the line finds for
 * other losses. Three applications of 𝒜.
 *
 * @see Goldfarb 1980, doi:10.1007/BF01581628
 */
export function negativeCurvature(): Escape {
  return {
    name: "negativeCurvature",
    claim: "secondOrder",
    *leave<P extends Problem>(problem: P, point: Point, certificate: Certificate): Steps<EscapeOutcome<P>> {
      const { direction } = certificate;
      if (!direction) return { reason: "no direction: the certificate found none along which the objective falls" };
      if (!problem.parametrization.factored) {
        return { reason: `no line: points of ${problem.parametrization.name} have no factors that move along one` };
      }
      const { length, fall, value } = yield* (yield* ray(problem, point, direction)).least();
      if (!(fall > Number.EPSILON * value)) return { reason: "no lower point on the line along the direction" };
      const start = problem.point();
      start.set(point.map((x, k) => x + length * direction[k]));
      return { ways: [{ kind: "negativeCurvature", problem, start, predictedFall: fall }] };
    },
  };
}
