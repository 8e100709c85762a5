import { describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { recover, rounds } from "../../src/recover/index.ts";
import { jointInstances } from "../oracles/fixtures.ts";
import { problemOf, spreadOfRepeats } from "../problem/problem-of.ts";

/** Mean, biases, count weights, entry weights, empty rows and columns, against NumPy's optimum. */
describe.for(jointInstances().map((instance) => [instance.name, instance] as const))("%s", ([, instance]) => {
  const { problem: convex } = instance;
  const optimum = instance.objective - spreadOfRepeats(convex);

  test("the rounds end at the optimum, which holds; every dual value lies below it and every primal above", async () => {
    const problem = problemOf(convex, 0);
    const seen: [number, number][] = [];
    for await (const { certificate, value, stopped } of rounds(problem, { start: problem.point(), gap: 1e-9 })) {
      seen.push([certificate.numbers.dual, value]);
      if (stopped) expect([stopped.rule, certificate.verdict]).toEqual(["gapBelow(1e-9)", "holds"]);
    }
    // The stored optimum is known to a gap of 1e-12.
    for (const [dual, primal] of seen) {
      expect(dual).toBeLessThanOrEqual(optimum * (1 + 2e-12));
      expect(primal).toBeGreaterThanOrEqual(optimum * (1 - 2e-12));
    }
    expect(Math.abs(seen.at(-1)![1] / optimum - 1)).toBeLessThan(1e-9);
  });

  test("float32 comes as near as its digits allow, and the certificate is taken in float64", async () => {
    const problem = problemOf(convex, 0, "float32");
    const { certificate, value } = await recover(problem, { start: problem.point(), gap: 1e-4 });
    expect(certificate.verdict).toBe("holds");
    expect(certificate.numbers.dual).toBeLessThanOrEqual(optimum * (1 + 2e-12));
    expect(certificate.numbers.primal).toBeGreaterThanOrEqual(optimum * (1 - 2e-12));
    expect(Math.abs(value / optimum - 1)).toBeLessThan(1e-4);
  });

  test("at the zero point the bounds enclose the optimum", () => {
    const problem = problemOf(convex, 1);
    const { numbers, verdict } = finish(globallyOptimal(problem, problem.point()));
    expect(verdict).not.toBe("holds");
    expect(numbers.dual).toBeLessThanOrEqual(optimum * (1 + 2e-12));
    expect(numbers.primal - numbers.predictedFall).toBeGreaterThanOrEqual(optimum * (1 - 2e-12));
  });
});
