import type { Block } from "../kernels/memory.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { matrix } from "../linalg/matrix.ts";
import { floating } from "./bound-pattern.ts";
import { checkFinite } from "./finite.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import { imageSum } from "./image-sum.ts";
import type { AdjointImage, BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkSameSize } from "./same-size.ts";

/** Operators of one size and as many measurements, and a number for each. */
export interface SummedOptions {
  readonly operators: readonly MeasurementOperator[];
  /** c_k, ones where absent. */
  readonly coefficients?: ArrayLike<number>;
}

/**
 * The sum of operators, y = Σ_k c_k 𝒜_k(X). Costs are theirs together; the memory is theirs, and p numbers more for each.
 *
 * @throws RangeError where there is no operator, their sizes or measurements differ, or the coefficients are not as many or
 * not finite.
 */
export function summed({ operators, coefficients }: SummedOptions): MeasurementOperator {
  checkSameSize("summed", operators);
  const terms = operators.slice();
  const [{ rows, columns, measurements }] = terms;
  for (const [k, term] of terms.entries()) {
    if (term.measurements !== measurements) {
      throw new RangeError(
        `summed: operators[${k}]: expected ${measurements} measurements, as the first; got ${term.measurements}`,
      );
    }
  }
  if (coefficients && coefficients.length !== terms.length) {
    throw new RangeError(`summed: coefficients: expected ${terms.length} numbers; got ${coefficients.length}`);
  }
  if (coefficients) checkFinite("summed", "coefficients", coefficients);
  const by = Float64Array.from(terms, (_, k) => coefficients?.[k] ?? 1);
  return {
    name: "summed",
    rows,
    columns,
    measurements,
    weighted: terms.some(({ weighted }) => weighted),
    apply(x) {
      const y = new Float64Array(measurements);
      for (const [k, term] of terms.entries()) add(y, by[k], term.apply(x));
      return y;
    },
    adjoint(z) {
      const sum = matrix(rows, columns);
      for (const [k, term] of terms.entries()) add(sum.data, by[k], term.adjoint(z).data);
      return sum;
    },
    bind: (workspace) => boundSum(terms, by, workspace),
  };
}

function add(sum: Float64Array | Float32Array, factor: number, term: ArrayLike<number>): void {
  for (let k = 0; k < sum.length; k++) sum[k] += factor * term[k];
}

function boundSum(terms: readonly MeasurementOperator[], by: Float64Array, workspace: Workspace): BoundOperator {
  const { memory } = workspace;
  const scratch = blocksIn(memory);
  const bound = terms.map((term) => term.bind(workspace));
  /** c_k z, which lives as long as the image that is made of it. */
  const scaled = (z: Block, k: number, name: string): Block => {
    if (by[k] === 1) return z;
    const block = scratch(`z of term ${k}, ${name}`, floating(z), z.length);
    const [from, to] = [memory.floats(z), memory.floats(block)];
    for (let at = 0; at < from.length; at++) to[at] = by[k] * from[at];
    return block;
  };
  const whole: BoundOperator = {
    *applyFactors(left, right, out) {
      const term = scratch("a term", floating(out), out.length);
      for (const [k, one] of bound.entries()) {
        yield* one.applyFactors(left, right, term);
        if (k === 0) memory.floats(out).fill(0);
        add(memory.floats(out), by[k], memory.floats(term));
      }
    },
    *adjointImage(z, name) {
      const images: AdjointImage[] = [];
      for (const [k, one] of bound.entries()) images.push(yield* one.adjointImage(scaled(z, k, name), name));
      return imageSum(images, workspace, scratch);
    },
    backProjection: (z, scaling) => imageBackProjection(terms[0], workspace, scratch, whole.adjointImage, z, scaling),
  };
  return whole;
}
