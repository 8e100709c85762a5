import type { Steps } from "../../src/index.ts";
import type { ReproduceOptions, Stage } from "../paper.ts";
import { during } from "../stage.ts";
import { type AblationRun, ablation } from "./ablation.ts";
import { type CompletionRun, completionRun } from "./completion.ts";
import { type LiftingCosts, liftingCosts } from "./costs.ts";
import { type FlipRun, flipRuns } from "./flips.ts";
import { type NetworkRun, networkRun } from "./network.ts";
import { type NotebookRun, notebookRun } from "./notebook-run.ts";
import { NOTEBOOKS } from "./notebooks.ts";
import { type SensingRun, sensingRun } from "./sensing.ts";
import { type TensorErrors, tensorErrors } from "./tensor.ts";

/** All that was measured. */
export interface Findings {
  readonly notebooks: Readonly<Record<keyof typeof NOTEBOOKS, NotebookRun>>;
  readonly tensors: TensorErrors;
  /** n = 40, ε = 0.1. */
  readonly flips: readonly FlipRun[];
  readonly ablation: readonly AblationRun[];
  /** n by ε. */
  readonly completion: readonly CompletionRun[];
  /** The same at other scales of the start. */
  readonly scales: readonly CompletionRun[];
  readonly sensing: readonly SensingRun[];
  /** One kind of instance by the number of measurements. */
  readonly oversampling: readonly SensingRun[];
  readonly network: NetworkRun;
  readonly costs: readonly LiftingCosts[];
}

/** What is tried: sizes, perturbations, measurements. */
const SIZES = [40, 50, 60, 70, 80];
const PERTURBATIONS = [0.15, 0.1, 0.05];
const SETTINGS = [
  { size: 10, rank: 1, symmetric: true, oversampling: 1.2 },
  { size: 15, rank: 2, symmetric: true, oversampling: 1.2 },
  { size: 10, rank: 2, symmetric: true, oversampling: 1.2 },
  { size: 10, rank: 1, symmetric: false, oversampling: 1.2 },
  { size: 10, rank: 2, symmetric: false, oversampling: 1.3 },
  { size: 20, rank: 3, symmetric: true, oversampling: 1.2 },
];
const OVERSAMPLING = [1.1, 1.2, 1.35, 1.5, 1.75, 2];
const LIFTED_SIZES = [5, 10, 20, 40];

/** A part of the work, and a guess at its seconds. */
interface Part {
  readonly doing: string;
  readonly work: number;
  readonly run: () => Steps<void>;
}

/** Measures everything, telling how far it is before and within each part. */
export function* measure({ short, seed }: ReproduceOptions): Generator<Stage, Findings, undefined> {
  const notebooks = {} as Record<keyof typeof NOTEBOOKS, NotebookRun>;
  const found = {
    notebooks,
    completion: [] as CompletionRun[],
    scales: [] as CompletionRun[],
    sensing: [] as SensingRun[],
    oversampling: [] as SensingRun[],
    costs: [] as LiftingCosts[],
  };
  let flips: FlipRun[] = [];
  let ablated: AblationRun[] = [];
  let network: NetworkRun | undefined;
  const trials = short ? 3 : 50;
  const instances = short ? 6 : 40;

  const completion = (
    list: CompletionRun[],
    size: number,
    perturbation: number,
    scale: number,
    baselines: boolean,
  ): Part => ({
    doing: `perturbed completion, n = ${size}, ε = ${perturbation}`,
    work: (trials * size * (baselines ? 3 : 1)) / 400,
    *run() {
      list.push(yield* completionRun({ size, perturbation, trials, scale, seed, baselines }));
    },
  });
  const sensing = (list: SensingRun[], setting: (typeof SETTINGS)[number]): Part => ({
    doing: `gaussian sensing, ${setting.size}×${setting.size}, rank ${setting.rank}`,
    work: (instances * setting.size) / 25,
    *run() {
      list.push(yield* sensingRun({ ...setting, instances, seed }));
    },
  });
  const parts: Part[] = [
    ...Object.entries(NOTEBOOKS).map(([name, notebook]) => ({
      doing: notebook.title,
      work: notebook.before / 2000,
      *run(): Steps<void> {
        notebooks[name as keyof typeof NOTEBOOKS] = yield* notebookRun(notebook);
      },
    })),
    {
      doing: "every number of flipped signs",
      work: 1,
      *run() {
        flips = yield* flipRuns(40, 0.1);
      },
    },
    {
      doing: "parameters of the jump",
      work: 1,
      *run() {
        ablated = yield* ablation();
      },
    },
    {
      doing: "costs of lifting",
      work: 1,
      *run() {
        for (const size of LIFTED_SIZES) found.costs.push(yield* liftingCosts(size));
      },
    },
    ...(short ? SIZES.slice(0, 2) : SIZES).flatMap((size) =>
      PERTURBATIONS.map((perturbation) => completion(found.completion, size, perturbation, 0.1, true)),
    ),
    ...[0.01, 1].map((scale) => completion(found.scales, 40, 0.1, scale, false)),
    ...(short ? SETTINGS.slice(0, 1) : SETTINGS).map((setting) => sensing(found.sensing, setting)),
    ...(short ? [1.5, 2] : OVERSAMPLING).map((oversampling) =>
      sensing(found.oversampling, { size: 10, rank: 1, symmetric: true, oversampling }),
    ),
    {
      doing: "the Iris network",
      work: short ? 5 : 12,
      *run() {
        network = yield* networkRun({ iterations: short ? 12_000 : 15_000, alone: short ? 6_000 : 15_000, seed });
      },
    },
  ];
  const total = parts.reduce((sum, { work }) => sum + work, 0);
  let done = 0;
  for (const { doing, work, run } of parts) {
    yield* during({ done, total, doing }, run());
    done += work;
  }
  yield { done, total, doing: "tensors" };
  if (!network) throw new Error("bug: the network was not trained");
  return { ...found, flips, ablation: ablated, network, tensors: tensorErrors(short ? 5 : 50, seed) };
}
