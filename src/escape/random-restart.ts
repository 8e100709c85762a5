import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
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
    applies: ({ parametrization }) => !parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, _: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization } = problem;
      const { left, right } = parametrization.parts(point);
      const size = Math.hypot(norm(left), norm(right)) / Math.sqrt(left.length + right.length);
      if (!(size > 0 && size < Infinity)) return { reason: "no scale: the factors are 0, or not finite" };
      // Another point, another start.
      const draw = random(seed).fork(`randomRestart ${size}`);
      const ways = Array.from({ length: starts }, () => {
        const start = point.slice();
        const into = parametrization.parts(start);
        const [u, v] = [into.left, into.right].map((side) => Float64Array.from(side, () => size * draw.gaussian()));
        if (parametrization.factored) {
          into.left.set(u);
          into.right.set(v);
        } else {
          const { rows, columns, rank } = parametrization;
          parametrization.setFactors({ left: matrix(rows, rank, u), right: matrix(columns, rank, v) }, start);
        }
        return { kind: "randomRestart", problem, start, predictedFall: Number.NaN };
      });
      return { ways };
    },
  };
}
