import type { Precision } from "../kernels/kernels.ts";
import type { Block } from "../kernels/memory.ts";
import type { Factor } from "../kernels/workspace.ts";
import type { Loss } from "../losses/loss.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import type { Parametrization } from "../parametrizations/parametrization.ts";
import type { Regularizer } from "../regularizers/regularizer.ts";
import type { Store } from "./store.ts";

/** The parts of a problem. */
export interface RecoveryProblemOptions<L extends Loss = Loss> {
  readonly operator: MeasurementOperator;
  /** y, one number a measurement. */
  readonly observed: Float64Array;
  readonly loss: L;
  readonly regularizer: Regularizer;
  readonly parametrization: Parametrization;
  readonly precision?: Precision;
}

/** What an evaluation works with. */
export interface ProblemContext extends Required<RecoveryProblemOptions> {
  readonly store: Store;
  /** y in the problem's number format. */
  readonly target: Block;
  /** Two factors by name, of the parametrization's width unless said otherwise. */
  factors(name?: string, columns?: number): { left: Factor; right: Factor };
  /** The derivative block z = ℓ′(𝒜(X), y) or its like: p numbers. */
  measurements(name: string): Block;
}
