/**
 * Linear measurements of a matrix of rank 5 and condition 10, p = 5·n·r, CPU seconds on one thread, medians of runs that take turns:
 * what a pass over the operator costs against reading memory, the time to relative error 1e-10 against NumPy's scaled gradient
 * descent, float32 storage, and what a matrix-free operator costs. Run: npx tsx bench/dense-sensing.ts [--side 200] [--repeats 3]
 * [--structured]; side 200 needs 8 GB, the default 100 half a gigabyte and a minute; --structured adds the 2000×2000 solve.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
  afterIterations,
  asymmetric,
  type BlockProblem,
  denseSensing,
  finish,
  gaussianSensing,
  gaussNewton,
  hadamardSensing,
  type LowRankMatrix,
  leastSquares,
  lowRankSvd,
  type MeasurementOperator,
  matrix,
  multiply,
  type Point,
  plantedMatrix,
  random,
  recoveryProblem,
  ridge,
  solve,
  spectralStart,
  transpose,
  when,
} from "../src/index.ts";

const RANK = 5;
const { values } = parseArgs({
  options: {
    side: { type: "string", default: "100" },
    repeats: { type: "string", default: "3" },
    structured: { type: "boolean", default: false },
  },
});
const [side, repeats] = [Number(values.side), Number(values.repeats)];

/** A problem whose answer is known. */
interface Instance {
  readonly problem: BlockProblem;
  readonly truth: LowRankMatrix;
  /** Sums of the times of each run. */
  readonly seconds: number[];
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const median = (numbers: number[]) => numbers.slice().sort((a, b) => a - b)[numbers.length >> 1];
const length = (a: LowRankMatrix) => Math.hypot(...lowRankSvd(a).singularValues);
const besides = (a: Point, b: Float64Array, sign: number, rows: number) =>
  matrix(
    rows,
    2 * RANK,
    Float64Array.from({ length: 2 * RANK * rows }, (_, at) => {
      const [i, c] = [Math.floor(at / (2 * RANK)), at % (2 * RANK)];
      return c < RANK ? a[i * RANK + c] : sign * b[i * RANK + c - RANK];
    }),
  );

function problemOf(operator: MeasurementOperator, observed: Float64Array): BlockProblem {
  const { rows, columns } = operator;
  const parametrization = asymmetric({ rows, columns, rank: RANK });
  return recoveryProblem({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

/** The operator's measurements of a planted matrix, taken by its own fast path. */
function instance(operator: MeasurementOperator): Instance {
  const { rows, columns, measurements } = operator;
  const truth = plantedMatrix({ shape: [rows, columns], rank: RANK, condition: 10, seed: 1 });
  const blank = problemOf(operator, new Float64Array(measurements));
  const point = blank.point();
  blank.parametrization.setFactors(truth, point);
  const observed = finish(blank.at(point).negativeDerivative()).map((value) => -value);
  return { problem: problemOf(operator, observed), truth, seconds: [] };
}

/** Gauss–Newton from the spectral start to relative error 1e-10. */
function recovered({ problem, truth, seconds }: Instance): string {
  const { rows, columns } = problem.operator;
  const size = length(truth);
  const { counts } = problem.store;
  const before = counts.applications;
  let error = 1;
  let iterations = 0;
  seconds.push(
    cpuSeconds(() => {
      const start = finish(spectralStart(problem));
      const observe = ({ point }: { point: Point }) => {
        const { left, right } = problem.parametrization.parts(point);
        const left2 = besides(left, truth.left.data, 1, rows);
        error = length({ left: left2, right: besides(right, truth.right.data, -1, columns) }) / size;
      };
      const stop = [when("error", () => error <= 1e-10), afterIterations(60)];
      iterations = finish(solve(problem, gaussNewton(), { start, stop, observe })).iterations;
    }),
  );
  return `${iterations} steps, ${counts.applications - before} applications, error ${error.toExponential(1)}`;
}

/** Bytes a second of one pass for 𝒜 and 𝒜* together, of one for each, and of a search through memory, which is nothing but reading. */
function passes({ problem }: Instance, bytes: number, name: string): void {
  const { bound, workspace } = problem.store;
  const { memory } = workspace;
  const { rows, columns, measurements } = problem.operator;
  const [left, right] = [
    problem.store.factor("bench L", "float64", rows, RANK),
    problem.store.factor("bench R", "float64", columns, RANK),
  ];
  const out = problem.store.block("bench y", "float64", measurements);
  const idle = Buffer.alloc(2 ** 29, 1);
  const respond = () => {};
  const runs: [string, number, () => unknown][] = [
    ["together", bytes, () => finish(bound.applyThenAdjoint!({ left, right, out, z: out, respond, name: "bench" }))],
    ["𝒜", bytes, () => finish(bound.applyFactors(left, right, out))],
    ["𝒜*", bytes, () => finish(bound.adjointImage(out, "bench"))],
    ["reading", idle.length, () => idle.indexOf(2)],
  ];
  memory.float64(left.block).fill(0.1);
  memory.float64(right.block).fill(0.1);
  const rates = runs.map((): number[] => []);
  for (let repeat = 0; repeat < 2 + repeats; repeat++) {
    runs.forEach(([, size, run], at) => {
      const seconds = cpuSeconds(run);
      if (repeat >= 2) rates[at].push(size / seconds / 1e9);
    });
  }
  const [together, apply, adjoint, reading] = rates.map(median);
  const share = (rate: number) => `${rate.toFixed(1)} GB/s = ${Math.round((100 * rate) / reading)} %`;
  const separately = 2 / (1 / apply + 1 / adjoint);
  console.log(
    `${name}: memory is read at ${reading.toFixed(1)} GB/s; 𝒜 ${share(apply)}, 𝒜* ${share(adjoint)} of that;`,
  );
  console.log(
    `  one after the other ${share(separately)}, together ${share(together)} with the data read once, not twice`,
  );
}

/** NumPy's runs of the same instance, asked for one at a time; undefined where there is no NumPy. */
function numpy(
  { problem, truth }: Instance,
  matrices: Float64Array,
  folder: string,
): (() => Promise<number[]>) | undefined {
  if (spawnSync("python3", ["-c", "import numpy"]).status !== 0) return undefined;
  const write = (name: string, { buffer, byteOffset, byteLength }: Float64Array) =>
    writeFileSync(join(folder, name), new Uint8Array(buffer, byteOffset, byteLength));
  write("matrices", matrices);
  write("observed", problem.observed);
  write("left", truth.left.data);
  write("right", truth.right.data);
  const script = new URL("scaled-gradient-descent.py", import.meta.url).pathname;
  const child: ChildProcess = spawn("python3", [script, folder, String(side), String(RANK)], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  child.unref();
  return async () => {
    child.stdin!.write("run\n");
    return (await lines.next()).value.split(" ").map(Number);
  };
}

async function dense(folder: string): Promise<void> {
  const measurements = 5 * side * RANK;
  const draw = random(2);
  const matrices = new Float64Array(measurements * side * side);
  for (let k = 0; k < matrices.length; k++) matrices[k] = draw.gaussian() / Math.sqrt(measurements);
  const [double, single] = (["float64", "float32"] as const).map((storage) => {
    const operator = denseSensing({ rows: side, columns: side, matrices, storage });
    const truth = plantedMatrix({ shape: [side, side], rank: RANK, condition: 10, seed: 1 });
    const observed = operator.apply(multiply(truth.left, transpose(truth.right)));
    return { problem: problemOf(operator, observed), truth, seconds: [] } satisfies Instance;
  });
  const gigabytes = (matrices.byteLength / 1e9).toFixed(2);
  console.log(`${side}×${side}, rank ${RANK}, condition 10, p = ${measurements}: ${gigabytes} GB in float64`);
  passes(double, matrices.byteLength, "float64");
  passes(single, matrices.byteLength / 2, "float32");

  const other = numpy(double, matrices, folder);
  const theirs: number[][] = [];
  const told: string[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    told[0] = recovered(double);
    told[1] = recovered(single);
    if (other) theirs.push(await other());
  }
  const [ours, halved] = [double, single].map(({ seconds }) => median(seconds));
  console.log(`Gauss–Newton: ${ours.toFixed(2)} CPU s (${told[0]})`);
  console.log(`  float32 storage: ${halved.toFixed(2)} CPU s, ratio ${(halved / ours).toFixed(2)} (${told[1]})`);
  if (theirs.length === 0) return console.log("  NumPy: not installed");
  const reference = median(theirs.map(([, , seconds]) => seconds));
  const [iterations, error] = theirs[0];
  console.log(
    `NumPy's scaled gradient descent: ${reference.toFixed(2)} CPU s (${iterations} iterations, error ${error.toExponential(1)}); ours / theirs = ${(ours / reference).toFixed(2)}`,
  );
}

/** A solve without stored matrices, and what a pass would cost at 2000×2000. */
function matrixFree(): void {
  const small = instance(gaussianSensing({ rows: 100, columns: 100, measurements: 2_500, seed: 3 }));
  const told = recovered(small);
  console.log(`matrix-free gaussian, 100×100, p = 2500: ${small.seconds[0].toFixed(1)} CPU s (${told})`);
  const few = instance(gaussianSensing({ rows: 2_000, columns: 2_000, measurements: 20, seed: 3 }));
  const { bound } = few.problem.store;
  const y = few.problem.store.block("bench y", "float64", 20);
  const one = cpuSeconds(() => finish(bound.adjointImage(y, "bench"))) / 20;
  console.log(
    `  one 2000×2000 measurement: ${(1e3 * one).toFixed(1)} ms; a pass over 50,000: ${Math.round(5e4 * one)} s`,
  );
}

function structured(): void {
  const large = instance(hadamardSensing({ rows: 2_000, columns: 2_000, measurements: 50_000, seed: 3 }));
  const told = recovered(large);
  console.log(`randomised Hadamard, 2000×2000, p = 50000: ${large.seconds[0].toFixed(1)} CPU s (${told})`);
}

const folder = mkdtempSync(join(tmpdir(), "lowlands-sensing-"));
try {
  await dense(folder);
  matrixFree();
  if (values.structured) structured();
} finally {
  rmSync(folder, { recursive: true });
}
process.exit();
