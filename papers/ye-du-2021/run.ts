import {
  type AsymmetryRow,
  afterIterations,
  asymmetry,
  fixedStep,
  gradientDescent,
  type IterationBound,
  type Phases,
  phases,
  predictedGrowth,
  randomStart,
  randomStartTheorem,
  type Steps,
  solve,
  valueBelow,
  when,
} from "../../src/index.ts";
import { type InstanceOptions, instance } from "./instance.ts";

/** One descent with a fixed step from a gaussian start. */
export interface RunOptions {
  readonly instance: InstanceOptions;
  /** η and ε. */
  readonly stepSize: number;
  readonly scale: number;
  readonly seed: number;
  /** ρ: the start is ρ U₀ and V₀/ρ; 1 where absent. */
  readonly unbalance?: number;
  /** Record every so many iterations after the first EARLY ones; 1 where absent. */
  readonly every?: number;
  /** End where the local phase begins, rather than where f ≤ ACCURACY. */
  readonly untilLocal?: boolean;
}

/** What a descent did, and what was expected of it. */
export interface Run {
  readonly options: RunOptions;
  readonly rows: readonly AsymmetryRow[];
  readonly iterations: number;
  readonly converged: boolean;
  readonly phases: Phases;
  /** T₁ of the logistic equation. */
  readonly predictedGrowth: number;
  /** The theorem's number of iterations with its constants set to 1, at this run's scale and step. */
  readonly bound: IterationBound;
  /** The same at the theorem's own scale and step. */
  readonly ownBound: IterationBound;
  /** σ_d. */
  readonly least: number;
}

/** Where a run has converged: δ of the theorem. */
export const ACCURACY = 1e-20;

const LIMIT = 400_000;

/** A start that is too large shows it at once. */
const EARLY = 20;

/** Runs the descent and records the symmetrised variables. */
export function* run(options: RunOptions): Steps<Run> {
  const { stepSize, scale, seed, unbalance = 1, every = 1, untilLocal = false } = options;
  const { truth, problem } = instance(options.instance);
  const { parametrization } = problem;
  const least = truth.singularValues[truth.singularValues.length - 1];
  const start = randomStart(problem, { scale, seed });
  const { left, right } = parametrization.parts(start);
  for (let k = 0; k < left.length; k++) left[k] *= unbalance;
  for (let k = 0; k < right.length; k++) right[k] /= unbalance;

  const rows: AsymmetryRow[] = [];
  const record = (iteration: number, value: number, point: typeof start) =>
    rows.push({ iteration, value, ...asymmetry(truth, parametrization.parts(point)) });
  record(0, yield* problem.at(start).value(), start);
  const isLocal = when("local phase", () => phases(rows.slice(-1), least).local !== undefined);
  const result = yield* solve(problem, gradientDescent({ step: fixedStep(stepSize) }), {
    start,
    stop: [valueBelow(ACCURACY), afterIterations(LIMIT), ...(untilLocal ? [isLocal] : [])],
    observe: ({ iteration, value, point }) => {
      if (iteration <= EARLY || iteration % every === 0) record(iteration, value, point);
    },
  });
  const theorem = randomStartTheorem({ shape: options.instance.shape, singularValues: truth.singularValues });
  const { signal } = rows[0];
  return {
    options,
    rows,
    iterations: result.iterations,
    converged: result.stopped.converged,
    phases: phases(rows, least),
    predictedGrowth: predictedGrowth(signal[signal.length - 1], least, stepSize),
    bound: theorem.iterations(ACCURACY, { stepSize, scale }),
    ownBound: theorem.iterations(ACCURACY),
    least,
  };
}
