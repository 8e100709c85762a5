import type { Block } from "../kernels/memory.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type Factor, strideFor, type Workspace } from "../kernels/workspace.ts";
import type { AdjointImage, BackProjection } from "./operator.ts";

/** The name of the image that a back projection takes, apart from those of a descent. */
const IMAGE = "back projection";

/**
 * The back projection of an operator whose adjoint image is all there is: a vector goes through it as a factor of one
 * column. It forms no matrix, and so has no Gram matrix.
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
  };
}
