import { afterAll, describe, expect, test } from "vitest";
import { type Certificate, firstOrder, globallyOptimal, secondOrderNonnegative } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { type NonnegativeProblem, nonnegativeDescent, objective } from "../oracles/nonnegative-descent.ts";
import { type Kind, knownPoints, randomProblem, value } from "./nonnegative-points.ts";
import { Tally } from "./verdicts.ts";

const SEEDS = 50;
const BATCH = 10;
const batches = Array.from({ length: SEEDS / BATCH }, (_, k) => k * BATCH);
const tally = new Tally();

const certify = (problem: Problem, point: Point, gap = 1e-6) => ({
  first: finish(firstOrder(problem, point)),
  second: finish(secondOrderNonnegative(problem, point)),
  global: finish(globallyOptimal(problem, point, { gap })),
});

/** The verdicts that would be lies, by what is known. */
const LIES: Record<Kind, readonly [keyof ReturnType<typeof certify>, Certificate["verdict"]][]> = {
  global: [
    ["first", "fails"],
    ["second", "fails"],
    ["global", "fails"],
  ],
  spurious: [
    ["first", "fails"],
    ["second", "fails"],
    ["global", "holds"],
  ],
  saddle: [
    ["first", "fails"],
    ["second", "holds"],
    ["global", "holds"],
  ],
  moving: [
    ["first", "holds"],
    ["second", "holds"],
    ["global", "holds"],
  ],
};

describe("no lie at points of planted landscapes, of which everything is known", () => {
  test.for(batches)("seeds from %i", (first) => {
    const found: string[] = [];
    for (let seed = first; seed < first + BATCH; seed++) {
      for (const { name, kind, problem, point } of knownPoints(seed)) {
        const certificates = certify(problem, point);
        for (const [claim, certificate] of Object.entries(certificates)) tally.add(`${kind}, ${claim}`, certificate);
        for (const [claim, verdict] of LIES[kind]) {
          if (certificates[claim].verdict === verdict) found.push(`${seed}, ${name}: ${claim} ${verdict}`);
        }
        found.push(...falseFalls(problem, point, certificates.second).map((lie) => `${seed}, ${name}: ${lie}`));
      }
    }
    expect(found).toEqual([]);
  });

  test("and they are of use", () => {
    expect(tally.share("global, first", "holds")).toBe(1);
    expect(tally.share("global, global", "holds")).toBe(1);
    expect(tally.share("spurious, first", "holds")).toBe(1);
    expect(tally.share("spurious, second", "holds")).toBe(1);
    expect(tally.share("spurious, global", "fails")).toBe(1);
    expect(tally.share("saddle, second", "fails")).toBe(1);
    expect(tally.share("moving, first", "fails")).toBe(1);
  });
});

describe("no lie at random points and where descents end, against searches by another program", () => {
  test.for(batches)("seeds from %i", (first) => {
    const found: string[] = [];
    for (let seed = first; seed < first + BATCH; seed++) {
      const { problem, plain } = randomProblem(seed);
      const draw = random(seed).fork("nonnegative lies");
      const start = () => Float64Array.from(problem.point(), () => draw.uniform());
      const ends = [0, 1].map(() => nonnegativeDescent(plain, start(), 1_000));
      const points = {
        "a descent's end": ends[0].point,
        another: ends[1].point,
        "the same, moved a little": ends[0].point.map((x) => Math.max(0, x + 1e-5 * draw.gaussian())),
        random: start(),
        zero: new Float64Array(ends[0].point.length),
      };
      const lowest = lowestOf(plain, Object.values(points), draw);
      for (const [name, point] of Object.entries(points)) {
        const { first: stationary, second, global } = certify(problem, point, 1e-4);
        for (const [claim, certificate] of Object.entries({ stationary, second, global }))
          tally.add(`${name}, ${claim}`, certificate);
        const lies = [
          ...falseFalls(problem, point, second),
          ...falseMinimum(plain, point, second, draw),
          ...falseMotion(plain, point, stationary),
          ...falseOptimum(global, lowest),
        ];
        found.push(...lies.map((lie) => `${seed}, ${name}, λ ${plain.ridge}, μ ${plain.l1}: ${lie}`));
      }
    }
    expect(found).toEqual([]);
  });

  test("and they are of use", () => {
    expect(tally.share("a descent's end, stationary", "holds")).toBeGreaterThan(0.9);
    expect(tally.share("a descent's end, second", "holds")).toBeGreaterThan(0.7);
    expect(tally.share("random, global", "fails")).toBe(1);
    expect(tally.share("a descent's end, global", "holds")).toBeGreaterThan(0.2);
  });

  afterAll(() => console.log(tally.sentence(), Object.fromEntries(tally.counts)));
});

