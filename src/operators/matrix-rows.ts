import type { Offset, Precision } from "../kernels/kernels.ts";
import type { Block } from "../kernels/memory.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { boundDense, type DenseAction } from "./bound-dense.ts";
import type { BoundOperator } from "./operator.ts";

/** The matrices A_k of an operator as rows of m·n numbers, of which some are in memory. */
export interface MatrixRows {
  readonly precision: Precision;
  /** Numbers from one row to the next. */
  readonly pitch: number;
  /** Brings rows [k0, k1) into memory, until the next call; where row k0 begins. */
  place(k0: number, k1: number): Steps<Offset>;
}

/** The kernels take four rows at a time; more only where they are short, since the fewer there are the more of them comes back from the cache. */
const LEAST_ROWS = 4;
const CACHED_BYTES = 2 ** 18;

/** The most rows that are in memory at a time. */
export function rowsAtATime(pitch: number, precision: Precision): number {
  const bytes = pitch * (precision === "float64" ? 8 : 4);
  return Math.max(LEAST_ROWS, LEAST_ROWS * Math.floor(CACHED_BYTES / (LEAST_ROWS * bytes)));
}

/**
 * An operator with y_k = ⟨A_k, X⟩ from the rows A_k: 𝒜 and 𝒜* together take every row once, and again while it is still
 * in the cache.
 */
export function boundMatrixRows(
  size: { rows: number; columns: number; measurements: number },
  workspace: Workspace,
  scratch: Blocks,
  matrices: MatrixRows,
): BoundOperator {
  const { memory, kernels } = workspace;
  const { dots, axpys } = kernels[matrices.precision];
  const length = size.rows * size.columns;
  const { pitch } = matrices;
  const together = rowsAtATime(pitch, matrices.precision);

  /** One pass over the rows: y from X where it is asked for, then G from z. */
  function* pass(x: Block | null, y: Block, z: Block, g: Block | null, respond?: Respond): Steps<void> {
    if (g) memory.float64(g).fill(0);
    for (let k0 = 0; k0 < size.measurements; k0 += together) {
      const k1 = Math.min(size.measurements, k0 + together);
      const at = yield* matrices.place(k0, k1);
      if (x) dots(0, k1 - k0, length, at, pitch, x.offset, y.offset + 8 * k0);
      respond?.(k0, k1);
      if (g) axpys(0, k1 - k0, length, at, pitch, z.offset + 8 * k0, g.offset);
      yield;
    }
  }

  const action: DenseAction = {
    measure: (x, y) => pass(x, y, y, null),
    spread: (z, g) => pass(null, z, z, g),
    measureThenSpread: (x, y, z, g, respond) => pass(x, y, z, g, respond),
  };
  return boundDense(size, workspace, scratch, action);
}

type Respond = (k0: number, k1: number) => void;
