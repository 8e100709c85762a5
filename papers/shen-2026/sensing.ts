import { gaussianSensingInstance, randomStart, type Steps, simulatedOracle } from "../../src/index.ts";
import type { Score } from "./completion.ts";
import { descended, foundBelow, workOf } from "./descent.ts";
import { jumpDescendAccept, restarted } from "./leave.ts";

/** Many random instances of gaussian sensing, one start each. */
export interface SensingOptions {
  readonly size: number;
  readonly rank: number;
  readonly symmetric: boolean;
  readonly oversampling: number;
  readonly instances: number;
  readonly seed: number;
}

/** How often each method found the truth, and the applications of 𝒜 and 𝒜* it took in all, the first descent with it. */
export interface SensingRun {
  readonly options: SensingOptions;
  readonly descent: Score;
  readonly oracle: Score;
  readonly restarts: Score;
  /** The oracle's ways, and the restarts where they did not find it. */
  readonly both: Score;
}

const RESTARTS = 4;
const SCALE = 0.1;

/** Descends on every instance, and leaves the point where descent ends by each method. */
export function* sensingRun(options: SensingOptions): Steps<SensingRun> {
  const { size, rank, symmetric, oversampling, instances, seed } = options;
  const names = ["descent", "oracle", "restarts", "both"] as const;
  const scores = Object.fromEntries(names.map((name) => [name, { found: 0, work: 0 }])) as Record<
    (typeof names)[number],
    { found: number; work: number }
  >;
  for (let k = 0; k < instances; k++) {
    const { problem } = gaussianSensingInstance({ shape: [size, size], rank, symmetric, oversampling, seed: seed + k });
    const { best: point, bestValue: value } = yield* descended(
      problem,
      randomStart(problem, { scale: SCALE, seed: seed + k }),
    );
    const descent = workOf(problem);
    const found = value <= foundBelow(problem);
    const stalled = { point, value };
    const oracle = yield* jumpDescendAccept(problem, stalled, { escapes: [simulatedOracle()] });
    const starts = yield* restarted(problem, stalled, { starts: RESTARTS, seed: seed + k });
    const after = yield* restarted(problem, oracle, { starts: RESTARTS, seed: seed + k });
    const attempts = {
      descent: { found, work: 0 },
      oracle,
      restarts: starts,
      both: { found: after.found, work: oracle.work + after.work },
    };
    for (const name of names) {
      scores[name].found += Number(attempts[name].found);
      scores[name].work += descent + attempts[name].work;
    }
  }
  return { options, ...scores };
}
