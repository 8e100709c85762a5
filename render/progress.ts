import type { TraceRow } from "./api.ts";

/** One point of a plot against the iteration. */
export interface Step extends TraceRow {
  /** Iterations since the start of the first round. */
  readonly total: number;
}

const BUCKETS = 200;

/** The trace over one running count of iterations: a trace that starts each round at zero again is laid end to end. */
function counted(trace: readonly TraceRow[]): Step[] {
  let before = 0;
  return trace.map((row, k) => {
    const last = trace[k - 1];
    if (last !== undefined && row.iteration < last.iteration) before += last.iteration;
    return { ...row, total: before + row.iteration };
  });
}

/**
 * The trace as steps, a long one thinned: of each of its 200 parts the ends, the extremes of the objective, the last certified
 * row and every start of a round stay, so that no peak and no round is lost.
 */
export function progress(trace: readonly TraceRow[]): Step[] {
  const steps = counted(trace);
  if (steps.length <= 3 * BUCKETS) return steps;
  const size = steps.length / BUCKETS;
  const kept = new Set<Step>();
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const part = steps.slice(Math.floor(bucket * size), Math.floor((bucket + 1) * size));
    const byObjective = part
      .filter((step) => Number.isFinite(step.objective))
      .sort((a, b) => a.objective - b.objective);
    const certified = part.filter((step) => Number.isFinite(step.relativeGap));
    for (const step of [part[0], part.at(-1), byObjective[0], byObjective.at(-1), certified.at(-1)]) {
      if (step !== undefined) kept.add(step);
    }
  }
  return steps.filter((step, k) => kept.has(step) || step.round !== steps[k - 1]?.round);
}

/** The first step of each round but the first. */
export function roundStarts(steps: readonly Step[]): Step[] {
  return steps.filter((step, k) => k > 0 && step.round !== steps[k - 1].round);
}
