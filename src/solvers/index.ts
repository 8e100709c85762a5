import { alternatingLeastSquares } from "./alternating-least-squares.ts";
import { gradientDescent } from "./gradient-descent.ts";
import type { Solver } from "./solver.ts";
import { truncatedNewton } from "./truncated-newton.ts";

export type { Requirement } from "./requirements.ts";
export { type Result, type SolveOptions, solve } from "./solve.ts";
export type { Iterate, Solver } from "./solver.ts";
export {
  afterIterations,
  decreaseBelow,
  gradientNormBelow,
  type StoppingRule,
  type StopReason,
  stepBelow,
  valueBelow,
  when,
} from "./stopping.ts";
export { alternatingLeastSquares, gradientDescent, truncatedNewton };

/** Every solver, by name. */
export const solvers = { alternatingLeastSquares, gradientDescent, truncatedNewton } satisfies Record<
  string,
  () => Solver<never>
>;
