/** A few whole rows and columns of a matrix of low rank determine all of it, as in a CUR decomposition. */
import { lineSampling, planted, sense } from "../src/index.ts";

const [rows, columns, rank] = [90, 70, 3];
const truth = planted({ shape: [rows, columns], rank, seed: 11 }).values;
const entry = (i: number, j: number) => truth[i * columns + j];

const [observedRows, observedColumns] = [
  [4, 17, 40, 63, 88],
  [3, 9, 31, 52],
];
const operator = lineSampling({ rows, columns, observedRows, observedColumns });
const observed = operator.measure(
  observedRows.flatMap((i) => Array.from({ length: columns }, (_, j) => entry(i, j))),
  observedColumns.flatMap((j) => Array.from({ length: rows }, (_, i) => entry(i, j))),
);

const { model, report } = await sense(operator, observed, { rank });
console.log(`${operator.measurements} of ${rows * columns} cells seen`);
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(entry(0, 0), entry(1, 1), entry(2, 2)));
