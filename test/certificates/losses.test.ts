import { describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { type Loss, losses } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, type Point, symmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge as plainRidge } from "../../src/regularizers/index.ts";
import { afterIterations, gradientNormBelow, solve, truncatedNewton } from "../../src/solvers/index.ts";
import { randomStart } from "../../src/starts/index.ts";

const GAP = 1e-6;
const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

/** A small problem at full rank, where every local minimum is the convex problem's, and its least value. */
function instance(loss: Loss, seed: number, square = false) {
  const draw = random(seed).fork("loss instance");
  const rows = 3 + draw.integer(5);
  const columns = square ? rows : 3 + draw.integer(5);
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(() => draw.uniform() < 0.7);
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: cells.map((cell) => Math.floor(cell / columns)),
    columnIndex: cells.map((cell) => cell % columns),
  });
  const build = (rank: number) =>
    recoveryProblem({
      operator,
      observed: Float64Array.from(cells, () => observation(loss, draw)),
      loss,
      regularizer: plainRidge({ ridge: 10 ** (-1.5 + 2 * draw.uniform()) }),
      parametrization: square ? symmetric({ rows, rank }) : asymmetric({ rows, columns, rank }),
    }) as SecondOrderProblem;
  return build(Math.min(rows, columns));
}

function observation({ observations }: Loss, draw: Random): number {
  if (!observations) return 2 * draw.gaussian();
  return observations.most === 1 ? draw.integer(2) : draw.integer(6);
}

function minimised(problem: SecondOrderProblem, seed: number): { point: Point; value: number } {
  const start = randomStart(problem, { seed });
  const stop = [gradientNormBelow(1e-10), afterIterations(400)];
  const { best, bestValue } = finish(solve(problem, truncatedNewton(), { start, stop }));
  return { point: best, value: bestValue };
}

/** The points that are judged: the minimum, near it, cut in rank, and anywhere. */
function candidates(problem: SecondOrderProblem, best: Point, seed: number): Point[] {
  const draw = random(seed).fork("candidates");
  const moved = (by: number) => best.map((x) => x + by * draw.gaussian());
  const cut = best.slice();
  const { left, right, rank } = problem.parametrization.parts(cut);
  for (const factor of [left, right]) for (let k = 0; k < factor.length; k += rank) factor[k] = 0;
  return [best, ...[1e-8, 1e-5, 1e-3, 1e-1].map(moved), cut, problem.point(), randomStart(problem, { seed })];
}

/** Those that Newton's method minimises over factors of any sign. */
const smooth = Object.entries(losses).filter(([, make]) => make().curvature && !make().predictions);

describe.for(smooth)("%s", ([, make]) => {
  test.for([false, true])("no certificate lies, and the minimum is certified (UUᵀ: %s)", (square) => {
    let certified = 0;
    for (const seed of SEEDS) {
      const problem = instance(make(), seed, square);
      const runs = [1, 2].map((k) => minimised(problem, seed + 100 * k));
      const best = runs.reduce((a, b) => (a.value <= b.value ? a : b));
      for (const point of candidates(problem, best.point, seed)) {
        const value = finish(problem.at(point).value());
        const { verdict, numbers } = finish(globallyOptimal(problem, point, { gap: GAP, seed }));
        if (verdict === "holds") expect(value - best.value).toBeLessThanOrEqual(GAP * value + 1e-12 * best.value);
        if (verdict === "fails") {
          expect(best.value).toBeLessThanOrEqual(numbers.primal - numbers.predictedFall + 1e-9 * best.value);
        }
        if (verdict === "holds" && point === best.point) certified += 1;
      }
    }
    expect(certified).toBeGreaterThanOrEqual(SEEDS.length - 1);
  });
});
