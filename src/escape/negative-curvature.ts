import type { Certificate } from "../certificates/certificate.ts";
import { fallAlong } from "../certificates/fall-along.ts";
import type { Steps } from "../kernels/steps.ts";
import { ray } from "../landscape/line/ray.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";

/**
 * Goes to the lowest point of the line through a strict saddle along the direction of negative curvature that its certificate
 * found, to either side: f falls by exactly what is predicted for least squares, and by what a search on the line finds for
 * other losses, after three applications of 𝒜. Where points are no factors that move along a line, at most 32 points of the
 * retraction are tried, and the fall is the measured one.
 *
 * @see Goldfarb 1980, doi:10.1007/BF01581628
 */
export function negativeCurvature(): Escape {
  return {
    name: "negativeCurvature",
    claim: "secondOrder",
    applies: ({ parametrization }) => !parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, certificate: Certificate): Steps<EscapeOutcome<P>> {
      const { direction } = certificate;
      if (!direction) return { reason: "no direction: the certificate found none along which the objective falls" };
      const lowest = problem.parametrization.factored ? lineSearch : retractionSearch;
      const { start, before, fall } = yield* lowest(problem, point, direction);
      if (!(fall > Number.EPSILON * before)) return { reason: "no lower point on the line along the direction" };
      const into = problem.point();
      into.set(start);
      return { ways: [{ kind: "negativeCurvature", problem, start: into, predictedFall: fall }] };
    },
  };
}

/** A lower point than θ, f(θ), and f(θ) − f there. */
interface Lower {
  readonly start: Point;
  readonly before: number;
  readonly fall: number;
}

function* lineSearch(problem: Problem, point: Point, direction: Point): Steps<Lower> {
  const { length, fall, value } = yield* (yield* ray(problem, point, direction)).least();
  return { start: point.map((x, k) => x + length * direction[k]), before: value + fall, fall };
}

function* retractionSearch(problem: Problem, point: Point, direction: Point): Steps<Lower> {
  const before = yield* problem.at(point).value();
  const { step, predictedFall } = yield* fallAlong(problem, point, direction, before);
  return { start: problem.parametrization.retract(point, direction, step), before, fall: predictedFall };
}
