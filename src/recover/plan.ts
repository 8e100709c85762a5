import type { Point } from "../parametrizations/parametrization.ts";
import type { Balanced } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import type { Iterate } from "../solvers/solver.ts";
import type { StopReason } from "../solvers/stopping.ts";

/** What bounds one stretch of descent. */
export interface StretchLimits {
  /** The most iterations. */
  readonly left: number;
  readonly expired: () => boolean;
  /** Called after every iteration, counted from the beginning of the stretch. */
  readonly observe: (iterate: Iterate) => void;
}

/** Where a stretch of descent ended. */
export interface Stretch<P extends Problem> {
  readonly problem: P;
  /** The point to certify. */
  readonly point: Point;
  readonly iterations: number;
  readonly stopped: StopReason;
}

/** How far a problem is descended before it is certified, and how to go on where neither certificate nor escape ends it. */
export interface Plan<P extends Problem> {
  /** The rank that the next stretch descends at. */
  rank(): number;
  /** Descends from where it stands. */
  stretch(limits: StretchLimits): Promise<Stretch<P>>;
  /** Goes on from another start, of another rank perhaps. */
  from(problem: P, start: Point): void;
  /** Goes on from the balanced point with more care, or says why the descent is finished. */
  further(reached: Balanced<P>, last: Stretch<P>): StopReason | undefined;
}
