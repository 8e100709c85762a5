import {
  firstOrderForm,
  oneShot,
  perturbationCurve,
  robustSensing,
  type SensingThresholds,
  type Steps,
  sensingThresholds,
  spareColumns,
} from "../../src/index.ts";

/** Gaussian sensing of U Vᵀ. */
export interface AsymmetricSetting {
  readonly shape: readonly [number, number];
  readonly rank: number;
  readonly searchRank: number;
  readonly outlierShare: number;
  readonly measurements: number;
  readonly seed: number;
}

/** The closed-form direction there. */
export interface AsymmetricSaddle extends AsymmetricSetting {
  readonly thresholds: SensingThresholds;
  readonly coefficient: number;
}

/** h along the closed-form direction, a measurement. */
export function* asymmetricSaddle(setting: AsymmetricSetting): Steps<AsymmetricSaddle> {
  const { shape, measurements } = setting;
  const { problem, truth } = robustSensing(setting);
  const form = yield* firstOrderForm(problem, truth);
  const shot = (yield* oneShot(problem, form, spareColumns(problem.parametrization, truth)))!;
  const { coefficient } = yield* perturbationCurve(problem, truth, shot, form);
  const [rows, columns] = shape;
  return {
    ...setting,
    thresholds: sensingThresholds({ ...setting, rows, columns, symmetric: false }),
    coefficient: coefficient / measurements,
  };
}

/** f near an unbalanced truth, whose spare columns are not 0 in U. */
export interface Unbalanced {
  readonly slope: number;
  /** γ, and (f(γ) − f(0))/γ. */
  readonly samples: readonly (readonly [gamma: number, slope: number])[];
}

/** The spare columns of U become unit vectors; those of V, 0 at the truth, move along D the outliers' back-projection. */
export function* unbalanced(setting: AsymmetricSetting): Steps<Unbalanced> {
  const { searchRank: k, rank, measurements } = setting;
  const { problem, truth } = robustSensing(setting);
  const { columns } = problem.operator;
  const point = truth.slice();
  const { left } = problem.parametrization.parts(point);
  for (let c = rank; c < k; c++) left[c * k + c] = 1;
  const form = yield* firstOrderForm(problem, point);
  const pull = problem.operator.adjoint(form.least.map((z, i) => (z === form.most[i] ? -z : 0)));
  const first = new Float64Array(truth.length);
  const { right } = problem.parametrization.parts(first);
  let square = 0;
  for (let j = 0; j < columns; j++) for (let c = rank; c < k; c++) square += pull.data[c * columns + j] ** 2;
  for (let j = 0; j < columns; j++) {
    for (let c = rank; c < k; c++) right[j * k + c] = pull.data[c * columns + j] / Math.sqrt(square);
  }
  const line = { first, second: new Float64Array(truth.length) };
  const curve = yield* perturbationCurve(problem, point, line, form);
  const samples: [number, number][] = [];
  for (const gamma of [1e-5, 1e-4, 1e-3, 1e-2, 0.1]) {
    samples.push([gamma, -(yield* curve.fall(gamma)) / gamma / measurements]);
  }
  return { slope: curve.slope / measurements, samples };
}
