import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { weightedSvd } from "../../src/problem/balance.ts";
import { afterIterations, decreaseBelow, solve } from "../../src/solvers/index.ts";
import { proximalGradient } from "../../src/solvers/proximal-gradient.ts";
import { jointInstances, plantedInstances } from "../oracles/fixtures.ts";
import { proximalGradient as oracle } from "../oracles/proximal-gradient.ts";
import { problemOf, spreadOfRepeats } from "../problem/problem-of.ts";

const plain = jointInstances().map(({ name, problem }) => ({
  name,
  convex: { ...problem, mean: false, rowBias: false, columnBias: false },
}));

describe.for(plain.map((one) => [one.name, one.convex] as const))("%s, without biases", ([, convex]) => {
  const rank = Math.min(convex.rows, convex.columns);
  const optimum = oracle(convex, { gap: 1e-11, maxSteps: 100_000 }).objective - spreadOfRepeats(convex);

  // Without acceleration, weights far apart take thousands of steps.
  const forms = convex.rowWeights ? [true] : [true, false];
  test.for(forms)("f falls to the oracle's optimum, accelerated %s", (accelerated) => {
    const problem = problemOf(convex, rank);
    const values: number[] = [];
    const result = finish(
      solve(problem, proximalGradient({ accelerated }), {
        start: problem.point(),
        stop: [decreaseBelow(1e-13, 10), afterIterations(3_000)],
        observe: ({ value }) => values.push(value),
      }),
    );
    expect(result.stopped.converged).toBe(true);
    for (let k = 1; k < values.length; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1] * (1 + 2e-13));
    expect(result.bestValue / optimum - 1).toBeLessThan(1e-8);
    expect(result.bestValue / optimum - 1).toBeGreaterThan(-1e-10);
  });
});

test("acceleration pays: fewer applications to the same optimum, and the oracle's rank", () => {
  const { problem: convex, objective, rank } = plantedInstances()[0];
  const spent = [true, false].map((accelerated) => {
    const problem = problemOf(convex, Math.min(convex.rows, convex.columns));
    const rule = {
      rule: "near",
      converged: true,
      needsGradient: false,
      begin: () => (it: { value: number }) => it.value <= objective * (1 + 1e-9),
    };
    const stop = [rule, afterIterations(3_000)];
    const result = finish(solve(problem, proximalGradient({ accelerated }), { start: problem.point(), stop }));
    expect(result.stopped.rule).toBe("near");
    const { singularValues } = finish(weightedSvd(problem, result.last));
    expect(singularValues.filter((sigma) => sigma > 1e-6 * singularValues[0]).length).toBe(rank);
    return problem.store.counts.applications;
  });
  expect(spent[0]).toBeLessThan(0.7 * spent[1]);
});
