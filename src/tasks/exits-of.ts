import type { Certificate } from "../certificates/certificate.ts";
import { escapes } from "../escape/index.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { Exit, NoExit } from "../report/inspection.ts";

/** A point with its objective. */
export interface Standing {
  readonly problem: Problem;
  readonly point: Point;
  readonly objective: number;
}

/**
 * What every escape of the catalogue that applies makes of the certificate that it works from, where that one does not hold; ends early
 * where `run` gives nothing.
 */
export async function exitsOf(
  { problem, point, objective }: Standing,
  certificates: readonly Certificate[],
  run: <T>(name: string, steps: Steps<T>) => Promise<T | undefined>,
): Promise<{ exits: readonly Exit[]; noExits: readonly NoExit[] }> {
  const [exits, noExits]: [Exit[], NoExit[]] = [[], []];
  const known = Object.values(escapes).map((member) => member());
  for (const { name, claim, leave } of known.filter(({ applies }) => applies(problem))) {
    const certificate = certificates.find((it) => it.claim === claim);
    if (certificate === undefined || certificate.verdict === "holds") continue;
    const outcome = await run(name, leave(problem, point, certificate));
    if (outcome === undefined) break;
    if ("reason" in outcome) {
      noExits.push({ escape: name, claim, reason: outcome.reason });
      continue;
    }
    // The lowest start comes first, and one an escape tells what it is worth.
    const [{ kind, problem: on, start, predictedFall }] = outcome.ways;
    const measuredFall = objective - (await breathe(on.at(start).value()));
    const columns = on.parametrization.rank - problem.parametrization.rank;
    exits.push({ escape: name, claim, kind, columns, predictedFall, measuredFall });
  }
  return { exits, noExits };
}
