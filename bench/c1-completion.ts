/**
 * Job C1: a 20,000 × 5,000 matrix of rank 10 with noise of a tenth of its entries' spread, 2,000,000 entries observed,
 * fitted at rank 10 until the error on 200,000 further noisy entries is at most 0.10845 (1.01 times what exact
 * alternating least squares converges to). Prints CPU seconds of the fit alone (one thread, data in memory), peak
 * memory, and the ratio to the job's own floor: its flops at the rate of the fastest kernel measured here, its bytes at
 * the bandwidth measured here.
 *
 * Run: npx tsx bench/c1-completion.ts [float32|float64] [repeats]
 */
import {
  alternatingLeastSquares,
  asymmetric,
  entrySampling,
  finish,
  leastSquares,
  random,
  recoveryProblem,
  ridge,
  solve,
  when,
} from "../src/index.ts";
import { measuredRates } from "./rates.ts";

const [rows, columns, rank, train, test] = [20_000, 5_000, 10, 2_000_000, 200_000];
const [noise, target, strength] = [0.1, 0.10845, 0.03];
const precision = process.argv[2] === "float64" ? "float64" : "float32";
const repeats = Number(process.argv[3] ?? 5);

const job = planted();
const runs = Array.from({ length: repeats }, () => fitOnce());
const rates = measuredRates();
const median = (of: (run: (typeof runs)[number]) => number) =>
  runs.map(of).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
const sweeps = median((run) => run.sweeps);
const flops = sweeps * 2 * (train * (rank * (rank + 1) + 4 * rank) + ((rows + columns) / 2) * (rank ** 3 / 3));
const width = precision === "float64" ? 8 : 4;
const bytes = sweeps * 2 * train * (4 + 3 * width + rank * width);
const floor = Math.max(flops / rates.flops, bytes / rates.bytes);
const seconds = median((run) => run.seconds);
console.log(`C1 ${precision}: RMSE ${median((run) => run.rmse).toFixed(5)} after ${sweeps} sweeps (target ${target})`);
console.log(
  `CPU seconds: set-up ${median((run) => run.setup).toFixed(2)}, fit ${seconds.toFixed(2)} (median of ${repeats})`,
);
console.log(
  `peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, of which the job's data ${Math.round((16 * (train + test)) / 2 ** 20)} MB`,
);
console.log(
  `floor: ${floor.toFixed(2)} s (${(flops / 1e9).toFixed(1)} GF at ${(rates.flops / 1e9).toFixed(1)} GF/s, ${(bytes / 1e9).toFixed(1)} GB at ${(rates.bytes / 1e9).toFixed(1)} GB/s); fit / floor = ${(seconds / floor).toFixed(1)}`,
);

/** One fit from a random start, stopped at the first sweep whose test error is low enough. */
function fitOnce(): { setup: number; seconds: number; sweeps: number; rmse: number } {
  const before = cpu();
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: job.rows.subarray(0, train),
    columnIndex: job.columns.subarray(0, train),
  });
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(job.values.subarray(0, train)),
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows, columns, rank }),
    precision,
  });
  const ready = cpu();
  const stream = random(7);
  const start = problem.point().map(() => 0.1 * stream.gaussian());
  let rmse = Number.POSITIVE_INFINITY;
  let measuring = 0;
  const result = finish(
    solve(problem, alternatingLeastSquares(), {
      start,
      stop: [when("accurate", () => rmse <= target)],
      observe({ point }) {
        const from = cpu();
        rmse = testError(problem.parametrization.parts(point));
        measuring += cpu() - from;
      },
    }),
  );
  return { setup: ready - before, seconds: cpu() - ready - measuring, sweeps: result.iterations, rmse };
}

function testError({ left, right }: { left: ArrayLike<number>; right: ArrayLike<number> }): number {
  let squares = 0;
  for (let k = train; k < train + test; k++) {
    let error = -job.values[k];
    for (let c = 0; c < rank; c++) error += left[job.rows[k] * rank + c] * right[job.columns[k] * rank + c];
    squares += error * error;
  }
  return Math.sqrt(squares / test);
}

/** The planted job: distinct positions, train entries first. */
function planted(): { rows: Int32Array; columns: Int32Array; values: Float64Array } {
  const stream = random(101);
  const left = Float64Array.from({ length: rows * rank }, () => stream.gaussian());
  const right = Float64Array.from({ length: columns * rank }, () => stream.gaussian());
  const taken = new Uint8Array(rows * columns);
  const made = {
    rows: new Int32Array(train + test),
    columns: new Int32Array(train + test),
    values: new Float64Array(train + test),
  };
  for (let k = 0; k < train + test; ) {
    const cell = stream.integer(rows * columns);
    if (taken[cell]) continue;
    taken[cell] = 1;
    const [i, j] = [Math.floor(cell / columns), cell % columns];
    let x = 0;
    for (let c = 0; c < rank; c++) x += left[i * rank + c] * right[j * rank + c];
    [made.rows[k], made.columns[k], made.values[k]] = [i, j, x / Math.sqrt(rank) + noise * stream.gaussian()];
    k += 1;
  }
  return made;
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
