import { kernelsFor } from "../kernels/index.ts";
import { Memory } from "../kernels/memory.ts";
import { type Scratch, scratch } from "../kernels/scratch.ts";
import type { AdjointImage, BoundOperator, MeasurementOperator } from "../operators/operator.ts";

/** Work done so far, in passes over the measurements. */
export interface Counts {
  /** Applications of 𝒜, and of 𝒜* to both factors. */
  applications: number;
  adjoints: number;
  /** Exact solves over one factor. */
  blockSolves: number;
}

/** What problems over the same data share: the memory, the operator in it, the blocks, and the counts. */
export interface Store extends Scratch {
  readonly bound: BoundOperator;
  readonly counts: Counts;
  /** The evaluation whose factors, predictions and 𝒜*(ℓ′) are in the memory now. */
  current: { readonly evaluation: unknown; predicted: boolean; image?: AdjointImage };
}

/** A fresh store with the operator placed in its memory. */
export function store(operator: MeasurementOperator): Store {
  const memory = new Memory();
  const workspace = { memory, kernels: kernelsFor(memory) };
  return {
    ...scratch(workspace),
    bound: operator.bind(workspace),
    counts: { applications: 0, adjoints: 0, blockSolves: 0 },
    current: { evaluation: undefined, predicted: false },
  };
}