/** The lowest value that is found with more columns than there are rows, from the points themselves and at random. */
function lowestOf(plain: NonnegativeProblem, points: readonly Float64Array[], draw: Random): number {
  const rank = Math.min(plain.rows, plain.columns) + 1;
  const wide = { ...plain, rank };
  const widened = (point: Float64Array) =>
    Float64Array.from({ length: (point.length / plain.rank) * rank }, (_, k) =>
      k % rank < plain.rank ? point[Math.floor(k / rank) * plain.rank + (k % rank)] : 0.01 * draw.uniform(),
    );
  const random = widened(points[0]).map(() => draw.uniform());
  return Math.min(...[...points.map(widened), random].map((start) => nonnegativeDescent(wide, start, 200).value));
}

/** A direction that is not admissible, or along which f does not fall as promised. */
function falseFalls(problem: Problem, point: Point, { direction, kind, numbers }: Certificate): string[] {
  if (kind !== "strictSaddle" || !direction) return [];
  if (direction.some((x, k) => x < -1e-9 && !(point[k] > 0))) return ["a direction leaves the nonnegative points"];
  const there = point.map((x, k) => Math.max(0, x + numbers.step * direction[k]));
  const fall = value(problem, point) - value(problem, there);
  return fall < numbers.predictedFall * (1 - 1e-6)
    ? [`promises a fall of ${numbers.predictedFall}, f falls by ${fall}`]
    : [];
}

/** A minimum near which f is lower. */
function falseMinimum(
  plain: NonnegativeProblem,
  point: Float64Array,
  { verdict }: Certificate,
  draw: Random,
): string[] {
  if (verdict !== "holds") return [];
  const { value: here, gradient } = objective(plain, point);
  const size = Math.hypot(...point);
  for (let k = 0; k < 90; k++) {
    const radius = size * [1e-3, 1e-4, 1e-5][k % 3];
    const density = [1, 0.3][k % 2];
    const moved = point.map((x) => Math.max(0, x + (draw.uniform() < density ? radius * draw.gaussian() : 0)));
    const slope = moved.reduce((sum, x, i) => sum + Math.max(0, -gradient[i] * (x - point[i])), 0);
    const fall = here - objective(plain, moved).value;
    // What is left of the gradient may fall that far.
    if (fall > 1e-13 * here + slope) return [`a minimum, but f falls by ${fall} within ${radius}`];
  }
  return [];
}

/** A point that is said to move, but does not fall. */
function falseMotion(plain: NonnegativeProblem, point: Float64Array, { verdict, numbers }: Certificate): string[] {
  if (verdict !== "fails") return [];
  const { value: here } = objective(plain, point);
  // A slope so small promises nothing that f's digits would show.
  if (numbers.gradientNorm ** 2 < 1e-13 * here) return [];
  return nonnegativeDescent(plain, point, 20).value < here ? [] : ["not stationary, but nothing falls"];
}

/** A lower bound above what was reached, or an optimum that is none. */
function falseOptimum({ verdict, numbers, threshold }: Certificate, lowest: number): string[] {
  const lies: string[] = [];
  if (numbers.dual > lowest * (1 + 1e-9) + 1e-13) lies.push(`dual ${numbers.dual} above ${lowest}`);
  if (verdict === "holds" && lowest < numbers.primal * (1 - threshold) * (1 - 1e-9) - 1e-13) {
    lies.push(`holds at ${numbers.primal}, but ${lowest} is lower`);
  }
  if (verdict === "fails" && numbers.primal - numbers.predictedFall < lowest * (1 - 1e-3) - 1e-9) {
    lies.push(`promises ${numbers.primal - numbers.predictedFall}, the lowest found is ${lowest}`);
  }
  return lies;
}
