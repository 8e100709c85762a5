import type { Memory } from "../kernels/memory.ts";
import type { Factor } from "../kernels/workspace.ts";
import { type Matrix, matrix } from "./matrix.ts";

/** The first `columns` columns of a factor, in either format, as a matrix of its own. */
export function readFactor(memory: Memory, { block, rows, stride }: Factor, columns: number): Matrix {
  const from = memory.floats(block);
  const copy = matrix(rows, columns);
  if (columns === stride) {
    copy.data.set(from.subarray(0, rows * stride));
    return copy;
  }
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < columns; c++) copy.data[i * columns + c] = from[i * stride + c];
  }
  return copy;
}

/** Copies a matrix into a factor of as many rows; the columns beyond it become zeros. */
export function writeFactor(memory: Memory, { block, stride }: Factor, { rows, columns, data }: Matrix): void {
  const to = memory.floats(block);
  if (columns === stride) {
    to.set(data);
    return;
  }
  to.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < columns; c++) to[i * stride + c] = data[i * columns + c];
  }
}
