import { perturbedCompletion, type Steps, simulatedOracle } from "../../src/index.ts";
import { descended, workOf } from "./descent.ts";
import { jumpDescendAccept } from "./leave.ts";

/** What lifting costs where the tensor is written out, beside the escape that simulates it. */
export interface LiftingCosts {
  readonly size: number;
  /** Numbers of a point: n^l, and n. */
  readonly tensorNumbers: number;
  readonly numbers: number;
  /** Multiply-adds of one gradient of the lifted objective. */
  readonly tensorGradient: number;
  /** Bytes that it needs where w wᵀ is stored, and where it is formed entry by entry. */
  readonly tensorBytes: number;
  readonly tensorBytesStreamed: number;
  /** Multiply-adds of the whole way: descent to the spurious minimum, escape, descent to the truth; and its bytes. */
  readonly way: number;
  readonly bytes: number;
  readonly found: boolean;
}

/** Order of the lifting. */
const LIFTED_ORDER = 3;
const BYTES = 8;

/**
 * Counts for perturbed completion at rank 1, where 𝒜*𝒜 multiplies entry by entry and lifting costs least: an entry of w wᵀ,
 * its weight, its residual, and its product with w are four multiply-adds for each of the n^{2l}.
 */
export function* liftingCosts(size: number): Steps<LiftingCosts> {
  const { problem, flipped } = perturbedCompletion({ size, perturbation: 0.2 });
  const { best: point, bestValue: value } = yield* descended(problem, flipped([0]));
  const { found } = yield* jumpDescendAccept(problem, { point, value }, { escapes: [simulatedOracle()] });
  const entries = size ** (2 * LIFTED_ORDER);
  const tensorNumbers = size ** LIFTED_ORDER;
  return {
    ...{ size, tensorNumbers, numbers: size, found },
    tensorGradient: 4 * entries,
    tensorBytes: BYTES * entries,
    tensorBytesStreamed: BYTES * 3 * tensorNumbers,
    // An application takes one multiply-add an entry, an adjoint with its two products two.
    way: 2 * workOf(problem) * size ** 2,
    bytes: BYTES * 2 * size ** 2,
  };
}
