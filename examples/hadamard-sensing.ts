/** A random part of a randomised Hadamard transform: a fast stand-in for gaussian measurements where X is large. */
import {
  afterIterations,
  asymmetric,
  finish,
  gradientNormBelow,
  hadamardSensing,
  leastSquares,
  matrix,
  planted,
  recoveryProblem,
  ridge,
  solve,
  spectralStart,
  truncatedNewton,
} from "../src/index.ts";

const [rows, columns, rank] = [120, 100, 2];
const freedom = rank * (rows + columns - rank);
const truth = planted({ shape: [rows, columns], rank, seed: 9 }).values;
const operator = hadamardSensing({ rows, columns, measurements: 4 * freedom, seed: 10 });

const problem = recoveryProblem({
  operator,
  observed: operator.apply(matrix(rows, columns, truth)),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: asymmetric({ rows, columns, rank }),
});
const start = finish(spectralStart(problem));
const stop = [gradientNormBelow(1e-9), afterIterations(50)];
const { best, iterations } = finish(solve(problem, truncatedNewton(), { start, stop }));

const { left, right } = problem.parametrization.parts(best);
let [error, size] = [0, 0];
for (let i = 0; i < rows; i++) {
  for (let j = 0; j < columns; j++) {
    let x = 0;
    for (let c = 0; c < rank; c++) x += left[i * rank + c] * right[j * rank + c];
    error += (x - truth[i * columns + j]) ** 2;
    size += truth[i * columns + j] ** 2;
  }
}
const { applications, adjoints } = problem.store.counts;
console.log(`${operator.measurements} measurements of ${rows * columns} cells, ${freedom} degrees of freedom`);
console.log(`${iterations} iterations, ${applications} applications of 𝒜 and ${adjoints} of 𝒜*`);
console.log(`relative error ${Math.sqrt(error / size)}`);
