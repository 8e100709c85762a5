import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import { denseBackProjection } from "./dense-back-projection.ts";
import { denseImage } from "./dense-image.ts";
import type { BoundOperator } from "./operator.ts";

/** What is drawn once: N, the signs D as bits, the coordinates seen, and the scale. */
export interface SubsampledTransform {
  /** N, the least power of two that is at least m·n. */
  readonly length: number;
  /** Bit 31 − k mod 32 of word ⌊k/32⌋ says whether number k of X changes its sign. */
  readonly signs: Int32Array;
  /** The coordinates seen, ascending. */
  readonly seen: Int32Array;
  readonly scale: number;
}

/** Numbers of a row of the transform: a row is formed, signed and transformed while it is in the second cache. */
const ROW = 2 ** 13;
/** Columns of the transform done at a time, a multiple of what the kernel takes in one panel. */
const COLUMNS = 64;

/** A subsampled randomised Hadamard transform in a problem's memory; X and 𝒜*(z) lie in the transform's own blocks. */
export function boundHadamardSensing(
  size: { rows: number; columns: number },
  { length, signs, seen, scale }: SubsampledTransform,
  workspace: Workspace,
): BoundOperator {
  const { rows, columns } = size;
  const { memory, kernels } = workspace;
  const scratch = blocksIn(memory);
  const place = (name: string, from: Int32Array): Block => {
    const block = memory.allocate(name, "int32", from.length);
    memory.int32(block).set(from);
    return block;
  };
  const [signBits, coordinates] = [place("signs", signs), place("coordinates", seen)];
  const width = Math.min(length, ROW);
  const height = length / width;
  const panel = scratch("panel of the transform", "float64", Math.ceil(kernels.float64.fwhtScratch(height) / 8));

  /** The transform's columns, in place. */
  function* transformColumns(x: Block): Steps<void> {
    if (height === 1) return;
    const { fwhtColumns } = kernels[floating(x)];
    yield* overRows(width / COLUMNS, undefined, 0, 2 * COLUMNS * height * Math.log2(height), (from, to) =>
      fwhtColumns(from * COLUMNS, to * COLUMNS, height, width, x.offset, panel.offset),
    );
    yield;
  }

  /** The transform's rows one after the other, with what is done to each before and after. */
  function* overTransformRows(perNumber: number, run: (row: number, first: number, end: number) => void): Steps<void> {
    const work = width * (perNumber + Math.log2(width));
    yield* overRows(height, undefined, 0, work, (from, to) => {
      for (let row = from; row < to; row++) run(row, row * width, (row + 1) * width);
    });
    yield;
  }

  /** 𝒜*(z) in the first m·n numbers of a block. */
  function* spread(z: Block, name: string): Steps<Block> {
    const type = floating(z);
    const { fwhtRows, flipSigns } = kernels[type];
    const g = scratch(`G, ${name}`, type, length);
    const [from, to] = [memory.floats(z), memory.floats(g).fill(0)];
    for (let k = 0; k < seen.length; k++) to[seen[k]] = scale * from[k];
    yield;
    yield* transformColumns(g);
    yield* overTransformRows(1, (row, first, end) => {
      fwhtRows(row, row + 1, width, g.offset);
      flipSigns(first, end, signBits.offset, g.offset);
    });
    return { ...g, length: rows * columns };
  }

  return {
    *applyFactors(left, right, out) {
      const type = floating(out);
      const { outer, fwhtRows, flipSigns, gather } = kernels[type];
      const x = scratch("X", type, length);
      memory.floats(x).fill(0, rows * columns);
      let formed = 0;
      yield* overTransformRows(left.stride, (row, first, end) => {
        const needed = Math.min(rows, Math.ceil(end / columns));
        outer(formed, needed, columns, left.block.offset, right.block.offset, left.stride, x.offset, columns);
        formed = needed;
        flipSigns(first, end, signBits.offset, x.offset);
        fwhtRows(row, row + 1, width, x.offset);
      });
      yield* transformColumns(x);
      gather(0, seen.length, x.offset, coordinates.offset, out.offset);
      const y = memory.floats(out);
      for (let k = 0; k < y.length; k++) y[k] *= scale;
    },

    *adjointImage(z, name) {
      return denseImage(size, workspace, scratch, yield* spread(z, name));
    },

    *backProjection(z, scaling) {
      const from = scratch("back projection, z", "float64", z.length);
      memory.float64(from).set(z);
      return denseBackProjection(size, workspace, scratch, yield* spread(from, "back projection"), scaling);
    },
  };
}
