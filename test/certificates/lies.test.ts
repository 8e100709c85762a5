import { afterAll, describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import { recover } from "../../src/recover/index.ts";
import { problemOf } from "../problem/problem-of.ts";
import { deficient, type Placed, perturbed, unbalanced } from "./points.ts";
import { type RandomInstance, randomInstance } from "./random-instances.ts";
import { lies, Tally } from "./verdicts.ts";

const INSTANCES = 500;
const BATCH = 25;
const GAPS = [0.5, 1e-2, 1e-6, 1e-10];

/**
 * 500 random problems whose optimum another solver knows, each at a dozen points or more: no verdict and no bound may
 * contradict it.
 */
describe("globallyOptimal tells no lie", () => {
  const tally = new Tally();

  test.for(Array.from({ length: INSTANCES / BATCH }, (_, k) => k * BATCH))("instances from %i", async (first) => {
    const found: string[] = [];
    for (let seed = first; seed < first + BATCH; seed++) {
      const instance = randomInstance(seed);
      const draw = random(seed).fork("lies");
      for (const placed of await pointsOf(instance, draw)) {
        const gap = GAPS[draw.integer(GAPS.length)];
        const prove = draw.uniform() < 0.7;
        const certificate = finish(globallyOptimal(placed.problem, placed.point, { gap, prove, seed }));
        tally.add(`${placed.name}, asked for ${gap}`, certificate);
        const wrong = lies(certificate, instance.optimum);
        found.push(...wrong.map((lie) => `${seed} (${instance.name}), ${placed.name}, gap ${gap}: ${lie}`));
      }
    }
    expect(found).toEqual([]);
  });

  // A certificate that never says anything would pass the law above.
  test("and is of use: solved points hold, points far away fail", () => {
    for (const gap of [0.5, 1e-2, 1e-6]) {
      expect(tally.share(`solved, asked for ${gap}`, "holds")).toBeGreaterThan(0.98);
      expect(tally.share(`solved, unbalanced by 1000, asked for ${gap}`, "holds")).toBeGreaterThan(0.98);
      expect(tally.share(`solved, a column of 1e-9, asked for ${gap}`, "holds")).toBeGreaterThan(0.95);
    }
    expect(tally.share("solved, asked for 1e-10", "holds")).toBeGreaterThan(0.9);
    for (const gap of GAPS.slice(1)) expect(tally.share(`random, asked for ${gap}`, "fails")).toBeGreaterThan(0.95);
  });

  afterAll(() => console.log(tally.sentence()));
});

/** The optimum, points solved at ranks below, at and above its own, and relatives of them near and far. */
async function pointsOf(instance: RandomInstance, draw: Random): Promise<Placed[]> {
  const { convex, rank, seed } = instance;
  const problem = problemOf(convex, 0);
  const smaller = Math.min(convex.rows, convex.columns);
  const best = await recover(problem, { start: problem.point(), gap: 2e-11, seed });
  const solved = { name: "solved", problem: best.problem, point: best.point };
  const from = async (name: string, asked: number): Promise<Placed> => {
    const start = problem
      .with({ rank: asked })
      .point()
      .map(() => draw.gaussian());
    const end = await recover(problem.with({ rank: asked }) as BlockProblem, {
      start,
      highestRank: asked,
      gap: 1e-7,
      seed,
    });
    return { name, problem: end.problem, point: end.point };
  };
  const others = [
    await from("rank below", Math.max(0, rank - 1 - draw.integer(2))),
    await from("rank at or above", Math.min(smaller, rank + draw.integer(3))),
  ];
  const wild = problem.with({ rank: Math.min(smaller, 1 + draw.integer(4)) }) as BlockProblem;
  return [
    solved,
    unbalanced(solved, 1000),
    ...deficient(solved, draw),
    ...[1e-8, 1e-6, 1e-4, 1e-2, 1].map((size) => perturbed(solved, size, draw)),
    ...others,
    ...others.map((other) => perturbed(other, [1e-8, 1e-4, 1e-1][draw.integer(3)], draw)),
    { name: "zero", problem: wild, point: wild.point() },
    { name: "random", problem: wild, point: wild.point().map(() => draw.gaussian()) },
  ];
}
