import { type Certificate, type Escape, globallyOptimal, level, mergeAndInsert, type Steps } from "../../src/index.ts";
import type { Counterexample } from "./counterexamples.ts";
import { descended, foundBelow } from "./descent.ts";

/** An attempt to leave a spurious minimum. */
export interface Left {
  readonly family: Counterexample["family"];
  readonly name: string;
  readonly rank: number;
  readonly by: "merge and insert" | "level";
  /** What the certificate of global optimality says of the spurious point. */
  readonly verdict: Certificate["verdict"];
  /** Jumps taken, columns in the end beyond those at the start, and f in the end. */
  readonly jumps: number;
  readonly columns: number;
  readonly value: number;
  readonly found: boolean;
  /** f along the way; at `jumpedAt` a jump was taken. */
  readonly trace: readonly (readonly [iteration: number, value: number])[];
  readonly jumpedAt: readonly number[];
}

const MOST_JUMPS = 12;

/** Jumps, descends, accepts where it is lower, until the truth is found or no way leads lower. */
export function* left({ family, name, rank, landscape }: Counterexample, by: Left["by"]): Steps<Left> {
  const exit: Escape = by === "level" ? level() : mergeAndInsert({ highestRank: rank + 1 });
  let { problem } = landscape;
  let point = landscape.spurious[0];
  let value = yield* problem.at(point).value();
  const trace: [number, number][] = [[0, value]];
  const jumpedAt: number[] = [];
  const first = yield* globallyOptimal(problem, point);
  while (value > foundBelow(problem) && jumpedAt.length < MOST_JUMPS) {
    const outcome = yield* exit.leave(
      problem,
      point,
      jumpedAt.length === 0 ? first : yield* globallyOptimal(problem, point),
    );
    if ("reason" in outcome) break;
    let lower = false;
    for (const way of outcome.ways) {
      const begun = trace[trace.length - 1][0];
      const rows: [number, number][] = [[begun, yield* way.problem.at(way.start).value()]];
      const ended = yield* descended(way.problem, way.start, (it) => rows.push([begun + it.iteration, it.value]));
      lower = ended.value < value * (1 - 1e-6);
      if (!lower) continue;
      jumpedAt.push(begun);
      trace.push(...rows);
      problem = way.problem;
      point = Float64Array.from(ended.last);
      value = ended.value;
      break;
    }
    if (!lower) break;
  }
  return {
    family,
    name,
    rank,
    by,
    verdict: first.verdict,
    jumps: jumpedAt.length,
    columns: problem.parametrization.rank - rank,
    value,
    found: value <= foundBelow(problem),
    trace,
    jumpedAt,
  };
}
