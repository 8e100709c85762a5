import { afterAll, describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { rankIncrease } from "../../src/escape/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import type { Problem, SecondOrderProblem } from "../../src/problem/index.ts";
import { recover } from "../../src/recover/index.ts";
import { descended, finished, type SemidefiniteInstance, semidefiniteInstance } from "./random-semidefinite.ts";
import { lies, Tally } from "./verdicts.ts";

const INSTANCES = 500;
const BATCH = 25;
const GAPS = [1e-2, 1e-6, 1e-9];

interface Placed {
  readonly name: string;
  readonly problem: Problem;
  readonly point: Point;
}

/** 500 random problems over U Uᵀ whose optimum a convex solver encloses, each at a dozen points. */
describe("globallyOptimal over semidefinite matrices tells no lie", () => {
  const tally = new Tally();
  let enclosed = 0;

  test.for(Array.from({ length: INSTANCES / BATCH }, (_, k) => k * BATCH))("instances from %i", async (first) => {
    const found: string[] = [];
    for (let seed = first; seed < first + BATCH; seed++) {
      const instance = semidefiniteInstance(seed);
      const { objective, lowerBound } = instance.optimum;
      if (objective - lowerBound <= 1e-9 * objective) enclosed += 1;
      const draw = random(seed).fork("semidefinite lies");
      for (const { name, problem, point } of await pointsOf(instance, draw, seed)) {
        const gap = GAPS[draw.integer(GAPS.length)];
        const prove = draw.uniform() < 0.7;
        const certificate = finish(globallyOptimal(problem, point, { gap, prove, seed }));
        tally.add(`${name}, asked for ${gap}`, certificate);
        // Only what contradicts the enclosure is a lie: a promised fall below the lower bound, a bound above the objective.
        const against = certificate.verdict === "fails" ? lowerBound : objective;
        const wrong = lies(certificate, against).filter(
          (lie) => !/^primal/.test(lie) || certificate.numbers.primal < lowerBound * (1 - 1e-10),
        );
        found.push(...wrong.map((lie) => `${seed} (${instance.name}), ${name}, gap ${gap}: ${lie}`));
        found.push(...fallOf(problem, point, certificate).map((lie) => `${seed} (${instance.name}), ${name}: ${lie}`));
      }
    }
    expect(found).toEqual([]);
  });

  test("and is of use: solved points hold, points far away fail, the oracle encloses", () => {
    expect(enclosed).toBeGreaterThan(0.9 * INSTANCES);
    for (const gap of GAPS) {
      expect(tally.share(`solved, asked for ${gap}`, "holds")).toBeGreaterThan(0.97);
      expect(tally.share(`columns twice, asked for ${gap}`, "holds")).toBeGreaterThan(0.97);
      expect(tally.share(`random, asked for ${gap}`, "fails")).toBeGreaterThan(0.97);
      expect(tally.share(`rank 1, asked for ${gap}`, "undecided")).toBeLessThan(0.1);
    }
  });

  afterAll(() => console.log(tally.sentence()));
});

/** One more column falls as the escape predicts it, and by at least what the certificate says. */
function fallOf(problem: Problem, point: Point, certificate: Parameters<typeof lies>[0]): string[] {
  const out = finish(rankIncrease({ columns: 1 }).leave(problem, point, certificate));
  if (!("ways" in out)) return [];
  const [way] = out.ways;
  const before = finish(problem.at(point).value());
  const fall = before - finish(way.problem.at(way.start).value());
  const wrong = Math.abs(fall - way.predictedFall) > 1e-8 * way.predictedFall + 1e-13 * before;
  return wrong ? [`a column falls by ${fall}, predicted ${way.predictedFall}`] : [];
}

async function pointsOf(instance: SemidefiniteInstance, draw: Random, seed: number): Promise<Placed[]> {
  const { size } = instance;
  const zero = instance.at(0);
  const best = await recover(zero, { start: zero.point(), gap: 1e-10, seed });
  const polished = finished(best.problem as SecondOrderProblem, best.point);
  const solved = { name: "solved", problem: best.problem, point: Float64Array.from(polished) };
  const moved = ({ name, problem, point }: Placed, by: number): Placed => ({
    name: `${name}, moved by ${by}`,
    problem,
    point: point.map((x) => x + by * draw.gaussian()),
  });
  const rank = solved.problem.parametrization.rank;
  const wide = zero.with({ rank: Math.min(size, 2 * rank) });
  const twice = wide.point();
  const double = Math.min(size, 2 * rank) - rank;
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < rank; c++) {
      const share = c < double ? Math.SQRT1_2 : 1;
      twice[i * (rank + double) + c] = share * solved.point[i * rank + c];
      if (c < double) twice[i * (rank + double) + rank + c] = share * solved.point[i * rank + c];
    }
  }
  const one = zero.with({ rank: 1 });
  const wild = zero.with({ rank: 1 + draw.integer(size) });
  return [
    solved,
    { name: "columns twice", problem: wide, point: twice },
    ...[1e-9, 1e-6, 1e-3].map((by) => moved(solved, by)),
    { name: "rank 1", problem: one, point: descended(one as typeof zero, draw) },
    { name: "full rank", problem: zero.with({ rank: size }), point: descended(zero.with({ rank: size }), draw) },
    { name: "zero", problem: wild, point: wild.point() },
    { name: "random", problem: wild, point: wild.point().map(() => draw.gaussian()) },
    { name: "large", problem: wild, point: wild.point().map(() => 1e3 * draw.gaussian()) },
  ];
}
