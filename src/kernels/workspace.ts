import type { Kernels, Precision } from "./kernels.ts";
import type { Block, Memory } from "./memory.ts";

/** One problem's memory and the kernels over it. */
export interface Workspace {
  readonly memory: Memory;
  readonly kernels: Kernels;
}

/** A tall factor in memory: `rows` rows of `stride` numbers, zeros beyond the columns in use. */
export interface Factor {
  readonly block: Block;
  readonly rows: number;
  readonly stride: number;
}

/** The row length, in numbers, of a factor with `columns` columns: rounded up to the vector width. */
export function strideFor(columns: number, precision: Precision): number {
  const lanes = precision === "float64" ? 2 : 4;
  return Math.max(lanes, Math.ceil(columns / lanes) * lanes);
}
