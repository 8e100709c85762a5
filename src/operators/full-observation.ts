import { overRows } from "../kernels/ranges.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { floating } from "./bound-pattern.ts";
import { denseBackProjection } from "./dense-back-projection.ts";
import { denseImage } from "./dense-image.ts";
import { fullFactorSolve } from "./full-factor-solve.ts";
import { fullNonnegativeSolve } from "./full-nonnegative-solve.ts";
import type { BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** The size of a matrix that is observed in full. */
export interface FullObservationOptions {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Observes every entry of X: y is X row by row, and 𝒜 the identity. The factor paths cost 2·m·n·r operations, the
 * adjoint image is y itself, and nothing of size m·n is stored beside the observations; an exact solve over a factor is one
 * product of that cost and one r×r factorisation.
 *
 * @throws RangeError where a side is not a whole number ≥ 1.
 */
export function fullObservation({ rows, columns }: FullObservationOptions): MeasurementOperator {
  checkSize("fullObservation", { rows, columns });
  return {
    name: "fullObservation",
    rows,
    columns,
    measurements: rows * columns,
    isometry: true,
    nonnegative: true,
    apply: (x) => x.data.slice(),
    adjoint: (z): Matrix => matrix(rows, columns, z.slice()),
    bind: (workspace) => boundFullObservation({ rows, columns }, workspace),
  };
}

function boundFullObservation(size: FullObservationOptions, workspace: Workspace): BoundOperator {
  const { rows, columns } = size;
  const { memory, kernels } = workspace;
  const scratch = blocksIn(memory);
  return {
    *applyFactors(left, right, out) {
      const { outer } = kernels[floating(out)];
      yield* overRows(rows, undefined, 0, columns * left.stride, (i0, i1) =>
        outer(i0, i1, columns, left.block.offset, right.block.offset, left.stride, out.offset, columns),
      );
    },
    // biome-ignore lint/correctness/useYield: the image is z, as it stands.
    *adjointImage(z) {
      return denseImage(size, workspace, scratch, z);
    },
    *backProjection(z, scaling) {
      const g = scratch("G", "float64", rows * columns);
      memory.float64(g).set(z);
      yield;
      return denseBackProjection(size, workspace, scratch, g, scaling);
    },
    factorSolve: fullFactorSolve(size, workspace, scratch),
    nonnegativeSolve: fullNonnegativeSolve(size, workspace, scratch),
  };
}
