/**
 * Job N1: nonnegative factors of rank 20 of max(0, W H + noise), 5000 × 2000, W and H half-normal with half of their entries 0, the
 * noise a tenth of the data's root mean square; to a relative error of 0.0980, where the best seen is 0.0979. Ours and, where a Python with scikit-learn
 * is found, its coordinate descent and HALS take turns on the same numbers from the same start; CPU seconds at one thread, medians.
 * Then 1000 × 400 with 70 % of the entries missing, which scikit-learn refuses.
 *
 * Run: npx tsx bench/nonnegative.ts [repeats]
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  afterIterations,
  canNonnegativeSolve,
  decreaseBelow,
  entrySampling,
  fullObservation,
  hierarchicalAlternatingLeastSquares,
  type Loss,
  leastSquares,
  type MeasurementOperator,
  type NonnegativeProblem,
  nonnegative,
  type Problem,
  randomStart,
  recoveryProblem,
  ridge,
  solve,
  valueBelow,
} from "../src/index.ts";
import { finish } from "../src/kernels/steps.ts";
import { norm } from "../src/linalg/norm.ts";
import { random } from "../src/linalg/random.ts";
import { peerProgram } from "./nonnegative-peers.ts";

const TARGET = 0.098;
const repeats = Number(process.argv[2] ?? 5);

interface Run {
  readonly seconds: number;
  readonly error: number;
}

const [rows, columns, rank] = [5000, 2000, 20];
const { x } = planted(rows, columns, rank, 0.1, 1);
const size = norm(x);
const problem = problemOf(fullObservation({ rows, columns }), x, rank);
const start = randomStart(problem, { seed: 1 });
const folder = mkdtempSync(join(tmpdir(), "nonnegative-"));
try {
  writeFileSync(join(folder, "x"), x);
  const { left, right } = problem.parametrization.parts(start);
  writeFileSync(join(folder, "u"), left as Float64Array);
  writeFileSync(join(folder, "v"), right as Float64Array);
  const python = startPeers(folder);
  const iterations = python && (await iterationsOf(python));
  const runs: Record<string, Run[]> = { ours: [], ...(python && { "scikit-learn cd": [], HALS: [] }) };
  // The first round warms compilers and caches up.
  for (let round = 0; round <= repeats; round++) {
    const results: Record<string, Run> = { ours: ours() };
    if (python) {
      results["scikit-learn cd"] = await python.ask(`cd ${iterations}`);
      results.HALS = await python.ask("hals");
    }
    if (round > 0) for (const [name, run] of Object.entries(results)) runs[name].push(run);
  }
  python?.process.kill();
  report(runs);
} finally {
  rmSync(folder, { recursive: true });
}
missing();

/** max(0, U Vᵀ + noise) and U Vᵀ itself. */
function planted(
  m: number,
  n: number,
  r: number,
  noise: number,
  seed: number,
): { x: Float64Array; truth: Float64Array } {
  const draw = random(seed);
  const factor = (length: number) =>
    Float64Array.from({ length: length * r }, () => (draw.uniform() < 0.5 ? Math.abs(draw.gaussian()) : 0));
  const [u, v] = [factor(m), factor(n)];
  const truth = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let c = 0; c < r; c++) sum += u[i * r + c] * v[j * r + c];
      truth[i * n + j] = sum;
    }
  }
  const deviation = (noise * norm(truth)) / Math.sqrt(m * n);
  return { truth, x: truth.map((value) => Math.max(0, value + deviation * draw.gaussian())) };
}

function problemOf(operator: MeasurementOperator, observed: Float64Array, r: number): NonnegativeProblem {
  const made: Problem = recoveryProblem<Loss>({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: nonnegative({ rows: operator.rows, columns: operator.columns, rank: r }),
  });
  if (!canNonnegativeSolve(made)) throw new Error("no nonnegative solves");
  return made;
}

function ours(): Run {
  const before = process.cpuUsage();
  const stop = [valueBelow(0.5 * (TARGET * size) ** 2), afterIterations(200)];
  const { bestValue } = finish(solve(problem, hierarchicalAlternatingLeastSquares(), { start, stop }));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, error: Math.sqrt(2 * bestValue) / size };
}

function missing(): void {
  const [m, n, r, share] = [1000, 400, 10, 0.3];
  const sample = planted(m, n, r, 0.1, 2);
  const draw = random(3);
  const cells = Array.from({ length: m * n }, (_, cell) => cell);
  const seen = cells.filter(() => draw.uniform() < share);
  const operator = entrySampling({
    rows: m,
    columns: n,
    rowIndex: seen.map((cell) => Math.floor(cell / n)),
    columnIndex: seen.map((cell) => cell % n),
  });
  const before = process.cpuUsage();
  const sampled = problemOf(operator, operator.measure(seen.map((cell) => sample.x[cell])), r);
  const stop = [decreaseBelow(1e-6), afterIterations(500)];
  const options = { start: randomStart(sampled, { seed: 1 }), stop };
  const { best, iterations } = finish(solve(sampled, hierarchicalAlternatingLeastSquares(), options));
  const { user, system } = process.cpuUsage(before);
  const { left, right } = sampled.parametrization.parts(best);
  let square = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = -sample.truth[i * n + j];
      for (let c = 0; c < r; c++) sum += left[i * r + c] * right[j * r + c];
      square += sum * sum;
    }
  }
  const error = (Math.sqrt(square) / norm(sample.truth)).toFixed(4);
  const seconds = ((user + system) / 1e6).toFixed(2);
  console.log(
    `\n${m} × ${n}, rank ${r}, 30 % observed with noise of 10 %: ${error} off the truth after ${iterations} iterations, ${seconds} CPU s`,
  );
}

/** The fewest iterations, in fives, of scikit-learn's coordinate descent to the target. */
async function iterationsOf(python: { ask(request: string): Promise<Run> }): Promise<number> {
  let count = 20;
  while ((await python.ask(`cd ${count}`)).error > TARGET && count < 200) count += 5;
  return count;
}

/** A Python that holds the matrix and answers one request a line. */
function startPeers(of: string): { process: ChildProcess; ask(request: string): Promise<Run> } | undefined {
  const found = ["python3", "/usr/bin/python3"].find(
    (python) => spawnSync(python, ["-c", "import sklearn.decomposition"]).status === 0,
  );
  if (!found) {
    console.log("no Python with scikit-learn: the peers are left out");
    return undefined;
  }
  const child = spawn(found, ["-c", peerProgram, of, `${rows}`, `${columns}`, `${rank}`, `${TARGET}`], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async ask(request) {
      child.stdin.write(`${request}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the peers' Python ended before it answered "${request}"`);
      return JSON.parse(value) as Run;
    },
  };
}

function report(runs: Record<string, Run[]>): void {
  const median = (list: readonly Run[], of: (run: Run) => number) =>
    list.map(of).sort((a, b) => a - b)[list.length >> 1];
  const reference = median(runs.ours, ({ seconds }) => seconds);
  console.log(`${rows} × ${columns}, rank ${rank}; medians of ${repeats}`);
  console.log("                    CPU s   ours / theirs   relative error");
  for (const [name, list] of Object.entries(runs)) {
    const seconds = median(list, (run) => run.seconds);
    const error = median(list, (run) => run.error).toFixed(5);
    console.log(
      `${name.padEnd(16)} ${seconds.toFixed(2).padStart(8)} ${(reference / seconds).toFixed(2).padStart(15)} ${error.padStart(16)}`,
    );
  }
}
