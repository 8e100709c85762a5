import { describe, expect, test } from "vitest";
import { inspect, type Point } from "../../src/index.ts";
import { gaussian, isConsistent, sensing } from "./inspected.ts";

describe("options", () => {
  const problem = sensing(2, 0.1);
  const point = gaussian(problem.parametrization.dimension);

  test("claims asks about these alone", async () => {
    const found = await inspect(problem, point, { claims: ["identifiability"] });
    expect(found.certificates.map(({ claim }) => claim)).toEqual(["identifiability"]);
    expect(found).toMatchObject({ kind: null, verdict: "undecided", certified: false, notApplicable: [], exits: [] });
    expect(found.headline).toMatch(/not asked/);
  });

  test("gap is what global optimality is compared with, seed what is drawn from", async () => {
    const found = await inspect(problem, point, { gap: 0.01, seed: 5 });
    expect(found.certificates.find(({ claim }) => claim === "globallyOptimal")?.threshold).toBe(0.01);
    expect(found.seed).toBe(5);
    expect(await inspect(problem, point, { gap: 0.01, seed: 5 })).toEqual(found);
  });

  test("an aborted inspection says what it has not looked at", async () => {
    const controller = new AbortController();
    const seen = new Set<string>();
    const found = await inspect(problem, point, {
      signal: controller.signal,
      observe: ({ claim, done, total }) => {
        seen.add(claim);
        expect(done).toBeLessThanOrEqual(total);
        if (done === 2) controller.abort();
      },
    });
    isConsistent(found, problem);
    expect(found.certificates).toHaveLength(2);
    expect(found.notComputed).toContain("identifiability");
    expect(found.sentences[0]).toMatch(/^Not computed: .*identifiability.*\.$/);
    expect([...seen].slice(0, 2)).toEqual(found.certificates.map(({ claim }) => claim));
  });

  test("wrong use is told at once", async () => {
    const wrong = (given: Point, options: object) => inspect(problem, given, options);
    await expect(wrong(new Float64Array(3), {})).rejects.toThrow(/^point: expected 28 numbers; got 3$/);
    await expect(wrong(point, { claims: ["optimal"] })).rejects.toThrow(
      /^claims: expected some of firstOrder, .*; got optimal$/,
    );
    await expect(wrong(point, { gap: 0 })).rejects.toThrow(/^gap: expected a number above 0 and below 1; got 0$/);
    await expect(wrong(point, { seed: -1 })).rejects.toThrow(/^seed: expected a whole number, 0 or more; got -1$/);
  });
});
