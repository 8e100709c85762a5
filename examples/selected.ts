/** Measurements set aside before anything is fitted, and asked afterwards whether the matrix predicts them. */
import { hadamardSensing, matrix, planted, selected, sense } from "../src/index.ts";

const [rows, columns, rank] = [30, 24, 2];
const truth = matrix(rows, columns, planted({ shape: [rows, columns], rank, seed: 18 }).values);
const operator = hadamardSensing({ rows, columns, measurements: 400, seed: 19 });
const observed = operator.apply(truth);

const every = Array.from({ length: operator.measurements }, (_, k) => k);
const [kept, aside] = [every.filter((k) => k % 10 !== 0), every.filter((k) => k % 10 === 0)];
const pick = (indices: number[]) => indices.map((k) => observed[k]);

const { model } = await sense(selected({ operator, indices: kept }), pick(kept), { rank });
const cells = Array.from(truth.data.keys());
const estimate = matrix(
  rows,
  columns,
  model.predict(
    cells.map((cell) => Math.floor(cell / columns)),
    cells.map((cell) => cell % columns),
  ),
);
const predicted = selected({ operator, indices: aside }).apply(estimate);
const error = Math.max(...pick(aside).map((y, k) => Math.abs(y - predicted[k])));
console.log(`${aside.length} measurements set aside are predicted to ${error < 1e-6 ? "1e-6" : error.toPrecision(2)}`);
