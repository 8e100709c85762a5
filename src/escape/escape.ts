import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** A way out of a point whose certificate does not hold: a new problem and a start in it, or why there is none. */
export type EscapeOutcome<P extends Problem> =
  | { readonly problem: P; readonly start: Point; readonly predictedFall: number; readonly columns: number }
  | { readonly reason: string };

/** A way of leaving points whose certificate does not hold. */
export interface Escape {
  readonly name: string;
  /** The new problem and start, lower by `predictedFall`, or the reason why there is none. */
  leave<P extends Problem>(problem: P, point: Point, certificate: Certificate): Steps<EscapeOutcome<P>>;
}
