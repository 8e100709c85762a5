import type { Steps } from "../../kernels/steps.ts";
import { lanczosBidiagonalization } from "../../linalg/lanczos.ts";
import { matrix } from "../../linalg/matrix.ts";
import { random } from "../../linalg/random.ts";
import type { Problem } from "../../problem/problem.ts";
import { type Filling, filling, fillingLine } from "./curve-through.ts";
import { denseAction } from "./dense-action.ts";
import type { FirstOrderForm } from "./first-order-form.ts";
import type { PerturbationCurve } from "./perturbation-curve.ts";
import type { SpareColumns } from "./spare-columns.ts";

/** The closed-form direction with what it promises. */
export interface OneShot extends PerturbationCurve {
  /** n: the form is Σ_S |v| − n at a matrix of norm 1 along which the outliers give way. */
  readonly gain: number;
}

/** Matrices of more entries than this are not formed, and of their columns no more than these are filled. */
const FORMED = 250_000;
const FEW_COLUMNS = 8;
const EXTRA_STEPS = 40;

/**
 * The closed-form direction of the measurements that are not fitted: with D = Σ_C σ A, the columns Z₁ and Z₂ are the top singular vectors of D (the
 * eigenvectors of its positive eigenvalues where both factors are one) times √(σ/n), so that Z₁Z₂ᵀ has norm 1. Undefined where there are no
 * outliers or no spare columns. A diagnostic: it needs the outliers.
 *
 * @see Ma & Fattahi 2023, arXiv 2302.10963; this construction is the library's
 */
export function* oneShot(problem: Problem, form: FirstOrderForm, columns: SpareColumns): Steps<OneShot | undefined> {
  const count = columns.spare.columns;
  const pull = form.least.map((z, k) => (z === form.most[k] ? -z : 0));
  if (count === 0 || pull.every((z) => z === 0)) return undefined;
  const exact = problem.with({ precision: "float64" });
  const { rows, columns: width } = exact.operator;
  const filled =
    rows * width <= FORMED
      ? filling(yield* denseAction(exact).backProject(pull), count, columns.symmetric)
      : yield* fewColumns(exact, pull, Math.min(count, FEW_COLUMNS), columns.symmetric);
  const gain = Math.hypot(...squares(filled));
  if (!(gain > 0)) return undefined;
  const unit = ({ rows, columns, data }: Filling["left"]) =>
    matrix(
      rows,
      columns,
      data.map((x) => x / Math.sqrt(gain)),
    );
  const line = fillingLine(exact.parametrization, columns, { left: unit(filled.left), right: unit(filled.right) });
  return { ...line, gain };
}

/** The singular values of Z₁ Z₂ᵀ, whose columns are orthogonal and of equal lengths. */
function squares({ left }: Filling): Float64Array {
  const out = new Float64Array(left.columns);
  for (const [k, x] of left.data.entries()) out[k % left.columns] += x * x;
  return out;
}

/** The same from a few Lanczos steps, for matrices that are not formed. */
function* fewColumns(problem: Problem, pull: Float64Array, count: number, symmetric: boolean): Steps<Filling> {
  const g = yield* problem.store.bound.backProjection(pull);
  const turned = new Float64Array(g.rows);
  const map = symmetric
    ? {
        rows: g.rows,
        columns: g.columns,
        *apply(x: Float64Array, out: Float64Array): Steps<void> {
          yield* g.apply(x, out);
          yield* g.applyTransposed(x, turned);
          for (let i = 0; i < out.length; i++) out[i] = (out[i] + turned[i]) / 2;
        },
        *applyTransposed(y: Float64Array, out: Float64Array): Steps<void> {
          yield* map.apply(y, out);
        },
      }
    : g;
  const steps = 2 * count + EXTRA_STEPS;
  const krylov = yield* lanczosBidiagonalization(map, {
    random: random(0).fork("one shot"),
    stop: (state) => state.steps >= steps,
  });
  const { u, singularValues, v } = krylov.triples(symmetric ? 2 * count : count);
  const found = singularValues.length;
  const signs = Array.from(singularValues, (_, c) => {
    let sum = 0;
    if (symmetric) for (let i = 0; i < u.rows; i++) sum += u.data[i * found + c] * v.data[i * found + c];
    return symmetric ? sum : 1;
  });
  const kept = Array.from(singularValues.keys())
    .filter((c) => signs[c] > 0)
    .slice(0, count);
  const half = (basis: typeof u) => {
    const out = matrix(basis.rows, kept.length);
    for (let i = 0; i < basis.rows; i++) {
      for (const [to, c] of kept.entries()) {
        out.data[i * kept.length + to] = basis.data[i * found + c] * Math.sqrt(singularValues[c]);
      }
    }
    return out;
  };
  return { left: half(u), right: symmetric ? half(u) : half(v) };
}
