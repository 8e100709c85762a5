import { expect, test } from "vitest";
import { type Escape, type Point, perturbation, perturbedCompletion, randomRestart } from "../../src/index.ts";
import { descended, outcome, value } from "./ways.ts";

const { problem, spurious } = perturbedCompletion({ size: 12, perturbation: 0.1 });
const [point] = spurious;
const starts = (exit: Escape, at: Point = point) =>
  outcome(exit, problem, at).ways.map(({ start }) => Float64Array.from(start));

test("a perturbation has the length asked for, and ends in the same spurious minimum", () => {
  const [start] = starts(perturbation({ radius: 1e-2 }));
  const length = Math.hypot(...start.map((x, k) => x - point[k]));
  expect(length).toBeCloseTo(1e-2 * Math.hypot(...point), 12);
  expect(value(problem, descended(problem, start))).toBeCloseTo(value(problem, point), 9);
});

test("restarts have the scale of the point's factors, and differ from each other", () => {
  const many = starts(randomRestart({ starts: 200 }));
  const meanSquare = (x: Point) => Math.hypot(...x) ** 2 / x.length;
  const average = many.reduce((sum, start) => sum + meanSquare(start), 0) / many.length;
  expect(average / meanSquare(point)).toBeGreaterThan(0.9);
  expect(average / meanSquare(point)).toBeLessThan(1.1);
  expect(new Set(many.map(([first]) => first)).size).toBe(200);
});

test("the same seed and point give the same starts, another seed or point other ones", () => {
  for (const exit of [perturbation, randomRestart]) {
    expect(starts(exit({ seed: 1 }))).toEqual(starts(exit({ seed: 1 })));
    expect(starts(exit({ seed: 2 }))).not.toEqual(starts(exit({ seed: 1 })));
    expect(starts(exit({ seed: 1 }), spurious[1])).not.toEqual(starts(exit({ seed: 1 })));
  }
});

test("neither promises a fall", () => {
  for (const exit of [perturbation(), randomRestart()]) {
    const { ways } = outcome(exit, problem, point);
    expect(ways.map(({ predictedFall }) => predictedFall)).toEqual([Number.NaN]);
  }
});
