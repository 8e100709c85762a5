import {
  type Escape,
  firstOrder,
  type Point,
  type Problem,
  randomRestart,
  type Steps,
  type WayOut,
} from "../../src/index.ts";
import { descended, foundBelow, workOf } from "./descent.ts";

/** The ways out of a point, the lowest start first; none where the escape knows none. */
export function* leave<P extends Problem>(problem: P, point: Point, exit: Escape): Steps<readonly WayOut<P>[]> {
  const found = yield* exit.leave(problem, point, yield* firstOrder(problem, point));
  return "ways" in found ? found.ways : [];
}

/** Where jumping, descending and accepting ended. */
export interface Attempt {
  readonly point: Point;
  readonly value: number;
  /** Is it the truth. */
  readonly found: boolean;
  /** Points that were left. */
  readonly escapes: number;
  /** Applications of 𝒜 and 𝒜*. */
  readonly work: number;
  /** The ways taken. */
  readonly kinds: readonly string[];
}

/** Lower by this share: another point, and one from which descent is worth finishing. */
const LOWER = 1e-6;
const CLEARLY = 0.1;

/**
 * Jump, descend, accept if lower: at most `most` times, each escape's ways in their order, the first that descent from it
 * takes below the point.
 */
export function* jumpDescendAccept(
  problem: Problem,
  stalled: { point: Point; value: number },
  { escapes, most = 5 }: { escapes: readonly Escape[]; most?: number },
): Steps<Attempt> {
  const before = workOf(problem);
  const kinds: string[] = [];
  let { point, value } = stalled;
  const lower = function* (): Steps<boolean> {
    for (const exit of escapes) {
      for (const { kind, start } of yield* leave(problem, point, exit)) {
        const trial = yield* descended(problem, start, { until: (1 - CLEARLY) * value, above: value });
        if (!(trial.bestValue < (1 - LOWER) * value)) continue;
        const end = yield* descended(problem, trial.best);
        kinds.push(kind);
        [point, value] = [end.best, end.bestValue];
        return true;
      }
    }
    return false;
  };
  while (value > foundBelow(problem) && kinds.length < most && (yield* lower())) yield;
  const work = workOf(problem) - before;
  return { point, value, found: value <= foundBelow(problem), escapes: kinds.length, work, kinds };
}

/** The best of so many descents, each from a random start of the size of the point's factors; it ends where one finds the truth. */
export function* restarted(
  problem: Problem,
  stalled: { point: Point; value: number },
  { starts, seed }: { starts: number; seed: number },
): Steps<Attempt> {
  const before = workOf(problem);
  let { point, value } = stalled;
  const ways = yield* leave(problem, point, randomRestart({ starts, seed }));
  for (const { start } of value > foundBelow(problem) ? ways : []) {
    const end = yield* descended(problem, start);
    if (end.bestValue < value) [point, value] = [end.best, end.bestValue];
    if (value <= foundBelow(problem)) break;
  }
  const work = workOf(problem) - before;
  return { point, value, found: value <= foundBelow(problem), escapes: 0, work, kinds: [] };
}
