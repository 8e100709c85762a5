import type { BlockProblem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import { type Recovery, recover } from "../recover/recover.ts";
import type { RoundsOptions } from "../recover/rounds.ts";
import { beliefPropagationStart, suitsBeliefPropagation } from "../starts/belief-propagation-start.ts";
import { type Choice, choose } from "./choose.ts";
import type { CompletionStrategy, FitOptions } from "./completion-strategy.ts";
import type { FitTask } from "./fit.ts";
import type { CompleteSettings } from "./settings.ts";

/** Factors of any sign with biases: the ridge is chosen along a path on which the rank grows. */
export const signedCompletion: CompletionStrategy = { choose, fit, further: [] };

/** Fits a task at the chosen strengths: from the path's point where there is one, else from rank 0. */
async function fit(
  task: FitTask,
  choice: Choice,
  { maxRank: highestRank }: CompleteSettings,
  options: FitOptions,
): Promise<Recovery<BlockProblem>> {
  const { ridge, biasRidge, warm } = choice;
  // The rank was chosen, or is the user's: what one more column would bring is told, and nothing beyond it searched.
  const shared = { ...options, highestRank, escapes: [] };
  if (ridge === 0) return await fitWithoutRidge(task, choice, highestRank, shared);
  const problem = task.problem({ ridge, biasRidge }, warm?.rank ?? 0);
  return await recover(problem, { ...shared, start: warm?.point.slice() ?? task.start(problem) });
}

/**
 * Without a ridge nothing says where a new column should point. Belief propagation is tried first, where there are no
 * biases to know of: it finds an exact fit from few entries. Else a small ridge builds the start up to the rank; the lower end counts.
 */
async function fitWithoutRidge(
  task: FitTask,
  { biasRidge }: Choice,
  rank: number,
  shared: Omit<RoundsOptions<BlockProblem>, "start">,
): Promise<Recovery<BlockProblem>> {
  const believed = await fitFromBeliefs(task, rank, shared);
  if (believed?.certificate.verdict === "holds") return believed;
  let problem = task.problem({ ridge: Number.MAX_VALUE, biasRidge }, 0);
  let reached = await recover(problem, { ...shared, start: task.start(problem), highestRank: 0 });
  const norm = reached.certificate.numbers.complement || 1;
  for (let ridge = norm / 2; reached.problem.parametrization.rank < rank && ridge > 1e-6 * norm; ridge /= 2) {
    problem = task.problem({ ridge, biasRidge }, reached.problem.parametrization.rank);
    reached = await recover(problem, { ...shared, start: reached.point, gap: 0.1 });
  }
  const final = task.problem({ ridge: 0, biasRidge }, reached.problem.parametrization.rank);
  const built = await recover(final, { ...shared, start: reached.point });
  return believed && believed.value < built.value ? believed : built;
}

async function fitFromBeliefs(
  task: FitTask,
  rank: number,
  shared: Omit<RoundsOptions<BlockProblem>, "start">,
): Promise<Recovery<BlockProblem> | undefined> {
  const problem = task.problem({ ridge: 0, biasRidge: 0 }, rank);
  if (!suitsBeliefPropagation(problem)) return undefined;
  return await recover(problem, { ...shared, start: await breathe(beliefPropagationStart(problem)) });
}
