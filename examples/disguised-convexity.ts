/** The convexity that a factored problem hides, seen along a descent without knowing the answer, then with it. */
import {
  afterIterations,
  aligned,
  asymmetric,
  benignRegularizer,
  disguisedConvexity,
  entrySampling,
  finish,
  gaugeFixedNewton,
  leastSquares,
  planted,
  randomStart,
  recoveryProblem,
  ridge,
  solve,
} from "../src/index.ts";

const { shape, truth, rows, columns, values } = planted({ shape: [40, 30], rank: 2, condition: 2, share: 0.5 });
const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
const parametrization = asymmetric({ rows: shape[0], columns: shape[1], rank: 2 });
const observed = operator.measure(values);
const problem = recoveryProblem({
  operator,
  observed,
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization,
});

let point = randomStart(problem, { seed: 1 });
for (let visit = 0; visit < 4; visit++) {
  const { verdict, sentence } = finish(disguisedConvexity(problem, point));
  console.log(`After ${4 * visit} steps: ${verdict}. ${sentence}`);
  point = finish(solve(problem, gaugeFixedNewton(), { start: point, stop: [afterIterations(4)] })).last;
}

// The regulariser behind it, built at the point of the truth's orbit nearest to the iterate, has no gradient there.
const solution = problem.point();
parametrization.setFactors(truth, solution);
const near = aligned(parametrization, solution, point);
const hidden = benignRegularizer(parametrization, { reference: near, strength: 1 });
console.log(
  `R ${hidden.value(point).toExponential(1)}, ‖∇R‖ ${Math.hypot(...hidden.gradient(point)).toExponential(1)}`,
);
