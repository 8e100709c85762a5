import { describe, expect, test } from "vitest";
import { type Recovery, recover } from "../../src/recover/index.ts";
import { plantedInstances } from "../oracles/fixtures.ts";
import { problemOf } from "../problem/problem-of.ts";

/** What math/certificates.md section 2 prints: 60×50, planted rank 3, 40 % observed, noise 0.3, λ = 3. */
describe("the planted test over 40 data seeds", () => {
  const instances = plantedInstances();

  test.for(instances.map((instance) => [instance.seed, instance] as const))("seed %i", async ([, instance]) => {
    const problem = problemOf(instance.problem, 0);
    const found = await recover(problem, { start: problem.point(), gap: 1e-10 });

    expect(found.certificate.verdict).toBe("holds");
    expect(found.certificate.quantity).toBeLessThanOrEqual(1e-10);
    expect(found.problem.parametrization.rank).toBe(instance.rank);
    expect(Math.abs(found.value / instance.objective - 1)).toBeLessThan(1e-9);
    expect(found.certificate.numbers.dual).toBeLessThanOrEqual(instance.objective * (1 + 1e-12));
    expectFallsAsPredicted(found);
  });

  test.for(instances.map((instance) => [instance.seed, instance] as const))(
    "seed %i kept at the planted rank does not hold",
    async ([, instance]) => {
      const problem = problemOf(instance.problem, 0);
      const found = await recover(problem, { start: problem.point(), gap: 1e-10, highestRank: 3 });

      expect(found.problem.parametrization.rank).toBe(3);
      expect(found.certificate.verdict).toBe("fails");
      // The oracle's own gap at this point, from another dual bound: ours may only be wider by what its norm bound costs.
      expect(found.certificate.quantity).toBeGreaterThan(0.9 * instance.bestRank3.relativeGap);
      expect(found.value - found.certificate.numbers.predictedFall).toBeGreaterThanOrEqual(
        instance.objective * (1 - 1e-12),
      );
      // The best of eight oracle fits, whose starts all meet.
      expect(Math.abs(found.value / instance.bestRank3.objective - 1)).toBeLessThan(1e-9);
    },
  );
});

/** Each append's fall is a difference of two objectives of size P: known to about 1e-13 P beside its own 1e-8. */
function expectFallsAsPredicted({ rounds }: Recovery): void {
  const escapes = rounds.filter((round) => round.jumps.length > 0);
  expect(escapes.length).toBeGreaterThan(0);
  for (const round of escapes) {
    const { predictedFall, measuredFall } = round.jumps[0];
    expect(Math.abs(measuredFall - predictedFall)).toBeLessThan(1e-8 * predictedFall + 1e-13 * round.objective);
  }
}
