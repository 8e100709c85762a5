import type { Block } from "../kernels/memory.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import { checkList } from "./finite.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import type { BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkOperator } from "./same-size.ts";

/** An operator and which of its measurements are kept. */
export interface SelectedOptions {
  readonly operator: MeasurementOperator;
  /** Their indices, 0-based and ascending. */
  readonly indices: ArrayLike<number>;
}

/**
 * Some of an operator's measurements, in its order: those that are no outliers, a training share. An application costs what it
 * costs the whole operator; the memory beside the operator's is two vectors of its p measurements.
 *
 * @throws RangeError where there is no index, or the indices do not ascend among the operator's measurements.
 */
export function selected({ operator, indices }: SelectedOptions): MeasurementOperator {
  checkOperator("selected", "operator", operator);
  const { rows, columns, measurements: p } = operator;
  const kept = ascending(indices, p);
  return {
    name: "selected",
    rows,
    columns,
    measurements: kept.length,
    weighted: operator.weighted === true,
    apply(x) {
      const y = operator.apply(x);
      return Float64Array.from(kept, (k) => y[k]);
    },
    adjoint(z) {
      const all = new Float64Array(p);
      for (let s = 0; s < kept.length; s++) all[kept[s]] = z[s];
      return operator.adjoint(all);
    },
    bind: (workspace) => boundSelection(operator, kept, workspace),
  };
}

function boundSelection(operator: MeasurementOperator, kept: Int32Array, workspace: Workspace): BoundOperator {
  const { measurements: p } = operator;
  const { memory } = workspace;
  const scratch = blocksIn(memory);
  const bound = operator.bind(workspace);
  /** Where the measurements from k on begin among those that are kept. */
  const firstFrom = (k: number) => {
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (kept[middle] < k) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const gather = (all: Block, out: Block, s0: number, s1: number) => {
    const [from, to] = [memory.floats(all), memory.floats(out)];
    for (let s = s0; s < s1; s++) to[s] = from[kept[s]];
  };
  const scatter = (z: Block, all: Block, s0: number, s1: number) => {
    const [from, to] = [memory.floats(z), memory.floats(all)];
    for (let s = s0; s < s1; s++) to[kept[s]] = from[s];
  };
  const spread = (z: Block, name: string) => {
    const all = scratch(`all of z, ${name}`, floating(z), p);
    memory.floats(all).fill(0);
    return all;
  };
  const whole: BoundOperator = {
    *applyFactors(left, right, out) {
      const all = scratch("𝒜(X)", floating(out), p);
      yield* bound.applyFactors(left, right, all);
      gather(all, out, 0, kept.length);
    },
    *adjointImage(z, name) {
      const all = spread(z, name);
      scatter(z, all, 0, kept.length);
      return yield* bound.adjointImage(all, name);
    },
    ...(bound.applyThenAdjoint && {
      *applyThenAdjoint(request) {
        const all = scratch("𝒜(X)", floating(request.out), p);
        const z = spread(request.z, request.name);
        return yield* bound.applyThenAdjoint!({
          ...request,
          out: all,
          z,
          respond(k0, k1) {
            const [s0, s1] = [firstFrom(k0), firstFrom(k1)];
            gather(all, request.out, s0, s1);
            if (s1 > s0) request.respond(s0, s1);
            scatter(request.z, z, s0, s1);
          },
        });
      },
    }),
    backProjection: (z, scaling) => imageBackProjection(operator, workspace, scratch, whole.adjointImage, z, scaling),
  };
  return whole;
}

/** A copy of indices, each above the one before and below a bound. */
function ascending(indices: ArrayLike<number>, bound: number): Int32Array {
  checkList("selected", "indices", indices);
  if (indices.length === 0) throw new RangeError("selected: indices: expected at least one; got none");
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (!(Number.isInteger(index) && index >= 0 && index < bound)) {
      throw new RangeError(`selected: indices[${k}]: expected a whole number from 0 to ${bound - 1}; got ${index}`);
    }
    if (k > 0 && index <= indices[k - 1]) {
      throw new RangeError(`selected: indices[${k}]: expected a number above ${indices[k - 1]}; got ${index}`);
    }
  }
  return Int32Array.from(indices);
}
