import type { Precision } from "../kernels/kernels.ts";
import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Loss, QuadraticLoss, SmoothLoss } from "../losses/loss.ts";
import type { AdjointImage, MeasurementOperator } from "../operators/operator.ts";
import { isSymmetric, type Parametrization, type Point } from "../parametrizations/parametrization.ts";
import {
  addLinearPenaltyGradient,
  addPenaltyGradient,
  linearPenalty,
  penalty,
  type Regularizer,
} from "../regularizers/regularizer.ts";
import { blockSolve } from "./block-solve.ts";
import { curvatureProducts } from "./curvature-products.ts";
import { iterativeBlockSolve } from "./iterative-block-solve.ts";
import { nonnegativeSolves } from "./nonnegative-solve.ts";
import type {
  BlockProblem,
  Evaluation,
  NonnegativeProblem,
  Problem,
  SecondOrderEvaluation,
  SecondOrderProblem,
} from "./problem.ts";
import type { ProblemContext, RecoveryProblemOptions } from "./problem-context.ts";
import { type Store, store } from "./store.ts";

/** What a problem over this loss can be asked: second derivatives where it has a curvature, exact solves where it is quadratic. */
export type ProblemOf<L extends Loss> = L extends QuadraticLoss
  ? BlockProblem
  : L extends SmoothLoss
    ? SecondOrderProblem
    : Problem;

/**
 * The problem f(θ) = Σ ℓ(𝒜(φ(θ)), y) + penalty(θ).
 *
 * @throws RangeError where y has another length than the operator's measurements, or is not finite; where sizes differ;
 * where the loss is not defined for y, or the operator is weighted and the loss not quadratic; where there is a ridge and
 * nothing to penalise; where a row or column that is observed has no positive penalty weight.
 */
export function recoveryProblem<L extends Loss>(options: RecoveryProblemOptions<L>): ProblemOf<L> {
  const { operator, observed } = options;
  if (observed.length !== operator.measurements) {
    throw new RangeError(`observed: expected ${operator.measurements} numbers; got ${observed.length}`);
  }
  const wrong = observed.findIndex((y) => !Number.isFinite(y));
  if (wrong >= 0) throw new RangeError(`observed[${wrong}]: expected a finite number; got ${observed[wrong]}`);
  const { loss, parametrization, regularizer } = options;
  const { least, most } = loss.observations ?? { least: -Infinity, most: Infinity };
  const outside = observed.findIndex((y) => !(y >= least && y <= most));
  if (outside >= 0) {
    throw new RangeError(
      `observed[${outside}]: expected a number from ${least} to ${most} for the ${loss.name} loss; got ${observed[outside]}`,
    );
  }
  if (operator.weighted && !loss.quadratic) {
    throw new RangeError(
      `loss: expected least squares where entries carry weights or repeat; got ${loss.name}, which has no √w`,
    );
  }
  if (!parametrization.factored && regularizer.ridge > 0) {
    throw new RangeError(
      `regularizer: expected no ridge on ${parametrization.name}, whose points have no factors to penalise; got ${regularizer.ridge}`,
    );
  }
  if (regularizer.l1 > 0 && !parametrization.nonnegative) {
    throw new RangeError(
      `regularizer: expected l1 0 on ${parametrization.name}, whose factors may be negative; got ${regularizer.l1}`,
    );
  }
  if (loss.predictions && !parametrization.nonnegative) {
    throw new RangeError(
      `parametrization: expected nonnegative factors for the ${loss.name} loss, whose predictions are ≥ ${loss.predictions.least}; got ${parametrization.name}`,
    );
  }
  if (parametrization.rows !== operator.rows || parametrization.columns !== operator.columns) {
    throw new RangeError(
      `parametrization: expected ${operator.rows}×${operator.columns}, the operator's size; got ${parametrization.rows}×${parametrization.columns}`,
    );
  }
  return build({ precision: "float64", ...options }, store(operator)) as ProblemOf<L>;
}

/** A weight of 0 leaves a row out of X, so the row must have nothing to say. */
function checkWeights(
  { weights }: Regularizer,
  { rows, columns }: MeasurementOperator,
  { hull }: Parametrization,
  { bound }: Store,
): void {
  if (!weights) return;
  for (const [name, list, length, side] of [
    ["rows", weights.rows, rows, "left"],
    ["columns", weights.columns, columns, "right"],
  ] as const) {
    if (list.length !== length) throw new RangeError(`weights.${name}: expected ${length} numbers; got ${list.length}`);
    const wrong = list.findIndex(
      (w, i) => !(w >= 0 && w < Infinity) || (w === 0 && bound.factorSolve?.sees(side, i) === true),
    );
    if (wrong >= 0) {
      throw new RangeError(
        `weights.${name}[${wrong}]: expected a number > 0, or 0 where nothing is observed; got ${list[wrong]}`,
      );
    }
  }
  const other = isSymmetric(hull) ? weights.rows.findIndex((w, i) => w !== weights.columns[i]) : -1;
  if (other >= 0) {
    throw new RangeError(
      `weights.columns[${other}]: expected ${weights.rows[other]}, as for the row, where both factors are one; got ${weights.columns[other]}`,
    );
  }
}

