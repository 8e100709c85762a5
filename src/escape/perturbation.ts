import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";

/**
 * A small random step, uniform on the sphere of radius `radius`·‖θ‖ about the point: perturbed gradient descent, which leaves
 * strict saddles by chance and local minima not at all. A baseline.
 *
 * @see Jin, Ge, Netrapalli, Kakade & Jordan 2017, arXiv:1703.00887
 */
export function perturbation({ radius = 1e-3, seed = 0 }: { radius?: number; seed?: number } = {}): Escape {
  return {
    name: "perturbation",
    claim: "secondOrder",
    applies: ({ parametrization }) => !parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, _: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization } = problem;
      const size = norm(point);
      if (!(size < Infinity)) return { reason: "no step: the point is not finite" };
      // Another point, another step.
      const draw = random(seed).fork(`perturbation ${size}`);
      const step = Float64Array.from(point, () => draw.gaussian());
      parametrization.project(point, step);
      const length = norm(step);
      if (!(length > 0)) return { reason: "no step: the point has nowhere to go" };
      // About 0 there is no scale but that of the numbers themselves.
      const start = problem.point();
      start.set(parametrization.retract(point, step, (radius * (size > 0 ? size : 1)) / length));
      if (!start.every(Number.isFinite)) return { reason: "no step: the point it leads to is not finite" };
      return { ways: [{ kind: "perturbation", problem, start, predictedFall: Number.NaN }] };
    },
  };
}
