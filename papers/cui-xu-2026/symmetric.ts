import {
  aligned,
  benignRegularizer,
  denseSensing,
  fullObservation,
  leastSquares,
  type MeasurementOperator,
  multiply,
  type Point,
  random,
  recoveryProblem,
  ridge,
  type SecondOrderProblem,
  type Steps,
  symmetric,
  tangentCurvature,
  transpose,
} from "../../src/index.ts";
import { displaced, factorsOf, norm, plantedFactors } from "./factors.ts";
import { gaussians } from "./models.ts";
import { last, spectra } from "./spectrum.ts";

/** Descent on f(U) = ½‖𝒜(UUᵀ) − y‖², rotated towards the truth, beside descent on f + R with one R for all iterates. */
export interface SymmetricRun {
  readonly model: string;
  readonly zeros: number;
  /** Eigenvalues of ∇²(f + R) at the truth, extremes. */
  readonly atTruth: readonly [number, number];
  /** max |difference| and max ‖∇R‖ along the run. */
  readonly difference: number;
  readonly regularizer: number;
  /** Least eigenvalues of ∇²f and ∇²(f + R) along it. */
  readonly leastAlone: number;
  readonly least: number;
}

const SIZE = 14;
const SINGULAR_VALUES = [3, 2, 1];

/** Everything observed, or gaussian measurements of variance 1/p, five to a cell. */
function symmetricOperator(kind: "denoising" | "sensing", seed: number): MeasurementOperator {
  const size = { rows: SIZE, columns: SIZE };
  if (kind === "denoising") return fullObservation(size);
  const measurements = 5 * SIZE ** 2;
  const draw = random(seed).fork("symmetric measurements");
  const matrices = gaussians(draw, measurements * SIZE ** 2).map((value) => value / Math.sqrt(measurements));
  return denseSensing({ ...size, matrices });
}

/** Runs both. */
export function* symmetricRun(
  kind: "denoising" | "sensing",
  { iterations, every, seed }: { iterations: number; every: number; seed: number },
): Steps<SymmetricRun> {
  const { problem, truth } = instance(seed, symmetricOperator(kind, seed));
  const { parametrization } = problem;
  const { smallest, largest } = yield* tangentCurvature(problem, truth);
  const benign = benignRegularizer(parametrization, { reference: truth, strength: smallest });
  const { alone, together } = yield* spectra(problem, truth, benign.hessianVector);
  const eta = 1 / (5.2 * largest * SINGULAR_VALUES[0]);
  let plain = rotated(problem, displaced(truth, 0.5, random(seed).fork("symmetric start")), truth);
  let other = plain;
  const worst = {
    difference: 0,
    regularizer: 0,
    leastAlone: Number.POSITIVE_INFINITY,
    least: Number.POSITIVE_INFINITY,
  };
  for (let iteration = 0; iteration <= iterations; iteration++) {
    const shown = rotated(problem, plain, truth);
    const pull = benign.gradient(other);
    worst.difference = shown.reduce((most, value, k) => Math.max(most, Math.abs(value - other[k])), worst.difference);
    worst.regularizer = Math.max(worst.regularizer, norm(pull));
    if (iteration % every === 0) {
      const here = yield* spectra(problem, other, benign.hessianVector);
      worst.leastAlone = Math.min(worst.leastAlone, here.alone[0]);
      worst.least = Math.min(worst.least, here.together[0]);
    }
    const [byPlain, byOther] = [yield* problem.at(plain).gradient(), yield* problem.at(other).gradient()];
    plain = plain.map((value, k) => value - eta * byPlain[k]);
    other = rotated(
      problem,
      other.map((value, k) => value - eta * (byOther[k] + pull[k])),
      truth,
    );
    yield;
  }
  const zeros = alone.filter((value) => Math.abs(value) < 1e-10 * last(alone)).length;
  return { model: kind, zeros, atTruth: [together[0], last(together)], ...worst };
}

function instance(seed: number, operator: MeasurementOperator): { problem: SecondOrderProblem; truth: Float64Array } {
  const rank = SINGULAR_VALUES.length;
  const { truth: both } = plantedFactors({ shape: [SIZE, SIZE], singularValues: SINGULAR_VALUES, seed });
  const truth = Float64Array.from(both.subarray(0, SIZE * rank));
  const parametrization = symmetric({ rows: SIZE, rank });
  const [u] = factorsOf(parametrization, truth);
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(multiply(u, transpose(u))),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  return { problem, truth };
}

/** U Q with the orthogonal Q that brings it nearest to the truth. */
function rotated({ parametrization }: SecondOrderProblem, point: Point, truth: Point): Float64Array {
  return aligned(parametrization, point, truth);
}
