import type { Precision } from "../kernels/kernels.ts";
import { GEMM_DEPTH, overPieces, overRows } from "../kernels/ranges.ts";
import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import { readFactor, writeFactor } from "./factor-copy.ts";
import { leadingColumns, type Matrix, matrix, transpose } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { svd } from "./svd.ts";
import { tallQr } from "./tall-qr.ts";

/** What a block was: block = basis·`inside` + added·`outside`, up to the noise that was dropped. */
export interface Decomposition {
  readonly inside: Matrix;
  readonly outside: Matrix;
}

/** Orthonormal columns that grow block by block, in panels of memory. */
export interface PanelBasis {
  readonly columns: number;
  /**
   * Adds what the first `width` columns of a block have outside the basis, orthonormalised; the block itself becomes
   * the added columns. Directions of norm at most `noise` are dropped. Throws where a number is not finite.
   */
  extend(block: Factor, width: number, noise: number): Steps<Decomposition>;
  /** basis·weights, weights `columns`×c. */
  combine(weights: Matrix): Steps<Matrix>;
}

/** Columns of a panel. */
const WIDTH = 128;

/** An empty basis of ℝ^rows; its panels are the scratch blocks of that name. */
export function panelBasis(scratch: Scratch, name: string, precision: Precision, rows: number): PanelBasis {
  const { memory, kernels } = scratch.workspace;
  const { gemm, gemmTransposed, gemmScratch } = kernels[precision];
  let columns = 0;

  const panel = (k: number): { factor: Factor; used: number } => ({
    factor: scratch.factor(`${name}, panel ${k}`, precision, rows, WIDTH),
    used: Math.min(WIDTH, columns - k * WIDTH),
  });

  /** block ← block − P Pᵀ block for one panel P; Pᵀ block is returned. */
  function* project(k: number, { block, stride }: Factor, width: number): Steps<Matrix> {
    const { factor, used } = panel(k);
    const parts = scratch.factor("parts in a panel", precision, WIDTH, stride);
    const product = scratch.block("product with a panel", precision, rows * stride);
    const room = scratch.block("gemm scratch", "float64", gemmScratch() / 8);
    memory.floats(parts.block).fill(0);
    const [panelAt, blockAt, partsAt] = [factor.block.offset, block.offset, parts.block.offset];
    yield* overPieces(rows, GEMM_DEPTH, used, stride, (i0, i1, j0, j1) =>
      gemmTransposed(i0, i1, j0, j1, panelAt, WIDTH, blockAt, stride, partsAt, room.offset),
    );
    yield* overRows(rows, undefined, 0, used * stride, (i0, i1) =>
      gemm(i0, i1, used, panelAt, WIDTH, partsAt, stride, product.offset),
    );
    const [from, to] = [memory.floats(product), memory.floats(block)];
    for (let at = 0; at < to.length; at++) to[at] -= from[at];
    yield;
    return readFactor(memory, { ...parts, rows: used }, width);
  }

  function append(added: Matrix): void {
    for (let from = 0; from < added.columns; ) {
      const column = columns % WIDTH;
      const count = Math.min(added.columns - from, WIDTH - column);
      const to = memory.floats(panel((columns - column) / WIDTH).factor.block);
      for (let i = 0; i < rows; i++) {
        for (let c = 0; c < count; c++) to[i * WIDTH + column + c] = added.data[i * added.columns + from + c];
      }
      from += count;
      columns += count;
    }
  }

  return {
    get columns() {
      return columns;
    },

    *extend(block, width, noise) {
      const inside = matrix(columns, width);
      // Twice: once leaves a part of the basis behind wherever most of the block lay in it.
      for (let pass = 0; pass < 2; pass++) {
        for (let k = 0; k * WIDTH < columns; k++) {
          const parts = yield* project(k, block, width);
          for (let at = 0; at < parts.data.length; at++) inside.data[k * WIDTH * width + at] += parts.data[at];
        }
      }
      const { q, r } = yield* tallQr(scratch, readFactor(memory, block, width));
      const { u, singularValues, v } = svd(r);
      const kept = singularValues.filter((value) => value > noise).length;
      // The rotation to singular directions is left out where nothing is dropped.
      const added = kept === width ? q : multiply(q, leadingColumns(u, kept));
      const outside = kept === width ? r : transpose(multiply(v, scaled(singularValues, kept)));
      append(added);
      writeFactor(memory, block, added);
      return { inside, outside };
    },

    *combine(weights) {
      const sum = matrix(rows, weights.columns);
      const out = scratch.factor("combined columns", precision, rows, weights.columns);
      for (let k = 0; k * WIDTH < columns; k++) {
        const { factor, used } = panel(k);
        const part = scratch.factor("weights in a panel", precision, used, weights.columns);
        const from = k * WIDTH * weights.columns;
        const data = weights.data.subarray(from, from + used * weights.columns);
        writeFactor(memory, part, matrix(used, weights.columns, data));
        yield* overRows(rows, undefined, 0, used * part.stride, (i0, i1) =>
          gemm(i0, i1, used, factor.block.offset, WIDTH, part.block.offset, part.stride, out.block.offset),
        );
        const product = readFactor(memory, out, weights.columns);
        for (let at = 0; at < sum.data.length; at++) sum.data[at] += product.data[at];
        yield;
      }
      return sum;
    },
  };
}

/** The k×count matrix with the first values on its diagonal. */
function scaled(values: Float64Array, count: number): Matrix {
  const diagonal = matrix(values.length, count);
  for (let c = 0; c < count; c++) diagonal.data[c * count + c] = values[c];
  return diagonal;
}
