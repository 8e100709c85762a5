/** Recovers a matrix from linear measurements by three methods from one start, and asks what the measurements determine. */
import { gaussianSensing, matrix, random, sense } from "../src/index.ts";

const [rows, columns, rank] = [25, 20, 2];
const draw = random(3);
const [left, right] = [rows, columns].map((length) => Array.from({ length: length * rank }, () => draw.gaussian()));
const truth = matrix(
  rows,
  columns,
  Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return left[2 * i] * right[2 * j] + left[2 * i + 1] * right[2 * j + 1];
  }),
);

// Three measurements a degree of freedom, r(m + n − r) of them; then fewer than one.
for (const measurements of [3 * rank * (rows + columns - rank), 70]) {
  const operator = gaussianSensing({ rows, columns, measurements, seed: 1 });
  const { model, runs, report } = await sense(operator, operator.apply(truth), {
    rank,
    start: "random",
    compare: ["gradientDescent", "lbfgs"],
  });
  console.log([...report.warnings, ...report.sentences].join("\n"));
  console.table(
    runs.map(({ solver, iterations, applications, residual }) => ({ solver, iterations, applications, residual })),
  );
  console.log(`entry (3, 4): recovered ${model.predict([3], [4])[0]}, true ${truth.data[3 * columns + 4]}`);
}
