import { describe, expect, test } from "vitest";
import { type Certificate, globallyOptimal } from "../../src/certificates/index.ts";
import { rankIncrease } from "../../src/escape/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import { recover } from "../../src/recover/index.ts";
import { randomInstance } from "../certificates/random-instances.ts";
import { problemOf } from "../problem/problem-of.ts";

const value = (problem: BlockProblem, point: Point) => finish(problem.at(point).value());
const certify = (problem: BlockProblem, point: Point) => finish(globallyOptimal(problem, point, { gap: 1e-9 }));

/** Points to leave: zero, random ones, and those solved at a rank too low. */
async function points(seed: number): Promise<[BlockProblem, Point][]> {
  const { convex, rank } = randomInstance(seed);
  const draw = random(seed).fork("escape");
  const least = Math.min(convex.rows, convex.columns);
  const [zero, wild] = [problemOf(convex, 0), problemOf(convex, Math.min(2, least))];
  const low = problemOf(convex, Math.max(0, rank - 1));
  const solved = await recover(low, {
    start: low.point().map(() => draw.gaussian()),
    highestRank: low.parametrization.rank,
    gap: 1e-9,
  });
  return [
    [zero, zero.point()],
    [zero, zero.point().map(() => draw.gaussian())],
    [wild, wild.point().map(() => 0.1 * draw.gaussian())],
    [solved.problem, solved.point],
  ];
}

describe("rankIncrease", () => {
  test.for(Array.from({ length: 40 }, (_, k) => k))(
    "falls as predicted, within the highest rank, seed %i",
    async (seed) => {
      for (const [problem, point] of await points(seed)) {
        const { rank } = problem.parametrization;
        const certificate = certify(problem, point);
        const before = value(problem, point);
        for (const [columns, room] of [
          [1, 1],
          [24, 2],
          [24, Number.POSITIVE_INFINITY],
        ]) {
          const copy = point.slice();
          const way = finish(rankIncrease({ columns, highestRank: rank + room }).leave(problem, point, certificate));
          expect(point).toEqual(copy);
          if (!("ways" in way)) {
            expect(way.reason).not.toBe("");
            continue;
          }
          const [out] = way.ways;
          const added = out.problem.parametrization.rank - rank;
          expect(added).toBeGreaterThan(0);
          expect(added).toBeLessThanOrEqual(Math.min(columns, room));
          const after = value(out.problem, out.start);
          expect(after).toBeLessThanOrEqual(before);
          expect(out.predictedFall).toBeGreaterThan(0);
          // Both objectives are known to about 1e-14 of their size.
          expect(Math.abs(before - after - out.predictedFall)).toBeLessThan(1e-8 * out.predictedFall + 1e-13 * before);
        }
      }
    },
  );

  test("one column falls by at least what the certificate says of it", async () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const [problem, point] of await points(seed)) {
        const certificate = certify(problem, point);
        const way = finish(rankIncrease({ columns: 1 }).leave(problem, point, certificate));
        if (!("ways" in way)) continue;
        const balancedValue = certificate.numbers.primal;
        // From the balanced point; from the given one the fall is the same, since only its X matters.
        expect(way.ways[0].predictedFall).toBeGreaterThanOrEqual(
          certificate.numbers.predictedFallByColumn * (1 - 1e-6) - 1e-12 * balancedValue,
        );
      }
    }
  });

  test("gives a reason where the certificate has no witness, the rank may not grow, or the descent is unfinished", () => {
    const { convex } = randomInstance(1);
    const problem = problemOf(convex, 1);
    const certificate = certify(problem, problem.point());
    const { witness, ...without } = certificate;
    const reason = (options: { highestRank?: number }, from: Certificate) => {
      const way = finish(rankIncrease(options).leave(problem, problem.point(), from));
      return "reason" in way ? way.reason : "";
    };
    expect(witness).toBeDefined();
    expect(reason({}, without)).toMatch(/unfinished descent/);
    expect(reason({ highestRank: 1 }, certificate)).toMatch(/rank may not grow/);
    const restless = { ...certificate, numbers: { ...certificate.numbers, stationarity: 1e9 } };
    expect(reason({}, restless)).toMatch(/unfinished descent/);
  });
});
