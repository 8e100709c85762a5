import { type Certificate, type Claim, certificates } from "../certificates/index.ts";
import type { Escape, WayOut } from "../escape/escape.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Jump } from "../report/report.ts";
import { flatFor, outOfReach, type StoppingRule, valueBelow } from "../solvers/stopping.ts";
import { breathe } from "./breathe.ts";

/** A point that a descent reached, in float64, with what is known of it. */
export interface Standpoint<P extends Problem> {
  readonly problem: P;
  readonly point: Point;
  /** f, from balanced factors. */
  readonly value: number;
  /** Of global optimality, not holding. */
  readonly certificate: Certificate;
}

/** How ways out are tried. */
export interface WaysOutOptions<P extends Problem> {
  readonly escapes: readonly Escape[];
  readonly gap: number;
  readonly seed: number;
  readonly expired: () => boolean;
  /** Descends from a start, ending early where a rule says so. */
  readonly descend: (
    way: WayOut<P>,
    until: readonly StoppingRule[],
  ) => Promise<{ problem: P; point: Point; value: number }>;
}

/** The jumps tried, and where to go on from if one was a way out. */
export interface WaysOutResult<P extends Problem> {
  readonly jumps: readonly Jump[];
  /** The certificates that the escapes asked for, of global optimality first. */
  readonly certificates: readonly Certificate[];
  readonly taken?: { readonly problem: P; readonly start: Point };
}

/** Two objectives closer than this share of them are the same minimum, reached twice. */
const SAME = 1e-8;
/** A descent that falls by less than this share of f an iteration, over so many of them, has shown where it leads. */
const SLOWLY = 1e-8;
const PATIENCE = 20;
/** One that would need more iterations than this to come down to the point, were it to go on as fast, is given up. */
const HORIZON = 1_000;
/** A descent that is lower by this share need not be finished to be taken. */
const CLEARLY = 1e-3;

/**
 * Jump, descend, accept if lower: every escape whose claim does not hold is asked for its ways out. One that falls at once is
 * taken; the others only where the descent from there ends lower than the point.
 *
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export async function waysOut<P extends Problem>(
  { problem, point, value, certificate }: Standpoint<P>,
  { escapes, gap, seed, expired, descend }: WaysOutOptions<P>,
): Promise<WaysOutResult<P>> {
  const known = new Map([[certificate.claim, certificate]]);
  const jumps: Jump[] = [];
  const found = (taken?: WaysOutResult<P>["taken"]) => ({
    jumps,
    certificates: [...known.values()],
    ...(taken && { taken }),
  });
  for (const exit of escapes.filter(({ applies }) => applies(problem))) {
    const claimed = known.get(exit.claim) ?? (await breathe(claimOf(exit).certify(problem, point, { seed, gap })));
    known.set(exit.claim, claimed);
    if (expired()) break;
    if (claimed.verdict === "holds") continue;
    const outcome = await breathe(exit.leave(problem, point, claimed));
    for (const way of "ways" in outcome ? outcome.ways : []) {
      if (expired()) break;
      const measuredFall = value - (await breathe(way.problem.at(way.start).value()));
      const jump = {
        kind: way.kind,
        columns: way.problem.parametrization.rank - problem.parametrization.rank,
        predictedFall: way.predictedFall,
        measuredFall,
      };
      if (measuredFall > CLEARLY * value) {
        jumps.push({ ...jump, taken: true });
        return found(way);
      }
      const end = await descend(way, [
        valueBelow((1 - CLEARLY) * value),
        flatFor(PATIENCE, SLOWLY),
        outOfReach(value, HORIZON, PATIENCE),
      ]);
      const taken = value - end.value > SAME * value;
      jumps.push({ ...jump, descendedFall: value - end.value, taken });
      if (taken) return found({ problem: end.problem, start: end.point });
    }
  }
  return found();
}

function claimOf(exit: Escape): Claim {
  const catalogue: Readonly<Record<string, Claim>> = certificates;
  const found = catalogue[exit.claim];
  if (!found) throw new RangeError(`escapes: ${exit.name} works from ${exit.claim}, which no certificate claims`);
  return found;
}
