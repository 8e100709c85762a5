import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** A place to go on descending from. */
export interface WayOut<P extends Problem = Problem> {
  /** The escape's name, and what it did where it knows several ways: "simulatedOracle: swap". */
  readonly kind: string;
  /** The same problem, or the same at a higher rank. */
  readonly problem: P;
  readonly start: Point;
  /**
   * f(point) − f(start), as computed without evaluating f there. Where it is not positive the start lies higher, and only a descent
   * from it can tell whether it was a way out. NaN where the escape computes none.
   */
  readonly predictedFall: number;
}

/** The ways out of a point, the lowest start first, or why there is none. */
export type EscapeOutcome<P extends Problem> = { readonly ways: readonly WayOut<P>[] } | { readonly reason: string };

/** A way of leaving points whose certificate does not hold. */
export interface Escape {
  readonly name: string;
  /** The claim whose certificate it works from. */
  readonly claim: string;
  /** Does it know ways out of the points of such a problem. */
  readonly applies: (problem: Problem) => boolean;
  /** Where to go on from, the point itself left as it is. */
  leave<P extends Problem>(problem: P, point: Point, certificate: Certificate): Steps<EscapeOutcome<P>>;
}
