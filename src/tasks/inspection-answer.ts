import type { Verdict } from "../certificates/certificate.ts";
import type { Exit, Inspection } from "../report/inspection.ts";

/** What is known before it is put into words. */
export type InspectionFacts = Omit<Inspection, "headline" | "sentences" | "next">;

/** How optimality was answered: over all ranks, `holdsAtRank` for the point's own rank alone, or that it was not asked. */
export type Answer = Verdict | "holdsAtRank" | "unasked";

/** A measured fall below this share of the objective may be rounding. */
const ROUNDING = 1e-12;
/** Residuals below this share of the observations tell of a descent that was stopped, not of the problem. */
const ALMOST = 1e-6;

/** The answer to whether anything does better. */
export function answerOf({ certified, certificates }: InspectionFacts): Answer {
  const verdictOf = (name: string) => certificates.find(({ claim }) => claim === name)?.verdict;
  const atRank = ["bestApproximation", "bestOfRank"].some((name) => verdictOf(name) === "holds");
  if (!certified && atRank) return "holdsAtRank";
  return verdictOf("globallyOptimal") ?? "unasked";
}

/** Is what is left of the residual the end of a descent rather than another matrix. */
export function isAlmostExact(found: InspectionFacts): boolean {
  return found.ridge === 0 && found.residual <= ALMOST && !answerOf(found).startsWith("holds");
}

/** Is a change of the objective more than its rounding. */
export function isFall(fall: number, { objective }: InspectionFacts): boolean {
  return fall > ROUNDING * objective;
}

/** The ways out whose start lies lower, the lowest first. */
export function lowerExits(found: InspectionFacts): Exit[] {
  return found.exits
    .filter(({ measuredFall }) => isFall(measuredFall, found))
    .sort((a, b) => b.measuredFall - a.measuredFall);
}

/** The objective of the same matrix from balanced factors, which is what global optimality is about, where that is lower by more than the gap. */
export function balancedObjective({ certificates, objective }: InspectionFacts): number | undefined {
  const best = certificates.find(({ claim }) => claim === "globallyOptimal");
  const primal = best?.numbers.primal;
  return best && primal !== undefined && objective - primal > best.threshold * objective ? primal : undefined;
}
