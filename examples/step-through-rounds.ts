/** The loop by hand: descend, certify, escape, until the certificate holds. */
import { asymmetric, entrySampling, leastSquares, random, recoveryProblem, ridge, rounds } from "../src/index.ts";

const [rows, columns, trueRank] = [60, 50, 3];
const draw = random(0);
const left = Array.from({ length: rows * trueRank }, () => draw.gaussian());
const right = Array.from({ length: columns * trueRank }, () => draw.gaussian());
const truth = (i: number, j: number) =>
  Array.from({ length: trueRank }, (_, c) => left[i * trueRank + c] * right[j * trueRank + c]).reduce((a, b) => a + b);
const cells = Array.from({ length: rows * columns }, (_, e) => [Math.floor(e / columns), e % columns]).filter(
  () => draw.uniform() < 0.4,
);

const operator = entrySampling({
  rows,
  columns,
  rowIndex: cells.map(([i]) => i),
  columnIndex: cells.map(([, j]) => j),
});
const problem = recoveryProblem({
  operator,
  observed: operator.measure(cells.map(([i, j]) => truth(i, j) + 0.3 * draw.gaussian())),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 3 }),
  parametrization: asymmetric({ rows, columns, rank: 0 }),
});

// Rank 0 is a start like any other: the certificate names the columns to append.
for await (const round of rounds(problem, { start: problem.point() })) {
  const { parametrization } = round.problem;
  const { verdict, quantity } = round.certificate;
  console.log(
    `round ${round.round}: rank ${parametrization.rank}, objective ${round.value.toFixed(6)}, gap ${quantity.toExponential(1)}, ${verdict}`,
  );
  for (const { columns, predictedFall, measuredFall } of round.jumps) {
    console.log(`  ${columns} columns appended: fall predicted ${predictedFall}, measured ${measuredFall}`);
  }
  if (round.stopped) console.log(`  ended: ${round.stopped.rule}`);
}
