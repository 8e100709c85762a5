import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Workspace } from "../kernels/workspace.ts";
import type { Matrix } from "../linalg/matrix.ts";
import { floating } from "./bound-pattern.ts";
import { checkFinite, finiteMatrix, isMatrix } from "./finite.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import type { BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkOperator } from "./same-size.ts";

/** An operator and what is done to its measurements. */
export interface MixedOptions {
  readonly operator: MeasurementOperator;
  /** M, q×p; or p numbers for a diagonal M: weights, or a mask of zeros and ones. */
  readonly by: Matrix | ArrayLike<number>;
}

/**
 * Measurements mixed by a matrix, y = M 𝒜(X): sketches of what was measured, differences, weights, masks. Beside 𝒜's own
 * costs an application is 2·q·p operations where M is dense and p where it is diagonal; the memory is M's.
 *
 * @throws RangeError where M does not fit the operator's p measurements, or is not finite.
 */
export function mixed({ operator, by }: MixedOptions): MeasurementOperator {
  checkOperator("mixed", "operator", operator);
  const { rows, columns, measurements: p } = operator;
  const mixing = isMatrix(by) ? dense(finiteMatrix("mixed", "by", by)) : diagonal(by);
  if (mixing.from !== p) {
    throw new RangeError(`mixed: by: expected ${p} columns, one for each measurement; got ${mixing.from}`);
  }
  return {
    name: "mixed",
    rows,
    columns,
    measurements: mixing.to,
    weighted: operator.weighted === true,
    apply: (x) => mixing.times(operator.apply(x)),
    adjoint: (z) => operator.adjoint(mixing.transposeTimes(z)),
    bind: (workspace) => boundMixed(operator, mixing, workspace),
  };
}

/** The map M from p to q numbers, and in a problem's memory, from block to block. */
interface Mixing {
  readonly from: number;
  readonly to: number;
  times(y: Float64Array): Float64Array;
  transposeTimes(z: Float64Array): Float64Array;
  bind(workspace: Workspace): {
    times(y: Block, out: Block): Steps<void>;
    transposeTimes(z: Block, out: Block): Steps<void>;
  };
}

function boundMixed(operator: MeasurementOperator, mixing: Mixing, workspace: Workspace): BoundOperator {
  const scratch = blocksIn(workspace.memory);
  const bound = operator.bind(workspace);
  const by = mixing.bind(workspace);
  const whole: BoundOperator = {
    *applyFactors(left, right, out) {
      const y = scratch("𝒜(X)", floating(out), mixing.from);
      yield* bound.applyFactors(left, right, y);
      yield* by.times(y, out);
    },
    *adjointImage(z, name) {
      const unmixed = scratch(`Mᵀz, ${name}`, floating(z), mixing.from);
      yield* by.transposeTimes(z, unmixed);
      return yield* bound.adjointImage(unmixed, name);
    },
    backProjection: (z, scaling) => imageBackProjection(operator, workspace, scratch, whole.adjointImage, z, scaling),
  };
  return whole;
}

function diagonal(by: ArrayLike<number>): Mixing {
  checkFinite("mixed", "by", by);
  const d = Float64Array.from(by);
  const times = (x: Float64Array) => x.map((value, k) => d[k] * value);
  return {
    from: d.length,
    to: d.length,
    times,
    transposeTimes: times,
    bind({ memory }) {
      const scale = function* (x: Block, out: Block): Steps<void> {
        const [from, to] = [memory.floats(x), memory.floats(out)];
        for (let k = 0; k < d.length; k++) to[k] = d[k] * from[k];
        yield;
      };
      return { times: scale, transposeTimes: scale };
    },
  };
}

function dense(m: Matrix): Mixing {
  const { rows: q, columns: p, data } = m;
  return {
    from: p,
    to: q,
    times: (y) =>
      Float64Array.from({ length: q }, (_, i) => y.reduce((sum, value, j) => sum + data[i * p + j] * value, 0)),
    transposeTimes: (z) =>
      Float64Array.from({ length: p }, (_, j) => z.reduce((sum, value, i) => sum + data[i * p + j] * value, 0)),
    bind({ memory, kernels }) {
      const block = memory.allocate("M", "float64", data.length);
      const [short, long] = [memory.allocate("Mx", "float64", q), memory.allocate("x", "float64", p)];
      memory.float64(block).set(data);
      const { dots, axpys } = kernels.float64;
      return {
        *times(y, out) {
          memory.float64(long).set(memory.floats(y));
          yield* overRows(q, undefined, 0, p, (i0, i1) => dots(i0, i1, p, block.offset, p, long.offset, short.offset));
          memory.floats(out).set(memory.float64(short));
        },
        *transposeTimes(z, out) {
          memory.float64(short).set(memory.floats(z));
          memory.float64(long).fill(0);
          yield* overRows(q, undefined, 0, p, (i0, i1) => axpys(i0, i1, p, block.offset, p, short.offset, long.offset));
          memory.floats(out).set(memory.float64(long));
        },
      };
    },
  };
}
