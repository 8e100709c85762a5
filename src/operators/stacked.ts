import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { matrix } from "../linalg/matrix.ts";
import { blockPart } from "./block-part.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import { imageSum } from "./image-sum.ts";
import type { AdjointImage, BoundOperator, FusedRequest, MeasurementOperator } from "./operator.ts";
import { checkSameSize } from "./same-size.ts";

/** Operators on matrices of one size. */
export interface StackedOptions {
  readonly operators: readonly MeasurementOperator[];
}

/**
 * Several operators at once, y = [𝒜₁(X); 𝒜₂(X); …]: what each sees, one after the other. Costs and memory are theirs
 * together.
 *
 * @throws RangeError where there is no operator, or their sizes differ.
 */
export function stacked({ operators }: StackedOptions): MeasurementOperator {
  checkSameSize("stacked", operators);
  const parts = operators.slice();
  const [{ rows, columns }] = parts;
  const ends = parts.map((_, k) => parts.slice(0, k + 1).reduce((sum, { measurements }) => sum + measurements, 0));
  const starts = ends.map((end, k) => end - parts[k].measurements);
  const measurements = ends[ends.length - 1];
  return {
    name: "stacked",
    rows,
    columns,
    measurements,
    weighted: parts.some(({ weighted }) => weighted),
    apply(x) {
      const y = new Float64Array(measurements);
      for (const [k, part] of parts.entries()) y.set(part.apply(x), starts[k]);
      return y;
    },
    adjoint(z) {
      const sum = matrix(rows, columns);
      for (const [k, part] of parts.entries()) {
        const { data } = part.adjoint(z.slice(starts[k], ends[k]));
        for (let at = 0; at < data.length; at++) sum.data[at] += data[at];
      }
      return sum;
    },
    bind: (workspace) => boundStack(parts, starts, workspace),
  };
}

function boundStack(parts: readonly MeasurementOperator[], starts: number[], workspace: Workspace): BoundOperator {
  const scratch = blocksIn(workspace.memory);
  const bound = parts.map((part) => part.bind(workspace));
  const partOf = (block: FusedRequest["z"], k: number) => blockPart(block, starts[k], parts[k].measurements);

  /** Each part in one pass where it can, in two where it cannot. */
  function* applyThenAdjoint(request: FusedRequest): Steps<AdjointImage> {
    const images: AdjointImage[] = [];
    for (const [k, one] of bound.entries()) {
      const [out, z] = [partOf(request.out, k), partOf(request.z, k)];
      const respond = (k0: number, k1: number) => request.respond(starts[k] + k0, starts[k] + k1);
      if (one.applyThenAdjoint) images.push(yield* one.applyThenAdjoint({ ...request, out, z, respond }));
      else {
        yield* one.applyFactors(request.left, request.right, out);
        respond(0, parts[k].measurements);
        images.push(yield* one.adjointImage(z, request.name));
      }
    }
    return imageSum(images, workspace, scratch);
  }

  const whole: BoundOperator = {
    *applyFactors(left, right, out) {
      for (const [k, one] of bound.entries()) yield* one.applyFactors(left, right, partOf(out, k));
    },
    *adjointImage(z, name) {
      const images: AdjointImage[] = [];
      for (const [k, one] of bound.entries()) images.push(yield* one.adjointImage(partOf(z, k), name));
      return imageSum(images, workspace, scratch);
    },
    ...(bound.some((one) => one.applyThenAdjoint) && { applyThenAdjoint }),
    backProjection: (z, scaling) => imageBackProjection(parts[0], workspace, scratch, whole.adjointImage, z, scaling),
  };
  return whole;
}
