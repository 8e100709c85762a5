/** What any descent on two factors does to signal, asymmetry and balance: here completion, from half of the entries. */
import {
  type AsymmetryRow,
  asymmetric,
  asymmetry,
  entrySampling,
  finish,
  fixedStep,
  gradientDescent,
  leastSquares,
  lowRankSvd,
  phases,
  planted,
  randomStart,
  recoveryProblem,
  ridge,
  solve,
  valueBelow,
} from "../src/index.ts";

const { shape, truth, rows, columns, values } = planted({ shape: [60, 40], rank: 2, condition: 4, share: 0.5 });
const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
const problem = recoveryProblem({
  operator,
  observed: operator.measure(values),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: asymmetric({ rows: shape[0], columns: shape[1], rank: 2 }),
});
const svd = lowRankSvd(truth);
const [largest, least] = svd.singularValues;

const seen: AsymmetryRow[] = [];
finish(
  solve(problem, gradientDescent({ step: fixedStep(0.5 / largest) }), {
    start: randomStart(problem, { scale: 1e-3 * Math.sqrt(largest), seed: 1 }),
    stop: [valueBelow(1e-12)],
    observe: ({ iteration, value, point }) =>
      seen.push({ iteration, value, ...asymmetry(svd, problem.parametrization.parts(point)) }),
  }),
);

for (const { iteration, value, signal, asymmetry: b, imbalance } of seen.filter((_, k) => k % 50 === 0)) {
  const [first, second] = Array.from(signal, (sigma) => sigma.toFixed(3));
  console.log(
    `${iteration}: f ${value.toExponential(1)}, A ${first} ${second}, B ${b.toExponential(1)}, imbalance ${imbalance.toExponential(1)}`,
  );
}
const { grown, local, tailRate } = phases(seen, least);
console.log(
  `The signal has grown at ${grown}, the local phase begins at ${local}; f then falls by ${tailRate?.toFixed(4)} an iteration.`,
);
