import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Requirement } from "./requirements.ts";
import type { StoppingRule } from "./stopping.ts";

/** Where a solver stands after one iteration. */
export interface Iterate {
  readonly iteration: number;
  /** θ, a live view: valid until the next step; who keeps it copies it. */
  readonly point: Point;
  /** f(θ). */
  readonly value: number;
  /** ‖∇f(θ)‖, at nonnegative points of the part that admissible directions see; NaN where the method does not know it. */
  readonly gradientNorm: number;
  /** The method's own measure of its step: a step length, or the share of an extrapolation. */
  readonly step: number;
}

/**
 * A descent method: a generator of iterates from a start, without end. It neither stops, nor prints, nor reads a
 * clock; `undefined` between iterates is a place to pause. `P` names what the method asks of a problem.
 */
export interface Solver<P extends Problem = Problem> {
  readonly name: string;
  /** What a problem must offer, checked where a run begins. */
  readonly needs: readonly Requirement[];
  /** Does f never rise from iterate to iterate. */
  readonly monotone: boolean;
  /** What tells that a run is finished, where a value that is flat for a while does not. */
  readonly finished?: StoppingRule;
  /** The iterates from a start, which is overwritten. */
  readonly iterates: (problem: P, start: Point) => Generator<Iterate | undefined, void, undefined>;
}
