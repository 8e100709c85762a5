import { describe, expect, it } from "vitest";
import { progress, roundStarts } from "../../render/progress.ts";
import type { TraceRow } from "../../src/report/report.ts";

function row(round: number, iteration: number, objective: number, relativeGap = Number.NaN): TraceRow {
  return { round, iteration, rank: round, objective, relativeGap, gradientNorm: 0, passes: 0 };
}

describe("progress", () => {
  it("counts on where a round starts its iterations at zero", () => {
    const steps = progress([row(1, 0, 9), row(1, 4, 8), row(2, 0, 7), row(2, 3, 6)]);
    expect(steps.map((step) => step.total)).toEqual([0, 4, 4, 7]);
    expect(roundStarts(steps).map((step) => step.round)).toEqual([2]);
  });

  it("thins a long trace but keeps its ends, its peak and every round", () => {
    const trace = Array.from({ length: 10_000 }, (_, k) => row(1 + Math.floor(k / 3000), k, k === 4321 ? 1e9 : 1 / k));
    const steps = progress(trace);
    expect(steps.length).toBeLessThan(1100);
    expect(steps[0].iteration).toBe(0);
    expect(steps.at(-1)?.iteration).toBe(9999);
    expect(Math.max(...steps.map((step) => step.objective).filter(Number.isFinite))).toBe(1e9);
    expect(roundStarts(steps).map((step) => step.iteration)).toEqual([3000, 6000, 9000]);
  });

  it("keeps a certified row of each part", () => {
    const trace = Array.from({ length: 2000 }, (_, k) => row(1, k, 1, k === 777 ? 0.5 : Number.NaN));
    expect(
      progress(trace)
        .filter((step) => Number.isFinite(step.relativeGap))
        .map((step) => step.iteration),
    ).toEqual([777]);
  });
});