function build(options: Required<RecoveryProblemOptions>, shared: Store): Problem {
  const { operator, observed, parametrization, precision, regularizer, loss } = options;
  const { rows, columns, width } = parametrization;
  checkWeights(regularizer, operator, parametrization, shared);
  const target = shared.block("y", precision, observed.length);
  shared.workspace.memory.floats(target).set(observed);
  const context: ProblemContext = {
    ...options,
    store: shared,
    target,
    factors: (name = "", count = width) => ({
      left: shared.factor(`${name}L`, precision, rows, count),
      right: shared.factor(`${name}R`, precision, columns, count),
    }),
    measurements: (name) => shared.block(name, precision, operator.measurements),
  };
  const problem: Problem = {
    operator,
    observed,
    loss,
    regularizer,
    parametrization,
    precision,
    store: shared,
    point: () => emptyPoint(parametrization.dimension, precision),
    at: (point) => evaluation(context, point),
    with: (changes) =>
      build(
        {
          ...options,
          regularizer: changes.regularizer ?? regularizer,
          precision: changes.precision ?? precision,
          parametrization: changes.rank === undefined ? parametrization : parametrization.withRank(changes.rank),
        },
        shared,
      ),
  };
  if (loss.quadratic !== true) return problem;
  const { nonnegativeSolve } = shared.bound;
  if (parametrization.nonnegative && nonnegativeSolve && !tied(parametrization)) {
    return Object.assign(problem as NonnegativeProblem, nonnegativeSolves(context, nonnegativeSolve));
  }
  if (parametrization.solve === undefined) return problem;
  const solve = shared.bound.factorSolve ? blockSolve(context) : iterativeBlockSolve(problem as SecondOrderProblem);
  return Object.assign(problem as BlockProblem, { blockSolve: solve });
}

/** Is there one factor on both sides. */
function tied(parametrization: Parametrization): boolean {
  const { left, right } = parametrization.parts(new Float64Array(parametrization.dimension));
  return left === right;
}

function emptyPoint(length: number, precision: Precision): Point {
  return precision === "float64" ? new Float64Array(length) : new Float32Array(length);
}

function evaluation(context: ProblemContext, point: Point): Evaluation | SecondOrderEvaluation {
  const { store, loss, parametrization, regularizer, observed, precision } = context;
  const { memory } = store.workspace;
  const p = observed.length;
  let fit = Number.NaN;

  function load(): void {
    if (store.current.evaluation === self) return;
    const { left, right } = context.factors();
    parametrization.writeFactors(point, memory.floats(left.block), memory.floats(right.block), left.stride);
    store.current = { evaluation: self, predicted: false };
  }

  function respond(k0: number, k1: number): void {
    const blocks = [context.measurements("prediction"), context.measurements("derivative"), context.target];
    const [x, z, y] = blocks.map((block) => memory.floats(block));
    for (let k = k0; k < k1; k++) z[k] = loss.derivative(x[k], y[k]);
  }

  /** 𝒜(X), and 𝒜*(ℓ′) with it where one pass over the operator's data gives both. */
  function* predict(): Steps<Block> {
    load();
    const out = context.measurements("prediction");
    if (!store.current.predicted) {
      const { left, right } = context.factors();
      const { bound, counts } = store;
      counts.applications += 1;
      if (bound.applyThenAdjoint) {
        counts.adjoints += 1;
        const z = context.measurements("derivative");
        store.current.image = yield* bound.applyThenAdjoint({ left, right, out, z, respond, name: "derivative" });
      } else yield* bound.applyFactors(left, right, out);
      store.current.predicted = true;
    }
    return out;
  }

  /** z = ℓ′(𝒜(X), y). */
  function* derivative(): Steps<Block> {
    yield* predict();
    respond(0, p);
    return context.measurements("derivative");
  }

  /** 𝒜*(ℓ′), kept as long as this evaluation's numbers are in the memory. */
  function* image(): Steps<AdjointImage> {
    yield* predict();
    if (!store.current.image) {
      store.counts.adjoints += 1;
      store.current.image = yield* store.bound.adjointImage(yield* derivative(), "derivative");
    }
    return store.current.image;
  }

  const self: Evaluation = {
    point,
    *loss() {
      if (Number.isNaN(fit)) {
        const prediction = yield* predict();
        const [x, y] = [memory.floats(prediction), memory.floats(context.target)];
        fit = 0;
        for (let k = 0; k < p; k++) fit += loss.value(x[k], y[k]);
      }
      return fit;
    },
    *value() {
      const parts = parametrization.parts(point);
      return (yield* self.loss()) + penalty(regularizer, parts) + linearPenalty(regularizer, parts);
    },
    *gradient() {
      const g = yield* image();
      const gradient = emptyPoint(point.length, precision);
      const { left: p, right: q } = context.factors("frame ");
      parametrization.writeFrames(point, memory.floats(p.block), memory.floats(q.block), p.stride);
      const { left: byLeft, right: byRight } = context.factors("∂f/∂");
      yield* g.times(q, byLeft);
      yield* g.transposeTimes(p, byRight);
      parametrization.pullBack(point, memory.floats(byLeft.block), memory.floats(byRight.block), p.stride, gradient);
      addPenaltyGradient(regularizer, parametrization.parts(point), parametrization.parts(gradient));
      addLinearPenaltyGradient(regularizer, parametrization.parts(gradient));
      return gradient;
    },
    *prediction() {
      return Float64Array.from(memory.floats(yield* predict()));
    },
    *negativeDerivative() {
      const z = yield* derivative();
      return Float64Array.from(memory.floats(z), (value) => -value);
    },
  };
  return loss.curvature ? Object.assign(self, curvatureProducts(context, point, predict, image)) : self;
}
