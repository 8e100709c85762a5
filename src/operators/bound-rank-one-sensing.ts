import { overRows } from "../kernels/ranges.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import type { Matrix } from "../linalg/matrix.ts";
import { floating } from "./bound-pattern.ts";
import { denseImage } from "./dense-image.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import type { AdjointImage, BoundOperator } from "./operator.ts";

/** Measurements a_kᵀ X b_k, the a_k and b_k the rows of two matrices, in a problem's memory: never forms X nor 𝒜*(z). */
export function boundRankOneSensing(left: Matrix, right: Matrix, workspace: Workspace): BoundOperator {
  const { memory } = workspace;
  const scratch = blocksIn(memory);
  const p = left.rows;
  const size = { rows: left.columns, columns: right.columns };
  const filled = new Set<string>();

  /** A and B in a number format; one block where they are one matrix. */
  const vectors = (type: "float64" | "float32"): { a: AdjointImage; b: AdjointImage } => {
    const a = scratch("A", type, left.data.length);
    const b = left === right ? a : scratch("B", type, right.data.length);
    if (!filled.has(type)) {
      filled.add(type);
      memory.floats(a).set(left.data);
      memory.floats(b).set(right.data);
    }
    return { a: denseImage(left, workspace, scratch, a), b: denseImage(right, workspace, scratch, b) };
  };

  const tall = (name: string, { block, stride }: Factor): Factor => ({
    block: scratch(name, floating(block), p * stride),
    rows: p,
    stride,
  });

  const bound: BoundOperator = {
    *applyFactors(l, r, out) {
      const { a, b } = vectors(floating(out));
      const [al, br] = [tall("A L", l), tall("B R", r)];
      yield* a.times(l, al);
      yield* b.times(r, br);
      yield* overRows(p, undefined, 0, l.stride, (k0, k1) => {
        const [x, y, to] = [memory.floats(al.block), memory.floats(br.block), memory.floats(out)];
        for (let k = k0; k < k1; k++) {
          let sum = 0;
          for (let c = k * l.stride; c < (k + 1) * l.stride; c++) sum += x[c] * y[c];
          to[k] = sum;
        }
      });
    },

    *adjointImage(z) {
      const { a, b } = vectors(floating(z));
      /** Toᵀ diag(z) From F. */
      const through = (from: AdjointImage, to: AdjointImage) =>
        function* (factor: Factor, out: Factor): Steps<void> {
          const seen = tall("A L", factor);
          yield* from.times(factor, seen);
          yield* overRows(p, undefined, 0, seen.stride, (k0, k1) => {
            const [by, rows] = [memory.floats(z), memory.floats(seen.block)];
            for (let k = k0; k < k1; k++) {
              for (let c = k * seen.stride; c < (k + 1) * seen.stride; c++) rows[c] *= by[k];
            }
          });
          yield* to.transposeTimes(seen, out);
        };
      return { times: through(b, a), transposeTimes: through(a, b) };
    },

    backProjection: (z, scaling) => imageBackProjection(size, workspace, scratch, bound.adjointImage, z, scaling),
  };
  return bound;
}
