import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { gaussianPoint } from "../problem/gaussian-point.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";

/**
 * Starts afresh from gaussian factors with the root mean square of the point's own, the biases held. A baseline: it costs a whole descent
 * and uses nothing of what was found.
 *
 * @param starts how many fresh starts are given.
 */
export function randomRestart({ starts = 1, seed = 0 }: { starts?: number; seed?: number } = {}): Escape {
  return {
    name: "randomRestart",
    claim: "globallyOptimal",
    *leave<P extends Problem>(problem: P, point: Point, _: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization } = problem;
      const { left, right } = parametrization.parts(point);
      const size = Math.hypot(norm(left), norm(right)) / Math.sqrt(left.length + right.length);
      if (!(size > 0 && size < Infinity)) return { reason: "no scale: the factors are 0, or not finite" };
      // Another point, another start.
      const draw = random(seed).fork(`randomRestart ${size}`);
      const ways = Array.from({ length: starts }, () => {
        const start = gaussianPoint(problem, size, draw.integer(2 ** 40));
        const [from, into] = [parametrization.parts(point), parametrization.parts(start)];
        into.rowBias.set(from.rowBias);
        into.columnBias.set(from.columnBias);
        into.mean.set(from.mean);
        return { kind: "randomRestart", problem, start, predictedFall: Number.NaN };
      });
      return { ways };
    },
  };
}
