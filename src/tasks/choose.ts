import { globallyOptimal } from "../certificates/globally-optimal.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import { type RoundsOptions, rounds } from "../recover/rounds.ts";
import { type Entries, split } from "./entries.ts";
import { errors, type FitSettings, type FitTask, fitTask, predictAt } from "./fit.ts";

export interface ChoiceRequest {
  readonly entries: Entries;
  readonly settings: FitSettings;
  readonly rank: number | undefined;
  readonly ridge: number | undefined;
  readonly biasRidge: number | undefined;
  readonly highestRank: number;
  readonly seed: number;
  readonly expired: () => boolean;
  readonly observe: NonNullable<RoundsOptions["observe"]>;
}

export interface Choice {
  /** Where the rank was chosen, and does not grow. */
  readonly rank?: number;
  readonly ridge: number;
  readonly biasRidge: number;
  /** That of the baseline, where the model itself has no biases. */
  readonly baselineBiasRidge?: number;
  /** A point near the chosen one, to start from, with its problem's rank. */
  readonly warm: { readonly rank: number; readonly point: Point } | null;
  readonly path: readonly { readonly ridge: number; readonly rank: number; readonly validationRmse: number }[];
}

/** One validation tenth: a fit of the rest, moved along the path. */
interface Fold {
  readonly task: FitTask;
  readonly aside: Entries;
  problem: BlockProblem;
  point: Point;
}

const VALIDATION_SHARE = 0.1;
/** Few entries make one tenth a noisy judge: below this many, five tenths are averaged. */
const ONE_FOLD_FROM = 50_000;
const FOLDS = 5;
const BIAS_RIDGES = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128];
/** Each ridge of the path is this share of the one before; the path ends after so many without a better one. */
const RATIO = 0.8;
const PATIENCE = 2;
const LOWEST = 1e-4;
/** A fit on the path has settled where no escape promises more than this share of the objective. */
const SETTLED = 1e-4;

/**
 * Chooses the bias ridge (at X = 0, on a grid) and then the ridge, along a path from the largest one that keeps X at 0
 * downwards, each fit starting from the last; the judge is the error on validation tenths set aside at random.
 */
export async function choose(request: ChoiceRequest): Promise<Choice> {
  const { entries, settings, seed } = request;
  if (request.ridge !== undefined && request.biasRidge !== undefined) {
    return { ridge: request.ridge, biasRidge: request.biasRidge, warm: null, path: [] };
  }
  const folds: Fold[] = Array.from({ length: entries.values.length < ONE_FOLD_FROM ? FOLDS : 1 }, (_, k) => {
    const { kept, aside } = split(entries, VALIDATION_SHARE, seed, `validation ${k}`);
    return foldOf(kept, aside, settings);
  }).filter((fold) => fold.aside.values.length > 0);
  const biasRidge = request.biasRidge ?? (await bestBiasRidge(folds, request));
  if (request.ridge !== undefined) return { ridge: request.ridge, biasRidge, warm: null, path: [] };
  if (folds.length === 0) {
    // With nothing to judge by, no structure is claimed: the ridge is the least that keeps X at 0.
    return { ridge: await zeroRidge(foldOf(entries, entries, settings), biasRidge), biasRidge, warm: null, path: [] };
  }

  const largest = Math.max(...(await each(folds, (fold) => zeroRidge(fold, biasRidge))));
  const path: { ridge: number; rank: number; validationRmse: number }[] = [];
  let best: { rmse: number; ridge: number; warm: Choice["warm"] } | undefined;
  let worse = 0;
  for (let ridge = largest; worse < PATIENCE && ridge > LOWEST * largest; ridge *= RATIO) {
    const squares = await each(folds, async (fold) => {
      await settle(fold, { ridge, biasRidge }, request);
      return errors(predictAt(fold.problem, fold.point, fold.task.scaling, fold.aside), fold.aside.values).rmse ** 2;
    });
    const rmse = Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / folds.length);
    const [{ problem, point }] = folds;
    const { rank } = problem.parametrization;
    path.push({ ridge, rank, validationRmse: rmse });
    if (!best || rmse < best.rmse) {
      best = { rmse, ridge, warm: { rank, point: point.slice() } };
      worse = 0;
    } else worse += 1;
    if (request.expired()) break;
  }
  if (!best) throw new Error("bug: the path of ridges is empty");
  return { ridge: best.ridge, biasRidge, warm: best.warm, path };
}

/** Entries to fit, at rank 0, and entries to judge by. */
function foldOf(kept: Entries, aside: Entries, settings: FitSettings): Fold {
  const task = fitTask(kept, settings);
  const problem = task.problem({ ridge: Number.MAX_VALUE, biasRidge: 0 }, 0);
  return { task, aside, problem, point: task.start(problem) };
}

async function each<T>(folds: readonly Fold[], run: (fold: Fold) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const fold of folds) results.push(await run(fold));
  return results;
}

/** The bias ridge of the lowest validation error with biases alone; 1 where there is nothing to judge by. */
async function bestBiasRidge(folds: readonly Fold[], request: ChoiceRequest): Promise<number> {
  const { bias } = request.settings;
  if (bias === "none" || bias === "mean" || folds.length === 0) return 1;
  let best = { rmse: Number.POSITIVE_INFINITY, biasRidge: 1 };
  for (const biasRidge of BIAS_RIDGES) {
    const squares = await each(folds, async (fold) => {
      await settle(fold, { ridge: Number.MAX_VALUE, biasRidge }, { ...request, highestRank: 0 });
      return errors(predictAt(fold.problem, fold.point, fold.task.scaling, fold.aside), fold.aside.values).rmse ** 2;
    });
    const rmse = Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / folds.length);
    if (rmse < best.rmse) best = { rmse, biasRidge };
  }
  return best.biasRidge;
}

/** The least ridge at which X = 0 is optimal: ‖G‖₂ in the penalty's weights, at the fitted biases. */
async function zeroRidge(fold: Fold, biasRidge: number): Promise<number> {
  const problem = fold.task.problem({ ridge: 1, biasRidge }, 0);
  await settle(fold, { ridge: Number.MAX_VALUE, biasRidge }, { highestRank: 0, seed: 0 });
  const { numbers } = await breathe(globallyOptimal(problem, fold.point, { prove: false, mostSteps: 40 }));
  return numbers.complement > 0 ? numbers.complement : 1;
}

/** Fits the fold at these strengths from where it stands, as far as validation needs. */
async function settle(
  fold: Fold,
  strengths: { ridge: number; biasRidge: number },
  request: Pick<ChoiceRequest, "highestRank" | "seed"> & Partial<Pick<ChoiceRequest, "expired" | "observe">>,
): Promise<void> {
  const problem = fold.task.problem(strengths, fold.problem.parametrization.rank);
  const { highestRank, seed, expired, observe } = request;
  const options = {
    start: fold.point,
    highestRank,
    seed,
    settled: SETTLED,
    escapes: [],
    ...(expired && { expired }),
    ...(observe && { observe }),
  };
  for await (const round of rounds(problem, options)) {
    fold.problem = round.problem;
    fold.point = round.point;
  }
}
