import {
  type BlockProblem,
  type KnownLandscape,
  type MultiStepOptions,
  perturbedCompletion,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../src/index.ts";

/** One of the authors' notebooks: its instance, where descent starts, and the parameters of the jump. */
export interface Notebook {
  readonly title: string;
  readonly instance: KnownLandscape<BlockProblem>;
  /** As NumPy's `default_rng` of the notebook's seed draws it. */
  readonly start: readonly number[];
  /** η of the descent, and its iterations before and after the jump. */
  readonly stepSize: number;
  readonly before: number;
  readonly after: number;
  readonly jump: MultiStepOptions;
  /** δ of the restricted isometry at rank 2, as printed. */
  readonly isometry: number;
}

/** The three notebooks. */
export const NOTEBOOKS = {
  twoByTwo: {
    title: "2×2, three measurements",
    instance: twoByTwoSensing(),
    // (0, 1/√2) and 0.06 times the draws of seed 327.
    start: [0.00762947298998909, 0.6741675565618935],
    stepSize: 0.01,
    before: 300,
    after: 200,
    jump: { order: 3, scale: 0.1, step: 0.01, steps: 660 },
    isometry: 0.5,
  },
  completion: {
    title: "Perturbed completion, n = 3, ε = 0.3",
    instance: perturbedCompletion({ size: 3, perturbation: 0.3 }),
    // 0.01 times the draws of seed 10086.
    start: [-0.00319723673261625, -0.01149721108735235, 0.00447137351456968],
    stepSize: 1e-3,
    before: 6000,
    after: 1500,
    jump: { order: 11, scale: 0.3, step: 0.01, steps: 59_000 },
    isometry: 0.866,
  },
  threeByThree: {
    title: "3×3, six measurements",
    instance: threeByThreeSensing(),
    // The printed point, to its four digits.
    start: [0.2234, 0.0918, 0.5985],
    stepSize: 0.1,
    before: 100,
    after: 100,
    jump: { order: 5, scale: 0.1, step: 0.1, steps: 150_000 },
    isometry: 0.875,
  },
} as const satisfies Record<string, Notebook>;
