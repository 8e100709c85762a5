import type { RunStep } from "./api.ts";

const MOST = 400;

/** A long trace as its steps at even places, the ends and the lowest objective among them. */
export function thinned(trace: readonly RunStep[]): RunStep[] {
  if (trace.length <= MOST) return [...trace];
  const kept = new Set(Array.from({ length: MOST }, (_, k) => Math.round((k * (trace.length - 1)) / (MOST - 1))));
  const lowest = trace.reduce((best, step, k) => (step.objective < trace[best].objective ? k : best), 0);
  kept.add(lowest);
  return trace.filter((_, k) => kept.has(k));
}
