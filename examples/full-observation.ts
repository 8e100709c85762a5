/** A table that is seen in full, with noise: at this ridge no matrix of any rank does better, and that is certified. */
import { fullObservation, planted, sense } from "../src/index.ts";

const [rows, columns, noise] = [80, 50, 0.5];
const clean = planted({ shape: [rows, columns], rank: 3, seed: 5 }).values;
const noisy = planted({ shape: [rows, columns], rank: 3, seed: 5, noise }).values;

// The largest singular value that the noise alone has.
const ridge = noise * (Math.sqrt(rows) + Math.sqrt(columns));
const { model, certified, report } = await sense(fullObservation({ rows, columns }), noisy, { ridge });
console.log(report.sentences.join("\n"));

const rootMeanSquare = (errors: Float64Array) => Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
const cells = Array.from(clean, (_, cell) => cell);
const estimate = model.predict(
  cells.map((cell) => Math.floor(cell / columns)),
  cells.map((cell) => cell % columns),
);
console.log({ certified, rank: model.left.columns });
console.log(`error of a cell before: ${rootMeanSquare(noisy.map((value, cell) => value - clean[cell])).toFixed(3)}`);
console.log(`error of a cell after:  ${rootMeanSquare(estimate.map((value, cell) => value - clean[cell])).toFixed(3)}`);
