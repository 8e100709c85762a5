/** Each part of a problem is an object of its own: choose them, descend with any solver, stop where you like, certify. */
import {
  afterIterations,
  alternatingLeastSquares,
  asymmetric,
  entrySampling,
  finish,
  globallyOptimal,
  gradientDescent,
  gradientNormBelow,
  leastSquares,
  random,
  recoveryProblem,
  ridge,
  solve,
} from "../src/index.ts";

const [rows, columns] = [40, 30];
const draw = random(2);
const observed = Array.from({ length: 600 }, () => ({ row: draw.integer(rows), column: draw.integer(columns) }));
const operator = entrySampling({
  rows,
  columns,
  rowIndex: observed.map(({ row }) => row),
  columnIndex: observed.map(({ column }) => column),
});
const problem = recoveryProblem({
  operator,
  observed: operator.measure(observed.map(({ row, column }) => Math.sin(row / 6) * Math.cos(column / 5) + 3)),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0.5, biasRidge: 1 }),
  parametrization: asymmetric({ rows, columns, rank: 1, biases: { mean: true, rows: true, columns: true } }),
});
const start = problem.point().map(() => 0.1 * draw.gaussian());

for (const solver of [alternatingLeastSquares(), alternatingLeastSquares({ depth: 0 }), gradientDescent()]) {
  const result = finish(solve(problem, solver, { start, stop: [gradientNormBelow(1e-6), afterIterations(2_000)] }));
  const { sentence } = finish(globallyOptimal(problem, result.best));
  console.log(`${solver.name}: ${result.iterations} iterations, f = ${result.value}\n  ${sentence}`);
}
