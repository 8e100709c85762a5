import { random, type Steps, spectralStart, tangentCurvature } from "../../src/index.ts";
import { type AtTruth, atTruth } from "./at-truth.ts";
import { near } from "./factors.ts";
import { bits, completion, denoised, type Model, models, type PlantedModel, sensing } from "./models.ts";
import { type Finish, finishes } from "./newton.ts";
import { backProjected, type Noisy, noisy } from "./noise.ts";
import { type OrthogonalAlignment, orthogonalAlignment } from "./orthogonal-alignment.ts";
import { type Certified, certified, leastAt, type Spurious, spurious } from "./over-time.ts";
import { type Run, type RunOptions, run } from "./run.ts";
import { type Scaled, scaled } from "./scaled.ts";
import {
  type Around,
  around,
  identityError,
  radius,
  type StrongConvexity,
  strongConvexity,
} from "./strong-convexity.ts";
import { type SymmetricRun, symmetricRun } from "./symmetric.ts";

/** All that was measured, each kind a list. */
export interface Findings {
  /** Spectra at the truth of the five models. */
  readonly atTruth: readonly AtTruth[];
  /** Descents of the five models from a start well outside of the theorem's radius. */
  readonly runs: readonly Run[];
  /** Descents of the four that the theorem covers, from within its radius. */
  readonly inside: readonly Run[];
  readonly strongConvexity: readonly StrongConvexity[];
  readonly around: readonly Around[];
  /** Largest relative errors of the identity. */
  readonly identity: readonly number[];
  readonly symmetric: readonly SymmetricRun[];
  readonly orthogonal: readonly OrthogonalAlignment[];
  readonly scaled: readonly Scaled[];
  readonly noise: readonly Noisy[];
  /** The certificate along a completion, and along a descent on zeros and ones. */
  readonly overTime: readonly (readonly Certified[])[];
  readonly starts: readonly SpectralStarts[];
  readonly finish: readonly Finish[];
  readonly spurious: readonly Spurious[];
}

/** How far from the truth the descents of `runs` start: some ten radii of the theorem, or more. */
const START = 0.5;

/** The least eigenvalues of the certificate at two starts of one completion. */
export interface SpectralStarts {
  /** The leading singular vectors of 𝒜*(y), at the length that they have. */
  readonly backProjected: number;
  /** The same vectors at the length that fits the observations, the library's start. */
  readonly fitted: number;
}

/** Each measurement, to be made. */
export type Experiments = { readonly [Kind in keyof Findings]: readonly (() => Steps<Findings[Kind][number]>)[] };

/** What is measured in full, and in short: smaller, fewer, and less far. */
export function experiments({ short, seed }: { short: boolean; seed: number }): Experiments {
  const base: PlantedModel = { shape: [12, 10], singularValues: [3, 2, 1], seed };
  const five = models(base);
  const [denoising] = five;
  const large: PlantedModel = short
    ? { shape: [32, 24], singularValues: [24, 20, 16], seed }
    : { shape: [80, 60], singularValues: [60, 50, 40], seed };
  const [share, scarce] = short ? [0.6, 0.5] : [0.4, 0.4];
  const wide: PlantedModel = { shape: [300, 250], singularValues: [200, 160, 120], seed };
  const ill: PlantedModel = short
    ? { shape: [15, 12], singularValues: [10, 3, 1], seed }
    : { shape: [30, 25], singularValues: [30, 3, 1], seed };
  const iterations = short ? 100 : 400;
  // f changes most at first.
  const curved = (iteration: number) => (short ? iteration % 25 === 0 : iteration <= 20 || iteration % 10 === 0);
  return {
    atTruth: five.map((model) => () => atTruth(model)),
    runs: five.map((model) => () => fromOutside(model, iterations, curved, seed)),
    inside: five.flatMap((model) => (model.everywhere ? [() => fromInside(model, short ? 40 : 200, seed)] : [])),
    strongConvexity: [() => strongConvexity(base, short ? 20 : 300)],
    around: (short ? [0.01, 1, 10] : [0.01, 0.1, 1, 3, 6, 10]).map(
      (times) => () => around(denoising, times, short ? 10 : 60, seed),
    ),
    identity: [() => once(() => identityError(base.shape, 3, short ? 20 : 1000, seed))],
    symmetric: (["denoising", "sensing"] as const).map(
      (kind) => () => symmetricRun(kind, { iterations, every: short ? 50 : 10, seed }),
    ),
    orthogonal: [() => orthogonalAlignment(denoising, 0.5, short ? 10 : 60, seed)],
    scaled: [1, 10, 100, 1000].map((condition) => () => scaled(condition, seed)),
    noise: [
      // Within the theorem: 2.91 √(rs₁) ε/(μs_r) ≤ d₀ asks for ε ≤ 0.0055.
      ...[0.0003, 0.0006].map((noise) => () => noisy(denoised(base, noise), noise, 200)),
      ...[0, 0.1, 0.5].map((noise) => () => noisy(completion(large, share, noise), noise, 1000)),
      ...(short ? [] : [() => noisy(bits(wide), Number.NaN, 399)]),
    ],
    overTime: [
      () => alongCompletion(completion(large, scarce, 0.1), short),
      ...(short ? [] : [() => alongBits(bits(wide))]),
    ],
    starts: Array.from(
      { length: short ? 3 : 5 },
      (_, k) => () => atStart(completion({ ...large, seed: seed + k }, scarce, 0.1)),
    ),
    finish: [
      () => finishes(sensing(ill, 2 * ill.shape[0] * ill.shape[1]), { newton: 6, descent: short ? 300 : 2000 }, seed),
    ],
    spurious: [spurious],
  };
}

function* fromOutside(model: Model, iterations: number, curved: RunOptions["curved"], seed: number): Steps<Run> {
  const { problem, truth } = model;
  const curvature = yield* tangentCurvature(problem, truth);
  const start = near(problem.parametrization, truth, START, random(seed).fork(`start of ${model.name}`));
  return yield* run({ model, start, curvature, iterations, curved });
}

function fromInside(model: Model, iterations: number, seed: number): Steps<Run> {
  const {
    problem,
    truth,
    singularValues,
    everywhere: curvature = { smallest: Number.NaN, largest: Number.NaN },
  } = model;
  const { smallest, largest } = curvature;
  const distance = 0.9 * radius(smallest, largest, singularValues);
  const start = near(problem.parametrization, truth, distance, random(seed).fork(`inside ${model.name}`));
  return run({ model, start, curvature, iterations });
}

/** The certificate from the textbook's spectral start: the library's, whose length is fitted, is convex already. */
function* alongCompletion(model: Model, short: boolean): Steps<Certified[]> {
  const keep = short ? [5, 20] : [1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 400, 600];
  const { along } = yield* noisy(model, Number.NaN, keep[keep.length - 1], { keep, start: backProjected(model) });
  return yield* certified(model.problem, along);
}

function* atStart(model: Model): Steps<SpectralStarts> {
  const { problem } = model;
  return {
    backProjected: yield* leastAt(problem, backProjected(model)),
    fitted: yield* leastAt(problem, yield* spectralStart(problem)),
  };
}

function* alongBits(model: Model): Steps<Certified[]> {
  const { along } = yield* noisy(model, Number.NaN, 399, { keep: [50, 399] });
  return yield* certified(model.problem, along);
}

// biome-ignore lint/correctness/useYield: there is nothing to pause for.
function* once<T>(of: () => T): Steps<T> {
  return of();
}
