/**
 * Completion from few entries without noise: n × n matrices of rank 5, singular values from κ to 1 in equal steps, entries of root
 * mean square 1, `ratio`·r(2n − r) of them observed, five at least in each row and column. The fit (everything after the
 * data are in memory): belief propagation, then alternating least squares until the residual is 1e-10 of the data. Recovered: relative
 * Frobenius error ≤ 1e-4. Prints a line a cell: what was recovered, the median error, the median CPU seconds of a fit (the
 * first cell's include compilation), and what others took on the same job, measured elsewhere on one thread.
 *
 * Run: npx tsx bench/hard-completion.ts [sizes] [ratios] [kappas] [instances], lists with commas
 */
import {
  afterIterations,
  alternatingLeastSquares,
  asymmetric,
  beliefPropagationStart,
  entrySampling,
  finish,
  leastSquares,
  planted,
  recoveryProblem,
  ridge,
  solve,
  valueBelow,
} from "../src/index.ts";

const RANK = 5;
const RECOVERED = 1e-4;
const [sizes = "300,1000", ratios = "2,1.5,1.3,1.1", kappas = "1,10", count = "3"] = process.argv.slice(2);
const numbers = (list: string) => list.split(",").map(Number);

/** Others on the same job, "n κ ratio": recovered of tried, and CPU seconds (median). Measured elsewhere, on another machine. */
const ELSEWHERE: Record<string, { matrixIrls?: [string, number]; gnmr?: [string, number] }> = {
  "300 1 1.1": { matrixIrls: ["0/3", 10.3], gnmr: ["0/1", 17.2] },
  "300 1 1.3": { matrixIrls: ["2/3", 3.2], gnmr: ["1/1", 10] },
  "300 1 1.5": { matrixIrls: ["3/3", 1.2], gnmr: ["1/1", 2.5] },
  "300 1 2": { matrixIrls: ["3/3", 0.7] },
  "300 10 1.1": { matrixIrls: ["0/3", 10.3], gnmr: ["0/1", 17.6] },
  "300 10 1.3": { matrixIrls: ["1/3", 10.9], gnmr: ["0/1", 19] },
  "300 10 1.5": { matrixIrls: ["3/3", 1.9], gnmr: ["1/1", 6.5] },
  "300 10 2": { matrixIrls: ["3/3", 1.2] },
  "1000 1 1.1": { matrixIrls: ["0/3", 9.6], gnmr: ["0/1", 54.1] },
  "1000 1 1.3": { matrixIrls: ["0/3", 8.9], gnmr: ["0/1", 65.3] },
  "1000 1 1.5": { matrixIrls: ["0/1", 28.5] },
  "1000 1 2": { matrixIrls: ["3/3", 2.5], gnmr: ["1/1", 6] },
  "1000 10 1.1": { matrixIrls: ["0/3", 11], gnmr: ["0/1", 51.5] },
  "1000 10 1.3": { matrixIrls: ["0/3", 11.2], gnmr: ["0/1", 64.2] },
  "1000 10 1.5": { matrixIrls: ["1/1", 21.9] },
  "1000 10 2": { matrixIrls: ["3/3", 6.1], gnmr: ["1/1", 26.9] },
};

console.log("| n | κ | ratio | recovered | error | CPU s | MatrixIRLS | ours/its | GNMR | ours/its |");
console.log("|---|---|---|---|---|---|---|---|---|---|");
for (const n of numbers(sizes)) {
  for (const ratio of numbers(ratios)) {
    for (const kappa of numbers(kappas)) {
      const runs = Array.from({ length: Number(count) }, (_, seed) => fitOnce(n, kappa, ratio, seed));
      const recovered = runs.filter(({ error }) => error <= RECOVERED).length;
      const seconds = median(runs.map((run) => run.seconds));
      const { matrixIrls, gnmr } = ELSEWHERE[`${n} ${kappa} ${ratio}`] ?? {};
      const beside = (theirs?: [string, number]) =>
        theirs ? `${theirs[0]}, ${theirs[1]} s | ${(seconds / theirs[1]).toFixed(2)}` : "– | –";
      console.log(
        `| ${n} | ${kappa} | ${ratio} | ${recovered}/${runs.length} | ${median(runs.map((run) => run.error)).toExponential(1)} | ${seconds.toFixed(2)} | ${beside(matrixIrls)} | ${beside(gnmr)} |`,
      );
    }
  }
}

function fitOnce(n: number, kappa: number, ratio: number, seed: number): { error: number; seconds: number } {
  const { truth, rows, columns } = planted({
    shape: [n, n],
    rank: RANK,
    oversampling: ratio,
    leastEach: RANK,
    seed,
  });
  const sigma = Array.from({ length: RANK }, (_, c) => kappa + ((1 - kappa) * c) / (RANK - 1));
  const size = Math.sqrt(sigma.reduce((sum, s) => sum + s * s, 0) / RANK);
  const left = truth.left.data.map((x, k) => (x * sigma[k % RANK]) / size);
  const right = truth.right.data;
  const entry = (l: ArrayLike<number>, r: ArrayLike<number>, i: number, j: number) => {
    let sum = 0;
    for (let c = 0; c < RANK; c++) sum += l[i * RANK + c] * r[j * RANK + c];
    return sum;
  };
  const values = Float64Array.from(rows, (i, k) => entry(left, right, i, columns[k]));

  const before = process.cpuUsage();
  const operator = entrySampling({ rows: n, columns: n, rowIndex: rows, columnIndex: columns });
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: n, columns: n, rank: RANK }),
  });
  const power = values.reduce((sum, y) => sum + y * y, 0);
  const { best } = finish(
    solve(problem, alternatingLeastSquares(), {
      start: finish(beliefPropagationStart(problem, { seed })),
      stop: [valueBelow(0.5e-20 * power), afterIterations(2_000)],
    }),
  );
  const { user, system } = process.cpuUsage(before);

  const found = problem.parametrization.parts(best);
  let [error, total] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = entry(left, right, i, j);
      error += (entry(found.left, found.right, i, j) - x) ** 2;
      total += x * x;
    }
  }
  return { error: Math.sqrt(error / total), seconds: (user + system) / 1e6 };
}

function median(list: number[]): number {
  return list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
