import { kernelsFor } from "../kernels/index.ts";
import type { Precision } from "../kernels/kernels.ts";
import { type Block, Memory } from "../kernels/memory.ts";
import { type Factor, strideFor, type Workspace } from "../kernels/workspace.ts";
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
export interface Store {
  readonly workspace: Workspace;
  readonly bound: BoundOperator;
  readonly counts: Counts;
  /** The evaluation whose factors, predictions and 𝒜*(ℓ′) are in the memory now. */
  current: { readonly evaluation: unknown; predicted: boolean; image?: AdjointImage };
  /** A block by name; made anew, larger, when more is asked of it than it holds. */
  block(name: string, type: Precision, length: number): Block;
  /** A factor by name, with rows wide enough for `width` columns. */
  factor(name: string, precision: Precision, rows: number, width: number): Factor;
}

/** A fresh store with the operator placed in its memory. */
export function store(operator: MeasurementOperator): Store {
  const memory = new Memory();
  const workspace = { memory, kernels: kernelsFor(memory) };
  const blocks = new Map<string, Block>();
  const block = (name: string, type: Precision, length: number): Block => {
    const key = `${type} ${name}`;
    const known = blocks.get(key);
    if (known && known.length >= length) return { ...known, length };
    const made = memory.allocate(key, type, known ? Math.max(length, 2 * known.length) : length);
    blocks.set(key, made);
    return { ...made, length };
  };
  return {
    workspace,
    bound: operator.bind(workspace),
    counts: { applications: 0, adjoints: 0, blockSolves: 0 },
    current: { evaluation: undefined, predicted: false },
    block,
    factor(name, precision, rows, width) {
      const stride = strideFor(width, precision);
      return { block: block(name, precision, rows * stride), rows, stride };
    },
  };
}
