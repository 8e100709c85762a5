import { type Blocks, blocksIn } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { type Matrix, transpose } from "../linalg/matrix.ts";
import { multiply } from "../linalg/multiply.ts";
import { floating } from "./bound-pattern.ts";
import { denseImage } from "./dense-image.ts";
import { finiteMatrix } from "./finite.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import type { AdjointImage, BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkOperator } from "./same-size.ts";

/** An operator and what is done to X before it. */
export interface TransformedOptions {
  readonly operator: MeasurementOperator;
  /** P, operator.rows × m; the identity where absent. */
  readonly left?: Matrix;
  /** Q, n × operator.columns; the identity where absent. */
  readonly right?: Matrix;
}

/**
 * An operator that sees P X Q in place of X, y = 𝒜(P X Q): known row and column spaces, side information (inductive matrix
 * completion), a change of basis. P and Q act on the factors: beside 𝒜's own costs a product is 2·r operations for each of
 * their numbers; the memory is theirs.
 *
 * @throws RangeError where P or Q do not fit the operator, or are not finite.
 * @see Jain & Dhillon 2013, arXiv 1306.0626
 */
export function transformed({ operator, left, right }: TransformedOptions): MeasurementOperator {
  checkOperator("transformed", "operator", operator);
  const p = left && finiteMatrix("transformed", "left", left);
  const q = right && finiteMatrix("transformed", "right", right);
  if (p && p.rows !== operator.rows) {
    throw new RangeError(`transformed: left: expected ${operator.rows} rows, as many as the operator; got ${p.rows}`);
  }
  if (q && q.columns !== operator.columns) {
    throw new RangeError(
      `transformed: right: expected ${operator.columns} columns, as many as the operator; got ${q.columns}`,
    );
  }
  const through = (a: Matrix | undefined, x: Matrix, b: Matrix | undefined) => {
    const ax = a ? multiply(a, x) : x;
    return b ? multiply(ax, b) : ax;
  };
  return {
    name: "transformed",
    rows: p?.columns ?? operator.rows,
    columns: q?.rows ?? operator.columns,
    measurements: operator.measurements,
    weighted: operator.weighted === true,
    apply: (x) => operator.apply(through(p, x, q)),
    adjoint: (z) => through(p && transpose(p), operator.adjoint(z), q && transpose(q)),
    bind: (workspace) => boundTransformed(operator, p, q, workspace),
  };
}

function boundTransformed(
  operator: MeasurementOperator,
  p: Matrix | undefined,
  q: Matrix | undefined,
  workspace: Workspace,
): BoundOperator {
  const scratch = blocksIn(workspace.memory);
  const bound = operator.bind(workspace);
  // A row of R becomes one of Qᵀ R, as a row of L becomes one of P L.
  const [onLeft, onRight] = [side("left", p, workspace, scratch), side("right", q && transpose(q), workspace, scratch)];
  const size = { rows: p?.columns ?? operator.rows, columns: q?.rows ?? operator.columns };

  const whole: BoundOperator = {
    *applyFactors(left, right, out) {
      yield* bound.applyFactors(yield* onLeft.forward(left), yield* onRight.forward(right), out);
    },
    *adjointImage(z, name) {
      const image = yield* bound.adjointImage(z, name);
      return {
        *times(right, out) {
          const product = onLeft.inner(out);
          yield* image.times(yield* onRight.forward(right), product);
          yield* onLeft.back(product, out);
        },
        *transposeTimes(left, out) {
          const product = onRight.inner(out);
          yield* image.transposeTimes(yield* onLeft.forward(left), product);
          yield* onRight.back(product, out);
        },
      };
    },
    backProjection: (z, scaling) => imageBackProjection(size, workspace, scratch, whole.adjointImage, z, scaling),
  };
  return whole;
}

/** One side's matrix A in memory, between factors of the operator's size and of that before it. */
interface Side {
  /** A F, or F itself. */
  forward(factor: Factor): Steps<Factor>;
  /** Where a product of the operator's size goes that is to end in `out`. */
  inner(out: Factor): Factor;
  /** out = Aᵀ F. */
  back(factor: Factor, out: Factor): Steps<void>;
}

function side(name: string, a: Matrix | undefined, workspace: Workspace, scratch: Blocks): Side {
  if (!a) {
    return {
      // biome-ignore lint/correctness/useYield: nothing is to be done.
      *forward(factor) {
        return factor;
      },
      inner: (out) => out,
      *back() {},
    };
  }
  const { memory } = workspace;
  const filled = new Set<string>();
  const placed = (type: "float64" | "float32"): AdjointImage => {
    const block = scratch(`${name} matrix`, type, a.data.length);
    if (!filled.has(type)) {
      filled.add(type);
      memory.floats(block).set(a.data);
    }
    return denseImage(a, workspace, scratch, block);
  };
  const factorOf = (use: string, { block, stride }: Factor): Factor => ({
    block: scratch(`${name} ${use}`, floating(block), a.rows * stride),
    rows: a.rows,
    stride,
  });
  return {
    *forward(factor) {
      const out = factorOf("factor", factor);
      yield* placed(floating(factor.block)).times(factor, out);
      return out;
    },
    inner: (out) => factorOf("product", out),
    back: (factor, out) => placed(floating(factor.block)).transposeTimes(factor, out),
  };
}
