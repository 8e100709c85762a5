import { afterAll, describe, expect, test } from "vitest";
import { type Certificate, secondOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import type { SecondOrderProblem } from "../../src/problem/index.ts";
import { pointOf } from "../laws/points.ts";
import { FAMILIES, type Planted, plantedPoints } from "./stationary-points.ts";

/** Certificates of each family. */
const POINTS = 1_000;
/** A stationary point is certified as it is and moved by a share of its length: what is near is meant, too. */
const MOVES = [1e-9, 1e-7];

const valueAt = (problem: SecondOrderProblem, at: Point) => finish(problem.at(at).value());

function moved({ problem, point }: Planted, share: number, draw: Random): Point {
  const direction = point.map(() => draw.gaussian());
  problem.parametrization.project(point, direction);
  return problem.parametrization.retract(point, direction, (share * Math.hypot(...point)) / Math.hypot(...direction));
}

/** What a certificate says that the kind of the point, or the objective itself, contradicts. */
function lies(problem: SecondOrderProblem, at: Point, kind: string, certificate: Certificate): string[] {
  const found: string[] = [];
  const { verdict, direction, numbers } = certificate;
  if (verdict === "holds" && kind !== "strictLocalMinimum") found.push(`holds at a point that is ${kind}`);
  if (certificate.kind === "strictSaddle") {
    if (kind !== "strictSaddle") found.push(`calls a saddle what is ${kind}`);
    const there = direction && problem.parametrization.retract(at, direction, numbers.step);
    const fall = there ? valueAt(problem, at) - valueAt(problem, there) : Number.NaN;
    if (!(fall > 0 && fall >= numbers.predictedFall)) found.push(`promises ${numbers.predictedFall}, falls by ${fall}`);
    if (!(numbers.curvature < 0)) found.push(`a curvature of ${numbers.curvature}`);
  }
  if (certificate.kind === "notStationary" && kind !== "random" && numbers.gradientNorm < 1e-9) {
    found.push("calls a stationary point not stationary");
  }
  return found;
}

describe.for(Object.entries(FAMILIES))("secondOrder tells no lie: %s", ([name, family]) => {
  const tally: Record<string, Record<string, number>> = {};
  const count = (kind: string, verdict: string) => {
    tally[kind] ??= {};
    tally[kind][verdict] = (tally[kind][verdict] ?? 0) + 1;
  };
  const share = (kind: string, verdict: string) => {
    const row = tally[kind] ?? {};
    return (row[verdict] ?? 0) / Object.values(row).reduce((sum, x) => sum + x, 0);
  };

  test(`${POINTS} points of known kind`, () => {
    const found: string[] = [];
    let certificates = 0;
    for (let seed = 0; certificates < POINTS; seed++) {
      const draw = random(seed).fork(name);
      const planted = plantedPoints(family, draw);
      // Both ways to the least curvature: all eigenvalues, and Lanczos.
      const formUpTo = seed % 2 === 0 ? 120 : 0;
      const ask = (problem: SecondOrderProblem, at: Point, kind: string, key = kind) => {
        const certificate = finish(secondOrder(problem, at, { seed, formUpTo }));
        count(key, certificate.verdict);
        certificates += 1;
        found.push(...lies(problem, at, kind, certificate).map((lie) => `seed ${seed}, ${key}: ${lie}`));
      };
      for (const place of planted) {
        const { problem, point, kind } = place;
        ask(problem, point, kind);
        const by = MOVES[draw.integer(MOVES.length)];
        ask(problem, moved(place, by, draw), kind, `${kind}, moved`);
        for (let k = 0; k < 2; k++) ask(problem, pointOf(problem.parametrization, draw), "random");
      }
    }
    expect(found).toEqual([]);
  });

  // A certificate that never says anything would pass the law above.
  test("and is of use", () => {
    for (const [kind, verdict] of [
      ["strictLocalMinimum", "holds"],
      ["strictSaddle", "fails"],
    ]) {
      expect(share(kind, verdict)).toBeGreaterThan(0.95);
      expect(share(`${kind}, moved`, verdict)).toBeGreaterThan(0.8);
    }
    expect(share("random", "fails")).toBeGreaterThan(0.99);
  });

  afterAll(() => console.log(name, JSON.stringify(tally)));
});

/** The strength of the residual at which a minimum becomes a saddle, by bisection, where there is one. */
function turningPoint(at: (strength: number) => Planted | undefined): number | undefined {
  let [low, high] = [0, 8];
  if (at(low)?.kind !== "strictLocalMinimum" || at(high)?.kind !== "strictSaddle") return undefined;
  for (let k = 0; k < 14; k++) {
    const middle = (low + high) / 2;
    if (at(middle)?.kind === "strictLocalMinimum") low = middle;
    else high = middle;
  }
  return low;
}

describe("near the edge between minimum and saddle, where the least curvature is small", () => {
  const names = ["least squares, entries", "entries, ridge", "symmetric", "fixedRank"] as const;
  const cases = [...names.map((name) => [name, 0] as const), ["least squares, dense", 8] as const];

  test.for(cases)("%s, larger by %i", ([name, larger]) => {
    const found: string[] = [];
    let [decided, all] = [0, 0];
    for (let seed = 0; seed < (larger > 0 ? 2 : 6); seed++) {
      const at = (strength: number) =>
        plantedPoints(FAMILIES[name], random(seed).fork(name), { strengths: [strength], larger })[0];
      const edge = turningPoint(at);
      if (edge === undefined) continue;
      for (const away of [-0.3, -1e-2, -1e-3, -1e-4, 1e-4, 1e-3, 1e-2, 0.3]) {
        const { problem, point, kind, least } = at(edge * (1 + away));
        for (const formUpTo of larger > 0 ? [0] : [0, 120]) {
          const certificate = finish(secondOrder(problem, point, { seed, formUpTo }));
          const { verdict, numbers } = certificate;
          if (Math.abs(least) > 1e-5) [decided, all] = [decided + Number(verdict !== "undecided"), all + 1];
          const wrong = lies(problem, point, kind, certificate);
          // On a manifold the stored ratio is that of the factors, whose eigenvalues have the same signs.
          const same = problem.parametrization.factored && numbers.inFactorMetric === 0;
          if (same && numbers.curvatureBound > (least + 1e-12) * numbers.largestCurvature) {
            wrong.push(`a bound of ${numbers.curvatureBound}`);
          }
          found.push(...wrong.map((lie) => `seed ${seed}, ${away} away, ${kind}, ${least}: ${lie}`));
        }
      }
    }
    expect(found).toEqual([]);
    expect(all).toBeGreaterThan(5);
    expect(decided / all).toBeGreaterThan(0.9);
  });
});
