/**
 * What one escape decision costs in gradient evaluations (the bound is 50): a 2,000 × 2,000 matrix of rank 5 with a tenth of noise, a million
 * entries drawn, at a point that a few iterations of descent have reached, with two factors and with one. Times of this machine, medians of
 * runs that take turns; the ratios are what counts. Run: npx tsx bench/escape-cost.ts [size] [entries] [repeats]
 */
import {
  afterIterations,
  asymmetric,
  entrySampling,
  finish,
  lbfgs,
  leastSquares,
  negativeCurvature,
  oracleDirection,
  type Problem,
  random,
  recoveryProblem,
  ridge,
  secondOrder,
  simulatedOracle,
  solve,
  symmetric,
} from "../src/index.ts";

const [size = 2_000, entries = 1_000_000, repeats = 3] = process.argv.slice(2).map(Number);
const RANK = 5;

const draw = random(1);
const factor = Float64Array.from({ length: size * RANK }, () => draw.gaussian());
const index = () => Int32Array.from({ length: entries }, () => draw.integer(size));
const [rowIndex, columnIndex] = [index(), index()];
const operator = entrySampling({ rows: size, columns: size, rowIndex, columnIndex });
const values = Float64Array.from(rowIndex, (i, k) => {
  let sum = 0.1 * draw.gaussian();
  for (let c = 0; c < RANK; c++) sum += factor[i * RANK + c] * factor[columnIndex[k] * RANK + c];
  return sum;
});

for (const parametrization of [
  asymmetric({ rows: size, columns: size, rank: RANK }),
  symmetric({ rows: size, rank: RANK }),
]) {
  const problem = recoveryProblem({
    ...{ operator, parametrization },
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
  });
  const start = problem.point().map(() => draw.gaussian());
  const point = finish(solve(problem, lbfgs(), { start, stop: [afterIterations(5)] })).best;
  const unread = finish(secondOrder(problem, point));
  const falling = { ...unread, direction: finish(problem.at(point).gradient()) };
  const jobs = {
    gradient: () => finish(problem.at(point.slice()).gradient()),
    oracleDirection: () => finish(oracleDirection(problem, point)),
    "simulatedOracle.leave": () => finish(simulatedOracle().leave(problem, point, unread)),
    "negativeCurvature.leave": () => finish(negativeCurvature().leave(problem, point, falling)),
  };
  const taken = Object.fromEntries(Object.keys(jobs).map((name) => [name, [] as number[]]));
  for (let run = 0; run < repeats; run++) {
    for (const [name, job] of Object.entries(jobs)) taken[name].push(secondsOf(job));
  }
  const median = (name: string) => taken[name].sort((a, b) => a - b)[Math.floor(repeats / 2)];
  console.log(`${parametrization.name}, ${size} × ${size}, ${operator.measurements} entries, rank ${RANK}`);
  for (const [name, job] of Object.entries(jobs)) {
    console.log(`  ${name}: ${(median(name) / median("gradient")).toFixed(1)} gradients, ${workOf(problem, job)}`);
  }
  console.log(`  products with G and its transpose: ${jobs.oracleDirection().lanczosSteps}`);
}

function secondsOf(job: () => unknown): number {
  const { user } = process.cpuUsage();
  job();
  return (process.cpuUsage().user - user) / 1e6;
}

function workOf({ store: { counts } }: Problem, job: () => unknown): string {
  const { applications, adjoints } = counts;
  job();
  return `${counts.applications - applications} applications, ${counts.adjoints - adjoints} adjoints`;
}
