import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import type { BlockProblem, PlantedOptions } from "../../src/problem/index.ts";
import { recover } from "../../src/recover/index.ts";
import { afterIterations, type Solver, solve, solvers, when } from "../../src/solvers/index.ts";
import { proximalGradient } from "../oracles/proximal-gradient.ts";
import { plantedProblem } from "./planted-problem.ts";

const CELLS: PlantedOptions[] = [
  { shape: [40, 30], rank: 1, condition: 1, share: 0.5 },
  { shape: [40, 30], rank: 3, condition: 1, share: 0.5 },
  { shape: [40, 30], rank: 3, condition: 10, share: 0.6 },
  { shape: [80, 20], rank: 2, condition: 3, share: 0.6 },
  { shape: [20, 80], rank: 2, condition: 3, share: 0.6 },
  { shape: [60, 60], rank: 5, condition: 1, oversampling: 3 },
  { shape: [60, 60], rank: 5, condition: 30 },
  { shape: [25, 25], rank: 2, condition: 100, share: 0.8 },
].map((cell, seed) => ({ ...cell, shape: cell.shape as [number, number], seed }));

/** Passes over the entries (𝒜, 𝒜* or an exact solve) within which every cell is recovered: twice what was counted. */
const PASSES = { alternatingLeastSquares: 80, gradientDescent: 3_000, truncatedNewton: 3_000, lbfgs: 2_000 };

const nameOf = ({ shape, rank, condition, share, oversampling }: PlantedOptions) =>
  `${shape.join("×")}, rank ${rank}, condition ${condition}, ${oversampling ? `${oversampling} entries a degree of freedom` : `share ${share ?? 1}`}`;

describe.for(Object.entries(PASSES))("%s without noise", ([name, most]) => {
  test.for(CELLS.map((cell) => [nameOf(cell), cell] as const))("%s", ([, cell]) => {
    // A ridge of 1e-9 moves the truth by about as much, relative to its smallest singular value.
    const { problem, start, relativeError } = plantedProblem(cell, 1e-9);
    const { counts } = problem.store;
    const passes = () => counts.applications + counts.adjoints + counts.blockSolves;
    let error = Infinity;
    const spent = when("passes", () => passes() > most);
    const found = when("found", () => error < 1e-6);
    finish(
      solve(problem, solvers[name as keyof typeof PASSES]() as Solver<BlockProblem>, {
        start,
        stop: [found, spent, afterIterations(5_000)],
        observe: ({ point }) => {
          error = relativeError(problem, point);
        },
      }),
    );
    expect(error).toBeLessThan(1e-6);
    expect(passes()).toBeLessThanOrEqual(most);
  });
});

describe("recover with noise ends at the oracle's optimum", () => {
  test.for(CELLS.slice(0, 5).map((cell) => [nameOf(cell), cell] as const))("%s, noise 0.1", async ([, cell]) => {
    const noise = 0.1;
    // The size of the noise's own largest singular value, so that the optimum has about the planted rank.
    const ridge = noise * (Math.sqrt(cell.shape[0]) + Math.sqrt(cell.shape[1])) * Math.sqrt(cell.share ?? 1);
    const { problem, convex } = plantedProblem({ ...cell, noise }, ridge, 0);
    const found = await recover(problem, { start: problem.point(), gap: 1e-9 });
    const oracle = proximalGradient(convex, { gap: 1e-11 });
    expect(found.certificate.verdict).toBe("holds");
    expect(Math.abs(found.value / oracle.objective - 1)).toBeLessThan(1e-9);
    expect(found.problem.parametrization.rank).toBe(oracle.rank);
  });
});

test("recover finds the truth without being told its rank, where the least nuclear norm determines it", async () => {
  // At rank 3 and a share of 0.5 the least norm is another matrix, of rank 4.
  for (const cell of [CELLS[0], { ...CELLS[1], share: 0.8 }]) {
    const ridge = 1e-2;
    const { problem, relativeError } = plantedProblem(cell, ridge, 0);
    const { problem: end, point, certificate } = await recover(problem, { start: problem.point(), gap: 1e-8 });
    expect(certificate.verdict).toBe("holds");
    expect(end.parametrization.rank).toBe(cell.rank);
    // Each singular value, about 20, is shrunk by λ/share.
    expect(relativeError(end, point)).toBeLessThan(2e-3);
  }
});
