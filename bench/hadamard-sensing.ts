/**
 * A 2000×2000 matrix of rank 5 from a subsampled Hadamard transform: `npx tsx bench/hadamard-sensing.ts [oversampling]
 * [condition]`, 5 and 1 unless given. Process CPU time, since the machine is shared; beside it the time of one copy of
 * the transform's 2²² numbers, the least that a pass over them costs.
 */
import {
  afterIterations,
  asymmetric,
  auto,
  finish,
  hadamardSensing,
  leastSquares,
  planted,
  recoveryProblem,
  ridge,
  solve,
  spectralStart,
  valueBelow,
} from "../src/index.ts";

const [oversampling = 5, condition = 1] = process.argv.slice(2).map(Number);
const [rows, columns, rank] = [2_000, 2_000, 5];
const measurements = Math.round(oversampling * rank * (rows + columns - rank));

/** The result of some work, and its CPU seconds. */
function timed<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}

const [operator, making] = timed(() => hadamardSensing({ rows, columns, measurements, seed: 1 }));
const parts = {
  operator,
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: asymmetric({ rows, columns, rank }),
};
const { truth } = planted({ shape: [rows, columns], rank, condition, share: 1e-6, seed: 3 });
const blank = recoveryProblem({ ...parts, observed: new Float64Array(measurements) });
const there = blank.point();
blank.parametrization.setFactors(truth, there);
const observed = finish(blank.at(there).negativeDerivative()).map((y) => -y);

const problem = recoveryProblem({ ...parts, observed });
const [numbers, copy] = [1, 2].map((value) => new Float64Array(2 ** 22).fill(value));
const [, copying] = timed(() => copy.set(numbers));
const [start, starting] = timed(() => finish(spectralStart(problem)));
const evaluation = problem.at(start);
const [, applying] = timed(() => finish(evaluation.value()));
const [, pulling] = timed(() => finish(evaluation.gradient()));
const stop = [valueBelow(1e-16), afterIterations(100)];
const [result, solving] = timed(() => finish(solve(problem, auto(problem), { start, stop })));

const { left, right } = problem.parametrization.parts(result.best);
let [error, size] = [0, 0];
for (let i = 0; i < rows; i++) {
  for (let j = 0; j < columns; j++) {
    let [x, y] = [0, 0];
    for (let c = 0; c < rank; c++) {
      x += left[i * rank + c] * right[j * rank + c];
      y += truth.left.data[i * rank + c] * truth.right.data[j * rank + c];
    }
    error += (x - y) ** 2;
    size += y * y;
  }
}
const { counts, workspace } = problem.store;
const ratio = (seconds: number) => `${(1e3 * seconds).toFixed(0)} ms, ${(seconds / copying).toFixed(1)} copies`;
console.log(
  `${measurements} measurements, ${oversampling} a degree of freedom, condition ${condition}; made in ${making.toFixed(2)} s`,
);
console.log(`𝒜(L Rᵀ): ${ratio(applying)}; 𝒜* and its two products: ${ratio(pulling)}`);
console.log(
  `start ${starting.toFixed(2)} s, descent ${solving.toFixed(2)} s: ${result.iterations} iterations (${result.stopped.rule})`,
);
console.log(
  `${counts.applications} applications, ${counts.adjoints} adjoints, ${workspace.memory.wasm.buffer.byteLength / 2 ** 20} MiB`,
);
console.log(`relative error ${Math.sqrt(error / size)}`);
