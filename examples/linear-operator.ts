/** An operator of your own by two functions; that the second is the adjoint of the first is tested as it is made. */
import { linearOperator, matrix, planted, random, sense } from "../src/index.ts";

const [rows, columns, rank] = [60, 48, 2];
const truth = planted({ shape: [rows, columns], rank, seed: 12 }).values;

// A meter that sees the sum of two cells, drawn at random.
const draw = random(13);
const pairs = Array.from({ length: 1_100 }, () => [draw.integer(rows * columns), draw.integer(rows * columns)]);
const meters = {
  rows,
  columns,
  measurements: pairs.length,
  apply: ({ data }: { data: Float64Array }) => pairs.map(([a, b]) => data[a] + data[b]),
  adjoint: (z: Float64Array) => {
    const sum = new Float64Array(rows * columns);
    for (const [k, [a, b]] of pairs.entries()) {
      sum[a] += z[k];
      sum[b] += z[k];
    }
    return sum;
  },
};
const operator = linearOperator(meters);

const { model, report } = await sense(operator, operator.apply(matrix(rows, columns, truth)), { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth[0], truth[columns + 1], truth[2 * columns + 2]));

try {
  linearOperator({ ...meters, adjoint: (z) => meters.adjoint(z.map((value) => 2 * value)) });
} catch (error) {
  console.log((error as Error).message);
}
