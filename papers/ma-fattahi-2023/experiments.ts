import type { Steps } from "../../src/index.ts";
import { type AsymmetricSaddle, asymmetricSaddle, type Unbalanced, unbalanced } from "./asymmetric.ts";
import { type CompletionSaddle, type CompletionSetting, completionSaddle } from "./completion.ts";
import { type Descent, type DescentSetting, descent } from "./descents.ts";
import { type FullObservation, fullObservation } from "./full-observation.ts";
import { type PhasePoint, phasePoint } from "./phase-transition.ts";
import { type MapCell, mapCell } from "./recovery-map.ts";
import { type Saddle, type SaddleSetting, saddle } from "./saddle.ts";

/** All that was measured, each kind a list. */
export interface Findings {
  readonly phase: readonly PhasePoint[];
  /** One truth that the closed form leaves, and one that it does not. */
  readonly saddles: readonly Saddle[];
  /** Descents from small starts on both instances. */
  readonly recoveries: readonly Descent[];
  /** The error floor by the size of the start. */
  readonly floor: readonly Descent[];
  /** Descents from next to the truth. */
  readonly beyond: readonly Descent[];
  readonly asymmetric: readonly AsymmetricSaddle[];
  readonly unbalanced: readonly Unbalanced[];
  readonly completion: readonly CompletionSaddle[];
  readonly full: readonly FullObservation[];
  readonly map: readonly MapCell[];
}

/** Each measurement, to be made. */
export type Experiments = { readonly [Kind in keyof Findings]: readonly (() => Steps<Findings[Kind][number]>)[] };

const COMPLETION: readonly Omit<CompletionSetting, "size" | "seed">[] = [
  { name: "UVᵀ, one outlier", kind: "single", formula: -1 },
  { name: "UUᵀ, positive on the diagonal", kind: "diagonal", formula: -1 },
  { name: "UUᵀ, neither diagonal entry observed", kind: "unobservedDiagonals", formula: -2 },
  { name: "UUᵀ, one diagonal entry observed", kind: "oneDiagonal", formula: -1 },
  { name: "UUᵀ, four in a row", kind: "star", formula: -0.6 },
];

/** What is measured in full, and in short: smaller, fewer, and less far. */
export function experiments({ short, seed }: { short: boolean; seed: number }): Experiments {
  const [first, second] = instances(short, seed);
  const settings = [
    { size: 20, rank: 1, outlierShare: 0.1 },
    { size: 20, rank: 2, outlierShare: 0.3 },
  ];
  const trials = short ? 3 : 10;
  const critical = short ? [0.6, 1.4] : [0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5];
  const local = short ? [0.85, 1.25] : [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
  const iterations = short ? 800 : 1200;
  // Smaller saddles need more measurements a degree of freedom to be found.
  const recovered = short
    ? [
        { ...first, size: 40, searchRank: 40, measurements: 500 },
        { ...second, measurements: 450 },
      ]
    : [first, second];
  const small: DescentSetting["instance"] = {
    ...planted({ ...second, size: 24, rank: 1, searchRank: 24, measurements: 150 }),
  };
  const shares = short ? [0.1, 0.3] : [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
  const counts = short ? [40, 160] : [20, 28, 40, 57, 80, 113, 160, 226, 320];
  return {
    phase: settings.flatMap((setting) => [
      ...critical.map((times) => () => phasePoint(setting, "critical", times, trials, seed)),
      ...local.map((times) => () => phasePoint(setting, "descent", times, trials, seed)),
    ]),
    saddles: [first, second].map((setting) => () => saddle(setting)),
    recoveries: recovered.map(
      (setting) => () =>
        descent({ name: setting.name, instance: planted(setting), start: { alpha: 1e-12 }, iterations }),
    ),
    floor: (short ? [1e-3, 1e-6, 1e-9] : [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12]).map(
      (alpha) => () => descent({ name: "small", instance: small, start: { alpha }, iterations }),
    ),
    beyond: [
      () =>
        descent({
          ...{ name: "first, smaller", start: { along: "closed form", gamma: 0.1 }, iterations: 500 },
          instance: planted({ ...first, size: 40, searchRank: 40, measurements: 130 }),
        }),
      () =>
        descent({
          ...{ name: second.name, start: { along: "optimised", gamma: 0.3 }, iterations: 500 },
          instance: planted(second),
        }),
    ],
    asymmetric: [3, 10, short ? 30 : 60].map(
      (searchRank) => () =>
        asymmetricSaddle({
          ...(short ? { shape: [30, 40], measurements: 375 } : { shape: [60, 80], measurements: 1500 }),
          ...{ rank: 2, searchRank, outlierShare: 0.2, seed },
        }),
    ),
    unbalanced: [
      () => unbalanced({ shape: [30, 40], rank: 2, searchRank: 30, outlierShare: 0.2, measurements: 400, seed }),
    ],
    completion: COMPLETION.map((setting) => () => completionSaddle({ ...setting, size: short ? 30 : 100, seed })),
    full: Array.from({ length: short ? 1 : 4 }, (_, k) => k).flatMap((k) =>
      [1, 2].map(
        (searchRank) => () => fullObservation({ size: 24, rank: 1, searchRank, outlierShare: 0.05, seed: seed + k }),
      ),
    ),
    map: shares.flatMap((outlierShare) =>
      counts.map(
        (measurements) => () =>
          mapCell({
            ...{ size: 20, rank: 1, searchRank: 20, measurements, outlierShare, seed },
            ...{ trials: short ? 1 : 3, iterations: short ? 500 : 600 },
          }),
      ),
    ),
  };
}

function instances(short: boolean, seed: number): SaddleSetting[] {
  return [
    {
      ...{ name: "first", rank: 1, outlierShare: 0.2, seed: seed + 7, optimised: false },
      ...(short ? { size: 60, searchRank: 60, measurements: 300 } : { size: 100, searchRank: 100, measurements: 800 }),
    },
    {
      ...{ name: "second", outlierShare: 0.1, seed: seed + 3, optimised: true },
      ...(short
        ? { size: 36, rank: 2, searchRank: 36, measurements: 320 }
        : { size: 50, rank: 2, searchRank: 50, measurements: 600 }),
    },
  ];
}

function planted(setting: SaddleSetting): DescentSetting["instance"] {
  const { size, rank, searchRank, outlierShare, measurements, seed } = setting;
  return { shape: [size, size], rank, searchRank, outlierShare, measurements, seed, symmetric: true };
}
