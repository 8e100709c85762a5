import { describe, expect, test } from "vitest";
import {
  type Certificate,
  type Claim,
  certificates,
  type Escape,
  escapes,
  finish,
  type Point,
  type Problem,
} from "../../src/index.ts";
import { pointsOf, problems } from "./points.ts";
import { unread } from "./ways.ts";

const catalogue: Readonly<Record<string, Claim>> = certificates;

/** What the escape's own claim says there, or nothing where it says nothing about such problems. */
function certificateFor({ claim }: Escape, problem: Problem, point: Point): Certificate {
  const { certify, applies } = catalogue[claim];
  return applies(problem) ? finish(certify(problem, point, { seed: 3, gap: 1e-6 })) : { ...unread, claim };
}

/** What rounding may take of the objective, in the problem's own number format. */
const ROUNDING = { float64: 1e-9, float32: 1e-4 };
const value = (problem: Problem, point: Point) => finish(problem.at(point).value());

describe.for(Object.entries(escapes))("%s", ([name, create]) => {
  const exit = create();

  test("is named as in the catalogue, and its claim is one of the certificates", () => {
    expect(exit.name).toBe(name);
    expect(Object.keys(catalogue)).toContain(exit.claim);
  });

  // Nonnegative points are for those alone that know how to stay among them.
  const asked = Object.entries(problems).filter(
    ([, problem]) => !problem.parametrization.nonnegative || exit.applies(problem),
  );

  test.for(asked)("%s", ([, problem]) => {
    for (const [where, point] of Object.entries(pointsOf(problem))) {
      const certificate = certificateFor(exit, problem, point);
      const copy = point.slice();
      const out = finish(exit.leave(problem, point, certificate));
      expect(point, where).toEqual(copy);
      expect(finish(exit.leave(problem, point, certificate)), where).toEqual(
        "ways" in out ? { ways: out.ways.map((way) => ({ ...way, problem: expect.anything() })) } : out,
      );
      if ("reason" in out) {
        expect(out.reason, where).toMatch(/^[a-z][^.]* [^.]*[^. ]$/);
        continue;
      }
      expect(out.ways.length, where).toBeGreaterThan(0);
      const before = value(problem, point);
      let lowest = Number.POSITIVE_INFINITY;
      for (const { kind, problem: on, start, predictedFall } of out.ways) {
        expect(kind).toMatch(new RegExp(`^${name}(: [a-z -]+)?$`));
        expect(start.length).toBe(on.parametrization.dimension);
        expect(start.every(Number.isFinite), where).toBe(true);
        if (problem.parametrization.nonnegative)
          expect(
            start.every((x) => x >= 0),
            where,
          ).toBe(true);
        expect(on.parametrization.rank).toBeGreaterThanOrEqual(problem.parametrization.rank);
        if (Number.isNaN(predictedFall)) continue;
        expect(predictedFall).toBeLessThanOrEqual(lowest);
        lowest = predictedFall;
        const after = value(on, start);
        expect(Math.abs(before - after - predictedFall), `${where}, ${kind}`).toBeLessThan(
          ROUNDING[problem.precision] * Math.max(before, after, 1e-300),
        );
      }
    }
  });
});
