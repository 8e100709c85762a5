import { secondOrderNonnegative } from "../../certificates/second-order-nonnegative.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { BlockProblem, Problem } from "../../problem/problem.ts";
import { breathe } from "../../recover/breathe.ts";
import { finishedDescent } from "../../recover/finished-descent.ts";
import { recover } from "../../recover/recover.ts";
import { auto } from "../../solvers/auto.ts";
import { flatFor } from "../../solvers/stopping.ts";
import { choose } from "../choose.ts";
import type { CompletionStrategy, FitOptions } from "../completion-strategy.ts";
import { chooseNonnegative } from "./choose-nonnegative.ts";
import { nonnegativeStarts } from "./starts.ts";

/** Beyond this rank none is tried, unless it is asked for: parts are for looking at. */
const HIGHEST_RANK = 50;
/** Random starts beside the first. */
const RESTARTS = 1;
const ROUGHLY = flatFor(20, 1e-5);
const FINISHED = flatFor(20, 1e-11);
const MOST_ITERATIONS = 1_000;

/** Nonnegative factors without biases: rank and ridge are chosen together, and the lowest of some starts is taken. */
export const nonnegativeCompletion: CompletionStrategy = {
  further: [secondOrderNonnegative],

  async choose(request) {
    const { entries, settings, rank, ridge, highestRank, seed, expired, observe } = request;
    // The baseline has biases, and theirs is the only ridge that is left to choose here.
    const signed = { ...settings, bias: "both", nonnegative: false } as const;
    const { biasRidge: baseline } = await choose({ ...request, settings: signed, ridge: 0, biasRidge: undefined });
    const without = { biasRidge: 0, baselineBiasRidge: baseline, warm: null };
    if (rank !== undefined && ridge !== undefined) return { ...without, rank, ridge, path: [] };
    const choice = await chooseNonnegative({
      ...{ entries, rank, ridge, seed, expired },
      highestRank: Math.min(highestRank, HIGHEST_RANK),
      loss: "leastSquares",
      l1: 0,
      observe: (iterate, at) => observe({ ...iterate, rank: at, round: 1, relativeGap: Number.NaN, trial: false }),
    });
    return { ...without, ...choice };
  },

  async fit(task, { rank = 1, ridge }, _, options) {
    const problem = task.problem({ ridge, biasRidge: 0 }, rank);
    const start = await lowestEnd(problem, options);
    return await recover<BlockProblem>(problem, { ...options, start, highestRank: rank, until: [FINISHED] });
  },
};

/** The lowest point that short descents from all starts reach. */
async function lowestEnd(problem: Problem, { seed = 0, expired = () => false }: FitOptions): Promise<Point> {
  let best: { point: Point; value: number } | undefined;
  for (const { make } of nonnegativeStarts(problem, { start: "auto", seed, restarts: RESTARTS })) {
    if (best && expired()) break;
    const start = await breathe(make());
    const options = { start, mostIterations: MOST_ITERATIONS, expired, until: [ROUGHLY] };
    const end = await finishedDescent(problem, auto(problem), options);
    if (!best || end.value < best.value) best = end;
  }
  if (!best) throw new Error("bug: there is always a first start");
  return best.point;
}
