import {
  curveThrough,
  type FirstOrderForm,
  firstOrderForm,
  leastForm,
  type Matrix,
  type MeasuredCurve,
  oneShot,
  type Problem,
  perturbationCurve,
  random,
  robustSensing,
  type SensingThresholds,
  type Steps,
  sensingThresholds,
  spareColumns,
  steepestCurve,
  tangentCone,
} from "../../src/index.ts";
import { logSlope, noColumns } from "./measures.ts";

/** Gaussian sensing of a symmetric matrix of norm 1 a singular value. */
export interface SaddleSetting {
  readonly name: string;
  readonly size: number;
  readonly rank: number;
  readonly searchRank: number;
  readonly outlierShare: number;
  readonly measurements: number;
  readonly seed: number;
  /** Is the optimised direction sought, too. */
  readonly optimised: boolean;
}

/** What f does along a curve: all coefficients and falls a measurement, as the paper averages. */
export interface CurveFacts {
  readonly coefficient: number;
  /** γ up to which f is a parabola where the curve is a straight line. */
  readonly reach: number;
  /** γ, and (f(γ) − f(0))/γ². */
  readonly samples: readonly (readonly [gamma: number, bend: number])[];
  /** The slope of ln |f(γ) − f(0)| against ln γ for γ in [10⁻³, 10⁻¹]. */
  readonly logSlope: number;
}

/** The truth of one instance, looked at from all sides. */
export interface Saddle extends SaddleSetting {
  readonly thresholds: SensingThresholds;
  /** Least h over unit tangent matrices with multipliers of at most a half: 0 where they balance the outliers. */
  readonly balance: number;
  readonly gain: number;
  readonly columns: number;
  readonly oneShot: CurveFacts;
  /** (f(γ) − f(0))/γ along random directions of all columns, at γ = 10⁻⁴ and at 10⁻². */
  readonly randomly: readonly (readonly [near: number, far: number])[];
  readonly steepest?: CurveFacts & { readonly blockAlone: number; readonly straight: CurveFacts };
}

const GAMMAS = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2];

/** Plants, and measures f along every curve. */
export function* saddle(setting: SaddleSetting): Steps<Saddle> {
  const { size, rank, searchRank, outlierShare, measurements, seed } = setting;
  const { problem, truth } = robustSensing({
    ...{ shape: [size, size], rank, searchRank, outlierShare, measurements, seed, symmetric: true },
  });
  const form = yield* firstOrderForm(problem, truth);
  const columns = spareColumns(problem.parametrization, truth);
  const shot = (yield* oneShot(problem, form, columns))!;
  const own = problem.with({ rank });
  const tangent = tangentCone({ ...columns, spare: noColumns(searchRank) });
  const balance = yield* leastForm(own, form, tangent, {
    margin: 0.5,
    mostIterations: 600,
    enough: ({ bound }) => bound > -BALANCED * measurements,
  });
  const steepest = setting.optimised ? yield* optimised(problem, truth, form) : undefined;
  return {
    ...setting,
    thresholds: sensingThresholds({ rows: size, columns: size, rank, searchRank, outlierShare, symmetric: true }),
    balance: balance.bound / measurements,
    gain: shot.gain / measurements,
    columns: columnsIn(shot.first, searchRank),
    oneShot: yield* factsOf(yield* perturbationCurve(problem, truth, shot, form), measurements),
    randomly: yield* randomDirections(problem, truth, form, seed),
    ...(steepest && { steepest }),
  };
}

/** Along a curve. */
function* factsOf(curve: MeasuredCurve, measurements: number): Steps<CurveFacts> {
  const samples: [number, number][] = [];
  for (const gamma of GAMMAS) samples.push([gamma, -(yield* curve.fall(gamma)) / gamma ** 2 / measurements]);
  const middle = samples.filter(([gamma]) => gamma >= 1e-3 && gamma <= 0.1);
  return {
    coefficient: curve.coefficient / measurements,
    reach: curve.reach,
    samples,
    logSlope: logSlope(middle.map(([gamma, bend]) => [gamma, Math.abs(bend) * gamma ** 2])),
  };
}

function* optimised(
  problem: Problem,
  truth: Float64Array,
  form: FirstOrderForm,
): Steps<NonNullable<Saddle["steepest"]>> {
  const p = problem.operator.measurements;
  const { curve } = (yield* steepestCurve(problem, truth, { gap: 1e-5, mostIterations: 1500 }, form))!;
  const block = yield* perturbationCurve(problem, truth, { ...curve, second: new Float64Array(truth.length) }, form);
  // A straight line has no tangent part: as if every column were spare.
  const columns = spareColumns(problem.parametrization, truth);
  const { left, right } = columns;
  const cone = tangentCone({ ...columns, left: noColumns(left.rows), right: noColumns(right.rows) });
  const found = yield* leastForm(problem, form, cone, { gap: 1e-4, mostIterations: 1000 });
  const line = yield* lineThrough(problem, truth, form, found.matrix);
  return {
    ...(yield* factsOf(curve, p)),
    blockAlone: block.coefficient / p,
    straight: yield* factsOf(line, p),
  };
}

/** The straight line that fills the spare columns with Z, ZZᵀ nearest to a positive semidefinite matrix. */
function* lineThrough(problem: Problem, truth: Float64Array, form: FirstOrderForm, m: Matrix) {
  const columns = spareColumns(problem.parametrization, truth);
  const { rows } = problem.parametrization;
  const none = { ...columns, left: noColumns(rows), right: noColumns(rows), used: noColumns(columns.used.rows) };
  const through = curveThrough(problem.parametrization, none, tangentCone(none), m);
  return yield* perturbationCurve(problem, truth, through, form);
}

function columnsIn(first: Float64Array, rank: number): number {
  let count = 0;
  for (let c = 0; c < rank; c++) if (first.some((x, k) => k % rank === c && x !== 0)) count += 1;
  return count;
}

/** A form above this, a measurement, counts as one that nothing lowers. */
const BALANCED = 1e-3;
const DIRECTIONS = 20;

function* randomDirections(problem: Problem, truth: Float64Array, form: FirstOrderForm, seed: number) {
  const draw = random(seed).fork("random directions");
  const out: [number, number][] = [];
  for (let k = 0; k < DIRECTIONS; k++) {
    const first = truth.map(() => draw.gaussian() / Math.sqrt(truth.length));
    const curve = yield* perturbationCurve(problem, truth, { first, second: new Float64Array(truth.length) }, form);
    const p = problem.operator.measurements;
    out.push([-(yield* curve.fall(1e-4)) / 1e-4 / p, -(yield* curve.fall(1e-2)) / 1e-2 / p]);
  }
  return out;
}
