import type { Certificate } from "../certificates/certificate.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { RoundSummary } from "../report/report.ts";
import type { StopReason } from "../solvers/stopping.ts";
import { type RoundsOptions, rounds } from "./rounds.ts";

/** Where the rounds of a recovery ended. */
export interface Recovery<P extends Problem = Problem> {
  /** The problem at the last rank, and the balanced point in it. */
  readonly problem: P;
  readonly point: Point;
  readonly value: number;
  readonly certificate: Certificate;
  /** Further certificates of the point, where escapes asked for them. */
  readonly further: readonly Certificate[];
  readonly rounds: readonly RoundSummary[];
  readonly stopped: StopReason;
}

/** Descends, certifies and escapes until the certificate holds or nothing more can be done: `rounds`, to its end. */
export async function recover<P extends Problem>(problem: P, options: RoundsOptions<P>): Promise<Recovery<P>> {
  const summaries: RoundSummary[] = [];
  for await (const round of rounds(problem, options)) {
    const { certificate, value, stopped, further } = round;
    summaries.push({
      round: round.round,
      rank: round.problem.parametrization.rank,
      iterations: round.iterations,
      objective: value,
      relativeGap: certificate.quantity,
      verdict: certificate.verdict,
      stopped: (stopped ?? round.descended).rule,
      jumps: round.jumps,
    });
    if (stopped) {
      return { problem: round.problem, point: round.point, value, certificate, further, rounds: summaries, stopped };
    }
  }
  throw new Error("bug: the rounds ended without a reason");
}
