import {
  type FirstOrderForm,
  firstOrderForm,
  leastForm,
  type Problem,
  robustSensing,
  type Steps,
  sensingThresholds,
  spareColumns,
  tangentCone,
} from "../../src/index.ts";

/** A setting whose thresholds are looked for: symmetric, searched with all columns. */
export interface PhaseSetting {
  readonly size: number;
  readonly rank: number;
  readonly outlierShare: number;
}

/** How many of some instances had a critical truth, or a direction of descent from it. */
export interface PhasePoint extends PhaseSetting {
  readonly question: "critical" | "descent";
  readonly measurements: number;
  /** m₁ or m₂. */
  readonly predicted: number;
  readonly trials: number;
  readonly share: number;
}

/** The form of a matrix of norm 1 that counts as below 0, a measurement. */
const BELOW = -1e-3;

/** Is h below 0 somewhere on the cone of the truth at this rank. */
function* falls(problem: Problem, truth: Float64Array, form: FirstOrderForm): Steps<boolean> {
  const cone = tangentCone(spareColumns(problem.parametrization, truth));
  const p = problem.operator.measurements;
  const { value } = yield* leastForm(problem, form, cone, {
    mostIterations: 800,
    enough: ({ value, bound }) => value < BELOW * p || bound > BELOW * p,
  });
  return value < BELOW * p;
}

/** Draws instances at one number of measurements and asks of each. */
export function* phasePoint(
  setting: PhaseSetting,
  question: PhasePoint["question"],
  times: number,
  trials: number,
  seed: number,
): Steps<PhasePoint> {
  const { size, rank, outlierShare } = setting;
  const at = { rows: size, columns: size, rank, searchRank: size, outlierShare, symmetric: true };
  const { critical, local } = sensingThresholds(at);
  const predicted = question === "critical" ? critical : local;
  const measurements = Math.round(times * predicted);
  let count = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { problem, truth } = robustSensing({
      ...{ shape: [size, size], rank, outlierShare, measurements, symmetric: true },
      searchRank: question === "critical" ? rank : size,
      seed: 1000 * seed + trial,
    });
    const form = yield* firstOrderForm(problem, truth);
    const fell = yield* falls(problem, truth, form);
    if (fell === (question === "descent")) count += 1;
  }
  return { ...setting, question, measurements, predicted, trials, share: count / trials };
}
