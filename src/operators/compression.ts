import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Blocks, Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type Factor, strideFor, type Workspace } from "../kernels/workspace.ts";
import { readFactor, writeFactor } from "../linalg/factor-copy.ts";
import { matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import { tallQr } from "../linalg/tall-qr.ts";
import { denseImage } from "./dense-image.ts";
import type { Compression } from "./operator.ts";

/** Rows that are summed at once: each sum is added to the last in one order. */
const ROWS = 4_096;

/**
 * Y ≈ Q (QᵀY) by the range of Y on `width` gaussian columns: products with it cost the sides of Y instead of its entries.
 *
 * @see Halko, Martinsson & Tropp 2011, doi:10.1137/090771806; Tepper & Sapiro 2016, doi:10.1109/TSP.2016.2516971
 */
export function* compression(
  { rows, columns }: { rows: number; columns: number },
  workspace: Workspace,
  scratch: Blocks,
  y: Block,
  { width, seed }: { width: number; seed: number },
): Steps<Compression> {
  const { memory, kernels } = workspace;
  const factor = (name: string, length: number): Factor => {
    const stride = strideFor(width, "float64");
    return { block: scratch(name, "float64", length * stride), rows: length, stride };
  };
  const rooms: Scratch = { workspace, block: scratch, factor: (name, _, length) => factor(name, length) };
  const orthonormalized = function* (of: Factor): Steps<void> {
    writeFactor(memory, of, (yield* tallQr(rooms, readFactor(memory, of, width))).q);
  };
  const [q, b] = [factor("Q", rows), factor("B", columns)];
  const image = denseImage({ rows, columns }, workspace, scratch, y);
  const draw = random(seed).fork("compression");
  const gaussian = Float64Array.from({ length: rows * width }, () => draw.gaussian());
  writeFactor(memory, q, matrix(rows, width, gaussian));
  yield* image.transposeTimes(q, b);
  yield* orthonormalized(b);
  yield* image.times(b, q);
  yield* orthonormalized(q);
  yield* image.transposeTimes(q, b);

  return {
    *times(side, other, out) {
      const [own, against] = side === "left" ? [q, b] : [b, q];
      const small = scratch("small", "float64", own.stride * other.stride);
      const part = scratch("part of small", "float64", own.stride * other.stride);
      const sums = new Float64Array(small.length);
      for (let i0 = 0; i0 < against.rows; i0 += ROWS) {
        const i1 = Math.min(against.rows, i0 + ROWS);
        kernels.gramian(i0, i1, against.block.offset, against.stride, other.block.offset, other.stride, part.offset);
        const values = memory.float64(part);
        for (let k = 0; k < sums.length; k++) sums[k] += values[k];
        yield;
      }
      memory.float64(small).set(sums);
      yield* overRows(own.rows, undefined, 0, own.stride * other.stride, (i0, i1) =>
        kernels.multiply(i0, i1, own.block.offset, own.stride, small.offset, other.stride, out.block.offset),
      );
    },
  };
}
