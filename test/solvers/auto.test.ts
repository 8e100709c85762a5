import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { asymmetric, fixedRank } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { CHOICES } from "../../src/solvers/auto.ts";
import { afterIterations, auto, solve, solvers } from "../../src/solvers/index.ts";
import { OPERATORS } from "../recovery/instances.ts";

const page = readFileSync("docs/choosing-a-solver.md", "utf8");
const rows = (heading: string) =>
  page
    .split(/^## /m)
    .find((section) => section.startsWith(heading))!
    .split("\n")
    .filter((line) => /^\| .*`/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((text) => text.trim()),
    );

test("the page has the choices in the order in which they are made", () => {
  const choices = CHOICES.map(({ when, make }) => [when, `\`${make().name}\``]);
  expect(rows("What `auto` takes")).toEqual(choices);
});

test("the page has a row for every solver, with a number for its memory and a source", () => {
  const table = rows("Every solver");
  const names = table.map(([name]) => name.match(/`(\w+)`/)![1]);
  expect(names.sort()).toEqual(Object.keys(solvers).sort());
  expect(table.filter(([, , , , memory]) => !/^\d/.test(memory))).toEqual([]);
  expect(table.filter((row) => row.length !== 6 || !/\]\(https:/.test(row[5]))).toEqual([]);
});

const size = { rows: 20, columns: 15 };
const rank = 2;
const problemOf = (operator: keyof typeof OPERATORS, measurements: number, on = asymmetric, loss = leastSquares()) => {
  const made = OPERATORS[operator]({ ...size, measurements, seed: 1 });
  return recoveryProblem({
    operator: made,
    observed: new Float64Array(measurements).fill(1),
    loss,
    regularizer: ridge({ ridge: 0 }),
    parametrization: on({ ...size, rank }),
  });
};

test.for([
  ["randomizedSvd", problemOf("fullObservation", 300)],
  ["alternatingLeastSquares", problemOf("entrySampling", 250)],
  ["levenbergMarquardt", problemOf("entrySampling", 150, fixedRank)],
  ["nonlinearConjugateGradient", problemOf("entrySampling", 250, fixedRank)],
  ["nonlinearConjugateGradient", problemOf("hadamardSensing", 250)],
  ["levenbergMarquardt", problemOf("hadamardSensing", 150)],
  ["gaussNewton", problemOf("denseSensing", 250)],
] as const)("auto takes %s, which runs", ([name, problem]) => {
  const solver = auto(problem);
  expect(solver.name).toBe(name);
  const start = problem.point().map((_, k) => Math.sin(k + 1));
  const factors = { left: { rows: 20, columns: 2, data: Float64Array.from(start.slice(0, 40)) } };
  problem.parametrization.setFactors(
    { ...factors, right: { rows: 15, columns: 2, data: Float64Array.from(start.slice(0, 30)) } },
    start,
  );
  const { iterations } = finish(solve(problem, solver, { start, stop: [afterIterations(2)] }));
  expect(iterations).toBe(2);
});

test("auto takes gradient descent where the loss has no second derivatives", () => {
  const { curvature: _, quadratic: __, ...absolute } = leastSquares();
  expect(auto(problemOf("entrySampling", 250, asymmetric, absolute as never)).name).toBe("gradientDescent");
});
