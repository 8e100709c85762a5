import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { huber } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { fixedRank } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { levenbergMarquardt, solve, when } from "../../src/solvers/index.ts";

// U, S and V of a 6×8 matrix of rank 2.
const START = Float64Array.of(
  ...[0.0483614230354612, 0.019546344533202857, 0.39799478506864294, 0.4721288570825698, 0.28148592621178264],
  ...[-0.11542628482969902, -0.052090568010664, -0.4959704655444778, -0.24542033079713158, -0.6011882720021658],
  ...[0.8349146250489315, -0.39493672203323016, 1.4389769937459151, 0, 0, 0.6335817287173784, 0.015932080571088664],
  ...[0.4566477118850637, 0.22418945428407452, -0.45424897944014886, 0.5710395734472513, 0.08050570078648181],
  ...[0.08153355015111187, 0.27548008176417554, 0.6295940429575603, 0.013780760435228356, -0.4045236980629263],
  ...[0.29625469475500277, 0.04896046172386459, 0.39957861648363996, -0.23307967547398156, -0.5051143081781261],
);

test("a step too short for its square to be a number is a step: a run towards X = 0 goes on to its end", () => {
  const problem = recoveryProblem({
    operator: fullObservation({ rows: 6, columns: 8 }),
    observed: new Float64Array(48),
    loss: huber({ threshold: 0.07216878364870323 }),
    regularizer: ridge({ ridge: 0 }),
    parametrization: fixedRank({ rows: 6, columns: 8, rank: 2 }),
  });
  const { counts } = problem.store;
  const steps = solve(problem, levenbergMarquardt(), {
    start: START,
    stop: [when("enough", () => counts.applications > 2_000)],
  });
  // Without an end to the search for a step no iterate would come, and nothing could stop it.
  let pauses = 0;
  while (!steps.next().done && pauses < 5_000) pauses += 1;
  expect(pauses).toBeLessThan(5_000);
  expect(finish(problem.at(START).value())).toBeGreaterThan(0);
});
