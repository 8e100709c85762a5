import type { Block } from "../kernels/memory.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type Factor, strideFor, type Workspace } from "../kernels/workspace.ts";
import type { AdjointImage, BackProjection } from "./operator.ts";

/** The side up to which a matrix is formed from its products, and how many columns at a time. */
const LARGEST_FORMED = 500;
const PANEL = 16;

/** The name of the image that a back projection takes, apart from those of a descent. */
const IMAGE = "back projection";

/**
 * The back projection of an operator whose adjoint image is all there is: a vector goes through it as a factor of one
 * column. It forms no matrix but a small symmetric part, and so has no Gram matrix.
 */
export function* imageBackProjection(
  { rows, columns }: { rows: number; columns: number },
  { memory }: Workspace,
  scratch: Blocks,
  adjointImage: (z: Block, name: string) => Steps<AdjointImage>,
  z: Float64Array,
  scaling?: { rows: Float64Array; columns: Float64Array },
): Steps<BackProjection> {
  const stride = strideFor(1, "float64");
  const vector = (name: string, length: number): Factor => ({
    block: scratch(`back projection, ${name}`, "float64", length * stride),
    rows: length,
    stride,
  });
  const [ofRows, ofColumns] = [vector("rows", rows), vector("columns", columns)];
  const measurements = scratch("back projection, z", "float64", z.length);
  memory.float64(measurements).set(z);
  const image = yield* adjointImage(measurements, IMAGE);

  const put = (x: Float64Array, scale: Float64Array | undefined, { block }: Factor) => {
    const to = memory.float64(block).fill(0);
    for (let i = 0; i < x.length; i++) to[i * stride] = scale ? scale[i] * x[i] : x[i];
  };
  const take = ({ block }: Factor, scale: Float64Array | undefined, out: Float64Array) => {
    const from = memory.float64(block);
    for (let i = 0; i < out.length; i++) out[i] = scale ? scale[i] * from[i * stride] : from[i * stride];
  };
  return {
    rows,
    columns,
    *apply(x, out) {
      put(x, scaling?.columns, ofColumns);
      yield* image.times(ofColumns, ofRows);
      take(ofRows, scaling?.rows, out);
    },
    *applyTransposed(y, out) {
      put(y, scaling?.rows, ofRows);
      yield* image.transposeTimes(ofRows, ofColumns);
      take(ofColumns, scaling?.columns, out);
    },
    ...(rows === columns &&
      rows <= LARGEST_FORMED && {
        symmetricPart: () => symmetricPart(rows, { memory }, scratch, image, scaling),
      }),
  };
}

/** G + Gᵀ halved, from the products of G and Gᵀ with a panel of unit vectors after another. */
function* symmetricPart(
  size: number,
  { memory }: Pick<Workspace, "memory">,
  scratch: Blocks,
  image: AdjointImage,
  scaling: { rows: Float64Array; columns: Float64Array } | undefined,
): Steps<{ block: Block; side: number }> {
  const factor = (name: string): Factor => ({
    block: scratch(`symmetric part, ${name}`, "float64", size * PANEL),
    rows: size,
    stride: PANEL,
  });
  const [units, times, turned] = [factor("unit vectors"), factor("G"), factor("Gᵀ")];
  const block = scratch("symmetric part of G", "float64", size * size);
  const scaled = (i: number, j: number, value: number) =>
    scaling ? scaling.rows[i] * scaling.columns[j] * value : value;
  for (let first = 0; first < size; first += PANEL) {
    const count = Math.min(PANEL, size - first);
    const ones = memory.float64(units.block).fill(0);
    for (let c = 0; c < count; c++) ones[(first + c) * PANEL + c] = 1;
    yield* image.times(units, times);
    yield* image.transposeTimes(units, turned);
    const [g, gt, to] = [times, turned, { block }].map((at) => memory.float64(at.block));
    for (let i = first; i < size; i++) {
      for (let c = 0; c < count && first + c <= i; c++) {
        const j = first + c;
        to[i * size + j] = 0.5 * (scaled(i, j, g[i * PANEL + c]) + scaled(j, i, gt[i * PANEL + c]));
      }
    }
    yield;
  }
  return { block, side: size };
}
