import { perturbation, perturbedCompletion, randomStart, type Steps, simulatedOracle } from "../../src/index.ts";
import { descended, foundBelow, workOf } from "./descent.ts";
import { type Attempt, jumpDescendAccept, restarted } from "./leave.ts";

/** Many starts on one instance of perturbed completion. */
export interface CompletionOptions {
  readonly size: number;
  readonly perturbation: number;
  readonly trials: number;
  /** Standard deviation of the starts' entries. */
  readonly scale: number;
  readonly seed: number;
  /** Try perturbed gradient descent and random restarts as well. */
  readonly baselines: boolean;
}

/** How often each method found the truth from the same starts, and the applications of 𝒜 and 𝒜* it took in all. */
export interface CompletionRun {
  readonly options: CompletionOptions;
  readonly descent: Score;
  readonly oracle: Score;
  readonly perturbed?: Score;
  readonly restarts?: Score;
  /** Points that the oracle left, by the way taken. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly escapes: number;
}

/** Truths found, and work in all. */
export interface Score {
  readonly found: number;
  readonly work: number;
}

/** Attempts of each baseline. */
export const ATTEMPTS = 4;

/** Descends from every start, and leaves the points where descent ends by each method. */
export function* completionRun(options: CompletionOptions): Steps<CompletionRun> {
  const { size, perturbation: epsilon, trials, scale, seed, baselines } = options;
  const { problem } = perturbedCompletion({ size, perturbation: epsilon });
  const scores = { descent: score(), oracle: score(), perturbed: score(), restarts: score() };
  const kinds: Record<string, number> = {};
  for (let trial = 0; trial < trials; trial++) {
    const start = randomStart(problem, { scale, seed: seed + trial });
    const before = workOf(problem);
    const { best: point, bestValue: value } = yield* descended(problem, start);
    const descent = workOf(problem) - before;
    const stalled = { point, value };
    scores.descent.add(descent, { found: value <= foundBelow(problem), work: 0 });
    const attempt = yield* jumpDescendAccept(problem, stalled, { escapes: [simulatedOracle()] });
    scores.oracle.add(descent, attempt);
    for (const kind of attempt.kinds) kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (!baselines) continue;
    const steps = Array.from({ length: ATTEMPTS }, (_, k) => perturbation({ seed: seed + k }));
    scores.perturbed.add(descent, yield* jumpDescendAccept(problem, stalled, { escapes: steps }));
    scores.restarts.add(descent, yield* restarted(problem, stalled, { starts: ATTEMPTS, seed: seed + trial }));
  }
  const { descent, oracle, perturbed, restarts } = scores;
  const escapes = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return { options, descent, oracle, kinds, escapes, ...(baselines && { perturbed, restarts }) };
}

function score() {
  return {
    found: 0,
    work: 0,
    add(before: number, { found, work }: Pick<Attempt, "found" | "work">) {
      this.found += Number(found);
      this.work += before + work;
    },
  };
}
